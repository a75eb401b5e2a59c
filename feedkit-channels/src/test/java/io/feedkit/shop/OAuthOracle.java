package io.feedkit.shop;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks a signature as the server of RFC 5849 does: from what came in, not from how it was made. */
final class OAuthOracle {
    private OAuthOracle() {}

    static boolean accepts(MockShop.Asked asked, URI server, String consumerSecret, String tokenSecret) {
        TreeMap<String, String> parameters = new TreeMap<>();
        asked.query().forEach((name, value) -> parameters.put(encode(name), encode(value)));
        String signature = "";
        for (String part :
                asked.header("authorization").substring("OAuth ".length()).split(", ")) {
            String name = part.substring(0, part.indexOf('='));
            String value =
                    URLDecoder.decode(part.substring(part.indexOf('"') + 1, part.length() - 1), StandardCharsets.UTF_8);
            if (name.equals("oauth_signature")) {
                signature = value;
            } else {
                parameters.put(name, encode(value));
            }
        }
        String address = "http://" + server.getAuthority() + asked.path();
        String joined = parameters.entrySet().stream()
                .map((Map.Entry<String, String> one) -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("&"));
        return signature.equals(hmac(
                encode(consumerSecret) + "&" + encode(tokenSecret),
                asked.method() + "&" + encode(address) + "&" + encode(joined)));
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
