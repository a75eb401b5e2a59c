package io.feedkit.export;

import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All who hear of one run. Whoever throws is heard no more and becomes a problem; calls come one at a time. */
final class Listeners {
    private final List<ExportListener> listening;
    private final List<Problem> failures = new ArrayList<>();

    Listeners(List<ExportListener> listeners) {
        listening = new ArrayList<>(listeners);
    }

    synchronized void tell(Consumer<ExportListener> what) {
        for (ExportListener listener : List.copyOf(listening)) {
            try {
                what.accept(listener);
            } catch (RuntimeException | StackOverflowError e) {
                listening.remove(listener);
                failures.add(new Problem(
                        ExportProblem.LISTENER_FAILED,
                        SourcePosition.unknown(listener.getClass().getName()),
                        "A listener failed and was not told of the rest of the run: " + e + ".",
                        "Mend the listener; the feeds are not affected."));
            }
        }
    }

    /** Why listeners fell silent. */
    synchronized List<Problem> failures() {
        return List.copyOf(failures);
    }
}
