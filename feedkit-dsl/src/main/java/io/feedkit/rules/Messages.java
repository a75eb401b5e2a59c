package io.feedkit.rules;

import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import io.feedkit.problem.SourcePosition;
import io.feedkit.problem.Wording;
import io.feedkit.rules.function.Objection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of diagnostics in one language.
 *
 * <p>They stand in {@code messages_en.properties} and its sisters, UTF-8, keyed by code: {@code FK1101} is the sentence, {@code FK1101.label} the text beside
 * the caret, {@code FK1101.why} and {@code FK1101.fix} the rest; each may be absent except the sentence. A variant, say {@code near}, is looked up first as
 * {@code FK1101.near}, {@code FK1101.near.label} and so on. {@code {name}} in a text is replaced by the value given under that name. What a language lacks is
 * taken from English.
 *
 * <pre>{@code
 * messages.about(RuleProblem.UNKNOWN_ATTRIBUTE, span).with("name", "quantitty").variant("near").with("near", "quantity")
 *         .edit(span, "quantity").build();
 * }</pre>
 *
 * <p>Immutable and safe to share.
 */
public final class Messages {
    /** Read once, since every expression that is compiled asks for them. */
    private static final class English {
        static final Messages LOADED = load(Locale.ENGLISH);
    }

    private final Map<String, String> texts;

    private Messages(Map<String, String> texts) {
        this.texts = texts;
    }

    public static Messages english() {
        return English.LOADED;
    }

    /** The messages in a language, English where there is no translation. */
    public static Messages in(Locale language) {
        return language.getLanguage().equals("en") ? English.LOADED : load(language);
    }

    private static Messages load(Locale language) {
        Map<String, String> texts =
                new HashMap<>(Wording.load("messages", language, Messages.class::getResourceAsStream)
                        .texts());
        // A file that whoever writes a report knows too.
        texts.putAll(Wording.load("/META-INF/feedkit/faults", language, Messages.class::getResourceAsStream)
                .texts());
        return new Messages(texts);
    }

    /** Whether a text stands under a key, for tests and tools. */
    public boolean has(String key) {
        return texts.containsKey(key);
    }

    /** A word of its own, such as what "a name" is called; stands under {@code word.key}. */
    public String word(String key) {
        return texts.getOrDefault("word." + key, key);
    }

    /** A piece of an explanation, with names and values by turns for its holes; stands under {@code explain.key}. */
    String explanation(String key, String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fill(texts.getOrDefault("explain." + key, key), values);
    }

    /** A calculation that failed, said in this language; as it is where the catalogue of messages has no words for it. */
    String fault(String english) {
        for (FaultWords words : this == English.LOADED ? List.<FaultWords>of() : FaultWords.ALL) {
            Matcher like = words.english().matcher(english);
            if (like.matches()) {
                Map<String, String> values = new HashMap<>();
                for (int i = 1; i <= like.groupCount(); i++) {
                    // Some values are words too: "no stated unit".
                    values.put(String.valueOf(i - 1), fault(like.group(i)));
                }
                return fill(texts.getOrDefault(words.key(), english), values);
            }
        }
        return english;
    }

    /** Whether there are words for a fault that begins like this, for tests. */
    boolean hasFaultLike(String beginning) {
        return FaultWords.ALL.stream().anyMatch(words -> {
            Matcher like = words.english().matcher(beginning);
            return (like.matches() || like.hitEnd()) && texts.containsKey(words.key());
        });
    }

    /** Faults are worked out where no language is known, so they are known again by their English words: {@code fault.zone = there is no time zone '{0}'}. */
    private record FaultWords(String key, Pattern english) {
        static final List<FaultWords> ALL = English.LOADED.texts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("fault."))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new FaultWords(
                        entry.getKey(),
                        Pattern.compile(
                                Pattern.quote(entry.getValue()).replaceAll("\\{\\d}", "\\\\E(.*)\\\\Q"),
                                Pattern.DOTALL)))
                .toList();
    }

    /** Why a function refuses its arguments: an {@link Objection} in this language, another exception as it is. */
    public String reason(IllegalArgumentException refusal) {
        String sentence = refusal instanceof Objection objection ? texts.get("reason." + objection.key()) : null;
        return sentence != null && refusal instanceof Objection objection
                ? objection.in(sentence)
                : String.valueOf(refusal.getMessage());
    }

    /** What the language has to do with a code: its own lesson ({@code FK1411.teach}), else that of its family ({@code FK14.teach}), or empty. */
    public String lesson(RuleProblem code) {
        String family = code.id().substring(0, "FK10".length());
        return texts.getOrDefault(code.id() + ".teach", texts.getOrDefault(family + ".teach", ""));
    }

    /** A sentence on a code in general; holes stand for what is different from case to case. */
    public String help(RuleProblem code) {
        return texts.getOrDefault(code.id(), code.id()).replaceAll("\\{\\w+}", "…");
    }

    /** What is wrong with something that is no text of an author: a run, a member, a plugin. */
    public Problem problem(RuleProblem code, SourcePosition at, Map<String, String> values) {
        return new Problem(code, at, text(code.id(), "run", "", values), text(code.id(), "run", "fix", values));
    }

    /** Starts a diagnostic whose caret marks {@code span}. */
    public Draft about(RuleProblem code, Span span) {
        return new Draft(this, code, span);
    }

    private String text(String id, String variant, String part, Map<String, String> values) {
        String suffix = part.isEmpty() ? "" : "." + part;
        @Nullable String text = variant.isEmpty() ? null : texts.get(id + "." + variant + suffix);
        if (text == null) {
            text = texts.getOrDefault(id + suffix, "");
        }
        return fill(text, values);
    }

    /** Replaces each {@code {name}} once, from left to right, so that a value that looks like a hole stays as it is. */
    private static String fill(String template, Map<String, String> values) {
        StringBuilder filled = new StringBuilder();
        int done = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', open + 1)) {
            int close = template.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String value = values.get(template.substring(open + 1, close));
            if (value != null) {
                filled.append(template, done, open).append(value);
                done = close + 1;
            }
        }
        return filled.append(template, done, template.length()).toString();
    }

    /** A diagnostic being put together. Single-threaded, used once. */
    public static final class Draft {
        private static final Pattern LINE_END = Pattern.compile("\\R");
        private static final int SHOWN_CHARS = 60;
        private static final int QUOTED_CHARS = 2_000;

        private final Messages messages;
        private final RuleProblem code;
        private final Span span;
        private final Map<String, String> values = new HashMap<>();
        private final List<Diagnostic.Label> labels = new ArrayList<>();
        private final List<Diagnostic.Edit> edits = new ArrayList<>();
        private String variant = "";
        private String witness = "";
        private Severity severity;

        private Draft(Messages messages, RuleProblem code, Span span) {
            this.messages = messages;
            this.code = code;
            this.span = span;
            this.severity = code.severity();
        }

        /** Gives the value of {@code {name}}; long values are cut, line ends become blanks. */
        public Draft with(String name, String value) {
            String line = LINE_END.matcher(value).replaceAll(" ");
            values.put(
                    name,
                    line.codePointCount(0, line.length()) <= SHOWN_CHARS
                            ? line
                            : line.substring(0, line.offsetByCodePoints(0, SHOWN_CHARS)) + "…");
            return this;
        }

        /** Gives the value of {@code {name}} as it stands, for fixes that quote the author's text; only what nobody would read is cut. */
        public Draft withAll(String name, String value) {
            values.put(name, value.length() <= QUOTED_CHARS ? value : value.substring(0, QUOTED_CHARS) + "…");
            return this;
        }

        /** Prefers the texts under {@code code.variant}. */
        public Draft variant(String name) {
            variant = name;
            return this;
        }

        public Severity severity() {
            return severity;
        }

        public Span span() {
            return span;
        }

        public RuleProblem code() {
            return code;
        }

        public Draft severity(Severity other) {
            severity = other;
            return this;
        }

        /** Marks another piece; its text stands under {@code code.key}. Values must be given before. */
        public Draft label(Span where, String key) {
            labels.add(new Diagnostic.Label(where, messages.text(code.id(), variant, key, values)));
            return this;
        }

        /** Shows the line of another piece and marks it without a text. */
        public Draft mark(Span where) {
            labels.add(new Diagnostic.Label(where, ""));
            return this;
        }

        /** Something a machine may do to apply the fix. */
        public Draft edit(Span where, String replacement) {
            edits.add(new Diagnostic.Edit(where, replacement));
            return this;
        }

        public Draft witness(String product) {
            witness = product;
            return this;
        }

        public Diagnostic build() {
            String sentence = part("");
            if (sentence.isEmpty()) {
                throw new IllegalStateException("no message text for " + code.id());
            }
            // A sentence may begin with a word that stands elsewhere in small letters.
            sentence = sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
            labels.add(0, new Diagnostic.Label(span, part("label")));
            return new Diagnostic(code, severity, span, sentence, labels, part("why"), part("fix"), edits, witness, "");
        }

        private String part(String name) {
            return messages.text(code.id(), variant, name, values);
        }
    }
}
