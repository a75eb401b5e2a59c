package io.feedkit.channel;

/** What a channel counts when it limits the length of a text. */
public enum LengthUnit {
    CODE_POINTS,
    /** Two for characters outside the basic plane, as Java, JavaScript and .NET count. */
    UTF16,
    /** Bytes in UTF-8. */
    BYTES;

    /** Length of {@code text} in this unit. */
    public int length(CharSequence text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pairHead = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pairHead) {
                i++;
            }
            length += weight(c, pairHead);
        }
        return length;
    }

    private int weight(char c, boolean pairHead) {
        switch (this) {
            case CODE_POINTS:
                return 1;
            case UTF16:
                return pairHead ? 2 : 1;
            case BYTES:
                return pairHead ? 4 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        throw new AssertionError(this);
    }
}
