package io.feedkit.rules.check;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Declaration.Allocate;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Name;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks how stock is split: shares are at most all of it, every channel is named once, and what is counted is whole. */
final class Allocations {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Expressions.Workshop workshop;
    private final Names names;
    private final Consumer<Name> channelCheck;

    /** @param channelCheck complains about a channel nobody has */
    Allocations(Expressions.Workshop workshop, Names names, Consumer<Name> channelCheck) {
        this.workshop = workshop;
        this.names = names;
        this.channelCheck = channelCheck;
    }

    private Complaints complaints() {
        return workshop.complaints();
    }

    private void complain(String variant, Span span, String name) {
        complaints()
                .add(complaints()
                        .about(RuleProblem.ALLOCATION, span)
                        .variant(variant)
                        .with("name", name));
    }

    /** The allocation, or null after a mistake. */
    Checked.@Nullable Allocation check(Declaration.Allocate allocate, Checked.Rule rule) {
        Attribute target = target(allocate);
        List<Typed> reserves = new ArrayList<>();
        List<Checked.Portion> portions = new ArrayList<>();
        Set<String> channels = new HashSet<>();
        BigDecimal total = BigDecimal.ZERO;
        String rest = "";
        boolean broken = target == null;
        for (Allocate.Share share : allocate.shares()) {
            if (share instanceof Allocate.Reserve reserve) {
                Typed amount = whole(reserve.amount());
                broken |= amount instanceof Typed.Failed;
                reserves.add(amount);
            } else if (share instanceof Allocate.Portion portion) {
                broken |= !isNew(channels, portion.channel());
                total = total.add(portion.share().number());
                Typed cap = portion.cap() == null ? null : whole(portion.cap());
                broken |= cap instanceof Typed.Failed;
                portions.add(new Checked.Portion(
                        portion.channel().text(), portion.share().number().movePointLeft(2), cap));
            } else if (share instanceof Allocate.Rest left) {
                broken |= !isNew(channels, left.channel());
                if (!rest.isEmpty()) {
                    complain("rests", left.span(), left.channel().text());
                    broken = true;
                }
                rest = left.channel().text();
            }
        }
        if (total.compareTo(HUNDRED) > 0) {
            complain(
                    "over", allocate.target().span(), total.stripTrailingZeros().toPlainString() + "%");
            broken = true;
        }
        return broken || target == null
                ? null
                : new Checked.Allocation(rule, target, reserves, portions, rest, allocate.span());
    }

    private boolean isNew(Set<String> channels, Name channel) {
        channelCheck.accept(channel);
        if (channels.add(channel.text())) {
            return true;
        }
        complain("twice", channel.span(), channel.text());
        return false;
    }

    private @Nullable Attribute target(Declaration.Allocate allocate) {
        String name = allocate.target().text();
        Optional<Attribute> found = workshop.environment().schema().attribute(name);
        if (found.isEmpty()) {
            complaints()
                    .add(complaints()
                            .about(
                                    RuleProblem.UNKNOWN_ATTRIBUTE,
                                    allocate.target().span())
                            .variant("target")
                            .with("name", name));
            return null;
        }
        boolean stock =
                found.get().type().kind() == Kind.INTEGER && !found.get().readOnly();
        if (!stock) {
            complain("target", allocate.target().span(), name);
        }
        return stock ? found.get() : null;
    }

    private Typed whole(Expr amount) {
        Typed typed = new Expressions(workshop, names, true).value(amount);
        boolean fine = typed instanceof Typed.Failed
                || typed instanceof Typed.Unbound
                || Types.is(typed, Kind.INTEGER)
                || Types.isMissing(typed);
        return fine
                ? typed
                : complaints()
                        .fail(
                                complaints()
                                        .about(RuleProblem.WRONG_TYPE, typed.span())
                                        .with("wanted", "integer")
                                        .with("found", typed.type().toString()),
                                typed.span());
    }
}
