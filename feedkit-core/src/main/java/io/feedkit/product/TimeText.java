package io.feedkit.product;

import io.feedkit.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates and instants as merchants write them: ISO 8601 and the local forms of shop exports. */
final class TimeText {
    private static final int MAX_CHARS = 100;

    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})");
    private static final Pattern BASIC = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})");
    private static final Pattern SHORT_YEAR = Pattern.compile("\\d{1,2}([-/.])\\d{1,2}\\1\\d{2}");
    private static final Pattern DAY_MONTH_NAME =
            Pattern.compile("(\\d{1,2})(?:\\.|st|nd|rd|th|er)?[ -](?:de )?(\\p{L}{3,12})\\.?,?[ -](?:de )?(\\d{4})");
    private static final Pattern MONTH_NAME_DAY =
            Pattern.compile("(\\p{L}{3,12})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})");

    private static final Pattern DATE_TIME = Pattern.compile(
            "(?<date>.{6,30}?),?(?:[Tt]| {1,3})(?<hour>\\d{1,2}):(?<minute>\\d{2})"
                    + "(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)? {0,3}(?<zone>.*)");
    private static final Pattern OFFSET = Pattern.compile("([+\\-\u2212])(\\d{2})(?::?(\\d{2}))?(?:\\[[^\\]]*\\])?");
    private static final Pattern REGION = Pattern.compile("\\[?([A-Za-z_]+/[A-Za-z_/+\\-0-9]+)\\]?");

    private static final Map<String, Integer> MONTHS = new HashMap<>();

    static {
        // English, German, French, Spanish, Italian, Dutch, Portuguese; one line per month.
        List<String> lines = List.of(
                "january jan januar j\u00e4nner janvier janv enero ene gennaio gen januari janeiro",
                "february feb februar f\u00e9vrier fevrier f\u00e9vr f\u00e9v fev febrero febbraio februari fevereiro",
                "march mar m\u00e4rz maerz mrz mars marzo maart mrt mar\u00e7o",
                "april apr avril avr abril abr aprile",
                "may mai mayo maggio mag mei maio",
                "june jun juni juin junio giugno giu junho",
                "july jul juli juillet juil julio luglio lug julho",
                "august aug ao\u00fbt aout agosto ago augustus",
                "september sep sept septembre septiembre settembre set setembro",
                "october oct oktober okt octobre octubre ottobre ott outubro out",
                "november nov novembre noviembre novembro",
                "december dec dezember dez d\u00e9cembre decembre d\u00e9c diciembre dic dicembre dezembro");
        for (int month = 1; month <= lines.size(); month++) {
            for (String name : lines.get(month - 1).split(" ")) {
                MONTHS.put(name, month);
            }
        }
    }

    /** What MySQL, and so many a shop's export, writes where there is none. */
    private static final String NO_DATE = "0000-00-00";

    private TimeText() {}

    /** Reads a date; of a text that also has a time, the date as written. */
    static Reading<LocalDate> date(String given, DateOrder order) {
        String text = Blank.strip(given);
        if (text.isEmpty()) {
            return Reading.missing();
        }
        if (text.length() > MAX_CHARS) {
            return notADate(text, "");
        }
        Matcher withTime = DATE_TIME.matcher(text);
        return dateOnly(withTime.matches() ? Blank.strip(withTime.group("date")) : text, order);
    }

    private static Reading<LocalDate> dateOnly(String text, DateOrder order) {
        if (text.equals(NO_DATE)) {
            return Reading.missing();
        }
        Matcher yearFirst = YEAR_FIRST.matcher(text);
        if (yearFirst.matches()) {
            return day(text, yearFirst.group(1), number(yearFirst.group(3)), yearFirst.group(4));
        }
        Matcher basic = BASIC.matcher(text);
        if (basic.matches()) {
            return day(text, basic.group(1), number(basic.group(2)), basic.group(3));
        }
        Matcher yearLast = YEAR_LAST.matcher(text);
        if (yearLast.matches()) {
            DateOrder known = yearLast.group(2).equals(".") ? DateOrder.DAY_FIRST : order;
            return yearLast(text, yearLast.group(1), yearLast.group(3), yearLast.group(4), known);
        }
        Matcher dayFirst = DAY_MONTH_NAME.matcher(text);
        if (dayFirst.matches() && monthNamed(dayFirst.group(2)) > 0) {
            return day(text, dayFirst.group(3), monthNamed(dayFirst.group(2)), dayFirst.group(1));
        }
        Matcher monthFirst = MONTH_NAME_DAY.matcher(text);
        if (monthFirst.matches() && monthNamed(monthFirst.group(1)) > 0) {
            return day(text, monthFirst.group(3), monthNamed(monthFirst.group(1)), monthFirst.group(2));
        }
        return notADate(
                text,
                SHORT_YEAR.matcher(text).matches() ? "Write the year with four digits." : "Write it as 2026-05-31.");
    }

    private static Reading<LocalDate> yearLast(String text, String first, String second, String year, DateOrder order) {
        Reading<LocalDate> dayFirst = day(text, year, number(second), first);
        Reading<LocalDate> monthFirst = day(text, year, number(first), second);
        if (order != DateOrder.UNDECIDED) {
            return order == DateOrder.DAY_FIRST ? dayFirst : monthFirst;
        }
        if (dayFirst instanceof Reading.Parsed<LocalDate> one
                && monthFirst instanceof Reading.Parsed<LocalDate> other) {
            String question = Problem.quote(text) + " is " + one.value() + " when the day comes first, or "
                    + other.value() + " when the month does. Say which one this column has.";
            return Reading.anyOf(ValueProblem.AMBIGUOUS_DATE, List.of(one.value(), other.value()), question);
        }
        return monthFirst instanceof Reading.Parsed ? monthFirst : dayFirst;
    }

    private static Reading<LocalDate> day(String text, String year, int month, String day) {
        try {
            return Reading.parsed(LocalDate.of(number(year), month, number(day)));
        } catch (DateTimeException e) {
            return notADate(text, "There is no such day.");
        }
    }

    private static int monthNamed(String name) {
        return MONTHS.getOrDefault(name.toLowerCase(Locale.ROOT), 0);
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static Reading<LocalDate> notADate(String text, String fix) {
        return Reading.unreadable(ValueProblem.NOT_A_DATE, Problem.quote(text) + " is not a date.", fix);
    }

    /** Reads an instant; a date alone is the first moment of that day in the column's zone. */
    static Reading<Instant> instant(String given, DateOrder order, @Nullable ZoneId zone) {
        return at(given, order, zone, 0);
    }

    private static Reading<Instant> at(String given, DateOrder order, @Nullable ZoneId zone, int daysAfterDateAlone) {
        String text = Blank.strip(given);
        if (text.isEmpty()) {
            return Reading.missing();
        }
        Matcher parts = DATE_TIME.matcher(text);
        if (text.length() > MAX_CHARS || !parts.matches()) {
            return dateAlone(text, order, zone, daysAfterDateAlone);
        }
        LocalTime time = time(parts);
        if (time == null) {
            return notAnInstant(text, "There is no such time of day.");
        }
        return dateOnly(Blank.strip(parts.group("date")), order)
                .then(date -> atZone(text, date.atTime(time), Blank.strip(parts.group("zone")), zone));
    }

    private static Reading<Instant> dateAlone(String text, DateOrder order, @Nullable ZoneId zone, int daysAfter) {
        Reading<LocalDate> date = date(text, order);
        if (date instanceof Reading.Unreadable) {
            return notAnInstant(text, "Write it as 2026-05-31T18:00+02:00.");
        }
        if (zone == null) {
            return noZone(text);
        }
        return date.map(day -> day.plusDays(daysAfter).atStartOfDay(zone).toInstant());
    }

    private static @Nullable LocalTime time(Matcher parts) {
        int hour = number(parts.group("hour"));
        String half = parts.group("half");
        if (half != null) {
            if (hour < 1 || hour > 12) {
                return null;
            }
            hour = hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
        }
        String second = parts.group("second");
        String fraction = parts.group("fraction");
        int nanos = fraction == null ? 0 : number(fraction + "0".repeat(9 - fraction.length()));
        try {
            return LocalTime.of(hour, number(parts.group("minute")), second == null ? 0 : number(second), nanos);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Reading<Instant> atZone(String text, LocalDateTime local, String stated, @Nullable ZoneId zone) {
        if (stated.isEmpty()) {
            return zone == null ? noZone(text) : inZone(text, local, zone);
        }
        if (stated.equalsIgnoreCase("Z") || stated.equalsIgnoreCase("UTC") || stated.equalsIgnoreCase("GMT")) {
            return Reading.parsed(local.toInstant(ZoneOffset.UTC));
        }
        try {
            Matcher offset = OFFSET.matcher(stated);
            if (offset.matches()) {
                int sign = offset.group(1).equals("+") ? 1 : -1;
                int minutes = offset.group(3) == null ? 0 : number(offset.group(3));
                ZoneOffset exact = ZoneOffset.ofHoursMinutes(sign * number(offset.group(2)), sign * minutes);
                return Reading.parsed(local.toInstant(exact));
            }
            Matcher region = REGION.matcher(stated);
            if (region.matches()) {
                return inZone(text, local, ZoneId.of(region.group(1)));
            }
        } catch (DateTimeException e) {
            return notAnInstant(text, "There is no zone or offset " + Problem.quote(stated) + ".");
        }
        return notAnInstant(text, "Write the offset as +02:00 or the zone as [Europe/Paris].");
    }

    /** Clocks set back show a local time twice, clocks set forward skip one. */
    private static Reading<Instant> inZone(String text, LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            return notAnInstant(text, "Clocks in " + zone + " skip that time.");
        }
        List<Instant> instants = offsets.stream().map(local::toInstant).toList();
        String question = Problem.quote(text) + " happens twice in " + zone + ", at " + instants.get(0) + " and at "
                + instants.get(instants.size() - 1) + ". Write it with its offset.";
        return Reading.anyOf(ValueProblem.AMBIGUOUS_INSTANT, instants, question);
    }

    private static Reading<Instant> notAnInstant(String text, String fix) {
        return Reading.unreadable(
                ValueProblem.NOT_AN_INSTANT, Problem.quote(text) + " is not a date with a time.", fix);
    }

    private static Reading<Instant> noZone(String text) {
        return Reading.unreadable(
                ValueProblem.NO_ZONE,
                Problem.quote(text) + " says no offset or zone.",
                "Give the zone of this column.");
    }

    /** Reads {@code start/end}; a date alone as the end means the whole of that day. */
    static Reading<InstantRange> range(String given, DateOrder order, @Nullable ZoneId zone) {
        String text = Blank.strip(given);
        if (text.isEmpty()) {
            return Reading.missing();
        }
        int cut = text.length() > 2 * MAX_CHARS ? -1 : middleSlash(text);
        if (cut < 0) {
            return Reading.unreadable(
                    ValueProblem.NOT_AN_INSTANT,
                    Problem.quote(text) + " is not a range of two instants.",
                    "Write it as 2026-05-01T00:00+02:00/2026-06-01T00:00+02:00 with one slash.");
        }
        Reading<Instant> end = at(text.substring(cut + 1), order, zone, 1);
        return at(text.substring(0, cut), order, zone, 0).then(from -> end.then(to -> rangeOf(text, from, to)));
    }

    private static Reading<InstantRange> rangeOf(String text, Instant from, Instant to) {
        return from.isBefore(to)
                ? Reading.parsed(new InstantRange(from, to))
                : Reading.unreadable(ValueProblem.EMPTY_RANGE, Problem.quote(text) + " ends before it starts.", "");
    }

    /** The only slash that is not inside the name of a zone, or -1. */
    private static int middleSlash(String text) {
        int found = -1;
        boolean inZone = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inZone = c == '[' || inZone && c != ']';
            if (c == '/' && !inZone) {
                if (found >= 0) {
                    return -1;
                }
                found = i;
            }
        }
        return found;
    }
}
