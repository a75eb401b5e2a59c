package io.feedkit.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes JSON (RFC 8259) by hand: a dozen members do not ask for a library. */
final class DiagnosticJson {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private boolean first = true;

    DiagnosticJson object() {
        return begin("{", "}");
    }

    DiagnosticJson array() {
        return begin("[", "]");
    }

    DiagnosticJson object(String name) {
        name(name);
        return object();
    }

    DiagnosticJson array(String name) {
        name(name);
        return array();
    }

    private DiagnosticJson begin(String bracket, String end) {
        comma();
        out.append(bracket);
        open.push(end);
        first = true;
        return this;
    }

    /** Closes what was opened last. */
    DiagnosticJson end() {
        out.append(open.pop());
        first = false;
        return this;
    }

    DiagnosticJson field(String name, String value) {
        name(name);
        comma();
        quoted(value);
        return this;
    }

    DiagnosticJson field(String name, long value) {
        name(name);
        comma();
        out.append(value);
        return this;
    }

    /** Left out when it is empty. */
    DiagnosticJson known(String name, String value) {
        return value.isEmpty() ? this : field(name, value);
    }

    /** What was written, with a line end. */
    String line() {
        return out.append('\n').toString();
    }

    private void name(String name) {
        comma();
        quoted(name);
        out.append(':');
        first = true;
    }

    private void comma() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lonely = Character.isSurrogate(c) && !isPaired(text, i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || lonely) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean isPaired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    void diagnostic(Diagnostic diagnostic) {
        object().field("code", diagnostic.code().id())
                .field("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
        place(diagnostic.span());
        field("message", diagnostic.sentence());
        array("labels");
        for (Diagnostic.Label label : diagnostic.labels()) {
            if (!label.text().isEmpty()) {
                object();
                place(label.span());
                field("text", label.text()).end();
            }
        }
        end().known("why", diagnostic.why()).known("fix", diagnostic.fix());
        array("edits");
        for (Diagnostic.Edit edit : diagnostic.edits()) {
            object();
            place(edit.span());
            field("replacement", edit.replacement()).end();
        }
        end().known("witness", diagnostic.witness())
                .known("owner", diagnostic.owner())
                .end();
    }

    private void place(Span span) {
        SourceText source = span.source();
        field("file", source.name()).field("line", span.line()).field("column", span.column());
        field("endLine", source.lineAt(span.end())).field("endColumn", source.columnAt(span.end()));
    }
}
