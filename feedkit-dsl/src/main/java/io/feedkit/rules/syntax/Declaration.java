package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What gives a name to something, or says where and whether statements hold. */
public sealed interface Declaration extends Item.Element {

    <R> R accept(Visitor<R> visitor);

    /** One method per kind of declaration. */
    interface Visitor<R> {
        R visitImport(Import declaration);

        R visitLet(Let declaration);

        R visitFn(Fn declaration);

        R visitTable(Table declaration);

        R visitSegment(Segment declaration);

        R visitRankedSegment(RankedSegment declaration);

        R visitExperiment(Experiment declaration);

        R visitAllocate(Allocate declaration);

        R visitRule(Rule declaration);

        R visitScope(Scope declaration);

        R visitDisable(Disable declaration);

        R visitTest(Test declaration);
    }

    /** {@code import partner.google as g}. */
    record Import(Path module, @Nullable Name alias, Span span) implements Declaration {
        public Import {
            Objects.requireNonNull(module, "module");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitImport(this);
        }
    }

    /** A live formula. With {@code per} (not empty) it is a window over the groups that have equal keys, of the products that pass {@code where}. */
    record Let(
            Name name,
            @Nullable TypeName type,
            Expr value,
            List<Expr> per,
            @Nullable Expr where,
            Span span) implements Declaration {
        public Let {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            per = List.copyOf(per);
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitLet(this);
        }
    }

    /** {@code fn name(a: text): text = expr}. */
    record Fn(
            Name name, List<Parameter> parameters, @Nullable TypeName result, Expr body, Span span)
            implements Declaration {
        public Fn {
            Objects.requireNonNull(name, "name");
            parameters = List.copyOf(parameters);
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitFn(this);
        }
    }

    /**
     * A decision table with rows, or bound to host data by {@code from}.
     *
     * @param policy what happens when several rows match
     * @param from the name under which the host binds the data, or null when there are rows
     */
    record Table(
            Name name,
            List<Parameter> inputs,
            List<Parameter> outputs,
            HitPolicy policy,
            Expr.@Nullable Text from,
            List<Row> rows,
            Span span)
            implements Declaration {
        public Table {
            Objects.requireNonNull(name, "name");
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            Objects.requireNonNull(policy, "policy");
            rows = List.copyOf(rows);
            Objects.requireNonNull(span, "span");
        }

        /** What a table answers when several rows match. */
        public enum HitPolicy {
            /** At most one row matches; an overlap is an error. */
            UNIQUE,
            FIRST,
            /** The list of all outputs. */
            COLLECT
        }

        /** {@code | cell | cell |}: the input cells, then the output cells; their number is the checker's business. */
        public record Row(List<Cell> cells, Span span) implements Node {
            public Row {
                cells = List.copyOf(cells);
                Objects.requireNonNull(span, "span");
            }
        }

        /** Tests joined by "or"; none of them for {@code _}. An output cell is one {@link CellTest.Equals} or {@link CellTest.Missing}. */
        public record Cell(List<CellTest> tests, Span span) implements Node {
            public Cell {
                tests = List.copyOf(tests);
                Objects.requireNonNull(span, "span");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitTable(this);
        }
    }

    /** {@code segment name = condition}. */
    record Segment(Name name, Expr condition, Span span) implements Declaration {
        public Segment {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(condition, "condition");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitSegment(this);
        }
    }

    /**
     * {@code segment name = top 100 by sales per brand where …}.
     *
     * @param amount a {@link Expr.Number} (how many) or a {@link Expr.Percent}
     */
    record RankedSegment(
            Name name,
            Direction direction,
            Expr amount,
            Expr by,
            List<Expr> per,
            @Nullable Expr where,
            Span span) implements Declaration {
        public RankedSegment {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(by, "by");
            per = List.copyOf(per);
            Objects.requireNonNull(span, "span");
        }

        /** Which end of the ranking is meant. */
        public enum Direction {
            TOP,
            BOTTOM
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitRankedSegment(this);
        }
    }

    /** {@code experiment name on key where … { arm a 50%; arm b 50% }}. */
    record Experiment(Name name, Expr key, @Nullable Expr where, List<Arm> arms, Span span) implements Declaration {
        public Experiment {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(key, "key");
            arms = List.copyOf(arms);
            Objects.requireNonNull(span, "span");
        }

        /** {@code arm name 50%}. */
        public record Arm(Name name, Expr.Percent share, Span span) implements Node {
            public Arm {
                Objects.requireNonNull(name, "name");
                Objects.requireNonNull(share, "share");
                Objects.requireNonNull(span, "span");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitExperiment(this);
        }
    }

    /** {@code allocate quantity { reserve 2; amazon 40% max 50; rest to shop_ads }}. */
    record Allocate(Path target, List<Share> shares, Span span) implements Declaration {
        public Allocate {
            Objects.requireNonNull(target, "target");
            shares = List.copyOf(shares);
            Objects.requireNonNull(span, "span");
        }

        /** One line of an allocation. */
        public sealed interface Share extends Node {}

        /** {@code reserve 2}. */
        public record Reserve(Expr amount, Span span) implements Share {
            public Reserve {
                Objects.requireNonNull(amount, "amount");
                Objects.requireNonNull(span, "span");
            }
        }

        /** {@code amazon 40% max 50}; {@code cap} is null without {@code max}. */
        public record Portion(
                Name channel, Expr.Percent share, @Nullable Expr cap, Span span) implements Share {
            public Portion {
                Objects.requireNonNull(channel, "channel");
                Objects.requireNonNull(share, "share");
                Objects.requireNonNull(span, "span");
            }
        }

        /** {@code rest to shop_ads}. */
        public record Rest(Name channel, Span span) implements Share {
            public Rest {
                Objects.requireNonNull(channel, "channel");
                Objects.requireNonNull(span, "span");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitAllocate(this);
        }
    }

    /** {@code rule name "title": statement} or {@code rule name { … }}; {@code title} is null without one. */
    record Rule(Name name, Expr.@Nullable Text title, Block body, Span span) implements Declaration {
        public Rule {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitRule(this);
        }
    }

    /** {@code channel google, meta { … }}: statements that hold only for some members. */
    record Scope(Head head, Block body, Span span) implements Declaration {
        public Scope {
            Objects.requireNonNull(head, "head");
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(span, "span");
        }

        /** What a scope selects members by. */
        public enum Dimension {
            CHANNEL("channel"),
            COUNTRY("country"),
            LANGUAGE("language"),
            ACCOUNT("account");

            private final String word;

            Dimension(String word) {
                this.word = word;
            }

            public String word() {
                return word;
            }
        }

        /** Which members: those named (any of {@code values}), or with no values those for which {@code where} is true. */
        public record Head(
                Dimension dimension,
                List<Name> values,
                @Nullable Expr where,
                Span span) implements Node {
            public Head {
                Objects.requireNonNull(dimension, "dimension");
                values = List.copyOf(values);
                Objects.requireNonNull(span, "span");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitScope(this);
        }
    }

    /** {@code disable g.rule_name}. */
    record Disable(Path rule, Span span) implements Declaration {
        public Disable {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitDisable(this);
        }
    }

    /** {@code test "title" { given …; expect … }}. */
    record Test(Expr.Text title, List<Line> lines, Span span) implements Declaration {
        public Test {
            Objects.requireNonNull(title, "title");
            lines = List.copyOf(lines);
            Objects.requireNonNull(span, "span");
        }

        /** One line of a test. */
        public sealed interface Line extends Node {}

        /** {@code given { id: "A1", quantity: 1 }}: a product; what it does not mention is missing. */
        public record Given(List<Field> fields, Span span) implements Line {
            public Given {
                fields = List.copyOf(fields);
                Objects.requireNonNull(span, "span");
            }
        }

        /** {@code path: value} of a given product. */
        public record Field(Path path, Expr value, Span span) implements Node {
            public Field {
                Objects.requireNonNull(path, "path");
                Objects.requireNonNull(value, "value");
                Objects.requireNonNull(span, "span");
            }
        }

        /** {@code given table fx { … }}: rows that stand for a table of the host. */
        public record GivenTable(Name table, List<Table.Row> rows, Span span) implements Line {
            public GivenTable {
                Objects.requireNonNull(table, "table");
                rows = List.copyOf(rows);
                Objects.requireNonNull(span, "span");
            }
        }

        /** {@code on channel amazon, country DE}: the member. */
        public record On(List<Scope.Head> member, Span span) implements Line {
            public On {
                member = List.copyOf(member);
                Objects.requireNonNull(span, "span");
            }
        }

        /** {@code at 2026-11-27}: the run instant, an {@link Expr.Date} or an {@link Expr.Instant}. */
        public record At(Expr when, Span span) implements Line {
            public At {
                Objects.requireNonNull(when, "when");
                Objects.requireNonNull(span, "span");
            }
        }

        /** {@code expect quantity = 0}. */
        public record Expect(Expr condition, Span span) implements Line {
            public Expect {
                Objects.requireNonNull(condition, "condition");
                Objects.requireNonNull(span, "span");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitTest(this);
        }
    }

    /** {@code name: type} of a function or a table. The type is null where it may be inferred and was left out. */
    record Parameter(Name name, @Nullable TypeName type, Span span) implements Node {
        public Parameter {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(span, "span");
        }
    }
}
