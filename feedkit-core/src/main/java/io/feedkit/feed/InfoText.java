package io.feedkit.feed;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A text about a feed as a whole, with places for what is known only in the run: {@code "{title}, as of {run_at:uuuu-MM-dd}"}.
 *
 * <p>Places are {@code {title}}, {@code {link}}, {@code {description}}, {@code {channel}}, {@code {country}}, {@code {language}}, {@code {language3}} (its three letters), {@code {account}} and {@code {run_at}}, the last with a pattern of letters
 * ({@link DateTimeFormatter}) and a time zone after {@code @}, UTC without one: {@code {run_at:uuuu-MM-dd HH:mm@Europe/Prague}}. A text behind the last product may say {@code {products}}, how many there are, and the name of a file says nothing of the shop.
 * A brace itself is written twice.
 */
public final class InfoText {
    private static final String FIX =
            "Known are {title}, {link}, {description}, {channel}, {country}, {language}, {language3}, {account} and {run_at:PATTERN@ZONE}, behind the last product also {products}.";
    private static final String FIX_OF_NAME =
            "In the name of a file {channel}, {country}, {language}, {language3}, {account} and {run_at:PATTERN@ZONE} are known.";

    private final String text;
    private final Kind kind;
    private final List<BiFunction<FeedInfo, Long, String>> pieces = new ArrayList<>();
    private boolean timed;

    /** Where a text stands, which decides what it can say. */
    private enum Kind {
        BEFORE_PRODUCTS,
        BEHIND_PRODUCTS,
        FILE_NAME
    }

    private InfoText(String text, Kind kind) {
        this.text = text;
        this.kind = kind;
    }

    /** Reads a text; throws a {@link FeedException} that says what is wrong with it. */
    public static InfoText parse(String text) {
        return new InfoText(text, Kind.BEFORE_PRODUCTS).parsed();
    }

    /** Reads a text that stands behind the last product, where it is known how many there are. */
    public static InfoText parseLast(String text) {
        return new InfoText(text, Kind.BEHIND_PRODUCTS).parsed();
    }

    /** Reads what a file is called. */
    public static InfoText parseName(String text) {
        return new InfoText(text, Kind.FILE_NAME).parsed();
    }

    private InfoText parsed() {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean brace = c == '{' || c == '}';
            if (brace && i + 1 < text.length() && text.charAt(i + 1) == c) {
                plain.append(c);
                i++;
            } else if (c == '{') {
                int end = text.indexOf('}', i);
                if (end < 0) {
                    throw bad("a place is not closed");
                }
                addPlain(plain);
                addPlace(text.substring(i + 1, end));
                i = end;
            } else {
                plain.append(c);
            }
        }
        addPlain(plain);
        return this;
    }

    private void addPlace(String place) {
        if (kind == Kind.BEHIND_PRODUCTS && place.equals("products")) {
            pieces.add((info, products) -> Long.toString(products));
            return;
        }
        boolean ofShop = List.of("title", "link", "description").contains(place);
        if (ofShop && kind == Kind.FILE_NAME) {
            throw bad("there is no place {" + place + "}");
        }
        Function<FeedInfo, String> said = place(place);
        pieces.add((info, products) -> said.apply(info));
        timed |= place.startsWith("run_at");
    }

    private void addPlain(StringBuilder plain) {
        String words = plain.toString();
        plain.setLength(0);
        pieces.add((info, products) -> words);
    }

    private Function<FeedInfo, String> place(String name) {
        switch (name) {
            case "title":
                return FeedInfo::title;
            case "link":
                return FeedInfo::link;
            case "description":
                return FeedInfo::description;
            case "channel":
                return info -> info.member().channel();
            case "country":
                return info -> info.member().country();
            case "language":
                return info -> info.member().language();
            case "language3":
                // The three letters of ISO 639-2, as older formats want them.
                return info -> Locale.forLanguageTag(info.member().language()).getISO3Language();
            case "account":
                return info -> info.member().account();
            case "run_at":
                return info -> DateTimeFormatter.ISO_INSTANT.format(info.runAt());
            default:
                if (name.startsWith("run_at:")) {
                    return instant(name.substring("run_at:".length()));
                }
                throw bad("there is no place {" + name + "}");
        }
    }

    private Function<FeedInfo, String> instant(String patternAndZone) {
        int zoneAt = patternAndZone.lastIndexOf('@');
        try {
            ZoneId zone = zoneAt < 0 ? ZoneOffset.UTC : ZoneId.of(patternAndZone.substring(zoneAt + 1));
            DateTimeFormatter pattern = DateTimeFormatter.ofPattern(
                            zoneAt < 0 ? patternAndZone : patternAndZone.substring(0, zoneAt), Locale.ROOT)
                    .withZone(zone);
            return info -> pattern.format(info.runAt());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private FeedException bad(String why) {
        return new FeedException(new Problem(
                FeedProblem.BAD_LAYOUT,
                SourcePosition.unknown("layout"),
                Problem.quote(text) + " cannot be filled: " + why + ".",
                kind == Kind.FILE_NAME ? FIX_OF_NAME : FIX));
    }

    /** Whether it says the moment of the run. */
    public boolean isTimed() {
        return timed;
    }

    /** The text with its places filled. */
    public String of(FeedInfo info) {
        return of(info, 0);
    }

    /**
     * The text with its places filled.
     *
     * @param products how many stand before it
     */
    public String of(FeedInfo info, long products) {
        StringBuilder filled = new StringBuilder();
        pieces.forEach(piece -> filled.append(piece.apply(info, products)));
        return filled.toString();
    }
}
