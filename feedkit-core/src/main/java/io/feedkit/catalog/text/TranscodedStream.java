package io.feedkit.catalog.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads text of any charset as UTF-8. What cannot be decoded arrives as the byte FF, which UTF-8 never holds. */
public final class TranscodedStream extends InputStream {
    private static final int BLOCK = 16 * 1024;
    private static final byte UNDECODABLE = (byte) 0xFF;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder;
    private final ByteBuffer undecoded = ByteBuffer.allocate(BLOCK).limit(0);
    private final CharBuffer characters = CharBuffer.allocate(BLOCK);
    // Three bytes for each char at most, and one for what cannot be decoded.
    private final ByteBuffer encoded = ByteBuffer.allocate(3 * BLOCK + 8).limit(0);
    private long bytesRead;
    private boolean inEnded;
    private boolean ended;

    public TranscodedStream(InputStream in, Charset charset) {
        this.in = in;
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** Bytes taken from the source so far. */
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!encoded.hasRemaining()) {
            if (ended) {
                return -1;
            }
            transcode();
        }
        int given = Math.min(length, encoded.remaining());
        encoded.get(into, from, given);
        return given;
    }

    private void transcode() throws IOException {
        if (!inEnded) {
            undecoded.compact();
            int got = in.read(undecoded.array(), undecoded.position(), undecoded.remaining());
            if (got < 0) {
                inEnded = true;
            } else {
                bytesRead += got;
                undecoded.position(undecoded.position() + got);
            }
            undecoded.flip();
        }
        encoded.clear();
        CoderResult decoded = decoder.decode(undecoded, characters, inEnded);
        characters.flip();
        // A high surrogate whose partner is still to come stays among the characters.
        encoder.encode(characters, encoded, false);
        if (decoded.isError()) {
            if (characters.hasRemaining()) {
                characters.position(characters.limit());
                encoded.put(UNDECODABLE);
            }
            encoder.reset();
            encoded.put(UNDECODABLE);
            undecoded.position(undecoded.position() + decoded.length());
        } else if (inEnded && decoded.isUnderflow()) {
            ended = true;
            if (characters.hasRemaining()) {
                characters.position(characters.limit());
                encoded.put(UNDECODABLE);
            }
        }
        characters.compact();
        encoded.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
