package io.feedkit.catalog.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Valid sources of every dialect with bytes changed at random: they are read to the end or refused with a problem, and alike however the bytes arrive. */
class CsvFuzzTest {
    private static final List<String> SEEDS = List.of(
            "id,title,price\n1,\"Lamp, \"\"red\"\"\",5\n2,Rug,6\n3,Bed,7\n",
            "# list\nsku|+|title|+|price\nA|+|Lamp|+|5\n# no\nB|+||+|6\n",
            "id\u001Ftitle\u001Fprice\u001E1\u001FLamp\nred\u001F5\u001E2\u001FRug\u001F6\u001E",
            "id,title\n1,\"12\\\" monitor\"\n2,\"a \\\"soft\\\" rug, blue\"\n3,Bed\n",
            "Report\nMonday\n\nid;title;price;stock\n1;Lamp;5,00;2\n2;Rug;6,00;3\nTotal;;;5\n",
            "sep=;\r\nid;titre;poids\r\n;;kg\r\n1;Étagère;2\r\n",
            "id, title, price\n1, \"Lamp, red\", 5\n2, \"Rug\", 6\n",
            "id,title,price~1,Lamp,5~2,Rug,6~3,Bed,7~",
            "id\ttitle\tprice\n1\tLamp\\\nred\t5\n2\tRug\t\\N\n3\t\\N\t7\n");

    private static final String SALT = "\"'\\\n\r,;|\t\0#=~+ \u001Ea1é";

    /** One change: a byte put in, taken away, or replaced. */
    private record Change(int kind, int at, byte value) {}

    @Property(tries = 400)
    void readsWhateverComesAlikeInAnyPieces(
            @ForAll("sources") byte[] source, @ForAll @IntRange(min = 1, max = 40) int piece) {
        String whole = read(source, new ByteArrayInputStream(source));
        assertThat(read(source, inPieces(source, piece))).isEqualTo(whole);
    }

    private static String read(byte[] source, InputStream in) {
        try {
            ReadCatalog read = ReadCatalog.of(
                    new CsvCatalogFormat(), ReadCatalog.head("fuzz.csv", source), in, CatalogOptions.DEFAULTS);
            return read.columns() + " " + read.records() + " " + read.problems();
        } catch (FeedException refused) {
            return refused.problem().toString();
        }
    }

    private static InputStream inPieces(byte[] source, int piece) {
        return new FilterInputStream(new ByteArrayInputStream(source)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(piece, length));
            }
        };
    }

    @Provide
    Arbitrary<byte[]> sources() {
        byte[] salt = SALT.getBytes(StandardCharsets.UTF_8);
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, salt.length - 1))
                .as((kind, at, value) -> new Change(kind, at, salt[value]));
        return Combinators.combine(
                        Arbitraries.of(SEEDS),
                        change.list().ofMaxSize(8),
                        Arbitraries.integers().between(1, 3))
                .as((seed, changes, times) -> changed(seed.repeat(times).getBytes(StandardCharsets.UTF_8), changes));
    }

    private static byte[] changed(byte[] seed, List<Change> changes) {
        byte[] bytes = seed;
        for (Change change : changes) {
            int at = change.at() % (bytes.length + 1);
            ByteArrayOutputStream next = new ByteArrayOutputStream();
            next.write(bytes, 0, at);
            if (change.kind() < 2) {
                next.write(change.value());
            }
            int rest = Math.min(bytes.length, change.kind() > 0 ? at + 1 : at);
            next.write(bytes, rest, bytes.length - rest);
            bytes = next.toByteArray();
        }
        return bytes;
    }
}
