package io.feedkit.location.s3;

import io.feedkit.location.Destination;
import io.feedkit.location.PartName;
import io.feedkit.location.Shipment;
import io.feedkit.location.http.HttpCall;
import java.util.ArrayList;
import java.util.List;

/** An object to be written. */
record S3Destination(S3Place place) implements Destination {

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public Staged stage(Shipment shipment) {
        Uploads uploads = new Uploads(shipment);
        try {
            uploads.send();
            return uploads;
        } catch (RuntimeException e) {
            uploads.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return name();
    }

    /** Uploads that are not complete yet. */
    private final class Uploads implements Staged {
        private final Shipment shipment;
        private final S3Calls calls = new S3Calls(place);
        private final List<ObjectUpload> each = new ArrayList<>();

        Uploads(Shipment shipment) {
            this.shipment = shipment;
        }

        private String key(int part) {
            return PartName.inPath(place.key(), part);
        }

        void send() {
            for (Shipment.Item item : shipment.items()) {
                ObjectUpload upload = new ObjectUpload(place, calls, key(each.size() + 1), item);
                each.add(upload);
                upload.send();
            }
        }

        @Override
        public void publish() {
            each.forEach(ObjectUpload::complete);
            for (int part : shipment.superfluousParts()) {
                calls.send(HttpCall.of("DELETE", place.address(key(part), ""))).close();
            }
        }

        @Override
        public void close() {
            each.forEach(ObjectUpload::giveUp);
        }
    }
}
