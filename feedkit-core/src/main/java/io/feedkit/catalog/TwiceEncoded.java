package io.feedkit.catalog;

import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds texts that are UTF-8 taken for Windows-1252 and encoded once more.
 *
 * <p>Such a text, written in Windows-1252 again, is valid UTF-8 as a whole. Nobody's own words are so but by chance; so some of the texts with other letters than
 * ASCII have to be.
 */
final class TwiceEncoded {
    /** What Windows-1252 has in place of the control characters from 80 to 9F; its five holes are those characters still. */
    private static final String HIGH_CONTROLS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    private static final Pattern PAIR = Pattern.compile("[\u00c2-\u00f4][\u0080-\u00bf" + HIGH_CONTROLS + "]");
    /** One of so many texts has to be encoded twice. */
    private static final int SHARE = 20;

    private int other;
    private int twice;
    private String example = "";
    private String meant = "";
    private String column = "";

    /** Looks at one text of a column. */
    void look(String text, String field) {
        if (isAscii(text)) {
            return;
        }
        other++;
        String decoded = PAIR.matcher(text).find() ? decoded(text) : "";
        if (!decoded.isEmpty() && twice++ == 0) {
            example = text;
            meant = decoded;
            column = field;
        }
    }

    /** A loop, since it passes over all samples of a catalogue at the start of a run, before anything is compiled. */
    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    Optional<Problem> problem(String source) {
        if (twice == 0 || twice * SHARE < other) {
            return Optional.empty();
        }
        return Optional.of(
                new Problem(
                        CatalogProblem.TWICE_ENCODED,
                        SourcePosition.unknown(source).withField(column),
                        "texts are encoded twice: " + Problem.quote(example) + " stands where " + Problem.quote(meant)
                                + " was expected. They are read as they stand.",
                        "Look at what makes the file: a program on the way opened UTF-8 as Windows-1252 and saved it. Export it anew, and open it as UTF-8."));
    }

    /** What the text was before it was encoded the second time, or empty. */
    private static String decoded(String text) {
        // The second half of à is a blank that does not break, which programs make a usual one.
        String whole = text.replace("Ã ", "Ã\u00a0");
        ByteBuffer bytes = ByteBuffer.allocate(whole.length());
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            int control = HIGH_CONTROLS.indexOf(c);
            if (c > 0xff && control < 0) {
                return "";
            }
            bytes.put((byte) (control >= 0 ? 0x80 + control : c));
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }
}
