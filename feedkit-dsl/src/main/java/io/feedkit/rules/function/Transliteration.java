package io.feedkit.rules.function;

import io.feedkit.batch.TextBuffer;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/** Writes Latin, Greek and Cyrillic texts with the letters of ASCII. What has no plain form is left out. */
final class Transliteration {
    private static final Map<Integer, String> PLAIN = new HashMap<>();

    static {
        add(
                "ß=ss ẞ=SS Æ=AE æ=ae Œ=OE œ=oe Ø=O ø=o Ł=L ł=l Đ=D đ=d Ð=D ð=d Þ=Th þ=th ı=i Ħ=H ħ=h Ŋ=N ŋ=n Ŧ=T ŧ=t ĸ=k ə=e Ə=E");
        add(
                "‘=' ’=' ‚=' ‛=' ′=' “=\" ”=\" „=\" ″=\" «=\" »=\" ‹=' ›=' ‐=- ‑=- ‒=- –=- —=- ―=- −=- ⁄=/ ×=x ÷=/ •=* ·=.");
        add("€=EUR £=GBP ¥=JPY ¢=c ©=(c) ®=(r) ™=(tm) °=deg µ=u ±=+/- №=No ¿=? ¡=! §=par. ¶=par.");
        // Greek as in ISO 843, Cyrillic as it is usually read abroad.
        add("α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o");
        add("Α=A Β=V Γ=G Δ=D Ε=E Ζ=Z Η=I Θ=Th Ι=I Κ=K Λ=L Μ=M Ν=N Ξ=X Ο=O Π=P Ρ=R Σ=S Τ=T Υ=Y Φ=F Χ=Ch Ψ=Ps Ω=O");
        add(
                "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya");
        add(
                "А=A Б=B В=V Г=G Д=D Е=E Ж=Zh З=Z И=I Й=Y К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U Ф=F Х=Kh Ц=Ts Ч=Ch Ш=Sh Щ=Shch Ъ= Ы=Y Ь= Э=E Ю=Yu Я=Ya");
        add("і=i ї=i є=ye ґ=g І=I Ї=I Є=Ye Ґ=G ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz Ђ=Dj Ј=J Љ=Lj Њ=Nj Ћ=C Џ=Dz");
    }

    private Transliteration() {}

    private static void add(String pairs) {
        for (String pair : pairs.split(" ")) {
            int first = pair.codePointAt(0);
            PLAIN.put(first, pair.substring(Character.charCount(first) + 1));
        }
    }

    static long ascii(TextBuffer text, long slice, String language) {
        if (Utf8.isAscii(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice))) {
            return slice;
        }
        return Kernels.limited(text.append(ascii(text.string(slice), language)));
    }

    static String ascii(String text, String language) {
        StringBuilder plain = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().forEach(c -> append(plain, c, language));
        return plain.toString();
    }

    private static void append(StringBuilder plain, int c, String language) {
        if (c < 0x80) {
            plain.append((char) c);
            return;
        }
        String own = language.equals("de") ? german(c) : PLAIN.getOrDefault(c, "");
        if (!own.isEmpty()) {
            plain.append(own);
            return;
        }
        if (Utf8.isBlank(c)) {
            plain.append(' ');
            return;
        }
        String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
        parts.codePoints()
                .forEach(part -> plain.append(part < 0x80 ? Character.toString(part) : PLAIN.getOrDefault(part, "")));
    }

    private static String german(int c) {
        return switch (c) {
            case 'ä' -> "ae";
            case 'ö' -> "oe";
            case 'ü' -> "ue";
            case 'Ä' -> "Ae";
            case 'Ö' -> "Oe";
            case 'Ü' -> "Ue";
            default -> PLAIN.getOrDefault(c, "");
        };
    }

    static long slug(TextBuffer text, long slice, String language) {
        String plain = ascii(text.string(slice), language);
        StringBuilder slug = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                slug.append((char) (c + 0x20));
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                slug.append(c);
            } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        int length = slug.length();
        if (length > 0 && slug.charAt(length - 1) == '-') {
            slug.setLength(length - 1);
        }
        return text.append(slug.toString());
    }
}
