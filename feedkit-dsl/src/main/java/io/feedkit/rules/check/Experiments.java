package io.feedkit.rules.check;

import io.feedkit.product.AttributeType;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.function.Function;
import io.feedkit.rules.function.Functions;
import io.feedkit.rules.syntax.Annotation;
import io.feedkit.rules.syntax.Comparison;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Item;
import io.feedkit.rules.syntax.Printer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Experiments: which arm a product is in.
 *
 * <p>A key is dealt into one of 1 000 000 buckets by {@code hash_bucket} with the salt {@code name/version}, and arms take buckets in the order of the text, 10 000 for each
 * percent. So an arm keeps its products when the shares behind it change, all products with one key share an arm, and {@code where} never decides which.
 */
final class Experiments {
    /** Arms are dealt to a ten-thousandth of a percent. */
    static final long BUCKETS = 1_000_000;

    private static final BigDecimal PER_PERCENT = BigDecimal.valueOf(BUCKETS / 100);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Expressions.Workshop workshop;
    private final Names names;

    Experiments(Expressions.Workshop workshop, Names names) {
        this.workshop = workshop;
        this.names = names;
    }

    private Complaints complaints() {
        return workshop.complaints();
    }

    /** What hashes of an experiment are salted with. */
    static String salt(String name, long version) {
        return name + "/" + version;
    }

    /** {@code @version(2)}, or 1. */
    static long version(Item item) {
        for (Annotation annotation : item.annotations()) {
            boolean number = annotation.name().text().equals("version")
                    && annotation.arguments().size() == 1;
            if (number && annotation.arguments().get(0).value() instanceof Expr.Number version && version.isInteger()) {
                return version.value().longValue();
            }
        }
        return 1;
    }

    /** How it deals, for comparison with the last run. */
    static Checked.Experiment dealing(Declaration.Experiment experiment, Item item, Checked.Rule.Dates dates) {
        StringJoiner arms = new StringJoiner(", ");
        for (Declaration.Experiment.Arm arm : experiment.arms()) {
            arms.add(arm.name().text() + " "
                    + arm.share().number().stripTrailingZeros().toPlainString() + "%");
        }
        String key = Printer.print(experiment.key());
        return new Checked.Experiment(
                experiment.name().text(), version(item), "on " + key + ": " + arms, dates, experiment.span());
    }

    Typed value(Declaration.Experiment experiment, Item item) {
        Span span = experiment.span();
        String construct = "experiment " + experiment.name().text();
        AtSource source = new AtSource(complaints(), construct, false);
        Expressions expressions = new Expressions(workshop, names, true);
        Typed key = source.of(expressions.value(experiment.key()));
        Expr where = experiment.where();
        Typed filter = where == null ? null : source.of(expressions.condition(where));
        boolean armsAreFine = checkArms(experiment);
        if (key instanceof Typed.Failed || filter instanceof Typed.Failed || !armsAreFine) {
            return new Typed.Failed(span);
        }
        Typed bucket = bucket(key, salt(experiment.name().text(), version(item)), span);
        List<Typed> conditions = new ArrayList<>();
        List<Typed> values = new ArrayList<>();
        BigDecimal end = BigDecimal.ZERO;
        for (Declaration.Experiment.Arm arm : experiment.arms()) {
            end = end.add(arm.share().number());
            Typed limit =
                    new Typed.Constant(end.multiply(PER_PERCENT).longValueExact(), AttributeType.INTEGER, arm.span());
            conditions.add(new Typed.Compare(Comparison.LESS, bucket, limit, arm.span()));
            values.add(new Typed.Constant(arm.name().text(), AttributeType.TEXT, arm.span()));
        }
        Typed arm = new Typed.Choice(conditions, values, null, AttributeType.TEXT, span);
        return limited(arm, filter, item, span);
    }

    /** The bucket, worked out once for all arms. */
    private static Typed bucket(Typed key, String salt, Span span) {
        Function hash = Functions.library().named("hash_bucket").orElseThrow();
        List<Typed> arguments = List.of(
                Types.asText(key),
                new Typed.Constant(BUCKETS, AttributeType.INTEGER, span),
                new Typed.Constant(salt, AttributeType.TEXT, span));
        Typed call = new Typed.Call(hash, arguments, AttributeType.INTEGER, span);
        return new Typed.Use(Binding.of("bucket", span, call), span);
    }

    /** Missing outside the dates and for products that do not take part. */
    private Typed limited(Typed arm, @Nullable Typed filter, Item item, Span span) {
        List<Typed> all = new ArrayList<>();
        for (Annotation annotation : item.annotations()) {
            String name = annotation.name().text();
            Instant at = name.equals("from") || name.equals("until") ? instant(annotation) : null;
            if (at != null) {
                Comparison comparison = name.equals("from") ? Comparison.GREATER_OR_EQUAL : Comparison.LESS;
                Typed now = new Typed.Context(Typed.Context.NOW, AttributeType.INSTANT, span);
                all.add(new Typed.Compare(
                        comparison, now, new Typed.Constant(at, AttributeType.INSTANT, annotation.span()), span));
            }
            if (name.equals("disabled")) {
                all.add(new Typed.Constant(false, AttributeType.BOOLEAN, annotation.span()));
            }
        }
        if (filter != null) {
            all.add(filter);
        }
        if (all.isEmpty()) {
            return arm;
        }
        Typed condition = all.size() == 1 ? all.get(0) : new Typed.Junction(true, all, span);
        return new Typed.Choice(List.of(condition), List.of(arm), null, AttributeType.TEXT, span);
    }

    private @Nullable Instant instant(Annotation annotation) {
        Expr argument = annotation.arguments().size() == 1
                ? annotation.arguments().get(0).value()
                : null;
        if (argument instanceof Expr.Instant instant) {
            return instant.value().toInstant();
        }
        return argument instanceof Expr.Date date
                ? date.value().atStartOfDay(workshop.environment().zone()).toInstant()
                : null;
    }

    private boolean checkArms(Declaration.Experiment experiment) {
        BigDecimal total = BigDecimal.ZERO;
        Set<String> seen = new HashSet<>();
        boolean fine = true;
        for (Declaration.Experiment.Arm arm : experiment.arms()) {
            BigDecimal share = arm.share().number();
            total = total.add(share);
            String variant = !seen.add(arm.name().text())
                    ? "twice"
                    : share.stripTrailingZeros().scale() > 4 ? "fine" : "";
            if (!variant.isEmpty()) {
                fine = false;
                complaints()
                        .add(complaints()
                                .about(RuleProblem.ARMS, arm.span())
                                .variant(variant)
                                .with("name", arm.name().text()));
            }
        }
        if (fine && total.compareTo(HUNDRED) != 0) {
            fine = false;
            complaints()
                    .add(complaints()
                            .about(RuleProblem.ARMS, experiment.name().span())
                            .with("name", experiment.name().text())
                            .with("total", total.stripTrailingZeros().toPlainString() + "%"));
        }
        return fine;
    }
}
