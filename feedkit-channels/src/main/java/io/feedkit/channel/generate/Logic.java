package io.feedkit.channel.generate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition of the rule language while it is put together: what is decided already falls away, what is there twice stands once.
 *
 * @param joint how the parts are joined
 * @param test the condition, where it has no parts
 */
record Logic(Joint joint, String test, List<Logic> parts) {

    enum Joint {
        TEST,
        AND,
        OR,
        NOT
    }

    private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Set<String> WORDS = Set.of("in", "true", "false");

    static final Logic TRUE = of("true");
    static final Logic FALSE = of("false");

    Logic {
        parts = List.copyOf(parts);
    }

    static Logic of(String test) {
        return new Logic(Joint.TEST, test, List.of());
    }

    static Logic present(String field) {
        return of(field + " is present");
    }

    boolean isTrue() {
        return equals(TRUE);
    }

    boolean isFalse() {
        return equals(FALSE);
    }

    static Logic all(Collection<Logic> parts) {
        return joined(parts, Joint.AND, TRUE, FALSE);
    }

    static Logic any(Collection<Logic> parts) {
        return joined(parts, Joint.OR, FALSE, TRUE);
    }

    Logic and(Logic other) {
        return all(List.of(this, other));
    }

    Logic or(Logic other) {
        return any(List.of(this, other));
    }

    private static Logic joined(Collection<Logic> parts, Joint joint, Logic neutral, Logic absorbing) {
        Set<Logic> kept = new LinkedHashSet<>();
        for (Logic part : parts) {
            kept.addAll(part.joint == joint ? part.parts : List.of(part));
        }
        kept.remove(neutral);
        if (kept.isEmpty()) {
            return neutral;
        }
        if (kept.contains(absorbing) || kept.stream().anyMatch(part -> kept.contains(part.not()))) {
            return absorbing;
        }
        return kept.size() == 1 ? kept.iterator().next() : new Logic(joint, "", new ArrayList<>(kept));
    }

    Logic not() {
        if (isTrue() || isFalse()) {
            return isTrue() ? FALSE : TRUE;
        }
        if (joint == Joint.NOT) {
            return parts.get(0);
        }
        if (test.matches("[a-z0-9_]+ is (present|missing)")) {
            return of(
                    test.endsWith("present")
                            ? test.replace(" is present", " is missing")
                            : test.replace(" is missing", " is present"));
        }
        return new Logic(Joint.NOT, "", List.of(this));
    }

    /** Whether it can only hold where another does. */
    boolean implies(Logic other) {
        return equals(other) || joint == Joint.AND && parts.contains(other);
    }

    /** The fields that are asked about. */
    Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        parts.forEach(part -> fields.addAll(part.fields()));
        Matcher name = NAME.matcher(QUOTED.matcher(test).replaceAll(""));
        while (fields.isEmpty() && name.find()) {
            if (!WORDS.contains(name.group())) {
                fields.add(name.group());
            }
        }
        return fields;
    }

    /** As a rule says it. */
    String text() {
        switch (joint) {
            case TEST:
                return test;
            case NOT:
                return "not (" + parts.get(0).text() + ")";
            default:
                String word = joint == Joint.AND ? " and " : " or ";
                return parts.stream().map(part -> part.inside(joint)).collect(Collectors.joining(word));
        }
    }

    private String inside(Joint outer) {
        boolean bare = joint == Joint.TEST || joint == Joint.NOT || joint == outer;
        return bare ? text() : "(" + text() + ")";
    }
}
