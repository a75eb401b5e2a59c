package io.feedkit.location;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as reports and messages may show it: without user-info and fragment, and with three asterisks for what may be a secret in the query.
 *
 * <p>A secret in the path cannot be told from a name and stays.
 */
public final class AddressName {
    private static final String MASK = "***";
    private static final Pattern SECRET_NAME =
            Pattern.compile("token|key|secret|pass|pwd|sig|auth|cred|session|sid|code|hash|jwt|user|login|account");
    private static final Pattern SCHEMES = Pattern.compile("(?:[A-Za-z0-9+.-]+:)+");
    private static final int TOKEN_CHARS = 20;

    private AddressName() {}

    /** The name of an address. */
    public static String of(URI address) {
        return of(address.toString());
    }

    /** The name of what a user typed, also where it is no valid address. */
    public static String of(String typed) {
        int fragment = typed.indexOf('#');
        String text = fragment < 0 ? typed : typed.substring(0, fragment);
        int query = text.indexOf('?');
        String place = query < 0 ? text : text.substring(0, query);
        String parameters = query < 0 ? "" : "?" + masked(text.substring(query + 1), "&");
        int semicolon = place.startsWith("jdbc:") ? place.indexOf(';') : -1;
        if (semicolon >= 0) {
            parameters = ";" + masked(place.substring(semicolon + 1), ";") + parameters;
            place = place.substring(0, semicolon);
        }
        return withoutUserInfo(place) + parameters;
    }

    private static String withoutUserInfo(String place) {
        int at = place.lastIndexOf('@');
        int authority = place.indexOf("//");
        if (at < 0) {
            return place;
        }
        if (authority < 0 || authority > at) {
            // As in jdbc:oracle:thin:user/password@host.
            Matcher schemes = SCHEMES.matcher(place);
            return schemes.lookingAt() && schemes.end() <= at ? schemes.group() + place.substring(at + 1) : place;
        }
        int start = authority + 2;
        int end = place.indexOf('/', start);
        boolean inPath = end >= 0 && place.lastIndexOf('@', end) < start;
        // A password may hold a slash that should have been escaped; then the last at sign still ends it.
        return inPath && !place.substring(start, end).contains(":")
                ? place
                : place.substring(0, start) + place.substring(at + 1);
    }

    private static String masked(String query, String separator) {
        StringBuilder shown = new StringBuilder();
        for (String parameter : query.split(Pattern.quote(separator), -1)) {
            if (shown.length() > 0) {
                shown.append(separator);
            }
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? "" : parameter.substring(0, equals);
            String value = parameter.substring(equals + 1);
            boolean secret = !value.isEmpty() && (isSecretName(name) || looksLikeToken(value));
            shown.append(name).append(equals < 0 ? "" : "=").append(secret ? MASK : value);
        }
        return shown.toString();
    }

    private static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    /** Long, with letters and digits and nothing that parts words or ends a file's name. */
    private static boolean looksLikeToken(String value) {
        boolean letter = false;
        boolean digit = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            letter |= Character.isLetter(c);
            digit |= Character.isDigit(c);
        }
        return value.length() >= TOKEN_CHARS && letter && digit;
    }

    /** Whether a password stands before the host. */
    static boolean holdsPassword(String typed) {
        int start = typed.indexOf("//") + 2;
        if (start < 2) {
            return false;
        }
        int end = typed.indexOf('/', start);
        String authority = end < 0 ? typed.substring(start) : typed.substring(start, end);
        int at = authority.lastIndexOf('@');
        return at >= 0 && authority.lastIndexOf(':', at) >= 0;
    }
}
