package io.feedkit.shop;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs each call instead of sending a secret with it: OAuth 1.0a (RFC 5849) with HMAC-SHA256.
 *
 * <p>With the two secrets of a program ({@code consumer-key}, {@code consumer-secret}, or other names for them), or with those of a user's consent as well
 * ({@code token}, {@code token-secret}).
 */
final class OAuthSignature implements Authority {
    private static final String ALGORITHM = "HmacSHA256";

    private final ShopApi api;

    private final String key;
    private final String secret;
    private final boolean withToken;

    OAuthSignature(ShopApi api, String key, String secret, boolean withToken) {
        this.api = api;
        this.key = key;
        this.secret = secret;
        this.withToken = withToken;
    }

    @Override
    public Map<String, String> headers(String method, URI uri) {
        String seconds = Long.toString(api.now().getEpochSecond());
        return Map.of("Authorization", header(method, uri, seconds, api.nonce()));
    }

    String header(String method, URI uri, String seconds, String nonce) {
        Map<String, String> oauth = new TreeMap<>();
        oauth.put("oauth_consumer_key", api.secret(key));
        oauth.put("oauth_nonce", nonce);
        oauth.put("oauth_signature_method", "HMAC-SHA256");
        oauth.put("oauth_timestamp", seconds);
        if (withToken) {
            oauth.put("oauth_token", api.secret("token"));
        }
        oauth.put("oauth_version", "1.0");
        oauth.put("oauth_signature", signature(method, uri, oauth));
        return oauth.entrySet().stream()
                .map(entry -> entry.getKey() + "=\"" + encode(entry.getValue()) + '"')
                .collect(Collectors.joining(", ", "OAuth ", ""));
    }

    private String signature(String method, URI uri, Map<String, String> oauth) {
        List<String> parameters = new ArrayList<>();
        oauth.forEach((name, value) -> parameters.add(encode(name) + "=" + encode(value)));
        String query = uri.getRawQuery();
        if (query != null) {
            for (String parameter : query.split("&")) {
                int equals = parameter.indexOf('=');
                parameters.add(again(parameter.substring(0, equals)) + "=" + again(parameter.substring(equals + 1)));
            }
        }
        parameters.sort(null);
        String address = uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
        String base = method + "&" + encode(address) + "&" + encode(String.join("&", parameters));
        return hmac(encode(api.secret(secret)) + "&" + (withToken ? encode(api.secret("token-secret")) : ""), base);
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    private static String again(String encoded) {
        return encode(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }

    /** Percent-encodes all but unreserved characters, as RFC 5849 wants. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
