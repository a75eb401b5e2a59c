package io.feedkit.location.s3;

import io.feedkit.location.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests with Signature Version 4 of Amazon Web Services.
 *
 * <p>Follows "Authenticating Requests: Using the Authorization Header" in the API reference of Amazon S3; its examples and cases of the signature's test suite are in the tests.
 * Paths are expected as S3 wants them, each character escaped once ({@link #escaped}).
 */
record SignatureV4(String accessKey, Secret secret, String region, String service) {
    /** The checksum of no bytes. */
    static final String NO_BYTES = hex(sha256(new byte[0]));

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String END = "aws4_request";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A time as headers and signatures write it. */
    static String time(Instant at) {
        return TIME.format(at);
    }

    /**
     * The value of the header {@code Authorization}.
     *
     * @param headers all headers to be signed with {@code host} and {@code x-amz-date} among them, names in any case
     * @param payloadSha256 the body's checksum in hexadecimal
     */
    String authorization(String method, URI address, Map<String, String> headers, String payloadSha256) {
        TreeMap<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) ->
                signed.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
        String names = String.join(";", signed.keySet());
        String canonical = method + "\n"
                + (address.getRawPath().isEmpty() ? "/" : address.getRawPath()) + "\n"
                + query(address.getRawQuery()) + "\n"
                + signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + payloadSha256;
        String time = signed.getOrDefault("x-amz-date", "");
        String day = time.substring(0, Math.min(8, time.length()));
        String scope = day + "/" + region + "/" + service + "/" + END;
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hex(sha256(bytes(canonical)));
        return ALGORITHM + " Credential=" + accessKey + "/" + scope + ",SignedHeaders=" + names + ",Signature="
                + hex(hmac(key(day), toSign));
    }

    private byte[] key(String day) {
        byte[] start = bytes("AWS4" + secret.reveal());
        return hmac(hmac(hmac(hmac(start, day), region), service), END);
    }

    /** Sorted, and with an equals sign behind each name. */
    private static String query(@org.jspecify.annotations.Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return "";
        }
        return Arrays.stream(raw.split("&"))
                .map(parameter -> parameter.contains("=") ? parameter : parameter + "=")
                .sorted()
                .collect(Collectors.joining("&"));
    }

    /** Everything but letters, digits and {@code -._~} as the bytes of UTF-8; a slash may stay. */
    static String escaped(String text, boolean slashStays) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes(text)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0) || c == '/' && slashStays;
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] sha256(byte[] bytes) {
        return digest("SHA-256").digest(bytes);
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
