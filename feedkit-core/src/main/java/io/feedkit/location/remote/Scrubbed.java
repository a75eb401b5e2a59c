package io.feedkit.location.remote;

import io.feedkit.location.Secret;
import java.io.IOException;

/** Exceptions of libraries, made fit to be shown: a driver may quote the address or the password it was given. */
public final class Scrubbed {
    private Scrubbed() {}

    /** The exception itself if nothing in it holds the secret; else one that says the same without it. */
    public static IOException of(Exception e, Secret secret) {
        String text = secret.reveal();
        if (text.isEmpty() || !holds(e, text)) {
            return e instanceof IOException io ? io : new IOException(Reason.of(e), e);
        }
        IOException clean = new IOException(String.valueOf(e.getMessage()).replace(text, "***"));
        clean.setStackTrace(e.getStackTrace());
        return clean;
    }

    private static boolean holds(Throwable e, String secret) {
        int seen = 0;
        for (Throwable cause = e; cause != null && seen < 100; cause = cause.getCause()) {
            if (String.valueOf(cause).contains(secret)) {
                return true;
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                if (holds(suppressed, secret)) {
                    return true;
                }
            }
            seen++;
        }
        return false;
    }
}
