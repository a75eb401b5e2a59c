package io.feedkit.cli;

import io.feedkit.export.ExportListener;
import io.feedkit.export.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line that shows how far a run is: {@code [######----]  60%  1,200,000 records  310,000/s  3 s left}. Only for a terminal that is watched. */
final class ProgressBar implements ExportListener, AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final int CELLS = 30;

    private final PrintWriter to;
    private final LongSupplier nanoTime;
    private final long started;
    private long drawn;
    private int width;

    ProgressBar(PrintWriter to, LongSupplier nanoTime) {
        this.to = to;
        this.nanoTime = nanoTime;
        started = nanoTime.getAsLong();
        drawn = started;
    }

    @Override
    public void progressed(Progress progress) {
        long now = nanoTime.getAsLong();
        if (now - drawn >= REDRAW_NANOS) {
            drawn = now;
            draw(line(progress, now - started));
        }
    }

    private void draw(String line) {
        to.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        to.flush();
        width = line.length();
    }

    static String line(Progress progress, long nanos) {
        long perSecond = Math.round(progress.records() * (double) SECOND / Math.max(1, nanos));
        String speed = String.format(Locale.ROOT, "%,d records  %,d/s", progress.records(), perSecond);
        if (progress.totalBytes() <= 0) {
            return speed;
        }
        long bytes = Math.min(progress.bytes(), progress.totalBytes());
        int percent = (int) (100 * bytes / progress.totalBytes());
        int filled = CELLS * percent / 100;
        long left = bytes == 0 ? 0 : (long) (nanos / (double) bytes * (progress.totalBytes() - bytes)) / SECOND;
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d%%  %s  %s left",
                "#".repeat(filled),
                "-".repeat(CELLS - filled),
                percent,
                speed,
                left < 120 ? left + " s" : left / 60 + " min");
    }

    /** Takes the line away again. */
    @Override
    public void close() {
        draw("");
        to.print("\r");
        to.flush();
    }
}
