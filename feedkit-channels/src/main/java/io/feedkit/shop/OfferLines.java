package io.feedkit.shop;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes down offers as a connector finds them: one JSON object in a line each, named by feedkit's attributes where there is one, by the shop's own word otherwise.
 *
 * <p><b>Shape:</b> blank values are left out; of a name that is put twice the first value stays, so that what a variant says goes before what its product says.
 * <b>Errors:</b> what happens within {@link #offer} and {@link #family} costs that offer or family alone and is reported; all else ends the pass. One-shot and for
 * one thread.
 */
public final class OfferLines {
    /** A call that fails for so many products in a row fails for another reason than the product. */
    private static final int FAILED_IN_A_ROW = 3;

    private static final int SMALL_BYTES = 16 << 10;

    private static final Set<String> OF_ONE_PRODUCT = Set.of(
            ShopProblem.UNREADABLE_ANSWER.id(),
            ShopProblem.REFUSED.id(),
            "location.server-failed",
            "location.too-large");

    private final String system;
    private final String place;
    private final List<byte[]> lines = new ArrayList<>();
    private boolean nothingTaken = true;
    private final Map<String, Object> offer = new LinkedHashMap<>();
    private final List<Problem> remarks = new ArrayList<>();
    private int failedInARow;
    private @Nullable FeedException failure;

    OfferLines(String system, String place) {
        this.system = system;
        this.place = place;
    }

    /** Takes down one offer, from its first value to {@link #end}; if the shop's answer about it cannot be understood, none of it is, and it is reported as lost. */
    public void offer(String name, Runnable work) {
        int before = lines.size();
        try {
            work.run();
        } catch (FeedException e) {
            if (!e.problem().code().id().equals(ShopProblem.UNREADABLE_ANSWER.id())) {
                throw e;
            }
            lines.subList(before, lines.size()).clear();
            offer.clear();
            lost(name, e.problem());
        }
    }

    /**
     * Takes down the offers of a product that more has to be asked of. If the shop cannot answer for this product, it is reported as lost; if it cannot for the third
     * one in a row, it is the shop that fails, and so does the pass.
     */
    public void family(String name, Supplier<List<Answer>> asked, Consumer<List<Answer>> work) {
        List<Answer> answers;
        try {
            answers = asked.get();
            failedInARow = 0;
        } catch (FeedException e) {
            // The same failure told again, as of a model that several variants share, counts once.
            failedInARow += e == failure ? 0 : 1;
            failure = e;
            if (!OF_ONE_PRODUCT.contains(e.problem().code().id()) || failedInARow == FAILED_IN_A_ROW) {
                throw e;
            }
            lost(name, e.problem());
            return;
        }
        offer(name, () -> work.accept(answers));
    }

    private void lost(String name, Problem why) {
        SourcePosition at = SourcePosition.unknown(place)
                .withField(
                        why.at().field().isEmpty()
                                ? name
                                : name + ", " + why.at().field());
        String reason = why.message();
        remarks.add(
                new Problem(
                        ShopProblem.UNREADABLE_ANSWER,
                        at,
                        "The shop's answer about " + name + " cannot be used, so it is left out: "
                                + reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1),
                        "Look at it in the shop's back office; a plugin or an import may have left something there that is no value."));
    }

    /** Says something that costs no offer. */
    void remark(Problem problem) {
        remarks.add(problem);
    }

    /** The whole number that must stand at that path. */
    public long whole(Answer of, String path) {
        Answer value = of.at(path);
        return value.whole().orElseThrow(() -> wrong(value, path, "whole number"));
    }

    /** The number above zero that an entry must have. */
    void number(Answer of, String path) {
        if (whole(of, path) <= 0) {
            throw wrong(of.at(path), path, "number of an entry");
        }
    }

    /** The number that must stand at that path. */
    public BigDecimal decimal(Answer of, String path) {
        Answer value = of.at(path);
        return value.decimal().orElseThrow(() -> wrong(value, path, "number"));
    }

    /** As {@link #decimal}, but zero where nothing stands. */
    public BigDecimal decimalOrZero(Answer of, String path) {
        Answer value = of.at(path);
        boolean nothing = !value.isPresent() || value.text().isBlank() && value.isPlain();
        return nothing ? BigDecimal.ZERO : decimal(of, path);
    }

    /** The entries of the list that must stand at that path, though it may be empty. */
    public List<Answer> entries(Answer of, String path) {
        Answer value = of.at(path);
        return value.list().orElseThrow(() -> wrong(value, path, "list"));
    }

    /** The text that must stand at that path. */
    public String text(Answer of, String path) {
        Answer value = of.at(path);
        if (value.text().isBlank()) {
            throw wrong(value, path, "text");
        }
        return value.text();
    }

    private FeedException wrong(Answer value, String path, String wanted) {
        String found =
                value.isPlain() ? value.isPresent() ? Problem.quote(value.text()) : "missing" : "a list or an object";
        return new FeedException(new Problem(
                ShopProblem.UNREADABLE_ANSWER,
                SourcePosition.unknown(place).withField(path),
                path + " is " + found + ", which is no " + wanted + "."));
    }

    /** A value of the offer at hand. */
    public OfferLines put(String name, String value) {
        Objects.requireNonNull(name, "name");
        if (!value.isBlank() && !name.isBlank()) {
            offer.putIfAbsent(name, value);
        }
        return this;
    }

    /** A value of the offer at hand, if the shop gave one. */
    public OfferLines put(String name, Answer value) {
        return put(name, value.text());
    }

    /** Several values of one name, in their order. */
    public OfferLines put(String name, List<String> values) {
        List<String> said = new ArrayList<>();
        values.stream().filter(value -> !value.isBlank()).forEach(said::add);
        if (!said.isEmpty() && !name.isBlank()) {
            offer.putIfAbsent(name, said);
        }
        return this;
    }

    /** An amount with its currency or unit, where both are known. */
    public OfferLines put(String name, Answer amount, String unit) {
        String text = amount.text();
        return put(name, text.isBlank() || unit.isEmpty() ? text : text + " " + unit);
    }

    /** Ends the offer at hand; the next value belongs to the next one. */
    public void end() {
        offer.put("connector", system);
        lines.add((Json.object(offer) + '\n').getBytes(StandardCharsets.UTF_8));
        offer.clear();
    }

    /** The bytes of all offers ended since it was last asked. */
    byte[] take() {
        if (nothingTaken && !lines.isEmpty()) {
            nothingTaken = false;
            startSmall();
        }
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        lines.forEach(taken::writeBytes);
        lines.clear();
        return taken.toByteArray();
    }

    /** Readers find out from the first bytes what they have before them; an offer that is larger than those must not come first. */
    private void startSmall() {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length <= SMALL_BYTES) {
                lines.add(0, lines.remove(i));
                return;
            }
        }
    }

    /** What was remarked since it was last asked. */
    List<Problem> takeRemarks() {
        List<Problem> taken = List.copyOf(remarks);
        remarks.clear();
        return taken;
    }
}
