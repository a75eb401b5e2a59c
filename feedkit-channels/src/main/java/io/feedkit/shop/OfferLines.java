package io.feedkit.shop;

import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes down offers as a connector finds them: one JSON object in a line each, named by feedkit's attributes where there is one, by the shop's own word otherwise.
 *
 * <p><b>Shape:</b> blank values are left out; of a name that is put twice the first value stays, so that what a variant says goes before what its product says.
 * One-shot and for one thread.
 */
public final class OfferLines {
    private final String system;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final Map<String, Object> offer = new LinkedHashMap<>();

    OfferLines(String system) {
        this.system = system;
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
        if (!said.isEmpty()) {
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
        lines.writeBytes(Json.object(offer).getBytes(StandardCharsets.UTF_8));
        lines.write('\n');
        offer.clear();
    }

    /** The bytes of all offers ended since it was last asked. */
    byte[] take() {
        byte[] taken = lines.toByteArray();
        lines.reset();
        return taken;
    }
}
