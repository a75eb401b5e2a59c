package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Texts out of pieces that have broken text code before, and a way to run one step over a text. */
public class NastyTexts extends DomainContextBase {
    private static final String[] PIECES = {
        "a",
        "b",
        "Z",
        "i",
        "I",
        "word",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\u00a0",
        "\u200b",
        "\u3000",
        "\u2028",
        "\ufeff",
        "\u0085",
        "é",
        "É",
        "e\u0301",
        "ÿ",
        "ß",
        "ẞ",
        "µ",
        "×",
        "÷",
        "İ",
        "ı",
        "Σ",
        "ς",
        "ΟΔΟΣ",
        "ﬁ",
        "ǆ",
        "Ǆ",
        "ŉ",
        "K",
        "ſ",
        "ª",
        "º",
        "²",
        "½",
        "™",
        "℡",
        "\u0301",
        "\u200d",
        "\ufe0f",
        "\u20e3",
        "1\ufe0f\u20e3",
        "👍",
        "👍🏽",
        "👨‍👩‍👧",
        "🏳️‍🌈",
        "🇫🇷",
        "🇫",
        "❤️",
        "☀",
        "🏴\udb40\udc67\udb40\udc62\udb40\udc7f",
        "각",
        "\u1100",
        "\u1161",
        "\u11a8",
        "が",
        "か\u3099",
        "ﾊﾟ",
        "中",
        "עב",
        "ا\u064b",
        "ไทยำ",
        "𝒳",
        "Ⓐ",
        "\u0600",
        "\u00ad",
        "\u200e",
        "<",
        ">",
        "&",
        "'",
        "\"",
        "-",
        ".",
        "$1",
        "\\",
        "%",
        "0",
        "9",
        "–",
        "’",
        "…",
        "€"
    };

    @Provide
    public Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(14).map(pieces -> String.join("", pieces));
    }

    /** The result of a step as a text, or null when it gives none. Stray bytes before and behind catch steps that look too far. */
    static String run(Kernels.TextStep step, String input) {
        TextBuffer text = new TextBuffer(4);
        text.append("é >\u00a0");
        long slice = text.append(input);
        text.append(" <é\u0301>;");
        long result = step.of(text, slice);
        return result == Column.MISSING ? null : text.string(result);
    }

    static long count(Kernels.CountStep step, String input) {
        TextBuffer text = new TextBuffer(4);
        text.append("1é ");
        long slice = text.append(input);
        text.append("\u0301 1");
        return step.of(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice));
    }

    /** Whether a step gives back the slice it was given. */
    static boolean givesSameSlice(Kernels.TextStep step, String input) {
        TextBuffer text = new TextBuffer(4);
        long slice = text.append(input);
        return step.of(text, slice) == slice;
    }
}
