package io.feedkit.feed.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/** Writes the items of one layout; its tags are bytes from the start. */
final class RssEncoder implements FeedEncoder {
    private static final String NAMESPACE = "namespace.";
    private static final byte[] END = "</channel>\n</rss>\n".getBytes(UTF_8);

    private final FeedLayout layout;
    private final Element[] elements;
    private final byte[] itemStart;
    private final byte[] itemEnd;

    RssEncoder(FeedLayout layout) {
        this(layout, "item");
    }

    /** Writes products as elements of another name. */
    RssEncoder(FeedLayout layout, String item) {
        this.layout = layout;
        itemStart = ("<" + item + ">\n").getBytes(UTF_8);
        itemEnd = ("</" + item + ">\n").getBytes(UTF_8);
        elements = layout.fields().stream().map(Element::of).toArray(Element[]::new);
    }

    @Override
    public void head(FeedInfo info, TextBuffer out) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"" + namespaces(layout)
                + ">\n<channel>\n");
        appendText("title", info.title(), out);
        appendText("link", info.link(), out);
        appendText("description", info.description(), out);
    }

    /** The prefixes a layout binds, as attributes of the root. */
    static String namespaces(FeedLayout layout) {
        StringBuilder bound = new StringBuilder();
        for (Map.Entry<String, String> option : layout.options().entrySet()) {
            if (option.getKey().startsWith(NAMESPACE)) {
                bound.append(" xmlns:").append(option.getKey().substring(NAMESPACE.length()));
                bound.append("=\"").append(option.getValue()).append('"');
            }
        }
        return bound.toString();
    }

    private static void appendText(String name, String value, TextBuffer out) {
        byte[] text = value.getBytes(UTF_8);
        Tag tag = Tag.of(name);
        tag.append(text, 0, text.length, out);
    }

    @Override
    public void encode(FeedBatch batch, TextBuffer out) {
        Selection rows = batch.rows();
        byte[] source = batch.text().bytes();
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            out.append(itemStart);
            for (int field = 0; field < elements.length; field++) {
                long text = batch.texts(field)[row];
                if (text != Column.MISSING) {
                    elements[field].append(source, text, out);
                }
            }
            out.append(itemEnd);
        }
    }

    @Override
    public void tail(FeedInfo info, TextBuffer out) {
        out.append(END);
    }

    /** The opening tag, and the closing tag with its line end. */
    private record Tag(Markup open, Markup close) {
        static Tag of(String name) {
            return new Tag(Markup.of("<" + name + ">"), Markup.of("</" + name + ">\n"));
        }

        static Tag inline(String name) {
            return new Tag(Markup.of("<" + name + ">"), Markup.of("</" + name + ">"));
        }

        /** Appends an element with this text. */
        void append(byte[] source, int from, int to, TextBuffer out) {
            byte[] target = out.room(
                    open.words.length * Long.BYTES + XmlEscape.room(to - from) + close.words.length * Long.BYTES);
            int at = XmlEscape.put(source, from, to, target, open.put(target, out.end()));
            out.advanceTo(close.put(target, at));
        }
    }

    /** Characters that are written again and again, eight at a time; what the last eight write too much is overwritten by what comes next. */
    private record Markup(long[] words, int length) {
        static Markup of(String characters) {
            byte[] bytes = characters.getBytes(UTF_8);
            byte[] padded = Arrays.copyOf(bytes, (bytes.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
            long[] words = new long[padded.length / Long.BYTES];
            ByteBuffer.wrap(padded)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer()
                    .get(words);
            return new Markup(words, bytes.length);
        }

        int put(byte[] target, int at) {
            for (int i = 0; i < words.length; i++) {
                XmlEscape.LONG.set(target, at + i * Long.BYTES, words[i]);
            }
            return at + length;
        }

        void append(TextBuffer out) {
            out.advanceTo(put(out.room(words.length * Long.BYTES), out.end()));
        }
    }

    /** One field with all it may hold. */
    private record Element(Tag tag, boolean repeated, Tag[] parts) {
        static Element of(FeedField field) {
            Tag[] parts = field.parts().stream().map(Tag::inline).toArray(Tag[]::new);
            return new Element(Tag.of(field.name()), field.repeated(), parts);
        }

        void append(byte[] source, long text, TextBuffer out) {
            if (repeated || parts.length > 0) {
                appendAll(source, TextBuffer.start(text), TextBuffer.end(text), out);
            } else {
                tag.append(source, TextBuffer.start(text), TextBuffer.end(text), out);
            }
        }

        /** Every element of a list, or the one group there is. */
        private void appendAll(byte[] source, int start, int to, TextBuffer out) {
            int from = start;
            while (from <= to) {
                int end = repeated ? TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, source, from, to) : to;
                if (end > from || !repeated) {
                    appendOne(source, from, end, out);
                }
                from = end + 1;
            }
        }

        private void appendOne(byte[] source, int from, int to, TextBuffer out) {
            if (parts.length == 0) {
                tag.append(source, from, to, out);
                return;
            }
            tag.open.append(out);
            appendParts(source, from, to, out);
            tag.close.append(out);
        }

        private void appendParts(byte[] source, int start, int to, TextBuffer out) {
            int from = start;
            for (int part = 0; part < parts.length && from <= to; part++) {
                int end = TextBuffer.indexOf(TextBuffer.PART_SEPARATOR, source, from, to);
                if (end > from) {
                    parts[part].append(source, from, end, out);
                }
                from = end + 1;
            }
        }
    }
}
