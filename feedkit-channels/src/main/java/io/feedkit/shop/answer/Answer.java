package io.feedkit.shop.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a shop answered, as a tree that can be walked without asking at each step whether it is there.
 *
 * <p><b>Shape:</b> a text, a list, an object, or missing; JSON's {@code null} is missing too. Numbers and booleans are the texts they were written as, so that no
 * digit of a price or an id is lost. A step into what is missing gives missing. Immutable and thread-safe.
 */
public final class Answer {
    /** What is not there. */
    public static final Answer MISSING = new Answer("", List.of(), Map.of(), Kind.MISSING);

    private static final int MAX_NUMBER_CHARS = 60;
    private static final int MAX_ZEROS = 40;

    private final String text;
    private final List<Answer> items;
    private final Map<String, Answer> members;
    private final Kind kind;

    private enum Kind {
        MISSING,
        TEXT,
        LIST,
        OBJECT
    }

    private Answer(String text, List<Answer> items, Map<String, Answer> members, Kind kind) {
        this.text = text;
        this.items = items;
        this.members = members;
        this.kind = kind;
    }

    /** A text, or a number or boolean as it was written. */
    public static Answer of(String text) {
        return new Answer(Objects.requireNonNull(text, "text"), List.of(), Map.of(), Kind.TEXT);
    }

    /** A list. */
    public static Answer of(List<Answer> items) {
        return new Answer("", Collections.unmodifiableList(new ArrayList<>(items)), Map.of(), Kind.LIST);
    }

    /** An object. */
    public static Answer of(Map<String, Answer> members) {
        return new Answer("", List.of(), Collections.unmodifiableMap(new LinkedHashMap<>(members)), Kind.OBJECT);
    }

    /** A text that something is said of: an element of XML with attributes. */
    public static Answer of(String text, Map<String, Answer> members) {
        return new Answer(text, List.of(), Collections.unmodifiableMap(new LinkedHashMap<>(members)), Kind.OBJECT);
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
        return member.isPresent() && !(member.text.isEmpty() && member.members.isEmpty()) ? List.of(member) : List.of();
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
        return kind != Kind.MISSING;
    }

    /**
     * The elements, where a list stands; nothing where anything else does.
     *
     * <p>PHP writes a list that something was taken out of as an object of numbers; that is taken for the list it was.
     */
    public Optional<List<Answer>> list() {
        if (kind == Kind.LIST) {
            return Optional.of(items);
        }
        boolean numbered = !members.isEmpty() && members.keySet().stream().allMatch(Answer::isDigits);
        return numbered ? Optional.of(List.copyOf(members.values())) : Optional.empty();
    }

    /** The whole number that stands here, as a number or a text, with nothing but zeros behind its point. */
    public OptionalLong whole() {
        try {
            Optional<BigDecimal> number = decimal();
            return number.isPresent() ? OptionalLong.of(number.get().longValueExact()) : OptionalLong.empty();
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** The number that stands here, as a number or a text; nothing for one whose zeros alone would fill the memory. */
    public Optional<BigDecimal> decimal() {
        String number = text.strip();
        if (number.isEmpty() || number.length() > MAX_NUMBER_CHARS) {
            return Optional.empty();
        }
        try {
            BigDecimal value = new BigDecimal(number);
            return Math.abs((long) value.scale()) > MAX_ZEROS ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether a number stands here that leaves nothing to sell: zero or below. */
    public boolean isUsedUp() {
        return decimal().map(number -> number.signum() <= 0).orElse(false);
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether neither a list nor an object stands here; attributes of an element do not make an object of it. */
    public boolean isPlain() {
        return kind != Kind.LIST && members.keySet().stream().allMatch(name -> name.startsWith("@"));
    }

    /** Whether this is {@code true}, or {@code 1} as some shops write it. */
    public boolean isTrue() {
        return text.equals("true") || text.equals("1");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Answer that
                && kind == that.kind
                && text.equals(that.text)
                && items.equals(that.items)
                && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, text, items, members);
    }

    /** For people; not JSON. */
    @Override
    public String toString() {
        if (!isPresent()) {
            return "missing";
        }
        return members.isEmpty() ? items.isEmpty() ? text : items.toString() : members.toString();
    }
}
