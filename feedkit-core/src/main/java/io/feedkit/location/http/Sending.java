package io.feedkit.location.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Waits for the answer to a long sending as long as bytes leave. */
final class Sending {
    private Sending() {}

    static HttpResponse<InputStream> awaited(
            CompletableFuture<HttpResponse<InputStream>> answer, AtomicLong sent, Duration silence)
            throws IOException, InterruptedException {
        long seen = -1;
        try {
            while (true) {
                try {
                    return answer.get(silence.toNanos(), TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    long now = sent.get();
                    if (now == seen) {
                        throw new HttpTimeoutException("no byte was taken for " + silence.toMillis() + " ms");
                    }
                    seen = now;
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(String.valueOf(e.getCause()), e);
        } finally {
            answer.cancel(true);
        }
    }
}
