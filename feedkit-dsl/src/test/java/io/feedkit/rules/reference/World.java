package io.feedkit.rules.reference;

import io.feedkit.feed.Member;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Percent;
import io.feedkit.product.Schema;
import io.feedkit.rules.syntax.Annotation;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is the same for all products of a run.
 *
 * @param tables data of the host by name: rows by key
 * @param catalogue all products as they came
 */
record World(
        Schema schema, Map<String, Map<List<String>, List<String>>> tables, Instant runAt, List<Product> catalogue) {

    /** Whether something exists at the run instant, as far as its own annotations say. */
    boolean exists(Item item) {
        for (Annotation annotation : item.annotations()) {
            switch (annotation.name().text()) {
                case "disabled" -> {
                    return false;
                }
                case "from" -> {
                    if (runAt.isBefore(instant(annotation))) {
                        return false;
                    }
                }
                case "until" -> {
                    if (!runAt.isBefore(instant(annotation))) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return true;
    }

    private static Instant instant(Annotation annotation) {
        Expr argument = annotation.arguments().get(0).value();
        return argument instanceof Expr.Instant instant
                ? instant.value().toInstant()
                : ((Expr.Date) argument).value().atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** A name nothing is declared by: a word of the language or an attribute. */
    Optional<Object> word(Formula there, String first, String second) {
        Member member = there.member();
        return switch (first) {
            case "today" -> Optional.of(LocalDate.ofInstant(runAt, ZoneOffset.UTC));
            case "country" -> stated(member == null ? "" : member.country());
            case "language" -> stated(member == null ? "" : member.language());
            case "account" -> stated(member == null ? "" : member.account());
            case "channel" -> member == null ? Optional.empty() : constant(member, second);
            case "source" -> {
                there.product().reads("source." + second);
                yield Optional.ofNullable(there.product().source.get(second));
            }
            case "trunk" -> {
                there.product().reads("trunk." + second);
                yield Optional.ofNullable(
                        (member == null ? there.product().current : there.product().trunk).get(second));
            }
            default -> {
                there.product().reads((there.atSource() ? "source." : "") + first);
                yield Optional.ofNullable(
                        (there.atSource() ? there.product().source : there.product().current).get(first));
            }
        };
    }

    private static Optional<Object> stated(String word) {
        return word.isEmpty() ? Optional.empty() : Optional.of(word);
    }

    private static Optional<Object> constant(Member member, String name) {
        return switch (name) {
            case "kind" -> Optional.of(member.kind());
            case "name" -> Optional.of(member.channel());
            case "commission_rate" ->
                Optional.ofNullable(member.constants().get(name))
                        .map(text -> new Percent(new BigDecimal(text.replace("%", "")).movePointLeft(2)));
            default -> throw new AssertionError(name);
        };
    }

    /** The row the host has for a key. */
    Optional<Object> looked(Declaration.Table table, List<Optional<Object>> key) {
        if (key.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<String> written =
                key.stream().map(part -> Numbers.shown(part.orElseThrow())).toList();
        List<String> row = tables.get(table.from().constant()).get(written);
        if (row == null) {
            return Optional.empty();
        }
        Map<String, Optional<Object>> columns = new LinkedHashMap<>();
        for (int k = 0; k < table.outputs().size(); k++) {
            String cell = row.get(k);
            String type = table.outputs().get(k).type().name().text();
            columns.put(
                    table.outputs().get(k).name().text(),
                    cell.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    switch (type) {
                                        case "integer" -> (Object) Long.valueOf(cell);
                                        case "decimal" -> new BigDecimal(cell);
                                        default -> cell;
                                    }));
        }
        return Optional.of(columns);
    }

    /** The sum of no values at all: 0 where no currency is needed for it. */
    Optional<Object> nothing(Formula there, Expr value) {
        String name = ((Expr.Reference) value).path().text();
        Kind kind = name.startsWith("whole")
                ? Kind.INTEGER
                : name.startsWith("rate") && name.length() > 4
                        ? Kind.PERCENT
                        : name.startsWith("money")
                                ? Kind.MONEY
                                : schema.attribute(name)
                                        .map(attribute -> attribute.type().kind())
                                        .orElse(Kind.DECIMAL);
        return switch (kind) {
            case INTEGER -> Optional.of(0L);
            case DECIMAL -> Optional.of(BigDecimal.ZERO);
            case PERCENT -> Optional.of(new Percent(BigDecimal.ZERO));
            default -> Optional.empty();
        };
    }
}
