package io.feedkit.export.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.api.ApiPlan.ProductName;
import io.feedkit.feed.json.JsonWriter;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with names in braces. */
final class Template {
    private static final Pattern NAME = Pattern.compile("\\{([a-z_]+)\\}");

    private Template() {}

    /** How a value is written where it stands. */
    enum Place {
        PLAIN {
            @Override
            String write(String value) {
                return value;
            }
        },
        /** In a path or a query. */
        ADDRESS {
            @Override
            String write(String value) {
                StringBuilder coded = new StringBuilder();
                for (byte sign : value.getBytes(UTF_8)) {
                    boolean plain = sign >= 'a' && sign <= 'z'
                            || sign >= 'A' && sign <= 'Z'
                            || sign >= '0' && sign <= '9'
                            || "-._~".indexOf(sign) >= 0;
                    coded.append(plain ? String.valueOf((char) sign) : String.format(Locale.ROOT, "%%%02X", sign));
                }
                return coded.toString();
            }
        },
        /** Within the quotes of JSON. */
        JSON {
            @Override
            String write(String value) {
                TextBuffer out = new TextBuffer(value.length() + 16);
                new JsonWriter(out).text(value);
                String quoted = new String(out.bytes(), 0, out.end(), UTF_8);
                return quoted.substring(1, quoted.length() - 1);
            }
        },
        XML {
            @Override
            String write(String value) {
                return value.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;");
            }
        };

        abstract String write(String value);

        /** The place that a body of this type is. */
        static Place of(String contentType) {
            return contentType.contains("json") ? JSON : contentType.contains("xml") ? XML : PLAIN;
        }
    }

    /** Fills a template; throws {@code api.missing-parameter} for a name that has no value. */
    static String fill(String template, Map<String, String> values, Place place) {
        Matcher names = NAME.matcher(template);
        StringBuilder filled = new StringBuilder();
        int from = 0;
        while (names.find()) {
            String value = values.get(names.group(1));
            if (value == null) {
                throw missing(names.group(1), values);
            }
            filled.append(template, from, names.start()).append(place.write(value));
            from = names.end();
        }
        return filled.append(template, from, template.length()).toString();
    }

    private static FeedException missing(String name, Map<String, String> values) {
        String near = NearMiss.question(name, values.keySet());
        return new FeedException(new Problem(
                ApiProblem.MISSING_PARAMETER,
                SourcePosition.unknown("api"),
                "The calls of this channel need " + Problem.quote(name) + ", and nobody says what it is.",
                near.isEmpty()
                        ? "Add it to the address of the API, as in https://api.example?" + name
                                + "=…, or say it with ApiTarget.with."
                        : near));
    }

    /** The values with the id of a product, and the name that the channel has for it. */
    static Map<String, String> withProduct(Map<String, String> values, String id, ProductName name) {
        Map<String, String> all = new HashMap<>(values);
        all.put("id", id);
        String filled = fill(name.text(), all, Place.PLAIN);
        boolean coded = id.chars().anyMatch(sign -> name.codedWhen().indexOf(sign) >= 0);
        all.put(
                "name",
                coded ? Base64.getUrlEncoder().withoutPadding().encodeToString(filled.getBytes(UTF_8)) : filled);
        return all;
    }
}
