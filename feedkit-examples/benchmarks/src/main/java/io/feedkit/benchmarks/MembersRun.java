package io.feedkit.benchmarks;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.ProductReader;
import io.feedkit.channel.Channel;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportListener;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Progress;
import io.feedkit.export.Stage;
import io.feedkit.export.StageTime;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormats;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * What each further member of a channel costs in one export, beside the encoding of its feed alone.
 *
 * <p>{@code [rows] [seed] [passes] [label|price|title]}, 100 000 products, seed 1, 6 passes and all differences if not given. Exports to one, two and four members of {@code google-shopping}, and of the descriptor of the whole job that
 * looks like it, take turns in one process, so that what is compared was compiled alike. What counts is the CPU time of the one thread that does all the work, the best pass of each. Beside it stands
 * what the same cells, checked and converted before, cost as the same bytes: encoded, and encoded, summed and written.
 */
final class MembersRun {
    private static final int[] MEMBERS = {1, 2, 4};
    private static final List<String> COUNTRIES = List.of("FR", "GB", "CH", "SE");
    private static final List<String> CURRENCIES = List.of("EUR", "GBP", "CHF", "SEK");

    private final Path catalogue;
    private final Path out;
    private final long rows;
    private final int passes;
    private final PrintStream print;

    /** In what members differ. */
    enum Difference {
        /** Shops of one country; each has a label of its own. */
        LABEL,
        /** Countries of one language; prices are converted. */
        PRICE,
        /** Countries of one language; each has titles of its own. */
        TITLE;

        private ChannelMember member(Channel channel, int number) {
            return this == LABEL
                    ? channel.member("FR", "fr").account("shop" + number)
                    : channel.member(COUNTRIES.get(number), "fr");
        }

        private String rules(int members) {
            StringBuilder rules = new StringBuilder();
            for (int i = 1; i < members; i++) {
                rules.append(this == LABEL ? "account 'shop" + i + "'" : "country " + COUNTRIES.get(i));
                rules.append(" { ").append(change(i)).append(" }\n");
            }
            return rules.toString();
        }

        private String change(int number) {
            return switch (this) {
                case LABEL -> "set custom_label_0 = \"shop" + number + "\"";
                case PRICE -> "set price = price.convert(\"" + CURRENCIES.get(number) + "\", 1.1)";
                case TITLE -> "set title = \"{title} " + number + "\"";
            };
        }
    }

    /** What bytes cost that are ready to be made. */
    private record Bytes(long encoding, long writing) {
        Bytes orBetter(Bytes other) {
            return new Bytes(Math.min(encoding, other.encoding), Math.min(writing, other.writing));
        }
    }

    /** The best pass of an export. */
    private record Pass(long nanos, ExportReport report) {}

    private MembersRun(Path folder, long rows, long seed, int passes, PrintStream print) throws IOException {
        this.rows = rows;
        this.passes = passes;
        this.print = print;
        catalogue = new WholeJob(folder, rows, seed).catalogue();
        out = Files.createDirectories(folder.resolve("members"));
    }

    static void main(String[] arguments) throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "feedkit-benchmarks");
        MembersRun run = new MembersRun(
                folder,
                number(arguments, 0, 100_000),
                number(arguments, 1, 1),
                (int) number(arguments, 2, 6),
                System.out);
        String only = arguments.length > 3 ? arguments[3].toUpperCase(Locale.ROOT) : "";
        for (Difference difference : Difference.values()) {
            if (!only.isEmpty() && !only.equals(difference.name())) {
                continue;
            }
            run.compare(Channels.get("google-shopping"), difference);
            run.compare(FeedkitJob.rssChannel(run.out), difference);
        }
    }

    private static long number(String[] arguments, int place, long otherwise) {
        return arguments.length > place ? Long.parseLong(arguments[place]) : otherwise;
    }

    private void compare(Channel channel, Difference difference) throws IOException {
        Bytes bytes = new Bytes(Long.MAX_VALUE, Long.MAX_VALUE);
        Pass[] best = new Pass[MEMBERS.length];
        for (int pass = 0; pass < passes; pass++) {
            bytes = bytes.orBetter(bytesAlone(difference.member(channel, 0)));
            for (int i = 0; i < MEMBERS.length; i++) {
                Pass one = export(channel, difference, MEMBERS[i]);
                best[i] = best[i] == null || one.nanos < best[i].nanos ? one : best[i];
            }
        }
        line(
                "%n%s, members differ by their %s",
                channel.name(), difference.name().toLowerCase(Locale.ROOT));
        line("  encoding alone   %6d ns a product", bytes.encoding / rows);
        line("  bytes alone      %6d ns: encoded, summed and written", (bytes.encoding + bytes.writing) / rows);
        line("  1 member         %6d ns", best[0].nanos / rows);
        for (int i = 1; i < MEMBERS.length; i++) {
            long further = (best[i].nanos - best[0].nanos) / (MEMBERS[i] - 1);
            line(
                    "  %d members        %6d ns, each further one %6d ns: %.2f x encoding, %.2f x bytes;%s",
                    MEMBERS[i],
                    best[i].nanos / rows,
                    further / rows,
                    (double) further / bytes.encoding,
                    (double) further / (bytes.encoding + bytes.writing),
                    stages(best[i].report));
        }
    }

    private void line(String format, Object... values) {
        print.println(String.format(Locale.ROOT, format, values));
    }

    /** What the last member's work was, by the clock. */
    private String stages(ExportReport report) {
        String last = report.feeds().get(report.feeds().size() - 1).member().toString();
        StringBuilder text = new StringBuilder();
        for (StageTime time : report.times().stages()) {
            if (time.feed().equals(last) && time.stage() != Stage.PUBLISH) {
                text.append(' ').append(time.stage().name().toLowerCase(Locale.ROOT));
                text.append(' ').append(time.nanos() / rows);
            }
        }
        return text.toString();
    }

    private Pass export(Channel channel, Difference difference, int members) throws IOException {
        Catalog catalog = Catalog.open(catalogue);
        Schema schema = difference.member(channel, 0).extend(catalog.schema());
        Export export = Export.of(catalog)
                .rules(RuleSet.compile(
                        RuleEnvironment.of(schema), SourceText.of("members.fk", difference.rules(members))));
        for (int i = 0; i < members; i++) {
            export = export.to(difference.member(channel, i), out.resolve("feed-" + i + ".xml"));
        }
        Worker worker = new Worker();
        ExportReport report =
                export.at(FeedkitJob.RUN_AT).threads(1).listener(worker).run();
        return new Pass(worker.last - worker.first, report);
    }

    /** Asks the one thread of an export after each batch what it has spent. */
    private static final class Worker implements ExportListener {
        private long first;
        private long last;

        @Override
        public void progressed(Progress progress) {
            last = cpu();
            first = first == 0 ? last : first;
        }
    }

    /** CPU time of encoding what was checked and converted, and of writing it and its checksum. */
    private Bytes bytesAlone(ChannelMember member) throws IOException {
        Catalog catalog = Catalog.open(catalogue);
        FeedContract contract = member.forFile(Path.of("feed.xml"));
        Schema schema = contract.extend(catalog.schema());
        long encoding = 0;
        long writing = 0;
        try (FeedContract.Prepared prepared =
                        contract.prepare(schema, new HashSet<>(catalog.supplied()), FeedkitJob.RUN_AT);
                ProductReader reader = catalog.read(schema, problem -> {});
                OutputStream file = new DigestOutputStream(
                        Files.newOutputStream(out.resolve("alone.xml")), MessageDigest.getInstance("SHA-256"))) {
            FeedEncoder encoder = FeedFormats.discover(MembersRun.class.getClassLoader())
                    .get(prepared.layout().format())
                    .encoder(prepared.layout());
            FeedContract.Session session = prepared.open();
            TextBuffer chunk = new TextBuffer(1 << 20);
            ProductBatch batch = reader.newBatch();
            ProductBatch layer = new ProductBatch(schema, batch.records());
            FeedBatch texts = new FeedBatch(prepared.layout().fields().size(), batch.text());
            while (reader.read(batch)) {
                layer.startOver(batch);
                texts.start(layer.text());
                session.apply(layer, texts);
                chunk.clear();
                long start = cpu();
                encoder.encode(texts, chunk);
                long encoded = cpu();
                file.write(chunk.bytes(), 0, chunk.end());
                encoding += encoded - start;
                writing += cpu() - encoded;
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        return new Bytes(encoding, writing);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
