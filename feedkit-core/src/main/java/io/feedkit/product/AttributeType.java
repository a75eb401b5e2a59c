package io.feedkit.product;

import java.util.Objects;

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

    /** Whether values carry a currency and basis, or a unit. */
    default boolean hasUnit() {
        return kind() == Kind.MONEY || kind() == Kind.MEASURE;
    }

    /** A type without parameters. */
    record Simple(Kind kind) implements AttributeType {
        @Override
        public String toString() {
            return kind.name().toLowerCase(java.util.Locale.ROOT);
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
            return basis == VatBasis.UNKNOWN
                    ? "money"
                    : "money<" + basis.name().toLowerCase(java.util.Locale.ROOT) + ">";
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
            return "measure<" + dimension.name().toLowerCase(java.util.Locale.ROOT) + ">";
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
