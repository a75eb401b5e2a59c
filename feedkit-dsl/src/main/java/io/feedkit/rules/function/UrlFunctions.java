package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.BOOLEAN;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Addresses, and what should not stand in texts: addresses and emoji. */
final class UrlFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("is_url")
                    .takes(text("t"))
                    .gives(BOOLEAN)
                    .saying("Whether the text is a web address with http or https and a host, without blanks.")
                    .example("is_url(\"https://shop.example/a?b=1\")", "true")
                    .example("is_url(\"shop.example\")", "false")
                    .by(Kernels.count((bytes, from, to) -> hostStart(bytes, from, to) < 0 ? 0 : 1)),
            Definition.of("url_host")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("The host of a web address, in lower case; missing for any other text.")
                    .example("url_host(\"https://Shop.example:8080/a\")", "\"shop.example\"")
                    .example("url_host(\"no address\")", "missing")
                    .by(Kernels.text(UrlFunctions::host)),
            Definition.of("url_encode")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying(
                            "Writes a text so that it may stand in an address: everything but plain letters, digits and - . _ ~ as %XX.")
                    .example("url_encode(\"été 1/2\")", "\"%C3%A9t%C3%A9%201%2F2\"")
                    .example("url_encode(\"plain-1\")", "\"plain-1\"")
                    .by(Kernels.text(UrlFunctions::encode)),
            Definition.of("with_query")
                    .takes(text("url"), text("key"), text("value"))
                    .gives(TEXT)
                    .saying("Puts a parameter into an address, in the place of one with this name if there is one.")
                    .example(
                            "with_query(\"https://shop.example/a?x=1#top\", \"utm_source\", \"feed\")",
                            "\"https://shop.example/a?x=1&utm_source=feed#top\"")
                    .example(
                            "with_query(\"https://shop.example/a?x=1\", \"x\", \"2 3\")",
                            "\"https://shop.example/a?x=2%203\"")
                    .by(Kernels.rows((text, row, in, out) -> out.bits[row] = Kernels.limited(text.append(withQuery(
                            text.string(in[0].bits[row]),
                            text.string(encode(text, in[1].bits[row])),
                            text.string(encode(text, in[2].bits[row]))))))),
            Definition.of("strip_urls")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Takes out web addresses: what starts with http://, https:// or www. up to the next blank.")
                    .example("strip_urls(\"See https://shop.example/a. Now\")", "\"See . Now\"")
                    .example("strip_urls(\"none\")", "\"none\"")
                    .by(Kernels.text(UrlFunctions::stripUrls)),
            Definition.of("strip_emoji")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Takes out emoji, flags and pictures; ©, ® and ™ stay.")
                    .example("strip_emoji(\"New ✨ dress 👗🏽\")", "\"New  dress \"")
                    .example("strip_emoji(\"Brand™ 5★\")", "\"Brand™ 5\"")
                    .by(Kernels.text(UrlFunctions::stripEmoji)));

    private static final byte[] HTTP = "http://".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HTTPS = "https://".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WWW = "www.".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    // Arrows and letter-like signs below stand in plain texts too.
    private static final int FIRST_EMOJI = 0x231A;

    private UrlFunctions() {}

    private static boolean startsWith(byte[] bytes, int at, int to, byte[] lower) {
        if (to - at < lower.length) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            int b = bytes[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + 0x20 : b) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the host of an address starts, or -1 when the text is none. */
    private static int hostStart(byte[] bytes, int from, int to) {
        int start = startsWith(bytes, from, to, HTTPS)
                ? from + HTTPS.length
                : startsWith(bytes, from, to, HTTP) ? from + HTTP.length : -1;
        if (start < 0) {
            return -1;
        }
        for (int i = start; i < to; i++) {
            if (bytes[i] >= 0 && bytes[i] <= ' ' || Utf8.blank(bytes, i) > 0) {
                return -1;
            }
        }
        int end = authorityEnd(bytes, start, to);
        int host = start;
        for (int i = start; i < end; i++) {
            host = bytes[i] == '@' ? i + 1 : host;
        }
        boolean isHost = host < end && (bytes[host] == '[' || Utf8.isLetterOrDigit(bytes, host));
        return isHost ? host : -1;
    }

    private static int authorityEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '/' && bytes[at] != '?' && bytes[at] != '#') {
            at++;
        }
        return at;
    }

    private static long host(TextBuffer text, long slice) {
        byte[] bytes = text.bytes();
        int to = TextBuffer.end(slice);
        int start = hostStart(bytes, TextBuffer.start(slice), to);
        if (start < 0) {
            return Column.MISSING;
        }
        int end = authorityEnd(bytes, start, to);
        int colon = end;
        while (colon > start && bytes[colon - 1] >= '0' && bytes[colon - 1] <= '9') {
            colon--;
        }
        boolean hasPort = colon > start && bytes[colon - 1] == ':';
        return Letters.lower(text, TextBuffer.slice(start, hasPort ? colon - 1 : end), Locale.ROOT);
    }

    private static boolean isUnreserved(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '-'
                || b == '.'
                || b == '_'
                || b == '~';
    }

    private static long encode(TextBuffer text, long slice) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        int reserved = 0;
        for (int i = from; i < to; i++) {
            reserved += isUnreserved(bytes[i]) ? 0 : 1;
        }
        if (reserved == 0) {
            return slice;
        }
        bytes = text.room(Limits.textBytes((long) to - from + 2L * reserved));
        int out = text.end();
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (isUnreserved(b)) {
                bytes[out++] = b;
            } else {
                bytes[out++] = '%';
                bytes[out++] = HEX[(b & 0xFF) >> 4];
                bytes[out++] = HEX[b & 0xF];
            }
        }
        return text.advanceTo(out);
    }

    private static String withQuery(String url, String key, String value) {
        int hash = url.indexOf('#');
        String fragment = hash < 0 ? "" : url.substring(hash);
        String address = hash < 0 ? url : url.substring(0, hash);
        int question = address.indexOf('?');
        if (question < 0) {
            return address + "?" + key + "=" + value + fragment;
        }
        StringBuilder query = new StringBuilder(address.substring(0, question + 1));
        boolean replaced = false;
        boolean first = true;
        for (String pair : address.substring(question + 1).split("&")) {
            boolean same = pair.equals(key) || pair.startsWith(key + "=");
            if (pair.isEmpty() || same && replaced) {
                continue;
            }
            query.append(first ? "" : "&").append(same ? key + "=" + value : pair);
            replaced |= same;
            first = false;
        }
        if (!replaced) {
            query.append(first ? "" : "&").append(key).append('=').append(value);
        }
        return query + fragment;
    }

    private static long stripUrls(TextBuffer text, long slice) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        int at = from;
        while (at < to && !startsUrl(bytes, from, at, to)) {
            at++;
        }
        if (at == to) {
            return slice;
        }
        bytes = text.room(to - from);
        int out = text.end();
        System.arraycopy(bytes, from, bytes, out, at - from);
        out += at - from;
        while (at < to) {
            if (startsUrl(bytes, from, at, to)) {
                at = urlEnd(bytes, at, to);
            } else {
                bytes[out++] = bytes[at++];
            }
        }
        return text.advanceTo(out);
    }

    private static boolean startsUrl(byte[] bytes, int from, int at, int to) {
        byte b = bytes[at];
        if ((b | 0x20) != 'h' && (b | 0x20) != 'w') {
            return false;
        }
        boolean opens = at == from || !Utf8.isLetterOrDigit(bytes, Utf8.before(bytes, at));
        return opens
                && (startsWith(bytes, at, to, HTTP)
                        || startsWith(bytes, at, to, HTTPS)
                        || startsWith(bytes, at, to, WWW));
    }

    /** An address ends at a blank, a quote or an angle bracket, and not with a mark of the sentence around it. */
    private static int urlEnd(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && Utf8.blank(bytes, end) == 0 && "<>\"'".indexOf(bytes[end]) < 0) {
            end++;
        }
        while (end > from + 1 && ".,;:!?)]}".indexOf(bytes[end - 1]) >= 0) {
            end--;
        }
        return end;
    }

    private static long stripEmoji(TextBuffer text, long slice) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        if (Utf8.isAscii(bytes, from, to)) {
            return slice;
        }
        bytes = text.room(to - from);
        int out = text.end();
        for (int at = from; at < to; ) {
            int end = Graphemes.end(bytes, at, to);
            if (!isEmoji(bytes, at, end)) {
                System.arraycopy(bytes, at, bytes, out, end - at);
                out += end - at;
            }
            at = end;
        }
        return out - text.end() == to - from ? slice : text.advanceTo(out);
    }

    private static boolean isEmoji(byte[] bytes, int from, int to) {
        int first = Utf8.codePoint(bytes, from);
        if (first >= FIRST_EMOJI && Graphemes.isPicture(first) || first >= 0x1F1E6 && first <= 0x1F1FF) {
            return true;
        }
        // A variation selector or a keycap makes an emoji of what precedes it.
        for (int at = from; at < to; at += Utf8.width(bytes[at])) {
            int c = Utf8.codePoint(bytes, at);
            if (c == 0xFE0F || c == 0x20E3) {
                return true;
            }
        }
        return false;
    }
}
