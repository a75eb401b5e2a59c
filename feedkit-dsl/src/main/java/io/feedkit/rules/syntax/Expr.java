package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What has a value. Left out are conversions and precedence: the tree is what the grammar says, the checker types it. */
public sealed interface Expr extends Node {

    <R> R accept(Visitor<R> visitor);

    /** One method per kind of expression. */
    interface Visitor<R> {
        R visitText(Text expression);

        R visitNumber(Number expression);

        R visitPercent(Percent expression);

        R visitMoney(Money expression);

        R visitMeasure(Measure expression);

        R visitDate(Date expression);

        R visitInstant(Instant expression);

        R visitRegex(Regex expression);

        R visitBool(Bool expression);

        R visitMissing(Missing expression);

        R visitReference(Reference expression);

        R visitMember(Member expression);

        R visitCall(Call expression);

        R visitNegate(Negate expression);

        R visitNot(Not expression);

        R visitAnd(And expression);

        R visitOr(Or expression);

        R visitArithmetic(Arithmetic expression);

        R visitCompare(Compare expression);

        R visitIn(In expression);

        R visitLike(Like expression);

        R visitIsMissing(IsMissing expression);

        R visitIsPresent(IsPresent expression);

        R visitCoalesce(Coalesce expression);

        R visitIf(If expression);

        R visitCase(Case expression);

        R visitMatch(Match expression);

        R visitListOf(ListOf expression);

        R visitRange(Range expression);
    }

    /** A text, with or without holes. Neighbouring literal parts are joined; an empty text has no parts. */
    record Text(List<Part> parts, Span span) implements Expr {
        public Text {
            parts = List.copyOf(parts);
            Objects.requireNonNull(span, "span");
        }

        /** A piece of a text: characters or a hole. */
        public sealed interface Part {}

        /** Characters as they come out, escapes resolved. */
        public record Characters(String text) implements Part {
            public Characters {
                Objects.requireNonNull(text, "text");
            }
        }

        /** {@code {expr}}, or {@code {expr?}} when {@code optional}: empty if missing, neighbouring blanks squeezed. */
        public record Hole(Expr value, boolean optional) implements Part {
            public Hole {
                Objects.requireNonNull(value, "value");
            }
        }

        /** Whether there is no hole, so that {@link #constant} is all of it. */
        public boolean isConstant() {
            return parts.stream().noneMatch(Hole.class::isInstance);
        }

        /** The characters without the holes. */
        public String constant() {
            StringBuilder all = new StringBuilder();
            for (Part part : parts) {
                if (part instanceof Characters characters) {
                    all.append(characters.text());
                }
            }
            return all.toString();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitText(this);
        }
    }

    /** {@code 3}, {@code 12.50}: scale 0 is an integer, any other a decimal. */
    record Number(BigDecimal value, Span span) implements Expr {
        public Number {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }

        public boolean isInteger() {
            return value.scale() == 0;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNumber(this);
        }
    }

    /** {@code 8%} has the number 8. */
    record Percent(BigDecimal number, Span span) implements Expr {
        public Percent {
            Objects.requireNonNull(number, "number");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitPercent(this);
        }
    }

    /** {@code 12.50 EUR}. The currency is three capitals of ISO 4217. */
    record Money(BigDecimal amount, String currency, Span span) implements Expr {
        public Money {
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(currency, "currency");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitMoney(this);
        }
    }

    /** {@code 30 kg}, {@code 2 days}: a measure or a duration, as its unit says. */
    record Measure(BigDecimal amount, Name unit, Span span) implements Expr {
        public Measure {
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(unit, "unit");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitMeasure(this);
        }
    }

    /** {@code 2026-11-27}. */
    record Date(LocalDate value, Span span) implements Expr {
        public Date {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitDate(this);
        }
    }

    /** {@code 2026-11-26T18:00[Europe/Paris]}: a place on the time line, with the zone or offset it was written in. */
    record Instant(ZonedDateTime value, Span span) implements Expr {
        public Instant {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitInstant(this);
        }
    }

    /** {@code r"…"} with flags among {@code i}, {@code m}, {@code s}. */
    record Regex(String pattern, String flags, Span span) implements Expr {
        public Regex {
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(flags, "flags");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitRegex(this);
        }
    }

    /** {@code true}, {@code false}. */
    record Bool(boolean value, Span span) implements Expr {
        public Bool {
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitBool(this);
        }
    }

    /** {@code missing}. */
    record Missing(Span span) implements Expr {
        public Missing {
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitMissing(this);
        }
    }

    /** An attribute, let, segment, parameter, table column or scope constant by its dotted name: {@code price}, {@code source.price}, {@code bid.tier}. */
    record Reference(Path path, Span span) implements Expr {
        public Reference {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitReference(this);
        }
    }

    /** A column of a row that was computed: {@code supplier(gtin).cost}. */
    record Member(Expr of, Name name, Span span) implements Expr {
        public Member {
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitMember(this);
        }
    }

    /**
     * A function or table applied to arguments; {@code x.f(a)} is {@code f(x, a)}.
     *
     * @param asMethod whether it was written after a dot
     */
    record Call(Name function, List<Argument> arguments, boolean asMethod, Span span) implements Expr {
        public Call {
            Objects.requireNonNull(function, "function");
            arguments = List.copyOf(arguments);
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCall(this);
        }
    }

    /** {@code -x}. */
    record Negate(Expr operand, Span span) implements Expr {
        public Negate {
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNegate(this);
        }
    }

    /** {@code not x}; {@code a not in b} is {@code not (a in b)}. */
    record Not(Expr operand, Span span) implements Expr {
        public Not {
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNot(this);
        }
    }

    /** {@code a and b and c}: two operands at least. */
    record And(List<Expr> operands, Span span) implements Expr {
        public And {
            operands = List.copyOf(operands);
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitAnd(this);
        }
    }

    /** {@code a or b or c}: two operands at least. */
    record Or(List<Expr> operands, Span span) implements Expr {
        public Or {
            operands = List.copyOf(operands);
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitOr(this);
        }
    }

    /** {@code a + b}. */
    record Arithmetic(Operator operator, Expr left, Expr right, Span span) implements Expr {
        public Arithmetic {
            Objects.requireNonNull(operator, "operator");
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(right, "right");
            Objects.requireNonNull(span, "span");
        }

        /** The four operations. */
        public enum Operator {
            ADD("+"),
            SUBTRACT("-"),
            MULTIPLY("*"),
            DIVIDE("/");

            private final String symbol;

            Operator(String symbol) {
                this.symbol = symbol;
            }

            public String symbol() {
                return symbol;
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitArithmetic(this);
        }
    }

    /** {@code a < b}. */
    record Compare(Comparison comparison, Expr left, Expr right, Span span) implements Expr {
        public Compare {
            Objects.requireNonNull(comparison, "comparison");
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(right, "right");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCompare(this);
        }
    }

    /** {@code a in b}; {@code container} is a list or a {@link Range}. */
    record In(Expr value, Expr container, Span span) implements Expr {
        public In {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(container, "container");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitIn(this);
        }
    }

    /** {@code a contains b}. */
    record Like(Likeness likeness, Expr value, Expr pattern, Span span) implements Expr {
        public Like {
            Objects.requireNonNull(likeness, "likeness");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitLike(this);
        }
    }

    /** {@code x is missing}, {@code x is not present}. */
    record IsMissing(Expr operand, Span span) implements Expr {
        public IsMissing {
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitIsMissing(this);
        }
    }

    /** {@code x is present}, {@code x is not missing}. */
    record IsPresent(Expr operand, Span span) implements Expr {
        public IsPresent {
            Objects.requireNonNull(operand, "operand");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitIsPresent(this);
        }
    }

    /** {@code a ?? b ?? c}: the first that is present; two operands at least. */
    record Coalesce(List<Expr> operands, Span span) implements Expr {
        public Coalesce {
            operands = List.copyOf(operands);
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCoalesce(this);
        }
    }

    /** {@code if c then a else b}. */
    record If(Expr condition, Expr then, Expr otherwise, Span span) implements Expr {
        public If {
            Objects.requireNonNull(condition, "condition");
            Objects.requireNonNull(then, "then");
            Objects.requireNonNull(otherwise, "otherwise");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitIf(this);
        }
    }

    /** {@code case { c -> v, else -> w }}: the first true arm; {@code otherwise} is null without {@code else}. */
    record Case(List<Arm> arms, @Nullable Expr otherwise, Span span) implements Expr {
        public Case {
            arms = List.copyOf(arms);
            Objects.requireNonNull(span, "span");
        }

        /** {@code condition -> value}. */
        public record Arm(Expr condition, Expr value, Span span) implements Node {
            public Arm {
                Objects.requireNonNull(condition, "condition");
                Objects.requireNonNull(value, "value");
                Objects.requireNonNull(span, "span");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCase(this);
        }
    }

    /** {@code case x { "a", "b" -> v, else -> w }}: the first arm one of whose tests holds for the subject. */
    record Match(Expr subject, List<Arm> arms, @Nullable Expr otherwise, Span span) implements Expr {
        public Match {
            Objects.requireNonNull(subject, "subject");
            arms = List.copyOf(arms);
            Objects.requireNonNull(span, "span");
        }

        /** {@code test, test -> value}. */
        public record Arm(List<CellTest> tests, Expr value, Span span) implements Node {
            public Arm {
                tests = List.copyOf(tests);
                Objects.requireNonNull(value, "value");
                Objects.requireNonNull(span, "span");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitMatch(this);
        }
    }

    /** {@code [a, b]}. */
    record ListOf(List<Expr> elements, Span span) implements Expr {
        public ListOf {
            elements = List.copyOf(elements);
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitListOf(this);
        }
    }

    /** {@code 10..20}, or {@code 10..<20} when not {@code closed}. Stands only after {@code in} and in cells. */
    record Range(Expr low, Expr high, boolean closed, Span span) implements Expr {
        public Range {
            Objects.requireNonNull(low, "low");
            Objects.requireNonNull(high, "high");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitRange(this);
        }
    }
}
