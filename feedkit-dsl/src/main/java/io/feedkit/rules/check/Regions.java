package io.feedkit.rules.check;

import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.rules.syntax.Comparison;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The products for which a condition is true, as boxes: in each, every attribute is in a range or a set of its own.
 *
 * <p>What cannot be said with boxes is rounded: {@link Rounding#UP} gives boxes that hold all such products and perhaps others, {@link Rounding#DOWN} boxes that hold
 * only such products and perhaps not all. A claim is made only where the rounding cannot make it wrong.
 */
final class Regions {
    private static final int MOST_BOXES = 64;
    /** Parts the name of a formula from what tells it from others of that name. */
    private static final char MARK = '#';

    enum Rounding {
        UP,
        DOWN
    }

    private final Rounding rounding;

    private Regions(Rounding rounding) {
        this.rounding = rounding;
    }

    /** A box: what each attribute or formula can be; what is not named can be anything. */
    record Box(Map<String, Domain> sides) {
        static final Box ALL = new Box(Map.of());

        /** What is in both boxes, or null when that is nothing. {@code unsure} stands for what cannot be compared. */
        @Nullable
        Box and(Box other, boolean keepUnsure) {
            Map<String, Domain> all = new TreeMap<>(sides);
            for (Map.Entry<String, Domain> side : other.sides.entrySet()) {
                Domain mine = all.get(side.getKey());
                Domain both = mine == null ? side.getValue() : mine.and(side.getValue());
                if (both == null) {
                    if (keepUnsure) {
                        continue;
                    }
                    return null;
                }
                if (both.isEmpty()) {
                    return null;
                }
                all.put(side.getKey(), both);
            }
            return new Box(all);
        }

        boolean contains(Box other) {
            return sides.entrySet().stream().allMatch(side -> {
                Domain theirs = other.sides.get(side.getKey());
                return theirs != null && side.getValue().contains(theirs);
            });
        }

        /** {@code margin = 40%, root = "Shoes"}. */
        String witness() {
            return sides.entrySet().stream()
                    .map(side -> shown(side.getKey()) + " = "
                            + Objects.requireNonNullElse(side.getValue().example(), "missing"))
                    .collect(Collectors.joining(", "));
        }
    }

    private static String shown(String key) {
        int mark = key.indexOf(MARK);
        return mark < 0 ? key : key.substring(0, mark);
    }

    static List<Box> of(Typed condition, Rounding rounding) {
        return new Regions(rounding).boxes(condition, true);
    }

    /** Whether all boxes of one list lie in a box of the other. */
    static boolean covers(List<Box> outer, List<Box> inner) {
        return inner.stream().allMatch(box -> outer.stream().anyMatch(other -> other.contains(box)));
    }

    private List<Box> unknown() {
        return rounding == Rounding.UP ? List.of(Box.ALL) : List.of();
    }

    private List<Box> boxes(Typed condition, boolean wanted) {
        if (condition instanceof Typed.Not not) {
            return boxes(not.operand(), !wanted);
        }
        if (condition instanceof Typed.Junction junction) {
            return junction(junction, wanted);
        }
        if (condition instanceof Typed.Constant constant && constant.value() instanceof Boolean truth) {
            return truth == wanted ? List.of(Box.ALL) : List.of();
        }
        if (condition instanceof Typed.Use use && use.type().kind() == Kind.BOOLEAN) {
            return boxes(use.binding().value(), wanted);
        }
        if (condition instanceof Typed.Coalesce coalesce) {
            return coalesced(coalesce, wanted);
        }
        if (condition instanceof Typed.Present present) {
            String key = key(present.operand());
            return key == null ? unknown() : box(key, present.wanted() == wanted ? Domain.PRESENT : Domain.MISSING);
        }
        if (condition instanceof Typed.Compare compare) {
            return compare(compare, wanted);
        }
        if (condition instanceof Typed.Between between) {
            return between(between, wanted);
        }
        if (condition instanceof Typed.OneOf oneOf) {
            return oneOf(oneOf, wanted);
        }
        String key = condition.type().kind() == Kind.BOOLEAN ? key(condition) : null;
        return key == null ? unknown() : box(key, Domain.among(Set.of(Boolean.toString(wanted))));
    }

    /** {@code C ?? false} is true where C is; where it is false, C is false or unknown, which no box says. */
    private List<Box> coalesced(Typed.Coalesce coalesce, boolean wanted) {
        boolean simple = coalesce.operands().size() == 2
                && coalesce.operands().get(1) instanceof Typed.Constant fallback
                && fallback.value() instanceof Boolean;
        if (!simple) {
            return unknown();
        }
        boolean fallback =
                Boolean.TRUE.equals(((Typed.Constant) coalesce.operands().get(1)).value());
        return fallback == wanted && rounding == Rounding.UP
                ? List.of(Box.ALL)
                : boxes(coalesce.operands().get(0), wanted);
    }

    private List<Box> junction(Typed.Junction junction, boolean wanted) {
        boolean every = junction.and() == wanted;
        List<Box> all = every ? List.of(Box.ALL) : new ArrayList<>();
        for (Typed operand : junction.operands()) {
            List<Box> next = boxes(operand, wanted);
            if (every) {
                all = product(all, next);
            } else {
                all.addAll(next);
            }
            if (all.size() > MOST_BOXES) {
                return unknown();
            }
        }
        return all;
    }

    private List<Box> product(List<Box> one, List<Box> other) {
        List<Box> all = new ArrayList<>();
        for (Box a : one) {
            for (Box b : other) {
                Box both = a.and(b, rounding == Rounding.UP);
                if (both != null) {
                    all.add(both);
                }
            }
        }
        return all;
    }

    private static List<Box> box(String key, Domain domain) {
        return domain.isEmpty() ? List.of() : List.of(new Box(Map.of(key, domain)));
    }

    /** What a value is told apart by: an attribute in its current state, or a formula by its name and place. */
    private static @Nullable String key(Typed value) {
        if (value instanceof Typed.Read read) {
            String view =
                    read.view() == Typed.Read.View.CURRENT ? "" : read.view().name() + ".";
            String language = read.language() == null ? "" : "@" + read.language();
            return view.toLowerCase(Locale.ROOT) + read.attribute().name() + language;
        }
        if (value instanceof Typed.Widen widen) {
            return key(widen.operand());
        }
        if (value instanceof Typed.Use use) {
            return use.binding().name() + MARK + System.identityHashCode(use.binding());
        }
        return null;
    }

    /**
     * A constant that boxes can hold.
     *
     * @param number null for a text
     */
    private record Point(@Nullable BigDecimal number, String unit, String text, boolean whole) {}

    private static @Nullable Point point(Typed value, Typed subject) {
        if (!(value instanceof Typed.Constant constant)) {
            return null;
        }
        boolean whole = subject.type().kind() == Kind.INTEGER;
        Object held = constant.value();
        if (held instanceof Long number) {
            return new Point(BigDecimal.valueOf(number), "", "", whole);
        }
        if (held instanceof BigDecimal number) {
            return new Point(number, "", "", subject instanceof Typed.Widen);
        }
        if (held instanceof Percent percent) {
            return new Point(percent.fraction(), "%", "", false);
        }
        if (held instanceof Money money) {
            return new Point(money.amount(), money.currency(), "", false);
        }
        if (held instanceof Measure measure) {
            return new Point(measure.amount(), measure.unit().symbol(), "", false);
        }
        if (held instanceof LocalDate) {
            return null;
        }
        return held instanceof String || held instanceof Boolean ? new Point(null, "", held.toString(), false) : null;
    }

    private List<Box> compare(Typed.Compare compare, boolean wanted) {
        String key = key(compare.left());
        Point point = point(compare.right(), compare.left());
        if (key == null || point == null) {
            return unknown();
        }
        Comparison comparison = wanted ? compare.comparison() : opposite(compare.comparison());
        if (point.number() == null) {
            return switch (comparison) {
                case EQUAL -> box(key, Domain.among(Set.of(point.text())));
                case NOT_EQUAL -> box(key, Domain.except(Set.of(point.text())));
                case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> unknown();
            };
        }
        BigDecimal number = point.number();
        List<Box> boxes = new ArrayList<>();
        switch (comparison) {
            case EQUAL -> boxes.addAll(box(key, range(number, false, number, false, point)));
            case NOT_EQUAL -> {
                boxes.addAll(box(key, range(null, false, number, true, point)));
                boxes.addAll(box(key, range(number, true, null, false, point)));
            }
            case LESS -> boxes.addAll(box(key, range(null, false, number, true, point)));
            case LESS_OR_EQUAL -> boxes.addAll(box(key, range(null, false, number, false, point)));
            case GREATER -> boxes.addAll(box(key, range(number, true, null, false, point)));
            case GREATER_OR_EQUAL -> boxes.addAll(box(key, range(number, false, null, false, point)));
        }
        return boxes;
    }

    private static Domain range(
            @Nullable BigDecimal low, boolean lowOpen, @Nullable BigDecimal high, boolean highOpen, Point point) {
        return Domain.range(low, lowOpen, high, highOpen, point.unit(), point.whole());
    }

    private static Comparison opposite(Comparison comparison) {
        return switch (comparison) {
            case EQUAL -> Comparison.NOT_EQUAL;
            case NOT_EQUAL -> Comparison.EQUAL;
            case LESS -> Comparison.GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> Comparison.GREATER;
            case GREATER -> Comparison.LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> Comparison.LESS;
        };
    }

    private List<Box> between(Typed.Between between, boolean wanted) {
        String key = key(between.value());
        Point low = point(between.low(), between.value());
        Point high = point(between.high(), between.value());
        boolean plain = key != null
                && low != null
                && high != null
                && low.number() != null
                && high.number() != null
                && low.unit().equals(high.unit());
        if (!plain || key == null || low == null || high == null) {
            return unknown();
        }
        if (wanted) {
            return box(key, range(low.number(), false, high.number(), !between.closed(), low));
        }
        List<Box> boxes = new ArrayList<>(box(key, range(null, false, low.number(), true, low)));
        boxes.addAll(box(key, range(high.number(), between.closed(), null, false, high)));
        return boxes;
    }

    private List<Box> oneOf(Typed.OneOf oneOf, boolean wanted) {
        String key = key(oneOf.value());
        Set<String> texts = new TreeSet<>();
        List<Box> numbers = new ArrayList<>();
        for (Typed element : oneOf.elements()) {
            Point point = point(element, oneOf.value());
            if (key == null || point == null || point.number() != null && !wanted) {
                return unknown();
            }
            if (point.number() == null) {
                texts.add(point.text());
            } else {
                numbers.addAll(box(key, range(point.number(), false, point.number(), false, point)));
            }
        }
        if (key == null || !numbers.isEmpty()) {
            return key == null ? unknown() : numbers;
        }
        return box(key, wanted ? Domain.among(texts) : Domain.except(texts));
    }
}
