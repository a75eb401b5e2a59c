package io.feedkit.problem;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says problems in the language of who reads them.
 *
 * <p>Problems are found where no language is known, by readers that serve many users at once, and reports keep them in English. So they are known again by their English
 * words: each sentence stands in {@code problems_en.properties}, and under the same key in other languages; those of other
 * modules in {@code META-INF/feedkit}: {@code problems_en.properties}, and {@code faults_en.properties} of the rules. What stands in a hole may be a sentence of its own (the
 * reason a parser gives). What is not known again stays English, such as what a database says.
 *
 * <p>Immutable and safe to share.
 */
public final class ProblemWords {
    /** Longer texts are no sentences of ours. */
    private static final int LONGEST = 4_000;
    /** Sentences within sentences. */
    private static final int DEEPEST = 3;

    private final List<Sentence> sentences;
    /** Those that a text may be which begins with a character: most say at once that they are not meant. */
    private final Map<Character, List<Sentence>> byStart = new HashMap<>();
    /** Those that begin with a hole. */
    private final List<Sentence> ofAnyStart;

    /** Read once, since every page and every command asks for them. */
    private static final class French {
        static final ProblemWords LOADED = load(Locale.FRENCH);
    }

    private static final class English {
        static final ProblemWords LOADED = new ProblemWords(List.of());
    }

    private ProblemWords(List<Sentence> sentences) {
        this.sentences = List.copyOf(sentences);
        ofAnyStart = sentences.stream().filter(Sentence::startsWithAHole).toList();
        for (Sentence sentence : sentences) {
            if (!sentence.startsWithAHole()) {
                byStart.computeIfAbsent(sentence.start(), this::startingWith);
            }
        }
    }

    private List<Sentence> startingWith(char start) {
        return sentences.stream()
                .filter(sentence -> sentence.startsWithAHole() || sentence.start() == start)
                .toList();
    }

    /** In the order of all. */
    private List<Sentence> candidates(String english) {
        return english.isEmpty() ? ofAnyStart : byStart.getOrDefault(english.charAt(0), ofAnyStart);
    }

    /** The words of a language; English where there is no translation. */
    public static ProblemWords in(Locale language) {
        return switch (language.getLanguage()) {
            case "en" -> English.LOADED;
            case "fr" -> French.LOADED;
            default -> load(language);
        };
    }

    private static ProblemWords load(Locale language) {
        Map<String, String> english = texts(Locale.ENGLISH);
        Map<String, String> translated = new HashMap<>(texts(language));
        List<Sentence> sentences = new ArrayList<>();
        english.forEach((key, text) -> sentences.add(Sentence.of(text, translated.getOrDefault(key, text))));
        // Of two that fit, the one that says more; equal ones in an order that does not depend on a map.
        sentences.sort((a, b) -> a.constant() != b.constant()
                ? Integer.compare(b.constant(), a.constant())
                : a.english().compareTo(b.english()));
        return new ProblemWords(sentences);
    }

    private static Map<String, String> texts(Locale language) {
        Map<String, String> texts =
                new HashMap<>(Wording.load("META-INF/feedkit/problems", language, ProblemWords::ofOthers)
                        .texts());
        texts.putAll(Wording.load("META-INF/feedkit/faults", language, ProblemWords::ofOthers)
                .texts());
        texts.putAll(Wording.load("problems", language, ProblemWords.class::getResourceAsStream)
                .texts());
        return texts;
    }

    /** What other modules say, which know this one and are not known here: their files of that name, one behind the other. */
    private static InputStream ofOthers(String file) {
        List<InputStream> all = new ArrayList<>();
        try {
            for (URL place :
                    Collections.list(ProblemWords.class.getClassLoader().getResources(file))) {
                all.add(place.openStream());
                // The last line of a file may have no end.
                all.add(new ByteArrayInputStream(new byte[] {'\n'}));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SequenceInputStream(Collections.enumeration(all));
    }

    /** The same problem in this language. */
    public Problem of(Problem problem) {
        return sentences.isEmpty()
                ? problem
                : new Problem(problem.code(), problem.at(), say(problem.message()), say(problem.fix()));
    }

    /** Where a problem was found, with its words in this language: {@code shop.csv:17 (enregistrement 12, price)}. */
    public String at(SourcePosition place) {
        return say(place.toString());
    }

    /** What a message or a fix says in this language; several sentences are said one by one. */
    public String say(String english) {
        if (sentences.isEmpty() || english.isEmpty() || english.length() > LONGEST) {
            return english;
        }
        return said(english).text();
    }

    /** As one sentence or as several, whichever knows more of it: a sentence that ends in a hole would take those behind it for what stands there. */
    private Said said(String english) {
        Said whole = best(english, DEEPEST);
        Said several = oneByOne(english);
        if (several != null && (whole == null || whole.known() < several.known())) {
            return several;
        }
        return whole == null ? new Said(english, 0) : whole;
    }

    private @Nullable Said oneByOne(String english) {
        for (int end = english.indexOf(". "); end >= 0; end = english.indexOf(". ", end + 1)) {
            Said first = best(english.substring(0, end + 1), DEEPEST);
            if (first != null) {
                Said rest = said(english.substring(end + 2));
                return new Said(first.text() + " " + rest.text(), first.known() + rest.known());
            }
        }
        return null;
    }

    /**
     * A text in this language.
     *
     * @param known how much of it is sentences of ours
     */
    private record Said(String text, int known) {}

    /** The sentence that knows most of the text; "{0}, so the record is not read." knows the reason too. */
    private @Nullable Said best(String english, int depth) {
        Said best = null;
        int most = 0;
        for (Sentence sentence : candidates(english)) {
            List<String> values = sentence.values(english);
            if (values != null) {
                Said said = filled(sentence, values, depth);
                // Of two that know as much, the one that ends as the text does.
                int rank = 2 * said.known() + (sentence.endsWithItsOwn() ? 1 : 0);
                best = best == null || rank > most ? said : best;
                most = Math.max(most, rank);
            }
        }
        return best;
    }

    private Said filled(Sentence sentence, List<String> values, int depth) {
        List<String> said = new ArrayList<>();
        int known = sentence.constant();
        for (String value : values) {
            Said inner = depth == 0 ? null : best(value, depth - 1);
            said.add(inner == null ? value : inner.text());
            known += inner == null ? 0 : inner.known();
        }
        return new Said(sentence.said(said), known);
    }

    /**
     * A sentence with holes.
     *
     * @param english as it stands in its file
     * @param pieces what stands between its holes
     * @param holes the number of each hole
     * @param constant how many characters the pieces have
     * @param translation the sentence in the other language, with the same holes
     */
    private record Sentence(
            String english, List<String> pieces, List<Integer> holes, int constant, String translation) {
        static Sentence of(String english, String translation) {
            List<String> pieces = new ArrayList<>();
            List<Integer> holes = new ArrayList<>();
            int from = 0;
            for (int i = 0; i + 2 < english.length(); i++) {
                if (isHole(english, i)) {
                    pieces.add(english.substring(from, i));
                    holes.add(english.charAt(i + 1) - '0');
                    from = i + 3;
                }
            }
            pieces.add(english.substring(from));
            int constant = pieces.stream().mapToInt(String::length).sum();
            return new Sentence(english, List.copyOf(pieces), List.copyOf(holes), constant, translation);
        }

        boolean startsWithAHole() {
            return pieces.get(0).isEmpty();
        }

        char start() {
            return pieces.get(0).charAt(0);
        }

        boolean endsWithItsOwn() {
            return !pieces.get(holes.size()).isEmpty();
        }

        private static boolean isHole(String text, int at) {
            return text.charAt(at) == '{'
                    && text.charAt(at + 2) == '}'
                    && text.charAt(at + 1) >= '0'
                    && text.charAt(at + 1) <= '9';
        }

        /** What stands in the holes of a text that is this sentence; null when it is another. */
        @Nullable
        List<String> values(String text) {
            if (holes.isEmpty()) {
                return text.equals(pieces.get(0)) ? List.of() : null;
            }
            String last = pieces.get(holes.size());
            int end = text.length() - last.length();
            if (!text.startsWith(pieces.get(0))
                    || !text.endsWith(last)
                    || end < pieces.get(0).length()) {
                return null;
            }
            List<String> values = new ArrayList<>();
            int at = pieces.get(0).length();
            for (int i = 1; i < holes.size(); i++) {
                int next = text.indexOf(pieces.get(i), at);
                if (next < 0 || next > end) {
                    return null;
                }
                values.add(text.substring(at, next));
                at = next + pieces.get(i).length();
            }
            if (at > end) {
                return null;
            }
            values.add(text.substring(at, end));
            return values;
        }

        String said(List<String> values) {
            StringBuilder said = new StringBuilder();
            for (int i = 0; i < translation.length(); i++) {
                int place = i + 2 < translation.length() && isHole(translation, i)
                        ? holes.indexOf(translation.charAt(i + 1) - '0')
                        : -1;
                if (place < 0) {
                    said.append(translation.charAt(i));
                } else {
                    said.append(values.get(place));
                    i += 2;
                }
            }
            return said.toString();
        }
    }
}
