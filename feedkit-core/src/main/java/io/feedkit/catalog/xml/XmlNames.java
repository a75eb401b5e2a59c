package io.feedkit.catalog.xml;

import io.feedkit.catalog.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a document, each made once, and the name spaces their prefixes stand for.
 *
 * <p>A catalogue has few names and they come in the same order in each record. So a name is first compared with the one that stood behind the last one the time before, and only looked up
 * when it is another. A document with more different names than anybody means is not remembered in full.
 */
final class XmlNames {
    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";
    /** Bytes of names, and of what goes with them, until all are forgotten. */
    private static final int MOST = 1024 * 1024;

    private static final int OVERHEAD = 64;
    private static final boolean[] PART = new boolean[256];
    private static final boolean[] START = new boolean[256];

    static {
        for (int c = 0; c < 256; c++) {
            START[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= 0x80;
            PART[c] = START[c] || c >= '0' && c <= '9' || c == '-' || c == '.';
        }
    }

    private @Nullable Name[] table = new Name[256];
    private int count;
    private int held;
    private final Map<String, Prefix> prefixes = new HashMap<>();
    private final Prefix none = new Prefix("");
    private final Prefix declaring = new Prefix("xmlns");
    private Binding[] bindings = new Binding[8];
    private int bound;

    /** What a prefix stands for where the document is being read; null for nothing. */
    static final class Prefix {
        final String text;

        @Nullable
        String namespace;

        Prefix(String text) {
            this.text = text;
        }
    }

    /** What a prefix stood for before. */
    private record Binding(Prefix prefix, @Nullable String before) {}

    /** A qualified name. */
    static final class Name {
        final byte[] utf8;
        final Prefix prefix;
        final String local;
        /** The name that came behind this one the last time. */
        @Nullable
        Name follower;

        private final int hash;
        private @Nullable Name other;

        Name(byte[] utf8, Prefix prefix, String local, int hash) {
            this.utf8 = utf8;
            this.prefix = prefix;
            this.local = local;
            this.hash = hash;
        }

        /** Whether it stands there, and something behind it that ends it. */
        boolean isAt(byte[] bytes, int from, int end) {
            int to = from + utf8.length;
            return to < end && !PART[bytes[to] & 0xFF] && Arrays.equals(bytes, from, to, utf8, 0, utf8.length);
        }
    }

    XmlNames() {
        none.namespace = "";
        Prefix xml = new Prefix("xml");
        xml.namespace = XML;
        prefixes.put("", none);
        prefixes.put("xml", xml);
        prefixes.put("xmlns", declaring);
    }

    static boolean canStart(byte b) {
        return START[b & 0xFF];
    }

    static boolean canGoOn(byte b) {
        return PART[b & 0xFF];
    }

    /** The end of the name that begins here. */
    static int end(byte[] bytes, int from) {
        int i = from;
        while (PART[bytes[i] & 0xFF]) {
            i++;
        }
        return i;
    }

    /** Makes room when there are too many names; not in the middle of a tag. */
    void forgetWhenFull() {
        if (held > MOST) {
            Arrays.fill(table, null);
            count = 0;
            held = 0;
            prefixes.values().removeIf(prefix -> prefix.namespace == null && prefix != declaring);
        }
    }

    /** The name in these bytes; null when they are none. */
    @Nullable
    Name name(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        hash ^= hash >>> 15;
        Name first = table[hash & table.length - 1];
        for (Name name = first; name != null; name = name.other) {
            if (name.hash == hash && Arrays.equals(bytes, from, to, name.utf8, 0, name.utf8.length)) {
                return name;
            }
        }
        return add(Arrays.copyOfRange(bytes, from, to), hash);
    }

    private @Nullable Name add(byte[] utf8, int hash) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        String prefix = colon < 0 ? "" : text.substring(0, colon);
        String local = text.substring(colon + 1);
        if (Utf8.firstInvalid(utf8, 0, utf8.length) < utf8.length
                || colon == 0
                || !isName(local)
                || colon > 0 && !isName(prefix)) {
            return null;
        }
        if (count > table.length) {
            grow();
        }
        Name name = new Name(utf8, prefixes.computeIfAbsent(prefix, Prefix::new), local, hash);
        link(table, name);
        count++;
        held += utf8.length + OVERHEAD;
        return name;
    }

    private void grow() {
        @Nullable Name[] larger = new Name[table.length * 4];
        for (Name first : table) {
            Name name = first;
            while (name != null) {
                Name next = name.other;
                link(larger, name);
                name = next;
            }
        }
        table = larger;
    }

    private static void link(@Nullable Name[] into, Name name) {
        int place = name.hash & into.length - 1;
        name.other = into[place];
        into[place] = name;
    }

    /** The name without a colon that these bytes are, or empty when they are none. */
    static String simple(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return isName(text) && Utf8.firstInvalid(bytes, from, to) == to ? text : "";
    }

    /** A name without a colon, as XML 1.0 (fifth edition, section 2.3) has it. */
    private static boolean isName(String text) {
        return !text.isEmpty()
                && canStart(text.codePointAt(0))
                && text.codePoints().allMatch(XmlNames::canGoOn);
    }

    private static boolean canStart(int c) {
        if (c < 0xC0) {
            return c < 0x80 && c != ':' && START[c];
        }
        return c <= 0x2FF && c != 0xD7 && c != 0xF7
                || c >= 0x370 && c <= 0x1FFF && c != 0x37E
                || c == 0x200C
                || c == 0x200D
                || c >= 0x2070 && c <= 0x218F
                || c >= 0x2C00 && c <= 0x2FEF
                || c >= 0x3001 && c <= 0xD7FF
                || c >= 0xF900 && c <= 0xFDCF
                || c >= 0xFDF0 && c <= 0xFFFD
                || c >= 0x10000 && c <= 0xEFFFF;
    }

    private static boolean canGoOn(int c) {
        return canStart(c)
                || c < 0x80 && c != ':' && PART[c]
                || c == 0xB7
                || c >= 0x300 && c <= 0x36F
                || c == 0x203F
                || c == 0x2040;
    }

    /** Whether an attribute of this name declares a name space. */
    boolean isDeclaration(Name name) {
        return name.prefix == declaring || name.prefix == none && name.local.equals("xmlns");
    }

    /** How many declarations hold, to go back to with {@link #release}. */
    int bound() {
        return bound;
    }

    /** Takes in a declaration; empty, or what is wrong with it. */
    String bind(Name declaration, String namespace) {
        boolean byDefault = declaration.prefix == none;
        String prefix = byDefault ? "" : declaration.local;
        if (prefix.equals("xmlns") || namespace.equals(XMLNS)) {
            return "the prefix xmlns and its name space cannot be declared";
        }
        if (prefix.equals("xml") != namespace.equals(XML)) {
            return "only the prefix xml can stand for the name space of XML, and only for that";
        }
        if (namespace.isEmpty() && !byDefault) {
            return "the prefix " + prefix + " is declared for an empty name space";
        }
        Prefix bind = prefixes.computeIfAbsent(prefix, Prefix::new);
        if (bound == bindings.length) {
            bindings = Arrays.copyOf(bindings, bound * 2);
        }
        bindings[bound++] = new Binding(bind, bind.namespace);
        bind.namespace = namespace;
        return "";
    }

    /** Forgets the declarations beyond a number that {@link #bound} told. */
    void release(int mark) {
        while (bound > mark) {
            Binding last = bindings[--bound];
            last.prefix.namespace = last.before;
        }
    }
}
