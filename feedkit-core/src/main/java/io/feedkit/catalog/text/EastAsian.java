package io.feedkit.catalog.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Charsets of Chinese, Japanese and Korean, with two bytes for most characters.
 *
 * <p>Hardly any other text is valid in them, since every word of odd length breaks the pairs. Which of them it is shows in the few dozen characters that make up a good
 * part of any text in these languages.
 */
final class EastAsian {
    private static final String JAPANESE = "のをにはがでとしていなすまるれたこさかもりっンスーイトルラッリアクレドシロタマプジグムカバ";
    private static final String CHINESE_SIMPLE = "的一是不了在有和人这中大为上个国产品用色型号尺寸新款高质量重机电量可自能及动加水定于全设";
    private static final String CHINESE_FULL = "的一是不了在有和人這中大為上個國產品用色型號尺寸新款高質量重機電可自能及動加水定於全設";
    private static final String KOREAN = "이다는의에가을고하로지은사스기리도한제상품자인대어아정시나전라수주해부용성";
    /** Below that share of frequent characters a text is in none of these charsets. */
    private static final double ENOUGH = 0.08;

    private static final int FEWEST = 2;

    private record Candidate(String charset, String frequent) {}

    private static final List<Candidate> CANDIDATES = List.of(
            new Candidate("windows-31j", JAPANESE),
            new Candidate("EUC-JP", JAPANESE),
            new Candidate("GB18030", CHINESE_SIMPLE),
            new Candidate("Big5", CHINESE_FULL),
            new Candidate("EUC-KR", KOREAN));

    private EastAsian() {}

    /** The charset that a text is in, or none of these. */
    static FoundCharset find(byte[] text, boolean complete, FoundCharset otherwise, @Nullable Charset stated) {
        double best = ENOUGH;
        FoundCharset found = otherwise;
        for (Candidate candidate : CANDIDATES) {
            if (Charset.isSupported(candidate.charset())) {
                Charset charset = Charset.forName(candidate.charset());
                double share = share(text, complete, charset, candidate.frequent());
                double likely = share > 0 && charset.equals(stated) ? share + ENOUGH : share;
                if (likely > best) {
                    best = likely;
                    String evidence = "valid, and " + Math.round(share * 100)
                            + " % of its characters beyond ASCII are frequent ones";
                    found = new FoundCharset(charset, evidence, share > 2 * ENOUGH, null);
                }
            }
        }
        return found;
    }

    /** The share of frequent characters among those beyond ASCII, or 0 where the text is not valid. */
    private static double share(byte[] text, boolean complete, Charset charset, String frequent) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer decoded = CharBuffer.allocate(text.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(text), decoded, complete);
        if (result.isError()) {
            return 0;
        }
        int beyond = 0;
        int known = 0;
        for (char c : decoded.flip().toString().toCharArray()) {
            if (c > 0x7F) {
                beyond++;
                known += frequent.indexOf(c) >= 0 ? 1 : 0;
            }
        }
        return beyond < FEWEST ? 0 : (double) known / beyond;
    }
}
