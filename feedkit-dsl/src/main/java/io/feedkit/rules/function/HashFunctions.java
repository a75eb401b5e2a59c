package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.INTEGER;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.integer;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.TextBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Numbers and codes that follow from a text and look like chance. */
final class HashFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("hash_bucket")
                    .takes(text("key"), integer("buckets"), text("salt"))
                    .gives(INTEGER)
                    .saying(
                            "Deals keys evenly into buckets, counted from 0: the same key and salt always into the same one.")
                    .example("hash_bucket(\"sku-1\", 10, \"test\")", "6")
                    .example("hash_bucket(\"sku-2\", 10, \"test\")", "0")
                    .boundBy(HashFunctions::dealing),
            Definition.of("hash_hex")
                    .takes(text("t"), integer("n"))
                    .gives(TEXT)
                    .saying("The first n hexadecimal digits, up to 64, of the text's SHA-256.")
                    .example("hash_hex(\"abc\", 8)", "\"ba7816bf\"")
                    .example("hash_hex(\"\", 4)", "\"e3b0\"")
                    .by(Kernels.rowsWith(() -> {
                        MessageDigest digest = sha256();
                        return (text, row, in, out) ->
                                out.bits[row] = text.append(hex(digest, text, in[0].bits[row], in[1].bits[row]));
                    })));

    private static final int MAX_HEX = 64;

    private HashFunctions() {}

    private static Kernel dealing(CallSite site) {
        if (site.constants().get(2).isPresent()) {
            Buckets buckets = Buckets.saltedWith(site.word(2, ""));
            return Kernels.rows(
                    (text, row, in, out) -> out.bits[row] = bucket(buckets, text, in[0].bits[row], in[1].bits[row]));
        }
        return Kernels.rows((text, row, in, out) -> {
            Buckets buckets = Buckets.saltedWith(text.string(in[2].bits[row]));
            out.bits[row] = bucket(buckets, text, in[0].bits[row], in[1].bits[row]);
        });
    }

    private static int bucket(Buckets buckets, TextBuffer text, long key, long count) {
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw new Fault("there must be 1 to " + Integer.MAX_VALUE + " buckets, not " + count);
        }
        return buckets.bucket(text.bytes(), TextBuffer.start(key), TextBuffer.end(key), (int) count);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String hex(MessageDigest digest, TextBuffer text, long slice, long n) {
        if (n < 1 || n > MAX_HEX) {
            throw new Fault("1 to 64 digits can be had, not " + n);
        }
        digest.update(Arrays.copyOfRange(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice)));
        return HexFormat.of().formatHex(digest.digest()).substring(0, (int) n);
    }
}
