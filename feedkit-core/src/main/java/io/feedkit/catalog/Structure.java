package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.FeedException;
import java.util.List;
import java.util.function.Function;

/** Which meaning the structure of a nested source has, and the scan for what stands behind its records. */
final class Structure {
    /** A record path that no element has: such a pass reads nothing but tables. */
    private static final String NO_RECORD = "(tables)";

    private Structure() {}

    /** Options with what the mapping, or the preset it starts from, says; without either, with what all presets say. */
    static CatalogOptions known(CatalogOptions options) {
        MappingSpec user = options.mapping().spec();
        if (!user.nesting().isNothing()) {
            return options.withNestings(List.of(said(user).always()));
        }
        if (!options.nestings().isEmpty() || user.base().equals("none")) {
            return options;
        }
        if (user.base().equals("automatic")) {
            return options.withNestings(Presets.nestings());
        }
        Nesting preset = Presets.nesting(user.base());
        return preset.isNothing() ? options : options.withNestings(List.of(preset.always()));
    }

    /** What a mapping says; one that only says where variants are means by their parts what they usually mean. */
    static Nesting said(MappingSpec user) {
        Nesting said = user.nesting();
        boolean usual = user.base().equals("automatic") || user.base().equals(Presets.NESTED_VARIANTS);
        if (!usual || said.variants().isEmpty() || !said.groups().isEmpty()) {
            return said;
        }
        Nesting preset = Presets.nesting(Presets.NESTED_VARIANTS).at(said.variants());
        return new Nesting(
                said.name(),
                said.recognise(),
                said.records(),
                said.context(),
                preset.groups(),
                said.tables(),
                said.lookups(),
                said.variants(),
                said.variantKeys().isEmpty() ? preset.variantKeys() : said.variantKeys(),
                said.signs(),
                said.references());
    }

    /** The one that a reader has chosen. */
    private static Nesting chosen(List<Nesting> known, List<Detection> detections) {
        for (Nesting nesting : known) {
            boolean recognised = detections.stream()
                    .anyMatch(found ->
                            found.what().equals("system") && found.value().equals(nesting.name()));
            if (recognised || nesting.recognise().isEmpty()) {
                return nesting;
            }
        }
        return Nesting.NONE;
    }

    /** Whether a pass over the records has to look at the source before. */
    static boolean needsScan(CatalogOptions options, List<Detection> detections) {
        return chosen(options.nestings(), detections).needsScan();
    }

    /** Options for a pass over the records: where records refer to what stands behind them, the source was scanned for it. */
    static CatalogOptions scanned(
            CatalogOptions options, List<Detection> detections, Function<CatalogOptions, RecordReader> opener) {
        Nesting nesting = chosen(options.nestings(), detections);
        if (!nesting.needsScan()) {
            return options;
        }
        CatalogOptions tables = options.withRecordPath(NO_RECORD).withNestings(List.of(nesting.always()));
        try (RecordReader reader = opener.apply(tables)) {
            RecordBatch batch = new RecordBatch(new TextBuffer(16));
            try {
                while (reader.read(batch)) {
                    // Only what stands beside the records counts.
                }
            } catch (FeedException e) {
                // The source is broken behind what was read; whoever reads its records hears of it.
            }
            return options.withNestings(List.of(nesting.always().knowing(reader.references())));
        }
    }
}
