package io.feedkit.location.remote;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What an exception of the network says to a person. */
public final class Reason {
    private Reason() {}

    public static String of(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "the host is not known";
            }
        }
        if (e instanceof SocketTimeoutException || e.getClass().getSimpleName().equals("HttpTimeoutException")) {
            return "the other side is silent";
        }
        if (e.getClass().getSimpleName().equals("HttpConnectTimeoutException")) {
            return "the host does not answer";
        }
        if (e instanceof ConnectException) {
            return "the connection is refused";
        }
        if (e instanceof SSLException) {
            return "TLS failed (" + line(e) + ")";
        }
        return line(e);
    }

    /** Whether the other side's certificate is the reason, which trying again does not change. */
    public static boolean isUntrusted(Throwable e) {
        int seen = 0;
        for (Throwable cause = e; cause != null && seen < 100; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
                return true;
            }
            seen++;
        }
        return false;
    }

    /** The first line of the message. */
    private static String line(Throwable e) {
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return e.getClass().getSimpleName().replaceFirst("Exception$", "").toLowerCase(Locale.ROOT);
        }
        String first = message.strip().lines().findFirst().orElse(message);
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }
}
