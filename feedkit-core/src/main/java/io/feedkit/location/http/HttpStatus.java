package io.feedkit.location.http;

import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What a status means for whoever asked, and what to do about it. */
final class HttpStatus {
    private HttpStatus() {}

    /** Whether it may be different in a moment. */
    static boolean passes(int status) {
        return status == 408
                || status == 425
                || status == 429
                || status == 500
                || status == 502
                || status == 503
                || status == 504;
    }

    static FeedException failure(String place, int status) {
        String said = "The server answers with status " + status;
        return new FeedException(
                switch (status) {
                    case 401 ->
                        problem(
                                place,
                                LocationProblem.ACCESS_DENIED,
                                said + ": it wants to know who asks.",
                                "Give credentials, or correct them: they are missing, wrong or expired.");
                    case 403 ->
                        problem(
                                place,
                                LocationProblem.ACCESS_DENIED,
                                said + ": these credentials may not do this.",
                                "Ask whoever runs the server for the right to; some also block unknown programs or addresses.");
                    case 404, 410 ->
                        problem(
                                place,
                                LocationProblem.NOT_FOUND,
                                said + ": there is nothing at this address.",
                                "Correct the address; an export may also have been moved or expired.");
                    case 407 ->
                        problem(
                                place,
                                LocationProblem.UNREACHABLE,
                                said + ": a proxy wants credentials.",
                                "Let whoever runs the network allow this connection.");
                    case 429 ->
                        problem(
                                place,
                                LocationProblem.RATE_LIMITED,
                                said + ": too many requests.",
                                "Wait, and ask less often.");
                    default ->
                        status >= 500
                                ? problem(
                                        place,
                                        LocationProblem.SERVER_FAILED,
                                        said + ": it fails.",
                                        "Run again later; if it stays, ask whoever runs the server.")
                                : problem(place, LocationProblem.CANNOT_OPEN, said + ".", "Check the address.");
                });
    }

    private static Problem problem(String place, LocationProblem code, String message, String fix) {
        return new Problem(code, SourcePosition.unknown(place), message, fix);
    }

    /** How long the server asks to wait: seconds, or a time compared with its own clock. Zero when it does not say. */
    static Duration retryAfter(HttpReply reply) {
        String asked = reply.header("Retry-After").orElse("").strip();
        try {
            if (!asked.isEmpty() && asked.length() < 10 && asked.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Duration.ofSeconds(Long.parseLong(asked));
            }
            String now = reply.header("Date").orElse("");
            if (!asked.isEmpty() && !now.isEmpty()) {
                Duration wait = Duration.between(instant(now), instant(asked));
                return wait.isNegative() ? Duration.ZERO : wait;
            }
        } catch (DateTimeException e) {
            return Duration.ZERO; // it says something that means nothing
        }
        return Duration.ZERO;
    }

    static Instant instant(String date) {
        return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }
}
