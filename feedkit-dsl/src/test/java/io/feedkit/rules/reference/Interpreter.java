package io.feedkit.rules.reference;

import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.Money;
import io.feedkit.rules.syntax.Annotation;
import io.feedkit.rules.syntax.Block;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Declaration.Scope.Dimension;
import io.feedkit.rules.syntax.Declaration.Scope.Head;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Item;
import io.feedkit.rules.syntax.Name;
import io.feedkit.rules.syntax.Program;
import io.feedkit.rules.syntax.Statement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The language as its specification reads: one product after another, one statement after another, on the tree as it was parsed. Slow and obvious; the evaluator has to agree
 * with it.
 */
final class Interpreter {
    private final World world;
    private final Map<String, Program> modules;
    private final Map<String, Meanings> namesOfModules = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Disabled> disabled = new ArrayList<>();
    private final List<Splitting> splittings = new ArrayList<>();
    private final Set<String> rules = new HashSet<>();
    private final Set<String> imported = new HashSet<>();

    /** Where something stands. */
    private record Place(
            Meanings names, List<Head> heads, String module, String rule, boolean exists, boolean halfEven) {

        Place in(Meanings inside) {
            return new Place(inside, heads, module, rule, exists, halfEven);
        }
    }

    /** A statement with what decides whether it runs. */
    private record Line(Statement statement, Place place) {
        int layer() {
            Set<Dimension> mentioned = new HashSet<>();
            place.heads().forEach(head -> mentioned.add(head.dimension()));
            boolean channel = mentioned.contains(Dimension.CHANNEL);
            boolean market = mentioned.contains(Dimension.COUNTRY) || mentioned.contains(Dimension.LANGUAGE);
            return mentioned.contains(Dimension.ACCOUNT) ? 4 : channel && market ? 3 : market ? 2 : channel ? 1 : 0;
        }

        String rule() {
            return place.rule().isEmpty()
                    ? statement.span().source().name() + ":" + statement.span().line()
                    : place.rule();
        }
    }

    private record Disabled(String written, Place place) {}

    private record Splitting(Declaration.Allocate allocate, Place place) {
        String rule() {
            return allocate.span().source().name() + ":" + allocate.span().line();
        }
    }

    /** The product is out; nothing else happens to it. */
    private static final class Out extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Out() {
            super(null, null, false, false);
        }
    }

    Interpreter(World world, Program main, Map<String, Program> modules) {
        this.world = world;
        this.modules = modules;
        modules.keySet().forEach(name -> namesOfModules.put(name, new Meanings(null)));
        modules.forEach((name, module) -> namesOfModules.get(name).declare(module.items(), namesOfModules));
        Meanings names = new Meanings(null);
        names.declare(main.items(), namesOfModules);
        read(main.items(), new Place(names, List.of(), "", "", true, false));
    }

    private void read(List<Item> items, Place place) {
        for (Item item : items) {
            Place here = new Place(
                    place.names(),
                    place.heads(),
                    place.module(),
                    place.rule(),
                    place.exists() && world.exists(item),
                    halfEven(item, place.halfEven()));
            if (item.element() instanceof Statement statement) {
                lines.add(new Line(statement, here));
            } else if (item.element() instanceof Declaration.Rule rule) {
                String name = place.module() + rule.name().text();
                rules.add(name);
                List<Item> body = rule.body().items();
                Meanings inside = here.names().inside(body, namesOfModules);
                read(body, new Place(inside, here.heads(), here.module(), name, here.exists(), here.halfEven()));
            } else if (item.element() instanceof Declaration.Scope scope) {
                List<Head> heads = new ArrayList<>(here.heads());
                heads.add(scope.head());
                List<Item> body = scope.body().items();
                Meanings inside = here.names().inside(body, namesOfModules);
                read(body, new Place(inside, heads, here.module(), here.rule(), here.exists(), here.halfEven()));
            } else if (item.element() instanceof Declaration.Import module) {
                String name = module.module().text();
                if (imported.add(name)) {
                    read(
                            modules.get(name).items(),
                            new Place(
                                    namesOfModules.get(name),
                                    here.heads(),
                                    name + ".",
                                    "",
                                    here.exists(),
                                    here.halfEven()));
                }
            } else if (item.element() instanceof Declaration.Disable disable) {
                disabled.add(new Disabled(disable.rule().text(), here));
            } else if (item.element() instanceof Declaration.Allocate allocate) {
                splittings.add(new Splitting(allocate, here));
            }
        }
    }

    private static boolean halfEven(Item item, boolean around) {
        for (Annotation annotation : item.annotations()) {
            if (annotation.name().text().equals("rounding")) {
                return ((Expr.Text) annotation.arguments().get(0).value())
                        .constant()
                        .equals("half_even");
            }
        }
        return around;
    }

    /** What the trunk makes of a product. */
    void trunk(Product product) {
        run(product, null, lines.stream().filter(line -> line.layer() == 0).toList());
    }

    /** What the layers of a member make of what the trunk made. */
    void layers(Product product, Member member, List<Member> members) {
        for (Splitting splitting : splittings) {
            if (splitting.place().exists()) {
                Formula there = formula(splitting.place().names(), product, member, splitting.rule());
                new Allocation(splitting.allocate(), there)
                        .part(member, members)
                        .ifPresent(part -> product.current.put(
                                splitting.allocate().target().text(), part));
            }
        }
        run(
                product,
                member,
                lines.stream()
                        .filter(line -> line.layer() > 0)
                        .sorted(Comparator.comparingInt(Line::layer))
                        .toList());
    }

    private void run(Product product, Member member, List<Line> all) {
        try {
            for (Line line : all) {
                if (runs(line, member)) {
                    new Running(product, member, line)
                            .statement(line.statement(), line.place().names());
                }
            }
        } catch (Out out) {
            // what was written before stays
        }
    }

    private boolean runs(Line line, Member member) {
        if (!line.place().exists() || !holds(line.place(), member)) {
            return false;
        }
        return disabled.stream()
                .noneMatch(disable -> disable.place().exists()
                        && holds(disable.place(), member)
                        && meant(disable).equals(line.place().rule()));
    }

    /** The rule of this module that has the name, else the one written in full, by an alias, or in any module. */
    private String meant(Disabled disable) {
        String written = disable.written();
        List<String> candidates = new ArrayList<>(List.of(disable.place().module() + written, written));
        int point = written.indexOf('.');
        if (point > 0 && disable.place().names().find(written.substring(0, point)) instanceof Meanings.Module module) {
            candidates.add(module.name() + written.substring(point));
        }
        modules.keySet().forEach(module -> candidates.add(module + "." + written));
        return candidates.stream().filter(rules::contains).findFirst().orElseThrow();
    }

    private boolean holds(Place place, Member member) {
        for (Head head : place.heads()) {
            boolean holds = member != null
                    && (head.where() == null
                            ? head.values().stream().anyMatch(value -> isMeant(head.dimension(), value, member))
                            : formula(place.names(), new Product(0, Map.of()), member, "")
                                    .isTrue(head.where()));
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMeant(Dimension dimension, Name value, Member member) {
        String name = value.text();
        return switch (dimension) {
            case CHANNEL -> Allocation.isNamed(name, member.channel()) || Allocation.isNamed(name, member.family());
            case COUNTRY -> name.equals(member.country());
            case LANGUAGE -> name.equals(member.language());
            case ACCOUNT -> name.equals(member.account());
        };
    }

    private Formula formula(Meanings names, Product product, Member member, String rule) {
        return new Formula(world, names, product, member, rule, false, null);
    }

    /** A statement at work on a product. */
    private final class Running {
        private final Product product;
        private final Member member;
        private final Line line;

        Running(Product product, Member member, Line line) {
            this.product = product;
            this.member = member;
            this.line = line;
        }

        private void block(Block block, Meanings names) {
            Meanings inside = names.inside(block.items(), namesOfModules);
            for (Item item : block.items()) {
                if (item.element() instanceof Statement statement) {
                    statement(statement, inside);
                }
            }
        }

        void statement(Statement statement, Meanings names) {
            Formula there = formula(names, product, member, line.rule());
            if (statement instanceof Statement.When when) {
                if (there.isTrue(when.condition())) {
                    explained(when, names);
                } else if (when.otherwise() != null) {
                    block(when.otherwise(), names);
                }
            } else if (statement instanceof Statement.Set set) {
                there.eval(set.value()).ifPresent(value -> assign(set.target().text(), value));
            } else if (statement instanceof Statement.Clear clear) {
                product.current.remove(clear.target().text());
            } else if (statement instanceof Statement.Exclude exclude) {
                exclude(said(there, exclude.reason()));
            } else if (statement instanceof Statement.Warn warn) {
                product.warnings.add(line.rule() + ": " + said(there, warn.message()));
            }
        }

        /** An exclusion without a reason says the condition that led to it. */
        private void explained(Statement.When when, Meanings names) {
            List<Item> then = when.then().items();
            if (then.size() == 1
                    && then.get(0).element() instanceof Statement.Exclude exclude
                    && exclude.reason() == null) {
                String condition = when.written().span().text();
                exclude(when.form() == Statement.When.Form.KEEP_WHEN ? "not (" + condition + ")" : condition);
            }
            block(when.then(), names);
        }

        private void exclude(String reason) {
            product.exclusions.add(line.rule() + ": " + reason);
            throw new Out();
        }

        /** A message whose holes have no value is shown as it was written. */
        private String said(Formula there, Expr message) {
            if (message == null) {
                return "";
            }
            String written = message.span().text();
            boolean quoted = written.length() > 1 && written.startsWith("\"") && written.endsWith("\"");
            return there.eval(message)
                    .map(Object::toString)
                    .orElse(quoted ? written.substring(1, written.length() - 1) : written);
        }

        private void assign(String name, Object value) {
            Attribute target = world.schema().attribute(name).orElseThrow();
            Object stored = value;
            if (target.type().kind() == Kind.DECIMAL && value instanceof Long whole) {
                stored = BigDecimal.valueOf(whole);
            } else if (target.type() instanceof MoneyType type) {
                Money money = (Money) value;
                RoundingMode mode = line.place().halfEven() ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP;
                stored = new Money(money.amount().setScale(2, mode), money.currency(), type.basis());
            } else if (value instanceof List<?> list) {
                stored = Library.list(list.stream()
                                .map(element -> (Object) Numbers.shown(element))
                                .toList())
                        .orElseThrow();
            }
            product.current.put(name, stored);
        }
    }
}
