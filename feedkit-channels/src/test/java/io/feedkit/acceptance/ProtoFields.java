package io.feedkit.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What messages of Google's interfaces take, from extracts of their definitions: names, lists, types and words. The extracts do not belong to this project; a test that asks for them is skipped where they are
 * not there.
 *
 * @param files the extract of the interface, then that of the types all interfaces share
 * @param inside messages whose names stand before those of others inside them
 */
record ProtoFields(List<JsonNode> files, List<String> inside) {

    static ProtoFields of(String extract, String... inside) {
        return new ProtoFields(
                List.of(
                        SharedFacts.json("ads/schemas/google/" + extract),
                        SharedFacts.json("ads/schemas/google/types.fields.json")),
                List.of(inside));
    }

    /** The fields of a message by the names they have in the interface. */
    Map<String, JsonNode> fields(String message) {
        Map<String, JsonNode> known = new TreeMap<>();
        part("messages", message).properties().forEach(field -> known.put(camelCase(field.getKey()), field.getValue()));
        return known;
    }

    /** All that such a message does not take of an object. */
    List<String> complaints(String message, JsonNode object) {
        List<String> complaints = new ArrayList<>();
        compare("", object, message, complaints);
        return complaints;
    }

    private void compare(String path, JsonNode object, String message, List<String> complaints) {
        Map<String, JsonNode> known = fields(message);
        object.properties().forEach(member -> {
            String name = path + member.getKey();
            JsonNode field = known.get(member.getKey());
            if (field == null) {
                complaints.add(name + " is unknown");
            } else if (field.path("repeated").asBoolean(false)
                    != member.getValue().isArray()) {
                complaints.add(name + " is a list in one of the two only");
            } else if (member.getValue().isArray()) {
                member.getValue()
                        .forEach(item ->
                                compareValue(name, item, field.path("type").asString(), complaints));
            } else {
                compareValue(name, member.getValue(), field.path("type").asString(), complaints);
            }
        });
    }

    private void compareValue(String name, JsonNode value, String type, List<String> complaints) {
        JsonNode words = words(type);
        boolean fits;
        if (!words.isMissingNode()) {
            fits = words.valueStream().anyMatch(word -> word.asString().equals(value.asString("")));
        } else if (type.equals("google.shopping.type.Price")) {
            fits = value.path("amountMicros").asString("").matches("\\d+")
                    && value.path("currencyCode").asString("").matches("[A-Z]{3}");
        } else if (type.equals("google.type.Interval")) {
            fits = isTime(value.path("startTime")) && isTime(value.path("endTime"));
        } else if (!part("messages", type).isMissingNode()) {
            fits = value.isObject();
            compare(name + ".", value, type, complaints);
        } else {
            fits = switch (type) {
                case "bool" -> value.isBoolean();
                case "int64" -> value.isIntegralNumber();
                case "double", "float" -> value.isNumber();
                case "google.protobuf.Timestamp" -> isTime(value);
                default -> value.isString();
            };
        }
        if (!fits) {
            complaints.add(name + " is no " + type + ": " + value);
        }
    }

    private static boolean isTime(JsonNode value) {
        return value.asString("").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)");
    }

    /** The constants of an enum; missing for every other type. */
    JsonNode words(String type) {
        return part("enums", type);
    }

    /** A message or an enum, which may be inside another message. */
    private JsonNode part(String kind, String type) {
        List<String> names = new ArrayList<>();
        inside.forEach(message -> names.add(message + "." + type));
        names.add(type);
        names.add(type.replace("google.shopping.type.", ""));
        for (JsonNode file : files) {
            for (String name : names) {
                JsonNode found = file.path(kind).path(name);
                if (!found.isMissingNode() && !type.equals("google.shopping.type.Price")) {
                    return found;
                }
            }
        }
        return JsonMapper.shared().missingNode();
    }

    static String camelCase(String name) {
        StringBuilder text = new StringBuilder();
        for (String word : name.split("_")) {
            text.append(text.length() == 0 ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return text.toString();
    }
}
