package io.feedkit.export;

import io.feedkit.catalog.SupplementReport;
import java.time.Instant;
import java.util.List;

/** What a manifest says about the run as a whole. */
record ManifestSource(
        String catalog,
        long catalogBytes,
        long records,
        List<SupplementReport> supplements,
        String enrichment,
        Instant runAt) {}
