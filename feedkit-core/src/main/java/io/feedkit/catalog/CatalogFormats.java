package io.feedkit.catalog;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The formats catalogues can be read in, by name. Immutable. */
public final class CatalogFormats {
    private final Map<String, CatalogFormat> byName = new TreeMap<>();

    private CatalogFormats(Iterable<CatalogFormat> formats) {
        for (CatalogFormat format : formats) {
            CatalogFormat other = byName.putIfAbsent(format.name(), format);
            if (other != null && other.getClass() != format.getClass()) {
                throw new FeedException(new Problem(
                        CatalogProblem.FORMAT_TWICE,
                        SourcePosition.unknown(format.name()),
                        "two plugins read the catalogue format " + Problem.quote(format.name()) + ": "
                                + described(other) + " and " + described(format) + ".",
                        "Remove one of them from the class path."));
            }
        }
    }

    private static String described(CatalogFormat format) {
        CodeSource from = format.getClass().getProtectionDomain().getCodeSource();
        return format.getClass().getName() + (from == null ? "" : " in " + from.getLocation());
    }

    public static CatalogFormats of(CatalogFormat... formats) {
        return new CatalogFormats(List.of(formats));
    }

    /** The formats that {@link ServiceLoader} finds with this class loader, feedkit's own among them. */
    public static CatalogFormats discover(ClassLoader loader) {
        List<CatalogFormat> found = new ArrayList<>();
        ServiceLoader.load(CatalogFormat.class, loader).forEach(found::add);
        return new CatalogFormats(found);
    }

    /** These formats and further ones. */
    public CatalogFormats and(CatalogFormat... more) {
        List<CatalogFormat> all = new ArrayList<>(byName.values());
        all.addAll(List.of(more));
        return new CatalogFormats(all);
    }

    /** The format of that name; throws a {@link FeedException} that lists the known ones when there is none. */
    public CatalogFormat get(String name) {
        CatalogFormat format = byName.get(name);
        if (format == null) {
            throw new FeedException(new Problem(
                    CatalogProblem.UNKNOWN_FORMAT,
                    SourcePosition.unknown(name),
                    "there is no catalogue format " + Problem.quote(name) + "; known are "
                            + String.join(", ", byName.keySet()) + ".",
                    NearMiss.of(name, byName.keySet())
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Correct the name, or add the plugin that reads this format.")));
        }
        return format;
    }

    /** The format that is surest to know a source; the first by name among equals. */
    Recognised recognise(Head head) {
        CatalogFormat best = null;
        int most = 0;
        for (CatalogFormat format : byName.values()) {
            int confidence = format.confidence(head);
            if (confidence > most) {
                most = confidence;
                best = format;
            }
        }
        if (best == null) {
            Signature known = Signature.of(head.bytes());
            if (known != null) {
                throw new FeedException(new Problem(
                        CatalogProblem.UNKNOWN_FORMAT,
                        SourcePosition.unknown(head.name()),
                        "this is " + known.what + ", which cannot be read as a catalogue.",
                        known.fix));
            }
            throw new FeedException(new Problem(
                    CatalogProblem.UNKNOWN_FORMAT,
                    SourcePosition.unknown(head.name()),
                    head.bytes().length == 0
                            ? "the source is empty."
                            : "none of the formats " + String.join(", ", byName.keySet()) + " recognises the source.",
                    head.bytes().length == 0 ? "" : "Name the format as an option, or convert the source."));
        }
        return new Recognised(best, most);
    }

    /** Files that people take for a catalogue, known by their first bytes, so that the message can say what they are. */
    private enum Signature {
        ZIP(
                "an archive, or a workbook or document other than .xlsx (.ods, .docx)",
                "Save the workbook as .xlsx or CSV, or unpack the archive.",
                "PK\u0003\u0004"),
        OLD_WORKBOOK("an old workbook or document (.xls, .doc)", "Save it as CSV.", "\u00D0\u00CF\u0011\u00E0"),
        PDF("a PDF document", "Export the products as CSV, XML or JSON from where it was made.", "%PDF");

        private final String what;
        private final String fix;
        private final String start;

        Signature(String what, String fix, String start) {
            this.what = what;
            this.fix = fix;
            this.start = start;
        }

        static @Nullable Signature of(byte[] bytes) {
            return Arrays.stream(values())
                    .filter(signature -> signature.begins(bytes))
                    .findFirst()
                    .orElse(null);
        }

        private boolean begins(byte[] bytes) {
            for (int i = 0; i < start.length(); i++) {
                if (i >= bytes.length || (bytes[i] & 0xFF) != start.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The surest format, from 1 to 100. */
    record Recognised(CatalogFormat format, int confidence) {}
}
