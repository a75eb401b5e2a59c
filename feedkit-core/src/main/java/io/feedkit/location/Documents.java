package io.feedkit.location;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells by their names what people put beside a catalogue when they pack it: what to read first, licences, pictures, checksums. */
final class Documents {
    /** How texts without layout are called; what follows them is a number, a language or nothing. */
    private static final Pattern NAME = Pattern.compile(
            "(?:read[-_ ]?me|lies[-_ ]?mich|lisez[-_ ]?moi|leggimi|leeme|l[eé]ame|leia[-_ ]?me|leesmij|czytaj[-_ ]?to|license|licence|lizenz|licencia|licenza|copying|copyright|notice|changelog|changes|"
                    + "release[-_ ]?notes|disclaimer|terms|terms[-_ ](?:of[-_ ]use|and[-_ ]conditions)|agb|cgu|cgv)(?:[-_ .]?[0-9a-z]{1,5})?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Kinds of file that hold no catalogue. */
    private static final Set<String> KINDS = Set.of(
            "md", "pdf", "doc", "docx", "odt", "rtf", "nfo", "url", "webloc", "lnk", "ini", "css", "html", "htm", "jpg",
            "jpeg", "png", "gif", "webp", "svg", "ico", "bmp", "xsd", "dtd", "xsl", "xslt", "rng", "md5", "sha1",
            "sha256", "sfv", "asc", "sig", "ok", "done");

    private Documents() {}

    static boolean isOne(String entry) {
        String file = file(entry);
        String text = file.replaceFirst("(?i)\\.txt$", "");
        return KINDS.contains(kind(entry))
                || (text.length() < file.length() || text.indexOf('.') < 0)
                        && NAME.matcher(text).matches();
    }

    /** The end of its name, without that of its compression. */
    static String kind(String entry) {
        String file = file(entry).toLowerCase(Locale.ROOT);
        String plain = file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
        return plain.substring(plain.lastIndexOf('.') + 1);
    }

    private static String file(String entry) {
        return entry.substring(entry.lastIndexOf('/') + 1);
    }
}
