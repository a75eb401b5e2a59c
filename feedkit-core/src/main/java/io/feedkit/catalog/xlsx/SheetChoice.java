package io.feedkit.catalog.xlsx;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chooses the sheet of a workbook that is read: the one that was asked for, or the first people see that holds a table. */
final class SheetChoice {
    /** Only so many are looked into; the others are listed by their names. */
    private static final int MOST_OPENED = 50;

    private final List<Workbook.Sheet> sheets;
    private final CatalogOptions options;
    private final String source;
    private final Function<Workbook.Sheet, OpenSheet> opener;
    private final List<String> described = new ArrayList<>();
    private int tables;
    private @Nullable FeedException broken;

    SheetChoice(
            List<Workbook.Sheet> sheets,
            CatalogOptions options,
            String source,
            Function<Workbook.Sheet, OpenSheet> opener) {
        this.sheets = sheets;
        this.options = options;
        this.source = source;
        this.opener = opener;
    }

    /** The chosen sheet, open, and what was found out. */
    record Chosen(OpenSheet sheet, List<Detection> detections) {}

    Chosen choose() {
        String wanted = options.sheet();
        OpenSheet chosen = wanted.isEmpty() ? first() : opener.apply(named(wanted));
        if (!wanted.isEmpty()) {
            sheets.forEach(sheet -> described.add(sheet.name() + (sheet.hidden() ? " (hidden)" : "")));
        }
        String evidence = !wanted.isEmpty() ? "as asked for" : evidence();
        List<Detection> detections = List.of(
                new Detection("sheet", chosen.sheet.name(), evidence, !wanted.isEmpty() || tables == 1),
                new Detection("sheets", String.join("; ", described), "the workbook lists them", true));
        return new Chosen(chosen, detections);
    }

    private String evidence() {
        return switch (tables) {
            case 0 -> "no sheet that people see holds a table, this one has values";
            case 1 -> "the only sheet that holds a table";
            default -> "the first of " + tables + " sheets with a table";
        };
    }

    private Workbook.Sheet named(String wanted) {
        for (Workbook.Sheet sheet : sheets) {
            if (sheet.name().equalsIgnoreCase(wanted)) {
                return sheet;
            }
        }
        throw new FeedException(new Problem(
                XlsxProblem.NO_SHEET,
                SourcePosition.unknown(source),
                "there is no sheet " + Problem.quote(wanted) + "; the workbook has "
                        + String.join(
                                ", ",
                                sheets.stream()
                                        .limit(MOST_OPENED)
                                        .map(Workbook.Sheet::name)
                                        .toList()) + ".",
                "Correct the name."));
    }

    private OpenSheet first() {
        OpenSheet best = null;
        try {
            for (int i = 0; i < sheets.size(); i++) {
                OpenSheet next = i < MOST_OPENED ? opened(sheets.get(i)) : null;
                if (next == null) {
                    described.add(sheets.get(i).name());
                } else {
                    best = better(best, next);
                }
            }
        } catch (RuntimeException e) {
            if (best != null) {
                best.close();
            }
            throw e;
        }
        if (best == null) {
            throw broken == null ? new IllegalStateException("a workbook has a sheet") : broken;
        }
        return best;
    }

    /** A sheet that is broken does not keep others from being read; null then. */
    private @Nullable OpenSheet opened(Workbook.Sheet sheet) {
        try {
            return opener.apply(sheet);
        } catch (FeedException e) {
            boolean mere =
                    e.problem().code() == XlsxProblem.DAMAGED || e.problem().code() == XlsxProblem.NOT_WELL_FORMED;
            if (!mere) {
                throw e;
            }
            broken = broken == null ? e : broken;
            return null;
        }
    }

    private OpenSheet better(@Nullable OpenSheet best, OpenSheet other) {
        described.add(other.described());
        tables += other.isTable && !other.sheet.hidden() ? 1 : 0;
        if (best != null && rank(best) >= rank(other)) {
            other.close();
            return best;
        }
        if (best != null) {
            best.close();
        }
        return other;
    }

    private static int rank(OpenSheet sheet) {
        int filled = sheet.isTable ? 2 : sheet.table != null ? 1 : 0;
        return filled * 2 + (sheet.sheet.hidden() || filled == 0 ? 0 : 1);
    }
}
