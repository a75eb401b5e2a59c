package io.feedkit.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/** Writes no-break spaces, which French sets before signs, as the nearest one a charset has; it would print question marks for them. */
final class KnownSpaces extends FilterWriter {
    private static final char WIDE = '\u00A0';
    private static final char NARROW = '\u202F';

    private final char wide;
    private final char narrow;

    KnownSpaces(Writer to, Charset charset) {
        super(to);
        CharsetEncoder encoder = charset.newEncoder();
        wide = encoder.canEncode(WIDE) ? WIDE : ' ';
        narrow = encoder.canEncode(NARROW) ? NARROW : wide;
    }

    private String known(String text) {
        return text.replace(NARROW, narrow).replace(WIDE, wide);
    }

    @Override
    public void write(int character) throws IOException {
        out.write(known(String.valueOf((char) character)));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        out.write(known(new String(text, from, length)));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        out.write(known(text.substring(from, from + length)));
    }
}
