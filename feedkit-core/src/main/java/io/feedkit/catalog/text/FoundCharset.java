package io.feedkit.catalog.text;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The charset of a source.
 *
 * @param charset what to decode with; byte order marks are still in the bytes
 * @param evidence why, in a few words
 * @param sure whether any other charset would contradict the bytes
 * @param doubt another charset that is as likely, if there is one
 * @param other what the lines are in that are not in this one, if there are such lines and it is known
 */
public record FoundCharset(
        Charset charset,
        String evidence,
        boolean sure,
        @Nullable Doubt doubt,
        @Nullable Charset other) {

    /**
     * Another reading of the same bytes, and nothing tells which is meant.
     *
     * @param other the other charset
     * @param words a few words that differ, as the charset that was taken reads them
     * @param otherWords the same words in the other charset
     */
    public record Doubt(Charset other, List<String> words, List<String> otherWords) {}

    FoundCharset(Charset charset, String evidence, boolean sure) {
        this(charset, evidence, sure, null, null);
    }

    public FoundCharset(Charset charset, String evidence, boolean sure, @Nullable Doubt doubt) {
        this(charset, evidence, sure, doubt, null);
    }

    /** One that somebody named. */
    public static FoundCharset named(Charset charset) {
        return new FoundCharset(charset, "it was named", true);
    }

    FoundCharset withEvidence(String more) {
        return new FoundCharset(charset, evidence + more, sure, doubt, other);
    }
}
