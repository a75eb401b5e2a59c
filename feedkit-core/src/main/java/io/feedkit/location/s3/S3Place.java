package io.feedkit.location.s3;

import io.feedkit.location.AddressName;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code s3://bucket/folder/feed.xml?region=eu-west-3&endpoint=https://store.example} says.
 *
 * @param name what reports call it
 * @param server where requests go, without a path
 * @param path what stands before the key in the path of a request: empty, or a slash and the bucket
 * @param key of the object
 */
record S3Place(String name, URI server, String path, String key, String region, LocationOptions options) {
    private static final String USUAL_REGION = "us-east-1";

    static S3Place of(URI address, LocationOptions options) {
        String name = AddressName.of(address);
        String bucket = address.getAuthority();
        String key = address.getPath() == null ? "" : address.getPath().replaceFirst("^/", "");
        Map<String, String> said = settings(name, address.getRawQuery());
        if (bucket == null || !bucket.matches("[A-Za-z0-9._-]+") || key.isEmpty() || key.endsWith("/")) {
            throw unusable(name, "The address names no object in a bucket.");
        }
        String region = said.getOrDefault("region", USUAL_REGION);
        String endpoint = said.get("endpoint");
        if (!region.matches("[a-z0-9-]+")) {
            throw unusable(name, "The region is none.");
        }
        if (endpoint == null) {
            // A dot in the name does not fit into the certificate.
            boolean inHost = !bucket.contains(".");
            String host = "s3." + region + ".amazonaws.com";
            return new S3Place(
                    name,
                    URI.create("https://" + (inHost ? bucket + "." : "") + host),
                    inHost ? "" : "/" + bucket,
                    key,
                    region,
                    options);
        }
        return new S3Place(name, server(name, endpoint), "/" + bucket, key, region, options);
    }

    private static URI server(String name, String endpoint) {
        try {
            URI server = URI.create(endpoint);
            String scheme = String.valueOf(server.getScheme());
            boolean plain = server.getRawPath() == null || server.getRawPath().matches("/?");
            if ((scheme.equals("https") || scheme.equals("http"))
                    && server.getHost() != null
                    && server.getUserInfo() == null
                    && plain) {
                return URI.create(scheme + "://" + server.getAuthority());
            }
        } catch (IllegalArgumentException e) {
            throw unusable(name, "The endpoint is no address of a server.");
        }
        throw unusable(name, "The endpoint is no address of a server.");
    }

    private static Map<String, String> settings(String name, @org.jspecify.annotations.Nullable String query) {
        Map<String, String> said = new TreeMap<>();
        for (String setting : query == null ? new String[0] : query.split("&")) {
            int equals = setting.indexOf('=');
            String what = equals < 0 ? setting : setting.substring(0, equals);
            if (!what.equals("region") && !what.equals("endpoint")) {
                throw unusable(
                        name, "An address of s3 knows region and endpoint behind its question mark, nothing else.");
            }
            said.put(what, URLDecoder.decode(setting.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return said;
    }

    private static FeedException unusable(String name, String message) {
        return new FeedException(
                new Problem(
                        LocationProblem.UNUSABLE_ADDRESS,
                        SourcePosition.unknown(name),
                        message,
                        "Write it as s3://bucket/folder/feed.xml?region=eu-west-3, for other stores with &endpoint=https://store.example."));
    }

    /** Where a request about an object goes. */
    URI address(String object, String query) {
        String text = server + path + "/" + SignatureV4.escaped(object, true);
        return URI.create(query.isEmpty() ? text : text + "?" + query);
    }

    /** Where a request about the bucket goes. */
    URI bucket(String query) {
        return URI.create(server + (path.isEmpty() ? "/" : path) + (query.isEmpty() ? "" : "?" + query));
    }
}
