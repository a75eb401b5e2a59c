package io.feedkit.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.SupplementReport;
import io.feedkit.export.api.ApiReport;
import io.feedkit.feed.Member;
import io.feedkit.feed.json.JsonWriter;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Writes a report as JSON, as {@code report.schema.json} describes it; {@link ReportReader} reads it back. */
final class ReportJson {
    static final String VERSION_NAME = "feedkitReport";
    static final long VERSION = 1;

    private final TextBuffer out = new TextBuffer(1 << 14);
    private final JsonWriter json = new JsonWriter(out);

    private ReportJson() {}

    static String of(ExportReport report) {
        ReportJson writer = new ReportJson();
        writer.report(report);
        return new String(writer.out.bytes(), 0, writer.out.end(), UTF_8);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void report(ExportReport report) {
        json.object().field(VERSION_NAME, VERSION).field("catalog", report.catalog());
        json.field("records", report.records()).field("runAt", report.runAt().toString());
        json.field("rules", report.rules()).array("parts");
        for (ExportReport.Part part : report.parts()) {
            json.object().field("catalog", part.catalog()).field("bytes", part.bytes());
            json.field("records", part.records()).field("runAt", part.runAt().toString());
            json.endObject();
        }
        json.endArray().array("feeds");
        report.feeds().forEach(this::feed);
        json.endArray().array("supplements");
        report.supplements().forEach(this::supplement);
        json.endArray();
        problems("problems", report.problems());
        SummaryJson.append("problemCounts", report.problemCounts(), json);
        times(report.times());
        json.endObject().endLine();
    }

    private void feed(FeedReport feed) {
        json.object();
        member(feed.member());
        json.field("file", feed.file().toString().replace('\\', '/'));
        json.field("outcome", feed.published() ? "published" : feed.heldBack() ? "held-back" : "failed");
        json.field("bytes", feed.bytes()).field("sha256", feed.sha256());
        texts("destinations", feed.destinations());
        json.object("products").field("sent", feed.sent()).field("excluded", feed.excluded());
        json.field("invalid", feed.invalid()).field("unreadable", feed.unreadable());
        json.field("unchanged", feed.unchanged()).field("rejected", feed.calls().rejected());
        json.field("waiting", feed.calls().waiting()).endObject();
        changes(feed.changes());
        json.array("reasons");
        feed.reasons().forEach(this::reason);
        json.endArray();
        problems("failures", feed.failures());
        summary("figures", feed.figures());
        if (!feed.before().isEmpty()) {
            summary("before", feed.before());
        }
        json.array("guards");
        feed.guards().forEach(this::guard);
        json.endArray();
        texts("notChecked", feed.notChecked());
        json.field("checkDiskBytes", feed.checkDiskBytes());
        DocumentCount.append(feed.documents(), json);
        calls(feed.calls());
        json.endObject();
    }

    private void calls(ApiReport calls) {
        if (!calls.isCalled()) {
            return;
        }
        json.object("calls").field("made", calls.calls()).field("again", calls.again());
        json.field("listed", calls.listed()).object("lanes");
        calls.lanes().forEach((lane, products) -> {
            json.object(lane.word()).field("queued", products.queued());
            json.field("confirmed", products.confirmed())
                    .field("refused", products.refused())
                    .endObject();
        });
        json.endObject().endObject();
    }

    private void changes(FeedChanges changes) {
        json.object("changes").field("since", changes.since()).field("added", changes.added());
        json.field("changed", changes.changed()).field("unchanged", changes.unchanged());
        json.field("removed", changes.removed());
        SummaryJson.append("fields", new TreeMap<>(changes.fields()), json);
        json.endObject();
    }

    /** What rules read as constants of the channel, such as rates, is left out: a report is shown around. */
    private void member(Member member) {
        json.object("member").field("channel", member.channel()).field("family", member.family());
        json.field("kind", member.kind()).field("country", member.country());
        json.field("language", member.language()).field("currency", member.currency());
        json.field("account", member.account()).endObject();
    }

    private void reason(FeedReport.Reason reason) {
        json.object().field("kind", word(reason.kind())).field("by", reason.by());
        json.field("title", reason.label().title())
                .field("owner", reason.label().owner());
        texts("tags", reason.label().tags());
        json.field("count", reason.count()).array("examples");
        for (FeedReport.Example example : reason.examples()) {
            json.object().field("id", example.id()).field("title", example.title());
            json.field("attribute", example.attribute()).field("found", example.found());
            json.field("text", example.text()).field("part", example.part());
            json.field("line", example.line());
            FailureJson.append(example.failure(), json);
            json.endObject();
        }
        json.endArray().endObject();
    }

    private void summary(String name, FeedSummary summary) {
        json.object(name).field("records", summary.records()).field("sent", summary.sent());
        SummaryJson.append(summary, json);
        json.endObject();
    }

    private void guard(GuardReading reading) {
        json.object().field("guard", reading.guard().word());
        json.field("change", reading.change().toPlainString())
                .field("bound", reading.bound().toPlainString());
        json.field("tripped", reading.tripped()).field("numbers", reading.numbers());
        json.endObject();
    }

    private void supplement(SupplementReport supplement) {
        json.object().field("name", supplement.source()).field("key", supplement.key());
        texts("attributes", supplement.attributes());
        json.field("rows", supplement.rows()).field("keys", supplement.keys());
        json.field("repeated", supplement.repeated()).field("found", supplement.found());
        json.field("missing", supplement.missing()).field("unused", supplement.unused());
        json.field("diskBytes", supplement.diskBytes()).endObject();
    }

    private void problems(String name, List<Problem> problems) {
        json.array(name);
        for (Problem problem : problems) {
            SourcePosition at = problem.at();
            json.object().field("code", problem.code().id());
            json.field("severity", word(problem.severity()))
                    .field("blame", word(problem.code().blame()));
            json.field("source", at.source()).field("field", at.field());
            at.record().ifPresent(record -> json.field("record", record));
            at.line().ifPresent(line -> json.field("line", line));
            at.column().ifPresent(column -> json.field("column", column));
            at.byteOffset().ifPresent(offset -> json.field("byteOffset", offset));
            json.field("message", problem.message()).field("fix", problem.fix()).endObject();
        }
        json.endArray();
    }

    private void times(RunTimes times) {
        json.object("times").field("elapsedNanos", times.elapsedNanos()).array("stages");
        for (StageTime time : times.stages()) {
            json.object().field("stage", time.stage().word()).field("feed", time.feed());
            json.field("nanos", time.nanos()).field("products", time.products()).endObject();
        }
        json.endArray().endObject();
    }

    private void texts(String name, List<String> texts) {
        json.array(name);
        texts.forEach(json::text);
        json.endArray();
    }
}
