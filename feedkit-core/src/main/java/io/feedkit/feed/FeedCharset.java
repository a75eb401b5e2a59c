package io.feedkit.feed;

import io.feedkit.batch.TextBuffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts finished text into the charset a channel asks for. Encoders write UTF-8; old channels want others.
 *
 * <p>A character the charset does not have becomes a reference in XML ({@code &#8364;}) and a question mark elsewhere. Immutable.
 */
public final class FeedCharset {
    private final Charset charset;
    private final boolean markup;
    private final boolean asciiAlike;

    private FeedCharset(Charset charset, boolean markup) {
        this.charset = charset;
        this.markup = markup;
        asciiAlike = Arrays.equals("<a>1".getBytes(charset), "<a>1".getBytes(StandardCharsets.US_ASCII));
    }

    /** The charset of a layout: its option {@code encoding}, UTF-8 without one. */
    public static FeedCharset of(FeedLayout layout) {
        boolean markup = layout.format().equals("xml")
                || layout.format().equals("rss")
                || layout.format().equals("atom");
        return new FeedCharset(Charset.forName(layout.option("encoding", "UTF-8")), markup);
    }

    /** Converts what stands in a buffer, in place. */
    public void convert(TextBuffer text) {
        if (charset.equals(StandardCharsets.UTF_8) || asciiAlike && isAscii(text)) {
            return;
        }
        byte[] converted = bytes(new String(text.bytes(), 0, text.end(), StandardCharsets.UTF_8));
        text.clear();
        text.append(converted);
    }

    private static boolean isAscii(TextBuffer text) {
        byte[] bytes = text.bytes();
        for (int i = 0; i < text.end(); i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private byte[] bytes(String text) {
        CharsetEncoder encoder = charset.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
        if (!markup) {
            return text.getBytes(charset);
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character < 128 || encoder.canEncode(Character.toString(character))) {
                out.appendCodePoint(character);
            } else {
                out.append("&#").append(character).append(';');
            }
        });
        try {
            ByteBuffer bytes = encoder.encode(CharBuffer.wrap(out));
            return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.limit());
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("every character was asked for before", e);
        }
    }
}
