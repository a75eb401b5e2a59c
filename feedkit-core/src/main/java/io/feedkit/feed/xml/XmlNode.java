package io.feedkit.feed.xml;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedField.Form;
import io.feedkit.feed.ValueCursor;

/** What one place of a record writes for one row of texts. Immutable. */
interface XmlNode {

    /** Appends the node, or nothing when none of its texts is there. */
    void append(byte[] source, long[][] texts, int row, TextBuffer out);

    /** An element with one text and nothing else: most of any feed. */
    record Leaf(int field, Form form, Markup open, Markup close) implements XmlNode {
        @Override
        public void append(byte[] source, long[][] texts, int row, TextBuffer out) {
            long text = texts[field][row];
            if (text != Column.MISSING) {
                append(source, TextBuffer.start(text), TextBuffer.end(text), out);
            }
        }

        void append(byte[] source, int from, int to, TextBuffer out) {
            if (form == Form.CDATA) {
                open.append(out);
                Cdata.append(source, from, to, out);
                close.append(out);
                return;
            }
            byte[] target = out.room(open.room() + XmlEscape.room(to - from) + close.room());
            int at = XmlEscape.put(source, from, to, target, open.put(target, out.end()));
            out.advanceTo(close.put(target, at));
        }
    }

    /** A field with several values or with parts: the node inside is written once for each value, with its parts as texts. */
    record Each(int field, boolean repeated, int parts, XmlNode one) implements XmlNode {
        @Override
        public void append(byte[] source, long[][] texts, int row, TextBuffer out) {
            long text = texts[field][row];
            if (text == Column.MISSING) {
                return;
            }
            ValueCursor values = new ValueCursor(source, text, repeated, parts);
            while (values.next()) {
                one.append(source, values.texts(), 0, out);
            }
        }
    }

    /**
     * An element for each product of the record.
     *
     * @param next the column that leads from one to the next
     * @param one of several, written also where it is empty
     * @param alone of a record that is one product
     */
    record Variants(int next, XmlNode one, XmlNode alone) implements XmlNode {
        @Override
        public void append(byte[] source, long[][] texts, int row, TextBuffer out) {
            if (texts[next][row] == Column.MISSING) {
                alone.append(source, texts, row, out);
                return;
            }
            for (long each = row; each != Column.MISSING; each = texts[next][(int) each]) {
                one.append(source, texts, (int) each, out);
            }
        }
    }

    /** An attribute that is filled from a field. */
    record Attribute(int field, Markup open) {
        private static final byte[] END = {'"'};

        void append(byte[] source, long[][] texts, int row, TextBuffer out) {
            long text = texts[field][row];
            if (text != Column.MISSING) {
                open.append(out);
                XmlEscape.attribute(source, TextBuffer.start(text), TextBuffer.end(text), out);
                out.append(END);
            }
        }
    }

    /**
     * An element with attributes, elements or both. It is left out when no field inside it has a text.
     *
     * @param start {@code <name} and the attributes that are the same in every record
     * @param opened the end of the opening tag, and elements that are the same in every record
     * @param content the element's own text, if a field is for it, and the elements inside; in one list, since each place that calls another node costs the JVM's compiler as much as all that node does
     * @param close the closing tag
     * @param empty the end of an element that has attributes and nothing else
     * @param always whether it is written even when nothing is in it, as a record is
     */
    record Branch(
            Markup start,
            Attribute[] attributes,
            Markup opened,
            XmlNode[] content,
            Markup close,
            Markup empty,
            boolean always)
            implements XmlNode {
        @Override
        public void append(byte[] source, long[][] texts, int row, TextBuffer out) {
            int before = out.end();
            start.append(out);
            int bare = out.end();
            for (Attribute attribute : attributes) {
                attribute.append(source, texts, row, out);
            }
            int described = out.end();
            opened.append(out);
            int filled = out.end();
            for (XmlNode node : content) {
                if (node instanceof Leaf leaf) {
                    leaf.append(source, texts, row, out);
                } else {
                    node.append(source, texts, row, out);
                }
            }
            if (out.end() > filled || always) {
                close.append(out);
            } else if (described == bare) {
                out.truncate(before);
            } else {
                out.truncate(described);
                empty.append(out);
            }
        }
    }
}
