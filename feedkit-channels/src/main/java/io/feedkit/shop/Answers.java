package io.feedkit.shop;

import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.answer.UnreadableAnswer;
import io.feedkit.shop.json.JsonAnswers;
import io.feedkit.shop.xml.XmlAnswers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads what a shop sent, JSON or XML. */
final class Answers {
    private static final int SHOWN_BYTES = 80;
    private static final int LONGEST_WARNING = 16 << 10;

    private Answers() {}

    /** An empty body is missing. */
    static Answer parse(byte[] body) throws UnreadableAnswer {
        int start = 0;
        while (start < body.length && isBlank(body[start])) {
            start++;
        }
        if (start == body.length) {
            return Answer.MISSING;
        }
        if (isPage(body, start)) {
            throw new UnreadableAnswer("it is a page for people.");
        }
        int xml = xml(body, start);
        return xml < 0 ? JsonAnswers.parse(body) : XmlAnswers.parse(body, xml);
    }

    /** Blanks, and the mark that some put before UTF-8. */
    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ' || b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
    }

    private static boolean isPage(byte[] body, int start) {
        String first = new String(body, start, Math.min(body.length - start, SHOWN_BYTES), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT);
        return first.startsWith("<html") || first.startsWith("<!doctype html");
    }

    /** Where XML begins, or -1 for JSON. Warnings of PHP stand before either, with tags of HTML in them. */
    private static int xml(byte[] body, int start) {
        String text = new String(body, start, Math.min(body.length - start, LONGEST_WARNING), StandardCharsets.UTF_8);
        int declared = text.indexOf("<?xml");
        if (declared >= 0) {
            return start + text.substring(0, declared).getBytes(StandardCharsets.UTF_8).length;
        }
        boolean html = text.startsWith("<br") || text.startsWith("<b>");
        return body[start] == '<' && !html ? start : -1;
    }

    /** The beginning, to recognise it by. */
    static String start(byte[] body) {
        return new String(body, 0, Math.min(body.length, SHOWN_BYTES), StandardCharsets.UTF_8);
    }
}
