package io.feedkit.export;

import io.feedkit.batch.Failure;
import io.feedkit.batch.Note;
import io.feedkit.catalog.SupplementReport;
import io.feedkit.export.api.ApiReport;
import io.feedkit.export.api.Lane;
import io.feedkit.feed.Member;
import io.feedkit.problem.Blame;
import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import io.feedkit.problem.SourcePosition;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Reports of runs that never were: any that a seed stands for, with texts of the caller's choice wherever a stranger's text can stand. */
final class Reports {
    private static final String[] PLAIN = {"a", "b", "c", "Hat", "price", "google/price/required"};

    private final Random random;
    private final String[] texts;

    private Reports(long seed, String... texts) {
        random = new Random(seed);
        this.texts = texts;
    }

    static ExportReport of(long seed) {
        return of(seed, PLAIN);
    }

    static ExportReport of(long seed, String... texts) {
        return new Reports(seed, texts).report();
    }

    private String text() {
        return texts[random.nextInt(texts.length)];
    }

    private long count() {
        return random.nextInt(1000);
    }

    private ExportReport report() {
        String name = text() + random.nextInt(1000);
        Instant at = Instant.ofEpochSecond(1_790_000_000L + random.nextInt(1000));
        long records = count();
        List<Problem> problems = problems(name, 1 + random.nextInt(4));
        Map<String, Long> counts = new TreeMap<>();
        problems.forEach(problem -> counts.merge(problem.code().id(), 1L, Long::sum));
        return new ExportReport(
                name,
                records,
                at,
                "rules-1",
                List.of(new ExportReport.Part(name, count(), records, at)),
                List.of(supplement()),
                feeds(name, records),
                problems,
                counts,
                new RunTimes(
                        count(),
                        List.of(
                                new StageTime(Stage.READ, "", count(), records),
                                new StageTime(Stage.CHECK, text(), count(), 7))));
    }

    private SupplementReport supplement() {
        return new SupplementReport(
                text(), text(), List.of("price"), count(), count(), count(), count(), count(), count(), count());
    }

    private List<FeedReport> feeds(String part, long records) {
        List<FeedReport> feeds = new ArrayList<>();
        for (String country : List.of("FR", "IE")) {
            Member member = new Member("google", "google", "ads", country, "en", "EUR", text(), Map.of());
            boolean held = random.nextInt(4) == 0;
            feeds.add(new FeedReport(
                    member,
                    Path.of("out/" + country + ".xml"),
                    count(),
                    count(),
                    count(),
                    count(),
                    count(),
                    random.nextBoolean()
                            ? FeedChanges.NONE
                            : new FeedChanges(text(), count(), count(), count(), count(), Map.of(text(), count())),
                    reasons(part),
                    held ? 0 : count(),
                    "",
                    List.of(text()),
                    held ? problems(part, 1) : List.of(),
                    summary(records),
                    random.nextBoolean() ? FeedSummary.NONE : summary(records + 3),
                    List.of(new GuardReading(
                            Guard.FEWER_PRODUCTS, new BigDecimal("-3.5"), BigDecimal.TEN, held, text())),
                    List.of(text()),
                    count(),
                    new DocumentCount(count(), count()),
                    calls()));
        }
        return feeds;
    }

    private ApiReport calls() {
        return random.nextBoolean()
                ? ApiReport.NONE
                : new ApiReport(
                        Map.of(Lane.OFFER, new ApiReport.Products(count(), count(), count())),
                        count(),
                        count(),
                        count(),
                        count(),
                        count());
    }

    private List<FeedReport.Reason> reasons(String part) {
        Map<String, FeedReport.Reason> reasons = new TreeMap<>();
        for (int i = 0; i < 4; i++) {
            Note.Kind kind = Note.Kind.values()[random.nextInt(Note.Kind.values().length)];
            String by = text();
            RuleLabel label = new RuleLabel(text(), text(), List.of(text()));
            List<FeedReport.Example> examples = new ArrayList<>();
            for (int line = 1; line <= FeedReport.Reason.mostExamples(kind); line++) {
                examples.add(
                        new FeedReport.Example(text(), text(), text(), text(), text(), failure(), part, line * 10L));
            }
            reasons.put(kind + by, new FeedReport.Reason(kind, by, label, count(), examples));
        }
        return List.copyOf(reasons.values());
    }

    private Failure failure() {
        return random.nextBoolean()
                ? Failure.NONE
                : new Failure(
                        text(),
                        1 + random.nextInt(9),
                        1 + random.nextInt(9),
                        9,
                        9,
                        text(),
                        List.of(Failure.Input.of(text(), text()), Failure.Input.missing(text())));
    }

    private FeedSummary summary(long records) {
        return new FeedSummary(
                records,
                count(),
                new TreeMap<>(Map.of(random.nextBoolean() ? "EUR" : "CHF", spread(2), text(), spread(2))),
                random.nextBoolean() ? Spread.NONE : spread(0),
                new TreeMap<>(Map.of(text() + "1", count(), text() + "2", count())),
                new TreeMap<>(Map.of(text() + "3", count())),
                new TreeMap<>(Map.of(text() + "4", count())));
    }

    private Spread spread(int scale) {
        SpreadTally tally = new SpreadTally(scale);
        for (int i = 0; i < 5; i++) {
            tally.add(random.nextInt(1 << random.nextInt(1, 30)));
        }
        return tally.spread();
    }

    private List<Problem> problems(String source, int number) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            ReportReader.ToldCode code = new ReportReader.ToldCode(
                    random.nextBoolean() ? "value.no-unit" : text(), Severity.WARNING, Blame.FEED);
            SourcePosition at =
                    SourcePosition.ofText(source, 1 + random.nextInt(9), 3).withField(text());
            problems.add(new Problem(code, at, text(), text()));
        }
        return problems;
    }
}
