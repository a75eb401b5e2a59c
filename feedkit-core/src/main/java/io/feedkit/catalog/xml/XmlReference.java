package io.feedkit.catalog.xml;

/** A reference to a character or an entity: {@code &amp;}, {@code &#233;}, {@code &nbsp;}. */
final class XmlReference {
    private static final int BEYOND = 0x110000;

    private final XmlBlock block;
    private int character;
    private String name = "";

    XmlReference(XmlBlock block) {
        this.block = block;
    }

    /** Understands the reference that begins at a place; where the text goes on behind it, or -1 when that is behind the block. */
    int read(int from) {
        int i = from + 1;
        if (i < block.end && block.bytes[i] == '#') {
            return readNumber(from, i + 1);
        }
        int end = XmlNames.end(block.bytes, i);
        if (end == block.end) {
            return -1;
        }
        character = block.bytes[end] == ';' ? known(block.bytes, i, end) : 0;
        if (character == 0) {
            name = XmlNames.simple(block.bytes, i, end);
            if (block.bytes[end] != ';' || name.isEmpty()) {
                throw bad(from, "'&' begins no reference; as a character it is written &amp;");
            }
        }
        return end + 1;
    }

    private static int known(byte[] bytes, int from, int to) {
        int first = bytes[from];
        int second = bytes[from + 1];
        return switch (to - from) {
            case 2 -> second != 't' ? 0 : first == 'l' ? '<' : first == 'g' ? '>' : 0;
            case 3 -> first == 'a' && second == 'm' && bytes[from + 2] == 'p' ? '&' : 0;
            case 4 -> {
                int third = bytes[from + 2];
                int fourth = bytes[from + 3];
                if (first == 'q') {
                    yield second == 'u' && third == 'o' && fourth == 't' ? '"' : 0;
                }
                yield first == 'a' && second == 'p' && third == 'o' && fourth == 's' ? '\'' : 0;
            }
            default -> 0;
        };
    }

    private int readNumber(int from, int behindSign) {
        byte[] bytes = block.bytes;
        int radix = bytes[behindSign] == 'x' ? 16 : 10;
        int start = radix == 16 ? behindSign + 1 : behindSign;
        int i = start;
        int number = 0;
        while (bytes[i] > 0 && Character.digit(bytes[i], radix) >= 0) {
            number = Math.min(BEYOND, number * radix + Character.digit(bytes[i], radix));
            i++;
        }
        if (i >= block.end) {
            return -1;
        }
        if (bytes[i] != ';' || i == start) {
            throw bad(from, "a reference to a character is &#, a number and a semicolon");
        }
        if (!isCharacter(number)) {
            throw bad(from, "the character with the number " + number + " cannot stand in XML");
        }
        character = number;
        return i + 1;
    }

    private static boolean isCharacter(int c) {
        return c >= ' ' && c < 0xD800
                || c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0xE000 && c < 0xFFFE
                || c >= 0x10000 && c < BEYOND;
    }

    private BadXml bad(int place, String message) {
        block.at = place;
        return block.bad(message);
    }

    /** Whether it was a character; else it was an entity XML does not have. */
    boolean isCharacter() {
        return character != 0;
    }

    int character() {
        return character;
    }

    /** The name of an entity XML does not have. */
    String name() {
        return name;
    }
}
