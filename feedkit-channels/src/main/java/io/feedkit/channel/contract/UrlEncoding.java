package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;

/** Percent-encodes what may not stand in an address, blanks and everything beyond ASCII, and leaves the rest alone. */
record UrlEncoding(String by, String field) implements FieldStep {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @Override
    public void run(Values values, Findings findings) {
        for (int i = 0; i < values.rows.size; i++) {
            int row = values.rows.rows[i];
            long text = values.texts[row];
            if (text != Column.MISSING && needsEncoding(values.buffer().bytes(), text)) {
                values.texts[row] = encoded(values.buffer(), text);
                findings.converted(values.product(row), by, field, "");
            }
        }
    }

    private static boolean needsEncoding(byte[] bytes, long text) {
        for (int i = TextBuffer.start(text); i < TextBuffer.end(text); i++) {
            if (bytes[i] <= ' ') {
                return true;
            }
        }
        return false;
    }

    private static long encoded(TextBuffer buffer, long text) {
        byte[] bytes = buffer.room(TextBuffer.length(text) * 3);
        int at = buffer.end();
        for (int i = TextBuffer.start(text); i < TextBuffer.end(text); i++) {
            byte b = bytes[i];
            if (b <= ' ') {
                bytes[at++] = '%';
                bytes[at++] = HEX[b >> 4 & 15];
                bytes[at++] = HEX[b & 15];
            } else {
                bytes[at++] = b;
            }
        }
        return buffer.advanceTo(at);
    }
}
