package io.feedkit.catalog.xlsx;

import java.util.ArrayList;
import java.util.List;

/**
 * What the number format of a cell means for the number in it.
 *
 * <p>Only what changes the meaning is looked at: whether it is a date, a time, a share, or an identifier with leading zeros. How many decimals are shown, colours and
 * currency signs do not change what the number is.
 *
 * @param zeros for {@link Kind#PADDED}: pieces of text between runs of zeros; each run is a text of zeros
 * @param fraction whether parts of seconds are shown
 */
record CellFormat(Kind kind, List<String> zeros, boolean fraction) {
    enum Kind {
        NUMBER,
        TEXT,
        DATE,
        DATE_TIME,
        TIME,
        /** Hours that go on counting beyond a day. */
        ELAPSED,
        PERCENT,
        PADDED
    }

    static final CellFormat NUMBER = new CellFormat(Kind.NUMBER, List.of(), false);
    private static final CellFormat TEXT = new CellFormat(Kind.TEXT, List.of(), false);
    private static final CellFormat PERCENT = new CellFormat(Kind.PERCENT, List.of(), false);
    private static final CellFormat DATE = new CellFormat(Kind.DATE, List.of(), false);
    private static final CellFormat DATE_TIME = new CellFormat(Kind.DATE_TIME, List.of(), false);
    private static final CellFormat TIME = new CellFormat(Kind.TIME, List.of(), false);
    private static final CellFormat ELAPSED = new CellFormat(Kind.ELAPSED, List.of(), false);

    /** A format that every spreadsheet program knows by its number (ECMA-376 part 1, 18.8.30, with those of East Asia). */
    static CellFormat builtIn(int id) {
        if (id == 9 || id == 10) {
            return PERCENT;
        }
        if (id == 49) {
            return TEXT;
        }
        if (id >= 14 && id <= 17 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58) {
            return DATE;
        }
        if (id >= 18 && id <= 21 || id >= 32 && id <= 35 || id == 45 || id == 47 || id == 55 || id == 56) {
            return TIME;
        }
        return id == 22 ? DATE_TIME : id == 46 ? ELAPSED : NUMBER;
    }

    /** A format by its code, such as {@code 00000000} or {@code [$-407]dd.mm.yyyy;@}. */
    static CellFormat of(String code) {
        Scan scan = new Scan();
        scan.section(code);
        if (scan.elapsed) {
            return new CellFormat(Kind.ELAPSED, List.of(), scan.fraction);
        }
        if (scan.day || scan.time) {
            // What stands beside a day or a second is a month or a minute.
            Kind kind = !scan.day ? Kind.TIME : scan.time ? Kind.DATE_TIME : Kind.DATE;
            return new CellFormat(kind, List.of(), scan.fraction);
        }
        if (scan.month && scan.digits == 0) {
            return DATE;
        }
        if (scan.percent) {
            return PERCENT;
        }
        if (scan.text && scan.digits == 0) {
            return TEXT;
        }
        return scan.zeros > 1 && scan.zeros == scan.digits && !scan.counts
                ? new CellFormat(Kind.PADDED, scan.pieces(), false)
                : NUMBER;
    }

    /** Looks at the first section of a code, the one for positive numbers. */
    private static final class Scan {
        private final List<String> pieces = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();
        private final StringBuilder run = new StringBuilder();
        private boolean day;
        private boolean month;
        private boolean time;
        private boolean elapsed;
        private boolean fraction;
        private boolean percent;
        private boolean text;
        /** Whether it groups, rounds or scales: such a number is an amount. */
        private boolean counts;

        private int digits;
        private int zeros;

        void section(String code) {
            int i = 0;
            while (i < code.length()) {
                char c = code.charAt(i);
                int next = i + 1;
                if (c == ';') {
                    break;
                } else if (c == '"') {
                    int close = code.indexOf('"', next);
                    close = close < 0 ? code.length() : close;
                    literal(code.substring(next, close));
                    next = close + 1;
                } else if (c == '[') {
                    int close = code.indexOf(']', next);
                    close = close < 0 ? code.length() : close;
                    bracket(code.substring(next, close));
                    next = close + 1;
                } else if (c == '\\' || c == '_' || c == '*') {
                    literal(c == '\\' && next < code.length() ? code.substring(next, next + 1) : "");
                    next++;
                } else if (code.regionMatches(true, i, "General", 0, 7)) {
                    counts = true;
                    next = i + 7;
                } else if (code.regionMatches(true, i, "AM/PM", 0, 5)) {
                    time = true;
                    next = i + 5;
                } else if (code.regionMatches(true, i, "A/P", 0, 3)) {
                    time = true;
                    next = i + 3;
                } else {
                    token(c);
                }
                i = next;
            }
        }

        private void token(char c) {
            switch (c) {
                case 'd', 'D', 'y', 'Y' -> day = true;
                case 'm', 'M' -> month = true;
                case 'h', 'H', 's', 'S' -> time = true;
                case '0' -> {
                    digits++;
                    zeros++;
                    fraction |= time;
                    endLiteral();
                    run.append('0');
                }
                case '#', '?' -> digits++;
                case '%' -> percent = true;
                case '@' -> text = true;
                case '.', ',', '/', 'e', 'E' -> counts = true;
                default -> literal(String.valueOf(c));
            }
        }

        /** Colours and conditions mean nothing here, a currency is no part of the number, and letters for time count on. */
        private void bracket(String inside) {
            boolean counting = !inside.isEmpty() && inside.chars().allMatch(c -> "hHmMsS".indexOf(c) >= 0);
            elapsed |= counting;
        }

        private void literal(String shown) {
            endRun();
            literal.append(shown);
        }

        private void endRun() {
            if (run.length() > 0) {
                pieces.add(run.toString());
                run.setLength(0);
            }
        }

        private void endLiteral() {
            if (literal.length() > 0) {
                pieces.add("\"" + literal);
                literal.setLength(0);
            }
        }

        List<String> pieces() {
            endRun();
            endLiteral();
            return List.copyOf(pieces);
        }
    }
}
