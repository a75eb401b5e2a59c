package io.feedkit.location.http;

import io.feedkit.location.Destination;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.PartName;
import io.feedkit.location.PublishProblem;
import io.feedkit.location.Shipment;
import java.net.URI;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A file on a web server, which takes it with one request: as long as that is not through, the old one is there.
 *
 * <p>{@code PUT} means the same however often it is sent, so it is sent again when a connection breaks, and the server is asked for the size it holds then. {@code POST}
 * goes to the one address it has, with a key by which a server can tell that it is the same sending.
 */
record HttpDestination(String name, URI address, HttpCalls calls, LocationOptions options) implements Destination {
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int FAILED = 400;

    @Override
    public Staged stage(Shipment shipment) {
        return new Requests(shipment);
    }

    @Override
    public String toString() {
        return name;
    }

    private URI address(int part) {
        String text = address.toString();
        int query = text.indexOf('?');
        return query < 0
                ? URI.create(PartName.inPath(text, part))
                : URI.create(PartName.inPath(text.substring(0, query), part) + text.substring(query));
    }

    /** Nothing can be brought to a web server and not be seen, so all of it happens when it is published. */
    private final class Requests implements Staged {
        private final Shipment shipment;

        Requests(Shipment shipment) {
            this.shipment = shipment;
        }

        @Override
        public void publish() {
            boolean puts = options.method().equals("PUT");
            for (int part = 1; part <= shipment.items().size(); part++) {
                Shipment.Item item = shipment.items().get(part - 1);
                if (puts) {
                    calls.send(carrying(HttpCall.of("PUT", address(part)), item, part))
                            .close();
                    compare(part, item);
                } else {
                    HttpCall post = HttpCall.of("POST", address)
                            .withHeader("Idempotency-Key", item.sha256())
                            .repeatable();
                    calls.send(carrying(post, item, part)).close();
                }
            }
            if (puts) {
                shipment.superfluousParts().forEach(this::remove);
            }
        }

        private HttpCall carrying(HttpCall call, Shipment.Item item, int part) {
            byte[] hash = HexFormat.of().parseHex(item.sha256());
            String digest = java.util.Base64.getEncoder().encodeToString(hash);
            return call.withFile(ContentType.of(address(part).getPath()), item.file(), 0, item.bytes())
                    .withHeader("Content-Digest", "sha-256=:" + digest + ":");
        }

        /** Not every server that takes files shows them; one that does must show the right size. */
        private void compare(int part, Shipment.Item item) {
            try (HttpReply reply =
                    calls.ask(HttpCall.of("HEAD", address(part)).withHeader("Accept-Encoding", "identity"))) {
                String length = reply.header("Content-Length").orElse("");
                boolean known = reply.status() == 200
                        && !length.isEmpty()
                        && reply.header("Content-Encoding").isEmpty();
                if (known && !length.equals(String.valueOf(item.bytes()))) {
                    throw PublishProblem.NOT_WHOLE.at(
                            name, "The server holds " + length + " of " + item.bytes() + " bytes.");
                }
            }
        }

        private void remove(int part) {
            try (HttpReply reply = calls.ask(HttpCall.of("DELETE", address(part)))) {
                if (reply.status() >= FAILED && reply.status() != NOT_FOUND && reply.status() != GONE) {
                    throw PublishProblem.REFUSED.at(
                            name,
                            String.format(
                                    Locale.ROOT,
                                    "The new feed stands there, but part %d of the last one cannot be removed (status %d).",
                                    part,
                                    reply.status()));
                }
            }
        }

        @Override
        public void close() {
            // Nothing was left anywhere.
        }
    }
}
