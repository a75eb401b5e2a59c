package io.feedkit.rules.check;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.HostTable;
import io.feedkit.rules.Span;
import io.feedkit.rules.function.CallSite;
import io.feedkit.rules.function.Function;
import io.feedkit.rules.scan.Total;
import io.feedkit.rules.syntax.Comparison;
import io.feedkit.rules.syntax.Expr.Arithmetic.Operator;
import io.feedkit.rules.syntax.Likeness;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression whose names are resolved and whose type is known. */
public sealed interface Typed {

    AttributeType type();

    Span span();

    /** What it is made of, for questions that concern every part. Formulas are read, not contained. */
    List<Typed> children();

    <R> R accept(Visitor<R> visitor);

    /** One method per kind of expression. */
    interface Visitor<R> {
        R visitConstant(Constant expression);

        R visitRead(Read expression);

        R visitContext(Context expression);

        R visitUse(Use expression);

        R visitArithmetic(Arithmetic expression);

        R visitNegate(Negate expression);

        R visitWiden(Widen expression);

        R visitNot(Not expression);

        R visitJunction(Junction expression);

        R visitCompare(Compare expression);

        R visitBetween(Between expression);

        R visitOneOf(OneOf expression);

        R visitLike(Like expression);

        R visitPresent(Present expression);

        R visitCoalesce(Coalesce expression);

        R visitChoice(Choice expression);

        R visitTemplate(Template expression);

        R visitListing(Listing expression);

        R visitCall(Call expression);

        R visitLookup(Lookup expression);

        R visitRow(Row expression);

        R visitField(Field expression);

        R visitElement(Element expression);

        R visitOver(Over expression);

        R visitParsed(Parsed expression);

        R visitRanked(Ranked expression);

        R visitWindow(Window expression);

        R visitFailed(Failed expression);

        R visitUnbound(Unbound expression);
    }

    /**
     * A value that stands in the text.
     *
     * @param value String, Long, BigDecimal, Percent, Money, Measure, Boolean, LocalDate, Instant, {@link CallSite.Pattern}, or null for {@code missing}
     */
    record Constant(@Nullable Object value, AttributeType type, Span span) implements Typed {
        @Override
        public List<Typed> children() {
            return List.of();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitConstant(this);
        }
    }

    /**
     * An attribute.
     *
     * @param language the language asked for by {@code x.lang("fr")}, or null for that of the member
     */
    record Read(Attribute attribute, View view, @Nullable String language, Span span) implements Typed {

        /** Which value of the attribute. */
        public enum View {
            CURRENT,
            SOURCE,
            TRUNK
        }

        @Override
        public AttributeType type() {
            return attribute.type();
        }

        @Override
        public List<Typed> children() {
            return List.of();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitRead(this);
        }
    }

    /** What is known of the member or the run before any product comes by: {@code country}, {@code channel.commission_rate}, {@code today}. */
    record Context(String name, AttributeType type, Span span) implements Typed {
        static final String TODAY = "today";
        static final String NOW = "now";

        /** Whether it is the same for every member. */
        public boolean isOfRun() {
            return name.equals(TODAY) || name.equals(NOW);
        }

        @Override
        public List<Typed> children() {
            return List.of();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitContext(this);
        }
    }

    /** Reads a formula, a segment, or an argument of a function. */
    record Use(Binding binding, Span span) implements Typed {
        @Override
        public AttributeType type() {
            return binding.value().type();
        }

        @Override
        public List<Typed> children() {
            return List.of();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitUse(this);
        }
    }

    /**
     * {@code a + b}.
     *
     * @param zeroIsFault whether dividing by zero leaves a record; {@code ratio} just has no answer
     */
    record Arithmetic(Operator operator, Typed left, Typed right, AttributeType type, boolean zeroIsFault, Span span)
            implements Typed {
        @Override
        public List<Typed> children() {
            return List.of(left, right);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitArithmetic(this);
        }
    }

    /** {@code -a}. */
    record Negate(Typed operand, Span span) implements Typed {
        @Override
        public AttributeType type() {
            return operand.type();
        }

        @Override
        public List<Typed> children() {
            return List.of(operand);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNegate(this);
        }
    }

    /** A whole number where a decimal is wanted. */
    record Widen(Typed operand) implements Typed {
        @Override
        public AttributeType type() {
            return AttributeType.DECIMAL;
        }

        @Override
        public Span span() {
            return operand.span();
        }

        @Override
        public List<Typed> children() {
            return List.of(operand);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitWiden(this);
        }
    }

    /** {@code not a}. */
    record Not(Typed operand, Span span) implements Typed {
        @Override
        public AttributeType type() {
            return AttributeType.BOOLEAN;
        }

        @Override
        public List<Typed> children() {
            return List.of(operand);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNot(this);
        }
    }

    /** {@code a and b}, or {@code a or b}. */
    record Junction(boolean and, List<Typed> operands, Span span) implements Typed {
        public Junction {
            operands = List.copyOf(operands);
        }

        @Override
        public AttributeType type() {
            return AttributeType.BOOLEAN;
        }

        @Override
        public List<Typed> children() {
            return operands;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitJunction(this);
        }
    }

    /** {@code a < b}, both of one type. */
    record Compare(Comparison comparison, Typed left, Typed right, Span span) implements Typed {
        @Override
        public AttributeType type() {
            return AttributeType.BOOLEAN;
        }

        @Override
        public List<Typed> children() {
            return List.of(left, right);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCompare(this);
        }
    }

    /** {@code a in low..high}. */
    record Between(Typed value, Typed low, Typed high, boolean closed, Span span) implements Typed {
        @Override
        public AttributeType type() {
            return AttributeType.BOOLEAN;
        }

        @Override
        public List<Typed> children() {
            return List.of(value, low, high);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitBetween(this);
        }
    }

    /** {@code a in [b, c]}: a list that stands in the text. */
    record OneOf(Typed value, List<Typed> elements, Span span) implements Typed {
        public OneOf {
            elements = List.copyOf(elements);
        }

        @Override
        public AttributeType type() {
            return AttributeType.BOOLEAN;
        }

        @Override
        public List<Typed> children() {
            List<Typed> all = new ArrayList<>(elements);
            all.add(0, value);
            return all;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitOneOf(this);
        }
    }

    /** {@code a contains b}; also {@code b in a} for a list. */
    record Like(Likeness likeness, Typed value, Typed pattern, Span span) implements Typed {
        @Override
        public AttributeType type() {
            return AttributeType.BOOLEAN;
        }

        @Override
        public List<Typed> children() {
            return List.of(value, pattern);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitLike(this);
        }
    }

    /** {@code a is present}, {@code a is missing}. */
    record Present(Typed operand, boolean wanted, Span span) implements Typed {
        @Override
        public AttributeType type() {
            return AttributeType.BOOLEAN;
        }

        @Override
        public List<Typed> children() {
            return List.of(operand);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitPresent(this);
        }
    }

    /** {@code a ?? b}. */
    record Coalesce(List<Typed> operands, AttributeType type, Span span) implements Typed {
        public Coalesce {
            operands = List.copyOf(operands);
        }

        @Override
        public List<Typed> children() {
            return operands;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCoalesce(this);
        }
    }

    /** The value of the first condition that is true; missing when none is and {@code otherwise} is null. */
    record Choice(
            List<Typed> conditions,
            List<Typed> values,
            @Nullable Typed otherwise,
            AttributeType type,
            Span span) implements Typed {
        public Choice {
            conditions = List.copyOf(conditions);
            values = List.copyOf(values);
        }

        @Override
        public List<Typed> children() {
            List<Typed> all = new ArrayList<>(conditions);
            all.addAll(values);
            if (otherwise != null) {
                all.add(otherwise);
            }
            return all;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitChoice(this);
        }
    }

    /** A text with holes. */
    record Template(List<Part> parts, String after, Span span) implements Typed {

        /** Characters, then a hole. */
        public record Part(String before, Typed hole, boolean optional) {}

        public Template {
            parts = List.copyOf(parts);
        }

        @Override
        public AttributeType type() {
            return AttributeType.TEXT;
        }

        @Override
        public List<Typed> children() {
            return parts.stream().map(Part::hole).toList();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitTemplate(this);
        }
    }

    /** {@code [a, b]}: values of one type, held as texts. */
    record Listing(List<Typed> elements, AttributeType type, Span span) implements Typed {
        public Listing {
            elements = List.copyOf(elements);
        }

        @Override
        public List<Typed> children() {
            return elements;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitListing(this);
        }
    }

    /** A function of the library. */
    record Call(Function function, List<Typed> arguments, AttributeType type, Span span) implements Typed {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Typed> children() {
            return arguments;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCall(this);
        }
    }

    /** The number of the row of a host's table that has this key. */
    record Lookup(HostTable table, List<Typed> key, Span span) implements Typed {
        public Lookup {
            key = List.copyOf(key);
        }

        @Override
        public AttributeType type() {
            return AttributeType.INTEGER;
        }

        @Override
        public List<Typed> children() {
            return key;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitLookup(this);
        }
    }

    /**
     * A row of a table, of which only the columns can be read.
     *
     * @param index the number of the row
     * @param types per column the type of its cells
     * @param cells per column the cells of all rows
     */
    record Row(
            Typed index, String table, List<String> columns, List<AttributeType> types, List<Column> cells, Span span)
            implements Typed {
        public Row {
            columns = List.copyOf(columns);
            types = List.copyOf(types);
            cells = List.copyOf(cells);
        }

        @Override
        public AttributeType type() {
            return AttributeType.INTEGER;
        }

        @Override
        public List<Typed> children() {
            return List.of(index);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitRow(this);
        }
    }

    /** What the rows of a table give in one column. A table of the host may have hundreds of thousands, so what is no constant among them is looked for once. */
    final class Column {
        private final List<Typed> cells;
        private final List<Typed> formulas;

        public Column(List<Typed> cells) {
            this.cells = List.copyOf(cells);
            formulas =
                    cells.stream().filter(cell -> !(cell instanceof Constant)).toList();
        }

        public List<Typed> cells() {
            return cells;
        }

        public boolean isConstant() {
            return formulas.isEmpty();
        }
    }

    /** A column of a row. */
    record Field(Typed row, Column column, AttributeType type, Span span) implements Typed {

        /** What each row gives, constants too. */
        public List<Typed> cells() {
            return column.cells;
        }

        /** The row, and what is computed in the column. */
        @Override
        public List<Typed> children() {
            List<Typed> all = new ArrayList<>(column.formulas);
            all.add(row);
            return all;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitField(this);
        }
    }

    /** What a function is called with for each element of a list in turn; its {@link Over} gives it a value. */
    record Element(Item item, AttributeType type, Span span) implements Typed {

        /** Tells the elements of one call from those of another: equal only to itself. */
        public static final class Item {}

        @Override
        public List<Typed> children() {
            return List.of();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitElement(this);
        }
    }

    /**
     * A function called for every element of a list, or for every word of a text.
     *
     * @param body what the function gives for {@code item}
     */
    record Over(Way way, Typed list, Element.Item item, Typed body, AttributeType type, Span span) implements Typed {

        /** What is made of the results. */
        public enum Way {
            MAP,
            FILTER,
            ANY,
            ALL,
            /** Words of a text are replaced where there is a result. */
            WORDS
        }

        @Override
        public List<Typed> children() {
            return List.of(list, body);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitOver(this);
        }
    }

    /** An element of a list, which is held as text, as what it is. */
    record Parsed(Typed text, AttributeType type, Span span) implements Typed {
        @Override
        public List<Typed> children() {
            return List.of(text);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitParsed(this);
        }
    }

    /** The products that have equal keys; those that do not pass {@code where} count for nothing. All of it is read from the source. */
    record Group(List<Typed> per, @Nullable Typed where) {
        public Group {
            per = List.copyOf(per);
        }

        private List<Typed> parts() {
            List<Typed> parts = new ArrayList<>(per);
            if (where != null) {
                parts.add(where);
            }
            return parts;
        }
    }

    /**
     * Whether a product is among the first of its group.
     *
     * @param highest whether the greatest values come first
     * @param amount how many, or how many in a hundred of those that have a value
     * @param percent which of the two
     * @param by the value
     */
    record Ranked(boolean highest, BigDecimal amount, boolean percent, Typed by, Group group, Span span)
            implements Typed {
        @Override
        public AttributeType type() {
            return AttributeType.BOOLEAN;
        }

        @Override
        public List<Typed> children() {
            List<Typed> all = group.parts();
            all.add(by);
            return all;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitRanked(this);
        }
    }

    /** Something about the group of a product: a total, or its own place in the group. {@code value} is null for {@code count()}. */
    record Window(Total total, @Nullable Typed value, Group group, AttributeType type, Span span) implements Typed {
        @Override
        public List<Typed> children() {
            List<Typed> all = group.parts();
            if (value != null) {
                all.add(value);
            }
            return all;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitWindow(this);
        }
    }

    /** A mistake that was reported. */
    record Failed(Span span) implements Typed {
        @Override
        public AttributeType type() {
            return AttributeType.TEXT;
        }

        @Override
        public List<Typed> children() {
            return List.of();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitFailed(this);
        }
    }

    /** A look into a table whose data the host has not bound: statements that need it do not run, which is better than running without the data. */
    record Unbound(AttributeType type, Span span) implements Typed {
        @Override
        public List<Typed> children() {
            return List.of();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitUnbound(this);
        }
    }
}
