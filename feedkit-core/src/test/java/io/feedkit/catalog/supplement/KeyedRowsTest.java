package io.feedkit.catalog.supplement;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import io.feedkit.product.AttributeType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows by key, held against a map of objects; the budget decides where they are and nothing else. */
class KeyedRowsTest {
    private static final long TINY = 300;
    private static final long AMPLE = 64L << 20;

    /** A row of a source: the same amount five times, once for each fold, and a text. */
    record Given(
            String key,
            @Nullable BigDecimal amount,
            @Nullable String text) {}

    private static final RowCodec CODEC = new RowCodec(List.of(
            new RowCodec.Field(Fold.FIRST, false, true, false),
            new RowCodec.Field(Fold.LAST, false, true, false),
            new RowCodec.Field(Fold.SUM, false, true, false),
            new RowCodec.Field(Fold.MIN, false, true, false),
            new RowCodec.Field(Fold.MAX, false, true, false),
            new RowCodec.Field(Fold.LAST, true, false, false)));

    @Provide
    Arbitrary<List<Given>> sources() {
        Arbitrary<String> keys = Arbitraries.oneOf(
                Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(3),
                Arbitraries.strings().all().ofMinLength(1).ofMaxLength(3));
        Arbitrary<BigDecimal> amounts = Arbitraries.oneOf(
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("-1000"), new BigDecimal("1000"))
                                .ofScale(2),
                        Arbitraries.bigDecimals().ofScale(9),
                        Arbitraries.of(new BigDecimal("4611686018427.387903"), new BigDecimal("9E30")))
                .injectNull(0.2);
        Arbitrary<String> texts = Arbitraries.strings().all().ofMaxLength(5).injectNull(0.2);
        return Combinators.combine(keys, amounts, texts).as(Given::new).list().ofMaxSize(120);
    }

    @Property(tries = 300)
    void findsWhatAMapWouldHold(@ForAll("sources") List<Given> source) {
        Map<String, List<Object>> expected = reference(source);
        for (long budget : new long[] {TINY, 3 * TINY, AMPLE}) {
            try (KeyedRowsWriter writer = written(source, budget);
                    KeyedRows rows = writer.rows()) {
                assertThat(rows.keys()).isEqualTo(expected.size());
                assertThat(rows.repeated()).isEqualTo(source.size() - expected.size());
                expected.forEach((key, values) -> assertThat(values(rows, key))
                        .as("%s within %d", key, budget)
                        .isEqualTo(values));
                assertThat(rows.found()).isEqualTo(expected.size());
                assertThat(find(rows, "no such key")).isNull();
                assertThat(find(rows, "")).isNull();
                assertThat(rows.bytesOnDisk() > 0).isEqualTo(budget < AMPLE && size(source) * 2 > budget);
            }
        }
    }

    private static long size(List<Given> source) {
        TextBuffer row = new TextBuffer(64);
        long size = 0;
        long largest = 0;
        for (Given given : source) {
            encode(given, row);
            size += row.end() + given.key.getBytes(StandardCharsets.UTF_8).length + 8 + 24;
            largest = Math.max(largest, size);
        }
        return largest;
    }

    private static KeyedRowsWriter written(List<Given> source, long budget) {
        KeyedRowsWriter writer = new KeyedRowsWriter("test", CODEC, budget);
        TextBuffer row = new TextBuffer(64);
        for (Given given : source) {
            encode(given, row);
            byte[] key = given.key.getBytes(StandardCharsets.UTF_8);
            writer.add(key, 0, key.length, row.bytes(), 0, row.end());
        }
        return writer;
    }

    private static void encode(Given given, TextBuffer row) {
        row.clear();
        Column amount = Column.of(AttributeType.DECIMAL);
        TextBuffer text = new TextBuffer(16);
        put(amount, given.amount);
        for (int field = 0; field < 5; field++) {
            CODEC.append(field, amount, 0, text, row);
        }
        Column texts = Column.of(AttributeType.TEXT);
        texts.bits[0] = given.text == null ? Column.MISSING : text.append(given.text);
        CODEC.append(5, texts, 0, text, row);
    }

    private static void put(Column column, @Nullable BigDecimal amount) {
        if (amount == null) {
            column.bits[0] = Column.MISSING;
        } else if (amount.stripTrailingZeros().scale() <= 6 && amount.precision() - amount.scale() <= 12) {
            column.bits[0] = amount.movePointRight(6).longValueExact();
        } else {
            column.box(0, amount);
        }
    }

    private static @Nullable ByteBuffer find(KeyedRows rows, String key) {
        byte[] bytes = ("<" + key + ">").getBytes(StandardCharsets.UTF_8);
        return rows.find(bytes, 1, bytes.length - 1);
    }

    private static List<Object> values(KeyedRows rows, String key) {
        ByteBuffer row = find(rows, key);
        assertThat(row).as(key).isNotNull();
        List<Object> values = new ArrayList<>();
        TextBuffer text = new TextBuffer(4);
        for (int field = 0; field < CODEC.fields(); field++) {
            Column column = Column.of(field < 5 ? AttributeType.DECIMAL : AttributeType.TEXT);
            boolean has = CODEC.read(field, row, column, 0, text);
            values.add(!has ? "missing" : field < 5 ? amount(column) : text.string(column.bits[0]));
        }
        return values;
    }

    private static BigDecimal amount(Column column) {
        BigDecimal amount = column.bits[0] == Column.BOXED ? column.boxed(0) : BigDecimal.valueOf(column.bits[0], 6);
        return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    private static Map<String, List<Object>> reference(List<Given> source) {
        Map<String, List<Given>> groups = new LinkedHashMap<>();
        source.forEach(given ->
                groups.computeIfAbsent(plain(given.key), k -> new ArrayList<>()).add(given));
        Map<String, List<Object>> expected = new LinkedHashMap<>();
        groups.forEach((key, group) -> {
            List<BigDecimal> amounts =
                    group.stream().map(Given::amount).filter(one -> one != null).toList();
            List<String> texts =
                    group.stream().map(Given::text).filter(one -> one != null).toList();
            List<Object> values = new ArrayList<>();
            values.add(amounts.isEmpty() ? "missing" : plain(amounts.get(0)));
            values.add(amounts.isEmpty() ? "missing" : plain(amounts.get(amounts.size() - 1)));
            values.add(
                    amounts.isEmpty() ? "missing" : plain(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
            values.add(
                    amounts.isEmpty()
                            ? "missing"
                            : plain(amounts.stream().reduce(BigDecimal::min).orElseThrow()));
            values.add(
                    amounts.isEmpty()
                            ? "missing"
                            : plain(amounts.stream().reduce(BigDecimal::max).orElseThrow()));
            values.add(texts.isEmpty() ? "missing" : plain(texts.get(texts.size() - 1)));
            expected.put(key, values);
        });
        return expected;
    }

    /** As UTF-8 holds it, which has no halves of surrogate pairs. */
    private static String plain(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static BigDecimal plain(BigDecimal amount) {
        return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    @Test
    void mergesMoreRunsThanAreOpenAtOnce() {
        Random random = new Random(7);
        List<Given> source = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            source.add(new Given("key " + random.nextInt(700), BigDecimal.valueOf(random.nextInt(100), 1), "t" + i));
        }
        Map<String, List<Object>> expected = reference(source);
        try (KeyedRowsWriter writer = written(source, 4000);
                KeyedRows rows = writer.rows()) {
            assertThat(rows.bytesOnDisk()).isPositive();
            assertThat(rows.keys()).isEqualTo(expected.size());
            expected.forEach((key, values) -> assertThat(values(rows, key)).isEqualTo(values));
        }
    }

    @Test
    void doesNotAddUpDifferentUnits() {
        RowCodec codec = new RowCodec(List.of(new RowCodec.Field(Fold.SUM, false, true, true)));
        for (long budget : new long[] {40, AMPLE}) {
            KeyedRowsWriter writer = new KeyedRowsWriter("test", codec, budget);
            TextBuffer row = new TextBuffer(16);
            Column amount = Column.of(AttributeType.MONEY);
            for (short unit : new short[] {3, 3, 4, 3}) {
                amount.bits[0] = 1_000_000;
                amount.units[0] = unit;
                row.clear();
                codec.append(0, amount, 0, row, row);
                writer.add(new byte[] {'k'}, 0, 1, row.bytes(), 0, row.end());
            }
            try (KeyedRows rows = writer.rows()) {
                ByteBuffer found = rows.find(new byte[] {'k'}, 0, 1);
                assertThat(found).isNotNull();
                assertThat(codec.isMixed(0, found)).isTrue();
                assertThat(codec.read(0, found, amount, 0, row)).isFalse();
            }
        }
    }

    @Test
    void findsNothingInNothing() {
        try (KeyedRows rows = new KeyedRowsWriter("test", CODEC, TINY).rows()) {
            assertThat(rows.keys()).isZero();
            assertThat(find(rows, "a")).isNull();
        }
    }
}
