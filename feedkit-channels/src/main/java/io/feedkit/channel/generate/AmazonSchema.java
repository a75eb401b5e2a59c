package io.feedkit.channel.generate;

import io.feedkit.channel.generate.json.JsonValue;
import io.feedkit.channel.generate.json.JsonValue.Kind;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schema of a product type, with its references followed. */
final class AmazonSchema {
    private static final int LONGEST_CHAIN = 32;

    private final JsonValue root;
    private final LeftOut leftOut;

    AmazonSchema(JsonValue root, LeftOut leftOut) {
        this.root = root;
        this.leftOut = leftOut;
    }

    JsonValue root() {
        return root;
    }

    /** A schema with what it refers to, and with what all of its parts say that speak of no condition; its own words win. */
    JsonValue flat(JsonValue schema) {
        return flat(schema, 0);
    }

    private JsonValue flat(JsonValue schema, int chain) {
        if (chain > LONGEST_CHAIN) {
            throw new FeedException(new Problem(
                    GenerateProblem.CIRCLE,
                    schema.at(),
                    "A definition of the schema refers back to itself.",
                    "Fetch the schema of the product type again."));
        }
        if (!schema.is(Kind.OBJECT)) {
            return schema;
        }
        List<JsonValue> layers = new ArrayList<>();
        if (schema.has("$ref")) {
            JsonValue target = target(schema.get("$ref"));
            if (!target.isMissing()) {
                layers.add(flat(target, chain + 1));
            }
        }
        for (JsonValue part : schema.get("allOf").items()) {
            if (isPlain(part)) {
                layers.add(flat(part, chain + 1));
            }
        }
        return layers.isEmpty() ? schema : merged(schema, layers);
    }

    /** Whether a part of "allOf" only adds words, so that it can be taken for part of the schema itself. */
    static boolean isPlain(JsonValue part) {
        return part.is(Kind.OBJECT)
                && List.of("if", "not", "anyOf", "oneOf", "required", "properties", "items", "contains").stream()
                        .noneMatch(part::has);
    }

    private static JsonValue merged(JsonValue own, List<JsonValue> layers) {
        Map<String, JsonValue> members = new LinkedHashMap<>(own.members());
        members.remove("$ref");
        layers.forEach(layer -> layer.members().forEach(members::putIfAbsent));
        return own.withMembers(members);
    }

    private JsonValue target(JsonValue reference) {
        String pointer = reference.text();
        if (!pointer.startsWith("#")) {
            leftOut.add(reference.at(), "The schema refers to " + Problem.quote(pointer) + ", which is not in it.");
            return reference.get("");
        }
        JsonValue at = root;
        for (String step : pointer.substring(1).split("/")) {
            String name = step.replace("~1", "/").replace("~0", "~");
            at = step.isEmpty() ? at : at.get(name);
        }
        if (at.isMissing()) {
            leftOut.add(reference.at(), "The schema refers to " + Problem.quote(pointer) + ", which is not in it.");
        }
        return at;
    }
}
