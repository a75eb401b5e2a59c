package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.text;
import static io.feedkit.rules.function.Definition.texts;

import io.feedkit.batch.TextBuffer;
import java.util.List;

/** Markup in texts. */
final class HtmlFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("strip_html")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying(
                            "Takes out tags, scripts and comments and decodes entities; paragraphs and other blocks are parted by a blank.")
                    .example("strip_html(\"<p>Red <b>dress</b></p><p>100&#37; wool</p>\")", "\"Red dress 100% wool\"")
                    .example("strip_html(\"width < 60 cm\")", "\"width < 60 cm\"")
                    .by(html(HtmlText.Blocks.BLANK)),
            Definition.of("html_to_text")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Takes out tags like strip_html, but keeps lines, and bullets for the items of a list.")
                    .example(
                            "html_to_text(\"<p>Red dress</p><ul><li>wool</li><li>warm</li></ul>\")",
                            "\"Red dress\\n• wool\\n• warm\"")
                    .example("html_to_text(\"soft<br>warm\")", "\"soft\\nwarm\"")
                    .by(html(HtmlText.Blocks.LINES)),
            Definition.of("keep_tags")
                    .takes(text("t"), texts("tags"))
                    .gives(TEXT)
                    .saying(
                            "Takes out all tags but these; what they contain stays, scripts excepted, and entities stay written out.")
                    .example("keep_tags(\"<div>Red <b>dress</b></div>\", [\"b\", \"br\"])", "\"Red <b>dress</b>\"")
                    .example("keep_tags(\"<p>a</p>\", [\"b\"])", "\"a\"")
                    .by(Kernels.rowsWith(() -> {
                        HtmlText html = new HtmlText(HtmlText.Blocks.KEEP_TAGS);
                        return (text, row, in, out) ->
                                out.bits[row] = html.strip(text, in[0].bits[row], in[1].bits[row]);
                    })),
            Definition.of("escape_html")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Writes the characters that mean something in HTML as entities.")
                    .example("escape_html(\"5 < 6 & \\\"so\\\"\")", "\"5 &lt; 6 &amp; &quot;so&quot;\"")
                    .example("escape_html(\"plain\")", "\"plain\"")
                    .by(Kernels.text(HtmlFunctions::escape)),
            Definition.of("decode_entities")
                    .takes(text("t"))
                    .gives(TEXT)
                    .saying("Puts characters in the place of HTML entities; unknown ones stay as they are.")
                    .example("decode_entities(\"caf&eacute; &amp; th&#233;\")", "\"café & thé\"")
                    .example("decode_entities(\"R&D &foo;\")", "\"R&D &foo;\"")
                    .by(Kernels.text(HtmlFunctions::decode)));

    private HtmlFunctions() {}

    private static Kernel html(HtmlText.Blocks blocks) {
        return Kernels.rowsWith(() -> {
            HtmlText html = new HtmlText(blocks);
            return (text, row, in, out) -> out.bits[row] = html.strip(text, in[0].bits[row]);
        });
    }

    static long decode(TextBuffer text, long slice) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        int at = from;
        while (at < to && bytes[at] != '&') {
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
            int end = bytes[at] == '&' ? Entities.end(bytes, at, to) : at;
            int character = end == at ? -1 : Entities.character(bytes, at, end);
            if (character < 0) {
                bytes[out++] = bytes[at++];
            } else {
                out = Utf8.put(bytes, out, character);
                at = end;
            }
        }
        return text.advanceTo(out);
    }

    static long escape(TextBuffer text, long slice) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        int more = 0;
        for (int i = from; i < to; i++) {
            more += entity(bytes[i]).length();
        }
        if (more == 0) {
            return slice;
        }
        bytes = text.room(Limits.textBytes((long) to - from + more));
        int out = text.end();
        for (int i = from; i < to; i++) {
            bytes[out++] = bytes[i];
            String entity = entity(bytes[i]);
            if (!entity.isEmpty()) {
                out--;
                bytes[out++] = '&';
                for (int c = 0; c < entity.length(); c++) {
                    bytes[out++] = (byte) entity.charAt(c);
                }
            }
        }
        return text.advanceTo(out);
    }

    /** What follows the ampersand that stands for this byte, or nothing. */
    private static String entity(byte b) {
        return switch (b) {
            case '<' -> "lt;";
            case '>' -> "gt;";
            case '&' -> "amp;";
            case '"' -> "quot;";
            case '\'' -> "#39;";
            default -> "";
        };
    }
}
