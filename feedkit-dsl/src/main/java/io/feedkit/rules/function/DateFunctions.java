package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.DATE;
import static io.feedkit.product.AttributeType.INTEGER;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.product.AttributeType.Kind;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Days. What belongs to an instant is asked of its day in a zone. */
final class DateFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("days_between")
                    .takes(date("a"), date("b"))
                    .gives(INTEGER)
                    .saying("How many days later b is than a.")
                    .example("days_between(2026-11-27, 2026-12-01)", "4")
                    .example("days_between(2026-12-01, 2026-11-27)", "-4")
                    .by(Kernels.lanes((a, b) -> b - a)),
            Definition.of("year")
                    .takes(date("d"))
                    .gives(INTEGER)
                    .saying("The year of a date.")
                    .example("year(2026-11-27)", "2026")
                    .example("year(2027-01-01)", "2027")
                    .by(Kernels.lane(day -> LocalDate.ofEpochDay(day).getYear())),
            Definition.of("month")
                    .takes(date("d"))
                    .gives(INTEGER)
                    .saying("The month of a date, 1 to 12.")
                    .example("month(2026-11-27)", "11")
                    .example("month(2027-01-01)", "1")
                    .by(Kernels.lane(day -> LocalDate.ofEpochDay(day).getMonthValue())),
            Definition.of("day")
                    .takes(date("d"))
                    .gives(INTEGER)
                    .saying("The day of the month, 1 to 31.")
                    .example("day(2026-11-27)", "27")
                    .example("day(2027-01-01)", "1")
                    .by(Kernels.lane(day -> LocalDate.ofEpochDay(day).getDayOfMonth())),
            Definition.of("week")
                    .takes(date("d"))
                    .gives(INTEGER)
                    .saying("The week of the year by ISO 8601: weeks start on Monday, week 1 has the first Thursday.")
                    .example("week(2026-11-27)", "48")
                    .example("week(2027-01-01)", "53")
                    .by(Kernels.lane(day -> LocalDate.ofEpochDay(day).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))),
            Definition.of("weekday")
                    .takes(date("d"))
                    .gives(INTEGER)
                    .saying("The day of the week: 1 is Monday, 7 is Sunday.")
                    .example("weekday(2026-11-27)", "5")
                    .example("weekday(2026-11-29)", "7")
                    .by(Kernels.lane(
                            day -> LocalDate.ofEpochDay(day).getDayOfWeek().getValue())),
            Definition.of("start_of")
                    .takes(date("d"), text("period").oneOf("week", "month", "quarter", "year"))
                    .gives(DATE)
                    .saying("The first day of the week, month, quarter or year.")
                    .example("start_of(2026-11-27, \"month\")", "2026-11-01")
                    .example("start_of(2026-11-27, \"week\")", "2026-11-23")
                    .boundBy(site -> {
                        String period = period(site);
                        return Kernels.rows((text, row, in, out) ->
                                out.bits[row] = startOf(LocalDate.ofEpochDay(in[0].bits[row]), period)
                                        .toEpochDay());
                    }),
            Definition.of("end_of")
                    .takes(date("d"), text("period").oneOf("week", "month", "quarter", "year"))
                    .gives(DATE)
                    .saying("The last day of the week, month, quarter or year.")
                    .example("end_of(2026-02-03, \"month\")", "2026-02-28")
                    .example("end_of(2026-11-27, \"quarter\")", "2026-12-31")
                    .boundBy(site -> {
                        String period = period(site);
                        return Kernels.rows((text, row, in, out) ->
                                out.bits[row] = endOf(LocalDate.ofEpochDay(in[0].bits[row]), period)
                                        .toEpochDay());
                    }),
            Definition.of("in_zone")
                    .takes(Parameter.of("instant", Kind.INSTANT), text("zone"))
                    .gives(DATE)
                    .saying("The day it is at an instant in a time zone.")
                    .example("in_zone(2026-11-27T23:30:00Z, \"Europe/Paris\")", "2026-11-28")
                    .example("in_zone(2026-11-27T23:30:00Z, \"America/New_York\")", "2026-11-27")
                    .boundBy(DateFunctions::inZone),
            Definition.of("parse_date")
                    .takes(text("t"), text("pattern"))
                    .gives(DATE)
                    .saying("Reads a date written by a pattern of yyyy, MM, dd and what stands between them.")
                    .example("parse_date(\"27.11.2026\", \"dd.MM.yyyy\")", "2026-11-27")
                    .example("parse_date(\"30.02.2026\", \"dd.MM.yyyy\")", "fault")
                    .boundBy(DateFunctions::parsing),
            Definition.of("format_date")
                    .takes(
                            Parameter.of("d", Kind.DATE, Kind.INSTANT),
                            text("pattern"),
                            text("lang").orNothing())
                    .gives(TEXT)
                    .saying("Writes a date by a pattern; MMMM and EEEE are the names of the month and the day.")
                    .example("format_date(2026-11-27, \"dd/MM/yyyy\")", "\"27/11/2026\"")
                    .example("format_date(2026-11-27, \"EEEE d MMMM\", \"fr\")", "\"vendredi 27 novembre\"")
                    .boundBy(DateFunctions::formatting),
            Definition.of("season")
                    .takes(date("d"), text("hemisphere").orNothing().oneOf("north", "south"))
                    .gives(TEXT)
                    .saying("spring, summer, autumn or winter, by whole months: in the north winter is December to"
                            + " February.")
                    .example("season(2026-11-27, \"north\")", "\"autumn\"")
                    .example("season(2026-11-27, \"south\")", "\"spring\"")
                    .boundBy(DateFunctions::season));

    private static final String[] SEASONS = {"winter", "spring", "summer", "autumn"};
    private static final int MONTHS_OF_SEASON = 3;

    private DateFunctions() {}

    private static Parameter date(String name) {
        return Parameter.of(name, Kind.DATE);
    }

    private static String period(CallSite site) {
        String period = site.word(1, "month");
        if (!List.of("week", "month", "quarter", "year").contains(period)) {
            throw Objection.of("period", "The periods are week, month, quarter and year, not {0}.", period);
        }
        return period;
    }

    private static LocalDate startOf(LocalDate day, String period) {
        return switch (period) {
            case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "month" -> day.withDayOfMonth(1);
            case "quarter" ->
                day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / MONTHS_OF_SEASON * MONTHS_OF_SEASON + 1);
            default -> day.withDayOfYear(1);
        };
    }

    private static LocalDate endOf(LocalDate day, String period) {
        LocalDate start = startOf(day, period);
        LocalDate next = switch (period) {
            case "week" -> start.plusWeeks(1);
            case "month" -> start.plusMonths(1);
            case "quarter" -> start.plusMonths(MONTHS_OF_SEASON);
            default -> start.plusYears(1);
        };
        return next.minusDays(1);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new Fault("there is no time zone '" + name + "'");
        }
    }

    private static Kernel inZone(CallSite site) {
        Optional<Object> constant = site.constants().get(1);
        if (constant.isPresent()) {
            ZoneId zone = knownZone(site.word(1, ""));
            return Kernels.rows((text, row, in, out) -> out.bits[row] = dayIn(zone, in[0].bits[row]));
        }
        return Kernels.rows(
                (text, row, in, out) -> out.bits[row] = dayIn(zone(text.string(in[1].bits[row])), in[0].bits[row]));
    }

    private static ZoneId knownZone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Objection.of("zone", "There is no time zone '{0}'; a zone is written Europe/Paris.", name);
        }
    }

    private static long dayIn(ZoneId zone, long millis) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().toEpochDay();
    }

    private static Kernel parsing(CallSite site) {
        DatePattern pattern = DatePattern.of(site.word(1, ""));
        if (!pattern.isReadable()) {
            throw Objection.of("date-words", "Dates are read with numbers only: MM, not MMM.");
        }
        return Kernels.rows((text, row, in, out) -> {
            String source = text.string(in[0].bits[row]).strip();
            LocalDate day = pattern.read(source);
            out.bits[row] = present(day, source).toEpochDay();
        });
    }

    private static LocalDate present(@Nullable LocalDate day, String source) {
        if (day == null) {
            throw new Fault("'" + (source.length() > 40 ? source.substring(0, 40) + "…" : source)
                    + "' is no date of this pattern");
        }
        return day;
    }

    private static Kernel formatting(CallSite site) {
        DatePattern pattern = DatePattern.of(site.word(1, ""));
        boolean isInstant = site.types().get(0).kind() == Kind.INSTANT;
        return Kernels.rows((text, row, in, out) -> {
            long lane = in[0].bits[row];
            LocalDateTime time = isInstant
                    ? LocalDateTime.ofInstant(Instant.ofEpochMilli(lane), site.zone())
                    : LocalDateTime.ofEpochSecond(lane * 86_400, 0, ZoneOffset.UTC);
            String language = in.length > 2 ? text.string(in[2].bits[row]) : site.language();
            out.bits[row] = text.append(pattern.format(time, language));
        });
    }

    private static Kernel season(CallSite site) {
        String hemisphere = site.word(1, "north");
        if (!hemisphere.equals("north") && !hemisphere.equals("south")) {
            throw Objection.of("hemisphere", "The hemispheres are north and south, not {0}.", hemisphere);
        }
        int shift = hemisphere.equals("north") ? 0 : 2;
        return Kernels.rows((text, row, in, out) -> {
            int month = LocalDate.ofEpochDay(in[0].bits[row]).getMonthValue();
            out.bits[row] = text.append(SEASONS[(month % 12 / MONTHS_OF_SEASON + shift) % SEASONS.length]);
        });
    }
}
