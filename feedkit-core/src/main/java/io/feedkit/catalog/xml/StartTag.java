package io.feedkit.catalog.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.catalog.text.Utf8;
import io.feedkit.catalog.tree.Branch;
import io.feedkit.catalog.tree.TreeRecord;
import io.feedkit.catalog.xml.XmlNames.Name;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** The attributes of the element that has begun. They stay where they are in the block, except those with references or line ends in them. */
final class StartTag {
    private static final int MOST = 20_000;
    /** From so many on, two with the same name are looked for with a set. */
    private static final int MANY = 16;
    /** What goes on in a value as it stands. */
    private static final boolean[] PLAIN = new boolean[256];

    private static final byte[] NOTHING = {};

    static {
        Arrays.fill(PLAIN, ' ', 256, true);
        PLAIN['<'] = false;
        PLAIN['&'] = false;
        PLAIN['"'] = false;
        PLAIN['\''] = false;
    }

    private final XmlBlock block;
    private final XmlNames names;
    private final XmlReference reference;
    private Name[] name = new Name[16];
    private int[] from = new int[16];
    private int[] to = new int[16];
    private boolean[] decoded = new boolean[16];
    /** Of decoded values the first entity in them that XML does not have (nor HTML, if there is one), or empty. */
    private String[] entity = new String[16];

    private int count;
    private byte[] values = new byte[64];
    private int valuesEnd;
    private int cursor;

    StartTag(XmlBlock block, XmlNames names, XmlReference reference) {
        this.block = block;
        this.names = names;
        this.reference = reference;
    }

    /** Where the tag goes on behind its attributes. */
    int end() {
        return cursor;
    }

    void clear() {
        count = 0;
    }

    /** Finds the attributes behind an element's name; false when the tag goes on behind the block. */
    boolean read(int behindName) {
        count = 0;
        valuesEnd = 0;
        cursor = behindName;
        while (true) {
            int before = cursor;
            skipBlanks();
            byte b = block.bytes[cursor];
            if (cursor == block.end) {
                return false;
            }
            if (b == '>' || b == '/') {
                return true;
            }
            if (cursor == before) {
                throw bad("a blank, '>' or '/>' is expected");
            }
            if (!attribute()) {
                return false;
            }
        }
    }

    private boolean attribute() {
        int start = cursor;
        cursor = XmlNames.end(block.bytes, start);
        if (cursor == block.end) {
            return false;
        }
        Name found = cursor == start ? null : names.name(block.bytes, start, cursor);
        if (found == null) {
            cursor = start;
            throw bad("the name of an attribute is expected");
        }
        skipBlanks();
        if (!sign('=')) {
            return false;
        }
        skipBlanks();
        if (cursor == block.end) {
            return false;
        }
        byte quote = block.bytes[cursor];
        if (quote != '"' && quote != '\'') {
            throw bad("a value in quotes is expected");
        }
        cursor++;
        add(found);
        return value(quote);
    }

    private boolean sign(char sign) {
        if (cursor == block.end) {
            return false;
        }
        if (block.bytes[cursor] != sign) {
            throw bad("'" + sign + "' is expected");
        }
        cursor++;
        return true;
    }

    private void add(Name found) {
        if (count == name.length) {
            if (count >= MOST) {
                throw bad("an element has more than " + MOST + " attributes");
            }
            name = Arrays.copyOf(name, count * 2);
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
            decoded = Arrays.copyOf(decoded, count * 2);
            entity = Arrays.copyOf(entity, count * 2);
        }
        name[count++] = found;
    }

    private boolean value(byte quote) {
        byte[] bytes = block.bytes;
        int start = cursor;
        int i = start;
        int all = 0;
        while (PLAIN[bytes[i] & 0xFF] || bytes[i] == ('"' ^ '\'' ^ quote)) {
            all |= bytes[i++];
        }
        int it = count - 1;
        cursor = i;
        decoded[it] = bytes[i] != quote;
        if (bytes[i] == quote) {
            check(all, start, i);
            from[it] = start;
            to[it] = i;
            cursor = i + 1;
            return true;
        }
        from[it] = valuesEnd;
        entity[it] = "";
        keep(start, i);
        boolean complete = decode(quote);
        to[it] = valuesEnd;
        return complete && valid(it, start);
    }

    private boolean valid(int it, int start) {
        if (Utf8.firstInvalid(values, from[it], to[it]) < to[it]) {
            cursor = start;
            throw bad("a value is not valid UTF-8");
        }
        return true;
    }

    private void check(int all, int start, int end) {
        if (all < 0 && Utf8.firstInvalid(block.bytes, start, end) < end) {
            cursor = Utf8.firstInvalid(block.bytes, start, end);
            throw bad("a value is not valid UTF-8");
        }
    }

    /** Goes on with a value that does not stand there as it is meant. */
    private boolean decode(byte quote) {
        while (cursor < block.end) {
            byte b = block.bytes[cursor];
            if (b == quote) {
                cursor++;
                return true;
            }
            if (b == '&') {
                if (!decodeReference()) {
                    return false;
                }
            } else if (b == '\n' || b == '\t' || b == '\r') {
                // The second half of a line end is not there any more when an application gets to see it.
                boolean half = b == '\n' && block.bytes[cursor - 1] == '\r';
                cursor++;
                if (!half) {
                    keep((byte) ' ');
                }
            } else if (b == '<' || b >= 0 && b < ' ') {
                throw bad(b == '<' ? "'<' cannot stand in a value" : "a control character cannot stand in a value");
            } else {
                keep(b);
                cursor++;
            }
        }
        return false;
    }

    private boolean decodeReference() {
        int behind = reference.read(cursor);
        if (behind < 0) {
            return false;
        }
        int character = reference.isCharacter() ? reference.character() : HtmlEntities.character(reference.name());
        String before = entity[count - 1];
        boolean better = before.isEmpty() || character == 0 && HtmlEntities.character(before) != 0;
        if (!reference.isCharacter() && better) {
            entity[count - 1] = reference.name();
        }
        // For what nobody knows nothing stands; whoever wants the value hears of it.
        byte[] utf8 = character == 0 ? NOTHING : Character.toString(character).getBytes(UTF_8);
        for (byte b : utf8) {
            keep(b);
        }
        cursor = behind;
        return true;
    }

    private void keep(int start, int end) {
        makeRoom(end - start);
        System.arraycopy(block.bytes, start, values, valuesEnd, end - start);
        valuesEnd += end - start;
    }

    private void keep(byte b) {
        makeRoom(1);
        values[valuesEnd++] = b;
    }

    private void makeRoom(int more) {
        if (values.length - valuesEnd < more) {
            values = Arrays.copyOf(values, Math.max(values.length * 2, valuesEnd + more));
        }
    }

    private void skipBlanks() {
        byte[] bytes = block.bytes;
        int i = cursor;
        while (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\t' || bytes[i] == '\r') {
            i++;
        }
        cursor = i;
    }

    private BadXml bad(String message) {
        block.at = cursor;
        return block.bad(message);
    }

    /** Takes the declarations of name spaces out of the attributes, and sees to it that the others are known and different. */
    void settle() {
        refuseTwins(one -> one.prefix.text);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (names.isDeclaration(name[i])) {
                String wrong = names.bind(name[i], value(i));
                if (!wrong.isEmpty()) {
                    throw bad(wrong);
                }
            } else {
                name[kept] = name[i];
                from[kept] = from[i];
                to[kept] = to[i];
                decoded[kept] = decoded[i];
                if (decoded[i]) {
                    entity[kept] = entity[i];
                }
                kept++;
            }
        }
        count = kept;
        for (int i = 0; i < count; i++) {
            if (name[i].prefix.namespace == null) {
                throw bad("the prefix " + name[i].prefix.text + " is not declared");
            }
        }
        refuseTwins(StartTag::namespace);
    }

    private void refuseTwins(Function<Name, String> space) {
        Set<String> seen = count > MANY ? new HashSet<>() : Set.of();
        for (int i = 1; i < count; i++) {
            boolean again = false;
            if (count > MANY) {
                seen.add(name[i - 1].local + ' ' + space.apply(name[i - 1]));
                again = seen.contains(name[i].local + ' ' + space.apply(name[i]));
            }
            for (int j = 0; j < i && count <= MANY; j++) {
                again |= name[j].local.equals(name[i].local)
                        && space.apply(name[j]).equals(space.apply(name[i]));
            }
            if (again) {
                throw bad("the attribute " + name[i].local + " stands there twice");
            }
        }
    }

    private static String namespace(Name name) {
        String namespace = name.prefix.namespace;
        return namespace == null || name.prefix.text.isEmpty() ? "" : namespace;
    }

    int attributes() {
        return count;
    }

    String local(int attribute) {
        return name[attribute].local;
    }

    String prefix(int attribute) {
        return name[attribute].prefix.text;
    }

    String namespace(int attribute) {
        return namespace(name[attribute]);
    }

    String value(int attribute) {
        byte[] bytes = decoded[attribute] ? values : block.bytes;
        return new String(bytes, from[attribute], to[attribute] - from[attribute], UTF_8);
    }

    /** An entity in the value that XML does not have, one that HTML does not have either before others; or empty. */
    String entity(int attribute) {
        return decoded[attribute] ? entity[attribute] : "";
    }

    void append(int attribute, TreeRecord record, Branch leaf) {
        record.append(decoded[attribute] ? values : block.bytes, from[attribute], to[attribute], leaf);
    }
}
