package io.feedkit.rules.function;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dates as texts, by a pattern such as {@code dd.MM.yyyy}.
 *
 * <p>Letters: {@code yyyy yy MMMM MMM MM M dd d EEEE EEE HH H mm ss}; text between single quotes and everything that is no letter stands for itself. The names of months and
 * days are our own tables: those of the JDK change with its version.
 */
final class DatePattern {
    private static final Map<String, String> MONTHS = Map.of(
            "en", "January February March April May June July August September October November December",
            "fr", "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "de", "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
            "es", "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "it", "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "nl", "januari februari maart april mei juni juli augustus september oktober november december",
            "pt", "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro");
    private static final Map<String, String> SHORT_MONTHS = Map.of(
            "en", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
            "fr", "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
            "de", "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
            "es", "ene feb mar abr may jun jul ago sept oct nov dic",
            "it", "gen feb mar apr mag giu lug ago set ott nov dic",
            "nl", "jan feb mrt apr mei jun jul aug sep okt nov dec",
            "pt", "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.");
    private static final Map<String, String> DAYS = Map.of(
            "en", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
            "fr", "lundi mardi mercredi jeudi vendredi samedi dimanche",
            "de", "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
            "es", "lunes martes miércoles jueves viernes sábado domingo",
            "it", "lunedì martedì mercoledì giovedì venerdì sabato domenica",
            "nl", "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
            "pt", "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo");
    private static final Map<String, String> SHORT_DAYS = Map.of(
            "en", "Mon Tue Wed Thu Fri Sat Sun",
            "fr", "lun. mar. mer. jeu. ven. sam. dim.",
            "de", "Mo Di Mi Do Fr Sa So",
            "es", "lun mar mié jue vie sáb dom",
            "it", "lun mar mer gio ven sab dom",
            "nl", "ma di wo do vr za zo",
            "pt", "seg. ter. qua. qui. sex. sáb. dom.");

    /** A run of one letter, or literal text. */
    private record Part(char letter, int count, String literal) {}

    private final List<Part> parts;

    private DatePattern(List<Part> parts) {
        this.parts = parts;
    }

    /** Throws {@link IllegalArgumentException} with a sentence for the author. */
    static DatePattern of(String pattern) {
        List<Part> parts = new ArrayList<>();
        for (int at = 0; at < pattern.length(); ) {
            char c = pattern.charAt(at);
            if (c == '\'') {
                int close = pattern.indexOf('\'', at + 1);
                if (close < 0) {
                    throw Objection.of("date-quote", "The quote in the date pattern '{0}' is not closed.", pattern);
                }
                parts.add(new Part('\'', 0, close == at + 1 ? "'" : pattern.substring(at + 1, close)));
                at = close + 1;
            } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                int end = at;
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
                check(pattern, c, end - at);
                parts.add(new Part(c, end - at, ""));
                at = end;
            } else {
                parts.add(new Part('\'', 0, String.valueOf(c)));
                at++;
            }
        }
        return new DatePattern(parts);
    }

    private static void check(String pattern, char letter, int count) {
        boolean known = switch (letter) {
            case 'y' -> count == 2 || count == 4;
            case 'M' -> count <= 4;
            case 'd', 'H' -> count <= 2;
            case 'E' -> count == 3 || count == 4;
            case 'm', 's' -> count == 2;
            default -> false;
        };
        if (!known) {
            throw Objection.of(
                    "date-pattern",
                    "A date pattern has no '{0}' (in '{1}'); it knows yyyy yy MMMM MMM MM M dd d EEEE EEE HH H mm ss.",
                    String.valueOf(letter).repeat(count),
                    pattern);
        }
    }

    /** The date as a text; a language without names of its own uses the English ones. */
    String format(LocalDateTime time, String language) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(
                    switch (part.letter) {
                        case 'y' ->
                            part.count == 4 ? padded(time.getYear(), 4) : padded(Math.floorMod(time.getYear(), 100), 2);
                        case 'M' ->
                            part.count < 3
                                    ? padded(time.getMonthValue(), part.count)
                                    : name(part.count == 3 ? SHORT_MONTHS : MONTHS, language, time.getMonthValue());
                        case 'd' -> padded(time.getDayOfMonth(), part.count);
                        case 'E' ->
                            name(
                                    part.count == 3 ? SHORT_DAYS : DAYS,
                                    language,
                                    time.getDayOfWeek().getValue());
                        case 'H' -> padded(time.getHour(), part.count);
                        case 'm' -> padded(time.getMinute(), 2);
                        case 's' -> padded(time.getSecond(), 2);
                        default -> part.literal;
                    });
        }
        return text.toString();
    }

    private static String padded(int number, int digits) {
        String plain = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - plain.length())) + plain;
    }

    private static String name(Map<String, String> names, String language, int number) {
        String own = names.get(language);
        return (own == null ? names.getOrDefault("en", "") : own).split(" ")[number - 1];
    }

    /** Whether texts can be read with this pattern: it must not have names of months or days. */
    boolean isReadable() {
        return parts.stream().noneMatch(part -> part.letter == 'E' || part.letter == 'M' && part.count > 2);
    }

    /** The day a text names, or null when it is none. Two-digit years are of this century; a time is read and dropped. */
    @Nullable
    LocalDate read(String text) {
        int at = 0;
        int year = 1970;
        int month = 1;
        int day = 1;
        for (Part part : parts) {
            if (part.letter == '\'') {
                if (!text.startsWith(part.literal, at)) {
                    return null;
                }
                at += part.literal.length();
                continue;
            }
            // A single letter takes one or two digits.
            int end = at;
            while (end < text.length() && end - at < Math.max(2, part.count) && isDigit(text.charAt(end))) {
                end++;
            }
            if (end - at < part.count) {
                return null;
            }
            int number = Integer.parseInt(text.substring(at, end));
            at = end;
            switch (part.letter) {
                case 'y' -> year = part.count == 2 ? 2000 + number : number;
                case 'M' -> month = number;
                case 'd' -> day = number;
                default -> {
                    if (number > (part.letter == 'H' ? LocalTime.MAX.getHour() : LocalTime.MAX.getMinute())) {
                        return null;
                    }
                }
            }
        }
        boolean exists = at == text.length() && year > 0 && month >= 1 && month <= 12 && day >= 1;
        return exists && day <= LocalDate.of(year, month, 1).lengthOfMonth() ? LocalDate.of(year, month, day) : null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
