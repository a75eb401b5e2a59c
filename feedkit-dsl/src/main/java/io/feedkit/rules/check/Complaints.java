package io.feedkit.rules.check;

import io.feedkit.problem.Severity;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects what is wrong; the same complaint about the same place counts once, however often a function is written out. */
final class Complaints {
    private final Messages messages;
    private final int kept;
    private final List<Diagnostic> all = new ArrayList<>();
    private final List<Span> errors = new ArrayList<>();
    private final Set<Place> seen = new HashSet<>();
    private final EnumMap<Severity, Integer> counts = new EnumMap<>(Severity.class);

    /** @param kept how many of each severity; the rest is counted */
    Complaints(Messages messages, int kept) {
        this.messages = messages;
        this.kept = kept;
    }

    Messages.Draft about(RuleProblem code, Span span) {
        return messages.about(code, span);
    }

    /** A word of its own in the reader's language. */
    String word(String key) {
        return messages.word(key);
    }

    /** A word with its parts. */
    String word(String key, Map<String, String> parts) {
        String word = messages.word(key);
        for (Map.Entry<String, String> part : parts.entrySet()) {
            word = word.replace("{" + part.getKey() + "}", part.getValue());
        }
        return word;
    }

    /** Why a call cannot be, in the reader's language. */
    String reason(IllegalArgumentException refusal) {
        return messages.reason(refusal);
    }

    /** Whether a mistake was found in a piece, so that what follows from it need not be said. */
    boolean hasErrorIn(Span whole) {
        return errors.stream().anyMatch(error -> isIn(error, whole));
    }

    private static boolean isIn(Span part, Span whole) {
        return part.source() == whole.source() && part.start() >= whole.start() && part.end() <= whole.end();
    }

    void add(Messages.Draft draft) {
        Span span = draft.span();
        if (!seen.add(new Place(draft.code(), span.source(), span.start(), span.end()))) {
            return;
        }
        Severity severity = draft.severity();
        int count = counts.merge(severity, 1, Integer::sum);
        // Its place is remembered, so that it counts once, but no text is made for what nobody is shown.
        if (count <= kept) {
            all.add(draft.build());
            if (severity == Severity.ERROR) {
                errors.add(span);
            }
        }
    }

    /** What tells complaints apart. */
    private record Place(RuleProblem code, SourceText source, int start, int end) {}

    /** Complains and answers with the expression nobody complains about again. */
    Typed fail(Messages.Draft draft, Span span) {
        add(draft);
        return new Typed.Failed(span);
    }

    /** In the order of the text, file by file as they came. */
    List<Diagnostic> all() {
        List<Diagnostic> sorted = sorted(all);
        counts.forEach((severity, count) -> {
            if (count > kept) {
                Span last = sorted.get(sorted.size() - 1).span();
                sorted.add(messages.about(RuleProblem.MORE_PROBLEMS, last)
                        .severity(severity)
                        .with("count", Integer.toString(count - kept))
                        .build());
            }
        });
        return sorted;
    }

    /**
     * Without what follows from a mistake: a line that could not be read is complained about by the reader alone, and no advice is given about lines that have a mistake.
     */
    static List<Diagnostic> oneForEachBadLine(List<Diagnostic> all) {
        Map<SourceText, BitSet> unread = new HashMap<>();
        Map<SourceText, BitSet> bad = new HashMap<>();
        for (Diagnostic diagnostic : all) {
            if (diagnostic.isError()) {
                Span span = diagnostic.span();
                bad.computeIfAbsent(span.source(), file -> new BitSet()).set(span.line());
                if (isOfReading(diagnostic)) {
                    unread.computeIfAbsent(span.source(), file -> new BitSet()).set(span.line());
                }
            }
        }
        Set<String> lost = declaredIn(unread.keySet());
        return all.stream()
                .filter(diagnostic -> !isUnknown(diagnostic, lost))
                .filter(diagnostic -> diagnostic.isError()
                        ? isOfReading(diagnostic) || !isBad(diagnostic.span(), unread)
                        : isOfAllowing(diagnostic)
                                || diagnostic.labels().stream().noneMatch(label -> isBad(label.span(), bad)))
                .toList();
    }

    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:let|fn|table|segment|experiment|rule)\\s+`?([\\p{L}_][\\p{L}\\p{M}\\p{N}_]*)");

    /** Names that texts declare, perhaps where they could not be read. */
    private static Set<String> declaredIn(Set<SourceText> texts) {
        Set<String> names = new HashSet<>();
        for (SourceText text : texts) {
            DECLARED.matcher(text.content()).results().forEach(declaration -> names.add(declaration.group(1)));
        }
        return names;
    }

    private static final Set<RuleProblem> UNKNOWN =
            Set.of(RuleProblem.UNKNOWN_ATTRIBUTE, RuleProblem.UNKNOWN_FUNCTION, RuleProblem.UNKNOWN_RULE);

    /** Whether it is about a name that is only unknown because its declaration could not be read. */
    private static boolean isUnknown(Diagnostic diagnostic, Set<String> lost) {
        if (lost.isEmpty() || !UNKNOWN.contains(diagnostic.code())) {
            return false;
        }
        String name = diagnostic.span().text().replaceAll("[`\"']", "");
        int end = name.indexOf('.');
        return lost.contains(end < 0 ? name : name.substring(0, end));
    }

    private static boolean isOfReading(Diagnostic diagnostic) {
        String id = diagnostic.code().id();
        return id.startsWith("FK10") || id.startsWith("FK19") && diagnostic.code() != RuleProblem.MORE_PROBLEMS;
    }

    /** Whether it is about what may be accepted, which has nothing to do with what stands behind it. */
    private static boolean isOfAllowing(Diagnostic diagnostic) {
        return diagnostic.code() == RuleProblem.UNKNOWN_ALLOWED || diagnostic.code() == RuleProblem.UNNEEDED_ALLOW;
    }

    private static boolean isBad(Span span, Map<SourceText, BitSet> bad) {
        BitSet lines = bad.get(span.source());
        return lines != null && lines.get(span.line());
    }

    static List<Diagnostic> sorted(List<Diagnostic> all) {
        List<String> files = new ArrayList<>();
        for (Diagnostic diagnostic : all) {
            if (!files.contains(diagnostic.span().source().name())) {
                files.add(diagnostic.span().source().name());
            }
        }
        List<Diagnostic> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingInt(
                        (Diagnostic d) -> files.indexOf(d.span().source().name()))
                .thenComparingInt(d -> d.code() == RuleProblem.MORE_PROBLEMS
                        ? Integer.MAX_VALUE
                        : d.span().start()));
        return sorted;
    }
}
