package io.feedkit.location.s3;

import io.feedkit.location.PublishProblem;
import io.feedkit.location.Shipment;
import io.feedkit.location.http.ContentType;
import io.feedkit.location.http.HttpCall;
import io.feedkit.location.http.HttpCalls;
import io.feedkit.location.http.HttpReply;
import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/**
 * One object on its way: its parts are sent, and one request makes an object of them. An empty object, which has no parts, is that one request alone.
 *
 * <p>What a killed run left is found again by the object's key, and its parts are kept where size and MD5 fit; what does not fit is thrown away, since a store
 * keeps it and charges for it for ever.
 */
final class ObjectUpload {
    /** A store takes at most 10 000 parts, each but the last of 5 MB at least. */
    private static final long USUAL_PART_BYTES = 16L << 20;

    private static final int MOST_PARTS = 10_000;
    private static final int NOT_FOUND = 404;
    private static final String CHECKSUM = "x-amz-meta-sha256";

    private final S3Place place;
    private final S3Calls calls;
    private final String key;
    private final Shipment.Item item;
    private final Map<Integer, String> tags = new TreeMap<>();
    private String id = "";
    private boolean complete;
    /** Whether the upload was begun by another run, whose checksum it may bear. */
    private boolean resumed;

    ObjectUpload(S3Place place, S3Calls calls, String key, Shipment.Item item) {
        this.place = place;
        this.calls = calls;
        this.key = key;
        this.item = item;
    }

    /** Brings all parts there. */
    void send() {
        Map<Integer, Answer.Part> there = leftBehind();
        if (item.bytes() == 0) {
            return;
        }
        if (id.isEmpty()) {
            HttpCall create = HttpCall.of("POST", place.address(key, "uploads"))
                    .withHeader("Content-Type", ContentType.of(key))
                    .withHeader(CHECKSUM, item.sha256())
                    // At worst one more upload without parts, which the next run throws away.
                    .repeatable();
            id = Answer.of(calls.text(create)).first("UploadId");
        }
        if (id.isEmpty()) {
            throw PublishProblem.REFUSED.at(place.name(), "The store's answer names no upload.");
        }
        long size = Math.max(USUAL_PART_BYTES, (item.bytes() + MOST_PARTS - 1) / MOST_PARTS);
        int number = 1;
        for (long offset = 0; offset < item.bytes(); offset += size) {
            send(number, offset, Math.min(size, item.bytes() - offset), there.get(number));
            number++;
        }
    }

    private void send(int number, long offset, long length, Answer.@org.jspecify.annotations.Nullable Part there) {
        Piece piece = piece(offset, length);
        if (there != null
                && there.size() == length
                && there.tag().replace("\"", "").equals(piece.md5())) {
            tags.put(number, there.tag());
            return;
        }
        HttpCall put = HttpCall.of(
                        "PUT",
                        place.address(key, "partNumber=" + number + "&uploadId=" + SignatureV4.escaped(id, false)))
                .withFile("application/octet-stream", item.file(), offset, length)
                .withHeader(S3Calls.PAYLOAD, piece.sha256());
        try (HttpReply reply = calls.send(put)) {
            tags.put(number, reply.header("ETag").orElse("\"" + piece.md5() + "\""));
        }
    }

    private record Piece(String sha256, String md5) {}

    private Piece piece(long offset, long length) {
        MessageDigest sha256 = SignatureV4.digest("SHA-256");
        MessageDigest md5 = SignatureV4.digest("MD5");
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(item.file())) {
            in.skipNBytes(offset);
            for (long left = length; left > 0; ) {
                int got = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (got < 0) {
                    throw new IOException("it is shorter than it was");
                }
                sha256.update(buffer, 0, got);
                md5.update(buffer, 0, got);
                left -= got;
            }
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(
                    item.file().toString(), "The finished feed cannot be read: " + e.getMessage() + ".", e);
        }
        return new Piece(SignatureV4.hex(sha256.digest()), SignatureV4.hex(md5.digest()));
    }

    /** The parts of an upload of this object that nobody completed; others of it are thrown away. */
    private Map<Integer, Answer.Part> leftBehind() {
        Map<Integer, Answer.Part> found = Map.of();
        String query = "prefix=" + SignatureV4.escaped(key, false) + "&uploads=";
        for (Answer.Upload upload :
                Answer.of(asked(HttpCall.get(place.bucket(query)))).uploads()) {
            if (!upload.key().equals(key)) {
                continue;
            }
            String at = "uploadId=" + SignatureV4.escaped(upload.id(), false);
            Map<Integer, Answer.Part> parts = id.isEmpty() && item.bytes() > 0
                    ? Answer.of(asked(HttpCall.get(place.address(key, at)))).parts()
                    : Map.of();
            if (parts.isEmpty()) {
                calls.ask(HttpCall.of("DELETE", place.address(key, at))).close();
            } else {
                id = upload.id();
                resumed = true;
                found = parts;
            }
        }
        return found;
    }

    /** The text of an answer; empty where the store does not let these credentials ask. */
    private String asked(HttpCall call) {
        try (HttpReply reply = calls.ask(call)) {
            return reply.status() == 200 ? reply.text(4 << 20) : "";
        }
    }

    /** Makes the object of its parts. */
    void complete() {
        if (item.bytes() == 0) {
            calls.send(HttpCall.of("PUT", place.address(key, ""))
                            .withBody(ContentType.of(key), new byte[0])
                            .withHeader(CHECKSUM, item.sha256()))
                    .close();
        } else {
            putTogether();
        }
        complete = true;
        compare();
    }

    private void putTogether() {
        StringBuilder text =
                new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        tags.forEach((number, tag) -> text.append("<Part><PartNumber>")
                .append(number)
                .append("</PartNumber><ETag>")
                .append(tag.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"))
                .append("</ETag></Part>"));
        byte[] body = text.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
        HttpCall call = HttpCall.of("POST", place.address(key, "uploadId=" + SignatureV4.escaped(id, false)))
                .withBody("application/xml", body)
                .withHeader(S3Calls.PAYLOAD, SignatureV4.hex(SignatureV4.sha256(body)))
                .repeatable();
        try (HttpReply reply = calls.ask(call)) {
            // Asked a second time, because the first answer was lost, it knows the upload no more; then the object
            // tells.
            if (reply.status() >= 400 && reply.status() != NOT_FOUND) {
                throw HttpCalls.failure(reply);
            }
            Answer answer = Answer.of(reply.text(4 << 20));
            if (reply.status() < 400 && !answer.first("Code").isEmpty()) {
                throw PublishProblem.REFUSED.at(
                        place.name(), "The store does not put the parts together (" + answer.first("Code") + ").");
            }
        }
    }

    private void compare() {
        try (HttpReply reply = calls.ask(HttpCall.of("HEAD", place.address(key, "")))) {
            String checksum = resumed ? item.sha256() : reply.header(CHECKSUM).orElse(item.sha256());
            String bytes = reply.header("Content-Length").orElse("no");
            if (reply.status() == 200
                    && (!checksum.equals(item.sha256()) || !bytes.equals(String.valueOf(item.bytes())))) {
                throw PublishProblem.NOT_WHOLE.at(
                        place.name(), "The store holds " + bytes + " bytes of another object.");
            }
            if (reply.status() == NOT_FOUND) {
                throw PublishProblem.NOT_WHOLE.at(place.name(), "The store holds no such object.");
            }
        }
    }

    /** Throws the parts away; what cannot be thrown away now, the next run finds. */
    void giveUp() {
        if (!complete && !id.isEmpty()) {
            try {
                String at = "uploadId=" + SignatureV4.escaped(id, false);
                calls.ask(HttpCall.of("DELETE", place.address(key, at))).close();
            } catch (FeedException e) {
                complete = false;
            }
        }
    }
}
