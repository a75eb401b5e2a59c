package io.feedkit.export;

import io.feedkit.batch.Note;
import io.feedkit.catalog.SupplementReport;
import io.feedkit.export.api.ApiReport;
import io.feedkit.export.api.Lane;
import io.feedkit.feed.Member;
import io.feedkit.feed.json.JsonObject;
import io.feedkit.problem.Blame;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;
import io.feedkit.problem.SourcePosition;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a report that {@link ReportJson} wrote. What is no report is refused; what a report of another version does not say is empty. */
final class ReportReader {
    private final String source;

    /** A problem's code as a report tells it: the code itself may be known to no one here. */
    record ToldCode(String id, Severity severity, Blame blame) implements ProblemCode {}

    private ReportReader(String source) {
        this.source = source;
    }

    /** @param source what is read, for messages */
    static ExportReport read(byte[] json, String source) {
        return new ReportReader(source).report(JsonObject.parse(json));
    }

    private ExportReport report(Map<String, Object> json) {
        if (SummaryJson.count(json.get(ReportJson.VERSION_NAME)) != ReportJson.VERSION) {
            throw refused(null);
        }
        try {
            return new ExportReport(
                    text(json, "catalog"),
                    count(json, "records"),
                    instant(json),
                    text(json, "rules"),
                    all(json, "parts", this::part),
                    all(json, "supplements", this::supplement),
                    all(json, "feeds", this::feed),
                    all(json, "problems", this::problem),
                    SummaryJson.counts(json.get("problemCounts")),
                    times(SummaryJson.object(json.get("times"))));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw refused(e);
        }
    }

    private FeedException refused(@Nullable Exception cause) {
        Problem problem = new Problem(
                ExportProblem.NOT_A_REPORT,
                SourcePosition.unknown(source),
                "This is no report of feedkit, or a damaged one.",
                "Name the JSON that a run has written.");
        return cause == null ? new FeedException(problem) : new FeedException(problem, cause);
    }

    private static String text(Map<String, Object> json, String name) {
        return SummaryJson.text(json.get(name));
    }

    private static long count(Map<String, Object> json, String name) {
        return SummaryJson.count(json.get(name));
    }

    private static boolean isTrue(Map<String, Object> json, String name) {
        return Boolean.TRUE.equals(json.get(name));
    }

    private static Instant instant(Map<String, Object> json) {
        return Instant.parse(text(json, "runAt"));
    }

    private static <T> List<T> all(Map<String, Object> json, String name, Function<Map<String, Object>, T> read) {
        return SummaryJson.array(json.get(name)).stream()
                .map(item -> read.apply(SummaryJson.object(item)))
                .toList();
    }

    private static List<String> texts(Map<String, Object> json, String name) {
        return SummaryJson.array(json.get(name)).stream().map(SummaryJson::text).toList();
    }

    /** The constant that a report names with this word; {@link IllegalArgumentException} when there is none. */
    private static <E extends Enum<E>> E named(E[] constants, String word) {
        for (E constant : constants) {
            if (ReportJson.word(constant).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no " + word);
    }

    private ExportReport.Part part(Map<String, Object> json) {
        return new ExportReport.Part(
                text(json, "catalog"), count(json, "bytes"), count(json, "records"), instant(json));
    }

    private FeedReport feed(Map<String, Object> json) {
        Map<String, Object> products = SummaryJson.object(json.get("products"));
        return new FeedReport(
                member(SummaryJson.object(json.get("member"))),
                path(text(json, "file")),
                count(products, "sent"),
                count(products, "excluded"),
                count(products, "invalid"),
                count(products, "unreadable"),
                count(products, "unchanged"),
                changes(SummaryJson.object(json.get("changes"))),
                all(json, "reasons", this::reason),
                count(json, "bytes"),
                text(json, "sha256"),
                texts(json, "destinations"),
                all(json, "failures", this::problem),
                summary(SummaryJson.object(json.get("figures"))),
                summary(SummaryJson.object(json.get("before"))),
                all(json, "guards", this::guard),
                texts(json, "notChecked"),
                count(json, "checkDiskBytes"),
                documents(SummaryJson.object(json.get("documents"))),
                calls(SummaryJson.object(json.get("calls")))
                        .withProducts(count(products, "rejected"), count(products, "waiting")));
    }

    private static DocumentCount documents(Map<String, Object> json) {
        return new DocumentCount(count(json, "records"), count(json, "diskBytes"));
    }

    private static ApiReport calls(Map<String, Object> json) {
        Map<Lane, ApiReport.Products> lanes = new EnumMap<>(Lane.class);
        Map<String, Object> told = SummaryJson.object(json.get("lanes"));
        for (Lane lane : Lane.values()) {
            if (told.containsKey(lane.word())) {
                Map<String, Object> products = SummaryJson.object(told.get(lane.word()));
                lanes.put(
                        lane,
                        new ApiReport.Products(
                                count(products, "queued"), count(products, "confirmed"), count(products, "refused")));
            }
        }
        return new ApiReport(lanes, count(json, "made"), count(json, "again"), count(json, "listed"), 0, 0);
    }

    private static FeedChanges changes(Map<String, Object> json) {
        return new FeedChanges(
                text(json, "since"),
                count(json, "added"),
                count(json, "changed"),
                count(json, "unchanged"),
                count(json, "removed"),
                SummaryJson.counts(json.get("fields")));
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            return Path.of(file.replaceAll("[^\\p{L}\\p{N}./-]", "_"));
        }
    }

    private static Member member(Map<String, Object> json) {
        return new Member(
                text(json, "channel"),
                text(json, "family"),
                text(json, "kind"),
                text(json, "country"),
                text(json, "language"),
                text(json, "currency"),
                text(json, "account"),
                Map.of());
    }

    private FeedReport.Reason reason(Map<String, Object> json) {
        return new FeedReport.Reason(
                named(Note.Kind.values(), text(json, "kind")),
                text(json, "by"),
                new RuleLabel(text(json, "title"), text(json, "owner"), texts(json, "tags")),
                count(json, "count"),
                all(json, "examples", this::example));
    }

    private FeedReport.Example example(Map<String, Object> json) {
        return new FeedReport.Example(
                text(json, "id"),
                text(json, "title"),
                text(json, "attribute"),
                text(json, "found"),
                text(json, "text"),
                FailureJson.read(json.get(FailureJson.NAME)),
                text(json, "part"),
                count(json, "line"));
    }

    private static FeedSummary summary(Map<String, Object> json) {
        return json.isEmpty() ? FeedSummary.NONE : SummaryJson.read(json, count(json, "records"), count(json, "sent"));
    }

    private GuardReading guard(Map<String, Object> json) {
        return new GuardReading(
                Guard.named(text(json, "guard")).orElseThrow(() -> new IllegalArgumentException("no guard")),
                number(json, "change"),
                number(json, "bound"),
                isTrue(json, "tripped"),
                text(json, "numbers"));
    }

    private static BigDecimal number(Map<String, Object> json, String name) {
        return SummaryJson.number(json.get(name));
    }

    private SupplementReport supplement(Map<String, Object> json) {
        return new SupplementReport(
                text(json, "name"),
                text(json, "key"),
                texts(json, "attributes"),
                count(json, "rows"),
                count(json, "keys"),
                count(json, "repeated"),
                count(json, "found"),
                count(json, "missing"),
                count(json, "unused"),
                count(json, "diskBytes"));
    }

    private Problem problem(Map<String, Object> json) {
        ProblemCode code = new ToldCode(
                text(json, "code"),
                named(Severity.values(), text(json, "severity")),
                named(Blame.values(), text(json, "blame")));
        return new Problem(code, position(json), text(json, "message"), text(json, "fix"));
    }

    private static SourcePosition position(Map<String, Object> json) {
        SourcePosition at = SourcePosition.unknown(text(json, "source")).withField(text(json, "field"));
        at = count(json, "record") > 0 ? at.withRecord(count(json, "record")) : at;
        at = count(json, "line") > 0 ? at.withLine(count(json, "line")) : at;
        long column = count(json, "column");
        at = column > 0 ? at.withColumn((int) Math.min(column, Integer.MAX_VALUE)) : at;
        return json.containsKey("byteOffset") ? at.withByteOffset(count(json, "byteOffset")) : at;
    }

    private static RunTimes times(Map<String, Object> json) {
        return new RunTimes(
                count(json, "elapsedNanos"),
                all(
                        json,
                        "stages",
                        stage -> new StageTime(
                                named(Stage.values(), text(stage, "stage")),
                                text(stage, "feed"),
                                count(stage, "nanos"),
                                count(stage, "products"))));
    }
}
