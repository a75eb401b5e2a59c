package io.feedkit.rules;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Diagnostics as a log of SARIF, the format of the OASIS standard "Static Analysis Results Interchange Format" 2.1.0: one run of one tool, a rule for each code that occurs, a result
 * for each diagnostic, with related places and fixes.
 */
final class SarifLog {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private final Messages messages;
    private final DiagnosticJson json = new DiagnosticJson();

    SarifLog(Messages messages) {
        this.messages = messages;
    }

    String of(List<Diagnostic> diagnostics) {
        Set<RuleProblem> codes = new TreeSet<>();
        diagnostics.forEach(diagnostic -> codes.add(diagnostic.code()));
        List<RuleProblem> rules = new ArrayList<>(codes);
        json.object()
                .field("$schema", SCHEMA)
                .field("version", "2.1.0")
                .array("runs")
                .object();
        json.object("tool").object("driver").field("name", "feedkit").array("rules");
        rules.forEach(this::rule);
        json.end().end().end().field("columnKind", "unicodeCodePoints").array("results");
        diagnostics.forEach(diagnostic -> result(diagnostic, rules.indexOf(diagnostic.code())));
        return json.end().end().end().end().line();
    }

    private void rule(RuleProblem code) {
        json.object().field("id", code.id());
        json.object("help").field("text", messages.help(code)).end();
        json.object("defaultConfiguration")
                .field("level", DiagnosticFormat.level(code.severity()))
                .end();
        json.end();
    }

    private void result(Diagnostic diagnostic, int rule) {
        json.object().field("ruleId", diagnostic.code().id()).field("ruleIndex", rule);
        json.field("level", DiagnosticFormat.level(diagnostic.severity()));
        message(text(diagnostic));
        json.array("locations");
        location(diagnostic.span(), "");
        json.end().array("relatedLocations");
        for (Diagnostic.Label label : diagnostic.labels()) {
            if (!label.span().equals(diagnostic.span())) {
                location(label.span(), label.text());
            }
        }
        json.end();
        fixes(diagnostic);
        if (!diagnostic.owner().isEmpty() || !diagnostic.witness().isEmpty()) {
            json.object("properties")
                    .known("owner", diagnostic.owner())
                    .known("witness", diagnostic.witness())
                    .end();
        }
        json.end();
    }

    /** Viewers show one message, so it says everything. */
    private static String text(Diagnostic diagnostic) {
        String why = diagnostic.why().isEmpty() ? "" : " " + diagnostic.why();
        return diagnostic.sentence() + why + (diagnostic.fix().isEmpty() ? "" : " → " + diagnostic.fix());
    }

    private void message(String text) {
        json.object("message").field("text", text).end();
    }

    private void location(Span span, String label) {
        json.object().object("physicalLocation");
        artifact(span);
        json.object("region");
        region(span);
        json.end().end();
        if (!label.isEmpty()) {
            message(label);
        }
        json.end();
    }

    private void artifact(Span span) {
        json.object("artifactLocation").field("uri", uri(span.source().name())).end();
    }

    private void region(Span span) {
        SourceText source = span.source();
        json.field("startLine", span.line()).field("startColumn", span.column());
        json.field("endLine", source.lineAt(span.end())).field("endColumn", source.columnAt(span.end()));
    }

    private void fixes(Diagnostic diagnostic) {
        if (diagnostic.edits().isEmpty()) {
            return;
        }
        json.array("fixes")
                .object()
                .object("description")
                .field("text", diagnostic.fix())
                .end();
        json.array("artifactChanges").object();
        artifact(diagnostic.span());
        json.array("replacements");
        for (Diagnostic.Edit edit : diagnostic.edits()) {
            json.object().object("deletedRegion");
            region(edit.span());
            json.end()
                    .object("insertedContent")
                    .field("text", edit.replacement())
                    .end()
                    .end();
        }
        json.end().end().end().end().end();
    }

    /** A relative reference: what has a meaning in addresses is written by its code. */
    private static String uri(String name) {
        StringBuilder uri = new StringBuilder();
        for (byte b : name.replace('\\', '/').getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-._~/".indexOf(b) >= 0;
            if (plain) {
                uri.append((char) b);
            } else {
                uri.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
            }
        }
        return uri.toString();
    }
}
