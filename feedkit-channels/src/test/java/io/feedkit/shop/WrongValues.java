package io.feedkit.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes of an answer with two products as many others as there are places in the first one, and wrong values for them. */
final class WrongValues {
    private static final List<String> JSON =
            List.of("\"abc\"", "null", "[\"x\"]", "{\"a\":1}", "-1", "1e999999999", "99999999999999999999999", "\"\"");
    private static final List<String> XML =
            List.of("abc", "", "<a>1</a>", "-1", "1e999999999", "99999999999999999999999");
    private static final Pattern LEAF = Pattern.compile("<(\\w+)(?: [^>]*)?>([^<>]+)</");

    private WrongValues() {}

    /** From what is wrong, such as {@code /price is "abc"}, to the answer. */
    static Map<String, String> in(String answer) {
        if (answer.startsWith("<")) {
            return inXml(answer);
        }
        return answer.contains("}\n{") ? inLines(answer) : inJson(answer);
    }

    private static Map<String, String> inXml(String answer) {
        Map<String, String> wrong = new LinkedHashMap<>();
        Matcher leaf = LEAF.matcher(answer);
        int second = answer.indexOf("<product>", answer.indexOf("<product>") + 1);
        while (leaf.find() && leaf.start() < second) {
            for (String value : List.of(XML.get(wrong.size() % XML.size()))) {
                wrong.put(
                        "/" + leaf.group(1) + " is " + value,
                        answer.substring(0, leaf.start(2)) + value + answer.substring(leaf.end(2)));
            }
        }
        return wrong;
    }

    /** The first two lines are the first product. */
    private static Map<String, String> inLines(String answer) {
        Map<String, String> wrong = new LinkedHashMap<>();
        String[] lines = answer.split("\n");
        for (int i = 0; i < 2; i++) {
            String[] copy = lines.clone();
            for (Map.Entry<String, String> one :
                    inTree(JsonMapper.shared().readTree(lines[i])).entrySet()) {
                copy[i] = one.getValue();
                wrong.put(i + one.getKey(), String.join("\n", copy));
            }
        }
        return wrong;
    }

    private static Map<String, String> inJson(String answer) {
        JsonNode tree = JsonMapper.shared().readTree(answer);
        List<JsonNode> found = new ArrayList<>();
        list(tree, found);
        return inTree(found.get(0), tree);
    }

    /** The first product is the smallest object with its article number that stands in a list beside the second. */
    private static void list(JsonNode at, List<JsonNode> found) {
        if (at.isArray()
                && at.size() == 2
                && at.get(0).toString().contains("FIRST")
                && at.get(1).toString().contains("SECOND")) {
            found.add(at.get(0));
            return;
        }
        at.forEach(child -> list(child, found));
    }

    private static Map<String, String> inTree(JsonNode tree) {
        return inTree(tree, tree);
    }

    private static Map<String, String> inTree(JsonNode product, JsonNode whole) {
        Map<String, String> wrong = new LinkedHashMap<>();
        spoil(product, "", whole, wrong);
        return wrong;
    }

    private static void spoil(JsonNode parent, String path, JsonNode whole, Map<String, String> wrong) {
        if (parent instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode was = object.get(name);
                for (String value : some(wrong)) {
                    object.set(name, raw(value));
                    wrong.put(path + "/" + name + " is " + value, whole.toString());
                }
                object.set(name, was);
                spoil(was, path + "/" + name, whole, wrong);
            }
        } else if (parent instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode was = array.get(i);
                for (String value : some(wrong)) {
                    array.set(i, raw(value));
                    wrong.put(path + "/" + i + " is " + value, whole.toString());
                }
                array.set(i, was);
                spoil(was, path + "/" + i, whole, wrong);
            }
        }
    }

    /** All values in every place would take minutes; each place gets one, in turn, so that all meet all kinds of places. */
    private static List<String> some(Map<String, String> before) {
        return List.of(JSON.get(before.size() % JSON.size()));
    }

    /** Written as it stands: no tree would keep such numbers. */
    private static JsonNode raw(String value) {
        return JsonMapper.shared().getNodeFactory().rawValueNode(new tools.jackson.databind.util.RawValue(value));
    }
}
