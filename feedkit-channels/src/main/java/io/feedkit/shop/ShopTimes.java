package io.feedkit.shop;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The ways in which shops want a moment to be written. */
public final class ShopTimes {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter WITH_BLANK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private ShopTimes() {}

    /** {@code 2026-02-01T10:00:00}, in UTC. */
    public static String inUtc(Instant moment) {
        return UTC.format(moment);
    }

    /** {@code 2026-02-01 10:00:00}, in UTC. */
    public static String inUtcWithBlank(Instant moment) {
        return withBlank(moment, ZoneOffset.UTC);
    }

    /** {@code 2026-02-01 11:00:00}, as the clocks of that zone show it. */
    public static String withBlank(Instant moment, ZoneId zone) {
        return WITH_BLANK.withZone(zone).format(moment);
    }

    /** {@code 2026-02-01T10:00:00Z}. */
    public static String withZone(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
