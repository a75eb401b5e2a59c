package io.feedkit.product;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The type of an attribute, as rules and contracts see it.
 *
 * <p>Written {@code text}, {@code money<gross>}, {@code measure<mass>}, {@code list<text>}. There is no double and no null: amounts are exact, and an attribute without a
 * value is missing.
 */
public sealed interface AttributeType {
    AttributeType TEXT = new Simple(Kind.TEXT);
    AttributeType BOOLEAN = new Simple(Kind.BOOLEAN);
    AttributeType INTEGER = new Simple(Kind.INTEGER);
    AttributeType DECIMAL = new Simple(Kind.DECIMAL);
    AttributeType PERCENT = new Simple(Kind.PERCENT);
    AttributeType DATE = new Simple(Kind.DATE);
    AttributeType INSTANT = new Simple(Kind.INSTANT);
    AttributeType DURATION = new Simple(Kind.DURATION);
    AttributeType MONEY = new MoneyType(VatBasis.UNKNOWN);
    AttributeType MONEY_NET = new MoneyType(VatBasis.NET);
    AttributeType MONEY_GROSS = new MoneyType(VatBasis.GROSS);
    AttributeType TEXTS = new ListType(TEXT);

    /** The family a type belongs to, which decides how a column holds its values. */
    enum Kind {
        TEXT,
        BOOLEAN,
        INTEGER,
        DECIMAL,
        PERCENT,
        MONEY,
        DATE,
        INSTANT,
        DURATION,
        MEASURE,
        LIST
    }

    Kind kind();

    static AttributeType measure(Unit.Dimension dimension) {
        return new MeasureType(dimension);
    }

    static AttributeType list(AttributeType element) {
        return new ListType(element);
    }

    /** The type written as {@code text}, {@code money<gross>}, {@code measure<mass>} or {@code list<text>}; empty when it is none. */
    static Optional<AttributeType> named(String written) {
        int open = written.indexOf('<');
        if (open < 0) {
            return switch (written) {
                case "text" -> Optional.of(TEXT);
                case "boolean" -> Optional.of(BOOLEAN);
                case "integer" -> Optional.of(INTEGER);
                case "decimal" -> Optional.of(DECIMAL);
                case "percent" -> Optional.of(PERCENT);
                case "date" -> Optional.of(DATE);
                case "instant" -> Optional.of(INSTANT);
                case "duration" -> Optional.of(DURATION);
                case "money" -> Optional.of(MONEY);
                default -> Optional.empty();
            };
        }
        if (!written.endsWith(">")) {
            return Optional.empty();
        }
        String parameter = written.substring(open + 1, written.length() - 1);
        return switch (written.substring(0, open)) {
            case "money" ->
                switch (parameter) {
                    case "net" -> Optional.of(MONEY_NET);
                    case "gross" -> Optional.of(MONEY_GROSS);
                    default -> Optional.empty();
                };
            case "measure" ->
                Stream.of(Unit.Dimension.values())
                        .filter(dimension ->
                                dimension.name().toLowerCase(Locale.ROOT).equals(parameter))
                        .findFirst()
                        .map(AttributeType::measure);
            case "list" -> named(parameter).map(AttributeType::list);
            default -> Optional.empty();
        };
    }

    /** Whether values carry a currency and basis, or a unit. */
    default boolean hasUnit() {
        return kind() == Kind.MONEY || kind() == Kind.MEASURE;
    }

    /** A type without parameters. */
    record Simple(Kind kind) implements AttributeType {
        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /** An amount with a currency; the basis says whether VAT is in it. */
    record MoneyType(VatBasis basis) implements AttributeType {
        public MoneyType {
            Objects.requireNonNull(basis, "basis");
        }

        @Override
        public Kind kind() {
            return Kind.MONEY;
        }

        @Override
        public String toString() {
            return basis == VatBasis.UNKNOWN ? "money" : "money<" + basis.name().toLowerCase(Locale.ROOT) + ">";
        }
    }

    /** An amount with a unit of one dimension. */
    record MeasureType(Unit.Dimension dimension) implements AttributeType {
        public MeasureType {
            Objects.requireNonNull(dimension, "dimension");
        }

        @Override
        public Kind kind() {
            return Kind.MEASURE;
        }

        @Override
        public String toString() {
            return "measure<" + dimension.name().toLowerCase(Locale.ROOT) + ">";
        }
    }

    /** Several values of one type, in order. The empty list and the missing list are the same thing. */
    record ListType(AttributeType element) implements AttributeType {
        public ListType {
            Objects.requireNonNull(element, "element");
        }

        @Override
        public Kind kind() {
            return Kind.LIST;
        }

        @Override
        public String toString() {
            return "list<" + element + ">";
        }
    }
}
