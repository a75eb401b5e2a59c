package io.feedkit.catalog.xlsx;

import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.RecordReader;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Workbooks: XLSX and its relatives with macros or as templates. */
public final class XlsxCatalogFormat implements CatalogFormat {
    private static final int CERTAIN = 100;
    private static final int BY_EXTENSION = 80;
    private static final String ARCHIVE = "PK\u0003\u0004";
    private static final String EMPTY_ARCHIVE = "PK\u0005\u0006";
    private static final String COMPOUND = "\u00D0\u00CF\u0011\u00E0";
    /** How a workbook with a password calls its content, in UTF-16. */
    private static final String PROTECTED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

    /** For {@link java.util.ServiceLoader}. */
    public XlsxCatalogFormat() {}

    @Override
    public String name() {
        return "xlsx";
    }

    @Override
    public int confidence(Head head) {
        String bytes = new String(head.bytes(), StandardCharsets.ISO_8859_1);
        if (isProtected(bytes)) {
            return CERTAIN;
        }
        if (!bytes.startsWith(ARCHIVE) && !bytes.startsWith(EMPTY_ARCHIVE)) {
            return 0;
        }
        if (bytes.contains("[Content_Types].xml") || bytes.contains("xl/workbook.xml")) {
            return CERTAIN;
        }
        return hasExtension(head.name()) ? BY_EXTENSION : 0;
    }

    private static boolean hasExtension(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".xlsx") || lower.endsWith(".xlsm") || lower.endsWith(".xltx") || lower.endsWith(".xltm");
    }

    private static boolean isProtected(String bytes) {
        return bytes.startsWith(COMPOUND) && bytes.contains(PROTECTED);
    }

    @Override
    public RecordReader open(InputStream in, Head head, CatalogOptions options, ProblemSink problems) {
        try {
            if (isProtected(new String(head.bytes(), StandardCharsets.ISO_8859_1))) {
                throw new FeedException(new Problem(
                        XlsxProblem.ENCRYPTED,
                        SourcePosition.unknown(head.name()),
                        "the workbook is protected by a password.",
                        "Save it without one."));
            }
            return new XlsxReader(in, head.name(), options, problems);
        } catch (RuntimeException e) {
            try {
                in.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
