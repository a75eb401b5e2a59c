package io.feedkit.export;

import java.time.Instant;

/** What a manifest says about the run as a whole. */
record ManifestSource(String catalog, long catalogBytes, long records, String enrichment, Instant runAt) {}
