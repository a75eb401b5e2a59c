package io.feedkit.shop.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a shop answered, as a tree that can be walked without asking at each step whether it is there.
 *
 * <p><b>Shape:</b> a text, a list, an object, or missing; JSON's {@code null} is missing too. Numbers and booleans are the texts they were written as, so that no
 * digit of a price or an id is lost. A step into what is missing gives missing. Immutable and thread-safe.
 */
public final class Answer {
    /** What is not there. */
    public static final Answer MISSING = new Answer("", List.of(), Map.of(), false);

    private final String text;
    private final List<Answer> items;
    private final Map<String, Answer> members;
    private final boolean present;

    private Answer(String text, List<Answer> items, Map<String, Answer> members, boolean present) {
        this.text = text;
        this.items = items;
        this.members = members;
        this.present = present;
    }

    /** A text, or a number or boolean as it was written. */
    public static Answer of(String text) {
        return new Answer(Objects.requireNonNull(text, "text"), List.of(), Map.of(), true);
    }

    /** A list. */
    public static Answer of(List<Answer> items) {
        return new Answer("", Collections.unmodifiableList(new ArrayList<>(items)), Map.of(), true);
    }

    /** An object. */
    public static Answer of(Map<String, Answer> members) {
        return new Answer("", List.of(), Collections.unmodifiableMap(new LinkedHashMap<>(members)), true);
    }

    /** A text that something is said of: an element of XML with attributes. */
    public static Answer of(String text, Map<String, Answer> members) {
        return new Answer(text, List.of(), Collections.unmodifiableMap(new LinkedHashMap<>(members)), true);
    }

    /** The member of that name; missing if there is none, or if this is no object. */
    public Answer get(String name) {
        return members.getOrDefault(name, MISSING);
    }

    /** The member at the end of a path such as {@code manufacturer.translated.name}. */
    public Answer at(String path) {
        Answer reached = this;
        for (String name : path.split("\\.")) {
            reached = reached.get(name);
        }
        return reached;
    }

    /** The elements of the list of that name, or the one element that stands where a list could; XML does not tell one from the other. */
    public List<Answer> each(String name) {
        Answer member = get(name);
        if (!member.items.isEmpty()) {
            return member.items;
        }
        return member.present && !(member.text.isEmpty() && member.members.isEmpty()) ? List.of(member) : List.of();
    }

    /** The elements of a list, in its order; none if this is no list. */
    public List<Answer> items() {
        return items;
    }

    /** The members of an object, in its order; none if this is no object. */
    public Map<String, Answer> members() {
        return members;
    }

    /** A text, a number as it was written, {@code true} or {@code false}; empty for everything else. */
    public String text() {
        return text;
    }

    /** Whether anything but {@code null} stands here. */
    public boolean isPresent() {
        return present;
    }

    /** Whether this is {@code true}, or {@code 1} as some shops write it. */
    public boolean isTrue() {
        return text.equals("true") || text.equals("1");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Answer that
                && present == that.present
                && text.equals(that.text)
                && items.equals(that.items)
                && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return Objects.hash(present, text, items, members);
    }

    /** For people; not JSON. */
    @Override
    public String toString() {
        if (!present) {
            return "missing";
        }
        return members.isEmpty() ? items.isEmpty() ? text : items.toString() : members.toString();
    }
}
