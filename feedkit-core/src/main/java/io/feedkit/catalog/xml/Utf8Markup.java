package io.feedkit.catalog.xml;

import io.feedkit.catalog.text.Utf8;
import io.feedkit.catalog.tree.Branch;
import io.feedkit.catalog.tree.TreeRecord;
import io.feedkit.catalog.xml.XmlNames.Name;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The markup of a document in UTF-8 without declarations of its own, which is what nearly all catalogues are.
 *
 * <p>Woodstox makes characters of the bytes, texts of the characters, and we bytes of the texts again; a third of the time of reading XML went there. Here a text is copied once, from the
 * block to the record, and a name is compared with the one that stood there in the record before. As strict as Woodstox and XML 1.0: a test holds both against each other on documents
 * with mistakes. {@link Prolog} says which documents come here. Fast and not pretty: run() is most of the work.
 */
final class Utf8Markup implements Markup {
    private static final boolean[] IN_COMMENT = upTo('-');
    private static final boolean[] IN_INSTRUCTION = upTo('?');
    private static final boolean[] IN_CDATA = upTo(']');

    private static final int DEEPEST = 100_000;
    private static final byte[] LINE_END = {'\n'};
    private static final byte[] COMMENT = "<!--".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CDATA = "<![CDATA[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DOCTYPE = "<!DOCTYPE".getBytes(StandardCharsets.US_ASCII);

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long LESS = '<' * ONES;
    private static final long AND = '&' * ONES;
    private static final long BRACKET = ']' * ONES;
    private static final long BLANKS = ' ' * ONES;

    private final XmlBlock block;
    private final XmlNames names = new XmlNames();
    private final XmlReference reference;
    private final StartTag tag;
    private Name[] open = new Name[16];
    /** How many declarations of name spaces held when an element began. */
    private int[] boundBefore = new int[16];

    private int depth;
    private int tagStart;
    private @Nullable Name last;
    private Name name;
    private boolean inCdata;
    /** Whether there is text that nobody has taken. */
    private boolean offered;
    /** Whether the element that has begun has no tag to end it. */
    private boolean empty;

    private boolean entity;
    private boolean entityAhead;
    private boolean hadRoot;
    private boolean hadDoctype;

    /** @param longest bytes a name, tag or comment may have */
    Utf8Markup(InputStream in, int longest) {
        block = new XmlBlock(in, longest);
        reference = new XmlReference(block);
        tag = new StartTag(block, names, reference);
        name = new Name(new byte[0], new XmlNames.Prefix(""), "", 0);
        skipMark();
    }

    /** The bytes that stop neither here nor anywhere. */
    private static boolean[] upTo(char sign) {
        boolean[] plain = new boolean[256];
        Arrays.fill(plain, ' ', 256, true);
        plain['\t'] = true;
        plain['\n'] = true;
        plain[sign] = false;
        return plain;
    }

    private void skipMark() {
        block.more();
        byte[] start = block.bytes;
        if (block.end >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF) {
            block.at = 3;
        }
        // Nobody else may call himself xml; of the declaration, Prolog has seen that it is one.
        if (startsWith("<?xml".getBytes(StandardCharsets.US_ASCII)) && !XmlNames.canGoOn(block.bytes[block.at + 5])) {
            block.at += 5;
            skipTo('?', IN_INSTRUCTION);
        }
    }

    @Override
    public Piece next() {
        if (offered) {
            offered = false;
            text(null, null);
        }
        entity = entityAhead;
        entityAhead = false;
        if (entity) {
            return Piece.ENTITY;
        }
        if (empty) {
            empty = false;
            return end();
        }
        while (true) {
            if (inCdata) {
                offered = true;
                return Piece.TEXT;
            }
            if (block.bytes[block.at] == '<') {
                Piece piece = markup();
                if (piece != Piece.OTHER) {
                    return piece;
                }
            } else if (block.at == block.end && !block.more()) {
                return over();
            } else if (depth > 0) {
                offered = true;
                return Piece.TEXT;
            } else {
                blank();
            }
        }
    }

    private Piece over() {
        if (depth > 0) {
            throw block.bad("the document ends inside the element " + text(open[depth - 1]));
        }
        if (!hadRoot) {
            throw block.bad("the document ends before it has begun");
        }
        return Piece.NONE;
    }

    /** Outside the root there is nothing but markup. */
    private void blank() {
        byte b = block.bytes[block.at];
        if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
            block.at++;
        } else if (b != '<') {
            throw block.bad("only markup can stand outside the root element");
        }
    }

    private Piece markup() {
        byte kind = block.bytes[block.at + 1];
        if (kind == '/') {
            return endTag();
        }
        if (XmlNames.canStart(kind)) {
            return startTag();
        }
        if (kind == '!') {
            declaration();
        } else if (kind == '?') {
            instruction();
        } else if (block.at + 1 < block.end || !block.more()) {
            throw block.bad("'<' begins no markup; as a character it is written &lt;");
        }
        return Piece.OTHER;
    }

    private Piece startTag() {
        names.forgetWhenFull();
        int from = block.at + 1;
        Name found = last == null ? null : last.follower;
        if (found == null || !found.isAt(block.bytes, from, block.end)) {
            found = otherName();
            if (last != null) {
                last.follower = found;
            }
            from = block.at + 1;
        }
        last = found;
        name = found;
        int behind = from + found.utf8.length;
        if (block.bytes[behind] == '>') {
            tag.clear();
        } else {
            behind = attributes(found);
        }
        tagStart = block.at;
        push(found);
        block.at = behind + 1;
        return Piece.START;
    }

    /** The name of the tag at hand when it is not the expected one. */
    private Name otherName() {
        int end = XmlNames.end(block.bytes, block.at + 1);
        while (end == block.end) {
            if (!block.more()) {
                throw block.bad("the document ends inside a tag");
            }
            end = XmlNames.end(block.bytes, block.at + 1);
        }
        Name found = names.name(block.bytes, block.at + 1, end);
        if (found == null) {
            throw block.bad("this is no name of an element");
        }
        return found;
    }

    /** Reads the rest of the tag; where its last sign is. */
    private int attributes(Name found) {
        while (true) {
            boolean complete = tag.read(block.at + 1 + found.utf8.length);
            int end = tag.end();
            if (complete && block.bytes[end] == '/') {
                end++;
                complete = end < block.end;
                empty = true;
            }
            if (complete) {
                if (block.bytes[end] != '>') {
                    throw block.bad("'>' is expected at the end of this tag");
                }
                return end;
            }
            empty = false;
            if (!block.more()) {
                throw block.bad("the document ends inside a tag");
            }
        }
    }

    private void push(Name found) {
        if (depth == 0 && hadRoot) {
            throw block.bad("there is a second root element");
        }
        hadRoot = true;
        if (depth == open.length) {
            if (depth >= DEEPEST) {
                throw block.bad("elements are nested deeper than " + DEEPEST);
            }
            open = Arrays.copyOf(open, depth * 2);
            boundBefore = Arrays.copyOf(boundBefore, depth * 2);
        }
        open[depth] = found;
        boundBefore[depth++] = names.bound();
        if (tag.attributes() > 0) {
            tag.settle();
        }
        if (found.prefix.namespace == null) {
            throw block.bad("the prefix " + found.prefix.text + " is not declared");
        }
    }

    private Piece endTag() {
        if (depth == 0) {
            throw block.bad("this tag ends nothing");
        }
        byte[] utf8 = open[depth - 1].utf8;
        int from = block.at + 2;
        int to = from + utf8.length;
        if (to < block.end && block.bytes[to] == '>' && Arrays.equals(block.bytes, from, to, utf8, 0, utf8.length)) {
            block.at = to + 1;
        } else {
            unusualEnd(utf8);
        }
        return end();
    }

    private void unusualEnd(byte[] utf8) {
        while (true) {
            int from = block.at + 2;
            int to = XmlNames.end(block.bytes, from);
            int i = to;
            while (isBlank(block.bytes[i])) {
                i++;
            }
            if (i < block.end) {
                if (block.bytes[i] != '>' || !Arrays.equals(block.bytes, from, to, utf8, 0, utf8.length)) {
                    throw block.bad("this tag does not end the element " + text(open[depth - 1]));
                }
                block.at = i + 1;
                return;
            }
            if (!block.more()) {
                throw block.bad("the document ends inside a tag");
            }
        }
    }

    private Piece end() {
        depth--;
        name = open[depth];
        names.release(boundBefore[depth]);
        return Piece.END;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }

    private static String text(Name name) {
        return new String(name.utf8, StandardCharsets.UTF_8);
    }

    private boolean startsWith(byte[] sign) {
        while (block.end - block.at < sign.length && block.more()) {
            // read on
        }
        return block.end - block.at >= sign.length
                && Arrays.equals(block.bytes, block.at, block.at + sign.length, sign, 0, sign.length);
    }

    private void declaration() {
        if (startsWith(COMMENT)) {
            block.at += COMMENT.length;
            skipTo('-', IN_COMMENT);
        } else if (depth > 0 && startsWith(CDATA)) {
            block.at += CDATA.length;
            inCdata = true;
        } else if (!hadRoot && !hadDoctype && startsWith(DOCTYPE)) {
            hadDoctype = true;
            block.at += DOCTYPE.length;
            skipDoctype();
        } else {
            throw block.bad("\"<!\" begins nothing that can stand here");
        }
    }

    /** What {@link Prolog} let pass has no declarations inside. */
    private void skipDoctype() {
        byte quote = 0;
        while (block.at < block.end || block.more()) {
            byte b = block.bytes[block.at++];
            if (quote != 0) {
                quote = b == quote ? 0 : quote;
            } else if (b == '"' || b == '\'') {
                quote = b;
            } else if (b == '>') {
                return;
            }
        }
        throw block.bad("the document ends inside the document type");
    }

    private void instruction() {
        int end = XmlNames.end(block.bytes, block.at + 2);
        while (end + 1 >= block.end) {
            if (!block.more()) {
                throw block.bad("the document ends inside an instruction");
            }
            end = XmlNames.end(block.bytes, block.at + 2);
        }
        String target = XmlNames.simple(block.bytes, block.at + 2, end);
        if (target.isEmpty() || target.equalsIgnoreCase("xml")) {
            throw block.bad("an instruction cannot be for this");
        }
        boolean over = block.bytes[end] == '?' && block.bytes[end + 1] == '>';
        if (!over && !isBlank(block.bytes[end])) {
            throw block.bad("a blank or \"?>\" is expected behind the name of an instruction");
        }
        block.at = end;
        skipTo('?', IN_INSTRUCTION);
    }

    /** Goes behind the end of an instruction ({@code ?>}), or of a comment ({@code -->}). */
    private void skipTo(char sign, boolean[] plain) {
        int length = sign == '-' ? 3 : 2;
        long skipped = 0;
        while (true) {
            int from = block.at;
            block.at = plain(plain, from);
            skipped += block.at - from;
            block.checkLength(skipped);
            byte b = block.bytes[block.at];
            if (block.end - block.at < length || b < 0) {
                if (!block.more()) {
                    throw block.bad("the document ends inside a comment or an instruction");
                }
                continue;
            }
            if (b == sign && isEnd(sign, length)) {
                block.at += length;
                return;
            }
            if (b < ' ' && b != '\r') {
                throw block.bad("a control character cannot stand in XML");
            }
            block.at++;
            skipped++;
        }
    }

    private boolean isEnd(char sign, int length) {
        boolean ends = block.bytes[block.at + length - 1] == '>';
        if (length == 2) {
            return ends;
        }
        boolean twice = block.bytes[block.at + 1] == sign;
        if (twice && !ends) {
            throw block.bad("\"--\" cannot stand in a comment");
        }
        return twice;
    }

    /** Where the next byte is that may end or break what is skipped. */
    private int plain(boolean[] plain, int from) {
        byte[] bytes = block.bytes;
        int i = from;
        int all = 0;
        while (plain[bytes[i] & 0xFF]) {
            all |= bytes[i++];
        }
        return all < 0 ? valid(from, i) : i;
    }

    /** The end of what is valid UTF-8 when that may be because a character goes on behind the block; anything else is refused. */
    private int valid(int from, int to) {
        int valid = Utf8.firstInvalid(block.bytes, from, to);
        if (valid < to && (to < block.end || to - valid > 3)) {
            block.at = valid;
            throw block.bad("a character is not valid UTF-8");
        }
        return valid;
    }

    @Override
    public void appendText(TreeRecord record, Branch leaf) {
        offered = false;
        text(record, leaf);
    }

    /** Goes on to the next markup or unknown entity; what is before it goes to the record, if there is one. */
    private void text(@Nullable TreeRecord record, @Nullable Branch leaf) {
        while (true) {
            int from = block.at;
            int to = inCdata ? plain(IN_CDATA, from) : run(from);
            add(record, leaf, from, to);
            block.at = to;
            if (to == block.end || block.bytes[to] < 0) {
                if (!block.more()) {
                    throw block.bad("the document ends inside the element " + text(open[depth - 1]));
                }
                continue;
            }
            switch (block.bytes[to]) {
                case '<' -> {
                    return;
                }
                case '&' -> {
                    if (!reference(record, leaf)) {
                        return;
                    }
                }
                case ']' -> {
                    if (bracket(record, leaf)) {
                        return;
                    }
                }
                case '\r' -> lineEnd(record, leaf);
                default -> throw block.bad("a control character cannot stand in XML");
            }
        }
    }

    private void add(@Nullable TreeRecord record, @Nullable Branch leaf, int from, int to) {
        if (record != null && leaf != null && to > from) {
            record.append(block.bytes, from, to, leaf);
        }
    }

    private void step(@Nullable TreeRecord record, @Nullable Branch leaf) {
        add(record, leaf, block.at, block.at + 1);
        block.at++;
    }

    /** Where the text that stands as it is meant ends, at eight bytes a time. The lowest mark is always a true one. */
    private int run(int from) {
        byte[] bytes = block.bytes;
        int i = from;
        long all = 0;
        while (true) {
            long word = (long) WORD.get(bytes, i);
            long less = word ^ LESS;
            long and = word ^ AND;
            long bracket = word ^ BRACKET;
            long stops = (less - ONES & ~less | and - ONES & ~and | bracket - ONES & ~bracket | word - BLANKS & ~word)
                    & HIGH_BITS;
            if (stops == 0) {
                all |= word;
                i += Long.BYTES;
                continue;
            }
            int bits = Long.numberOfTrailingZeros(stops) & -Byte.SIZE;
            all |= word & (1L << bits) - 1;
            i += bits >>> 3;
            byte b = bytes[i];
            if (b != '\n' && b != '\t') {
                return (all & HIGH_BITS) == 0 ? i : valid(from, i);
            }
            i++;
        }
    }

    /** Whether the text goes on behind a reference; not when it is to an unknown entity. */
    private boolean reference(@Nullable TreeRecord record, @Nullable Branch leaf) {
        int behind = reference.read(block.at);
        while (behind < 0) {
            if (!block.more()) {
                throw block.bad("the document ends inside a reference");
            }
            behind = reference.read(block.at);
        }
        block.at = behind;
        if (!reference.isCharacter()) {
            entityAhead = true;
            return false;
        }
        if (record != null && leaf != null) {
            record.appendPoint(reference.character(), leaf);
        }
        return true;
    }

    /** Whether this is the end of a CDATA section. */
    private boolean bracket(@Nullable TreeRecord record, @Nullable Branch leaf) {
        while (block.end - block.at < 3 && block.more()) {
            // read on
        }
        if (block.bytes[block.at + 1] == ']' && block.bytes[block.at + 2] == '>') {
            if (!inCdata) {
                throw block.bad("\"]]>\" cannot stand in a text");
            }
            inCdata = false;
            block.at += 3;
            return true;
        }
        step(record, leaf);
        return false;
    }

    /** Every line end is a line feed. */
    private void lineEnd(@Nullable TreeRecord record, @Nullable Branch leaf) {
        while (block.end - block.at < 2 && block.more()) {
            // read on
        }
        if (block.bytes[block.at + 1] != '\n' && record != null && leaf != null) {
            record.append(LINE_END, 0, 1, leaf);
        }
        block.at++;
    }

    @Override
    public long line() {
        return block.lineAt(tagStart);
    }

    @Override
    public String local() {
        return entity ? reference.name() : name.local;
    }

    @Override
    public String prefix() {
        return name.prefix.text;
    }

    @Override
    public String namespace() {
        String namespace = name.prefix.namespace;
        return namespace == null ? "" : namespace;
    }

    @Override
    public int attributes() {
        return tag.attributes();
    }

    @Override
    public String attributeLocal(int attribute) {
        return tag.local(attribute);
    }

    @Override
    public String attributePrefix(int attribute) {
        return tag.prefix(attribute);
    }

    @Override
    public String attributeNamespace(int attribute) {
        return tag.namespace(attribute);
    }

    @Override
    public String attributeValue(int attribute) {
        return tag.value(attribute);
    }

    @Override
    public String attributeEntity(int attribute) {
        return tag.entity(attribute);
    }

    @Override
    public void appendValue(int attribute, TreeRecord record, Branch leaf) {
        tag.append(attribute, record, leaf);
    }

    @Override
    public void close() {
        // It holds nothing but the stream, which is not its own.
    }
}
