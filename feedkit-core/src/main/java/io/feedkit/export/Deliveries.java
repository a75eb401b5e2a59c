package io.feedkit.export;

import io.feedkit.location.Destination;
import io.feedkit.location.Shipment;
import java.util.ArrayList;
import java.util.List;

/** One feed on its way to several places: first brought to all of them, then shown at all of them. */
final class Deliveries implements AutoCloseable {
    private final List<Destination.Staged> staged = new ArrayList<>();

    private Deliveries() {}

    static Deliveries staged(List<Destination> destinations, Shipment shipment) {
        Deliveries deliveries = new Deliveries();
        try {
            for (Destination destination : destinations) {
                deliveries.staged.add(destination.stage(shipment));
            }
            return deliveries;
        } catch (RuntimeException e) {
            deliveries.close();
            throw e;
        }
    }

    void publish() {
        staged.forEach(Destination.Staged::publish);
    }

    @Override
    public void close() {
        staged.forEach(Destination.Staged::close);
    }
}
