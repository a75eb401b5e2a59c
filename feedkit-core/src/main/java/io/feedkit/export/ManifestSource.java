package io.feedkit.export;

import io.feedkit.catalog.SupplementReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a manifest says about the run as a whole. */
record ManifestSource(
        String catalog,
        long catalogBytes,
        long records,
        List<SupplementReport> supplements,
        String enrichment,
        Map<String, String> remembered,
        Instant runAt) {}
