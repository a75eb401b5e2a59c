package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.catalog.xlsx.WorkbookFile;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hostile files, each read as a user would, in a JVM of its own: 256 MB of heap, no sockets, and every file and socket that is asked for is known.
 *
 * <p>Those that others collected are not part of the project, so their tests are skipped where the folder {@code shared/data} is absent.
 */
@Tag("slow")
class TortureTest {
    private static final String DATA = "shared/data";
    private static final long MOST_MILLIS = 5_000;

    /** A folder below {@code shared/data}, and how the names of its files end that are no catalogues but tell what is in one. */
    private record Corpus(String folder, String... companions) {
        boolean isCatalogue(Path file) {
            return Stream.of(companions).noneMatch(file.toString()::endsWith);
        }
    }

    private static final List<Corpus> CORPORA = List.of(
            new Corpus("torture-csv", ".json"),
            new Corpus("torture-json"),
            new Corpus("torture-xml"),
            new Corpus("torture-xlsx"));

    /** What ends the reading of a file that the notes of the collection call broken, cut off or an attack. All others are read to their end. */
    private static final Map<String, String> ENDS = Map.of(
            "truncated.xml", "xml.not-well-formed",
            "unescaped-ampersand.xml", "xml.not-well-formed",
            "xxe-workbook.xlsx", "xlsx.refused",
            "invalid-empty.xlsx", "xlsx.damaged",
            "invalid-missing-sheet-entry.xlsx", "xlsx.damaged",
            "invalid-no-sheet.xlsx", "xlsx.damaged",
            "invalid-no-workbook-rels.xlsx", "xlsx.damaged");

    /** Attacks that cost a record and not the file. */
    private static final Set<String> ENTITIES = Set.of("billion-laughs.xml", "xxe-file.xml", "xxe-http.xml");

    /** What became of a file, and what was asked for meanwhile. */
    private record Judged(TortureRun.Outcome outcome, Set<String> opened) {
        String name() {
            return Path.of(outcome.file()).getFileName().toString();
        }
    }

    @TestFactory
    Stream<DynamicNode> readsHostileFilesInASmallHeapAndOpensNothingElse() throws Exception {
        Path data = data();
        List<Path> files = new ArrayList<>();
        for (Corpus corpus : CORPORA) {
            List<Path> all = files(data.resolve(corpus.folder()));
            List<Path> catalogues = all.stream().filter(corpus::isCatalogue).toList();
            assertThat(catalogues).as(corpus.folder()).isNotEmpty();
            files.addAll(catalogues);
        }
        return run(files).stream().map(judged -> DynamicTest.dynamicTest(judged.name(), () -> judge(judged)));
    }

    private static void judge(Judged judged) {
        TortureRun.Outcome outcome = judged.outcome();
        assertThat(outcome.trouble()).as("what was thrown").isEmpty();
        assertThat(judged.opened()).as("files and sockets besides the source").isEmpty();
        assertThat(outcome.millis()).as("milliseconds of CPU time").isLessThan(MOST_MILLIS);
        boolean refused = !outcome.end().isEmpty() || outcome.codes().contains("json.bad-record");
        if (outcome.file().contains("JSONTestSuite")) {
            // The suite: y_ has to be accepted, n_ refused, the rest is free.
            assertThat(refused || !judged.name().startsWith("n_")).as("refused").isTrue();
            assertThat(refused && judged.name().startsWith("y_")).as("refused").isFalse();
            assertThat(outcome.lines().isEmpty() && judged.name().startsWith("n_"))
                    .as("without a line")
                    .isFalse();
        } else {
            assertThat(outcome.end()).isEqualTo(ENDS.getOrDefault(judged.name(), ""));
        }
        if (ENTITIES.contains(judged.name())) {
            assertThat(outcome.codes()).isEqualTo("xml.entity");
            assertThat(outcome.products()).isZero();
        }
    }

    /** Whatever a document names, nobody asks for it: a file that is there and a server that would answer. */
    @Test
    void opensNothingThatContentNames(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "do not read");
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/secret";
            List<Path> files = new ArrayList<>();
            for (String target : List.of(secret.toUri().toString(), address)) {
                for (Map.Entry<String, byte[]> one : naming(target).entrySet()) {
                    files.add(Files.write(folder.resolve(files.size() + "-" + one.getKey()), one.getValue()));
                }
            }
            for (Judged judged : run(files)) {
                assertThat(judged.outcome().trouble()).as(judged.name()).isEmpty();
                assertThat(judged.opened()).as(judged.name()).isEmpty();
            }
            server.setSoTimeout(1);
            try {
                server.accept().close();
                throw new AssertionError("somebody asked the server");
            } catch (SocketTimeoutException nobody) {
                assertThat(nobody).isNotNull();
            }
        }
    }

    /** Documents of every format that name something to be fetched, by file name. */
    private static Map<String, byte[]> naming(String target) {
        String item = "<rss version=\"2.0\"><channel><item><id>1</id><title>%s</title></item></channel></rss>";
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("entity.xml", "<!DOCTYPE rss [<!ENTITY x SYSTEM \"" + target + "\">]>" + item.formatted("&x;"));
        texts.put("dtd.xml", "<!DOCTYPE rss SYSTEM \"" + target + "\">" + item.formatted("a"));
        texts.put("public.xml", "<!DOCTYPE rss PUBLIC \"-//X//Y\" \"" + target + "\">" + item.formatted("&x;"));
        texts.put(
                "parameter.xml",
                "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"" + target + "\"> %p;]>" + item.formatted("&x;"));
        texts.put(
                "include.xml",
                item.formatted("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=\""
                        + target + "\"/>"));
        texts.put("style.xml", "<?xml-stylesheet type=\"text/xsl\" href=\"" + target + "\"?>" + item.formatted("a"));
        texts.put(
                "schema.xml",
                "<items xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\""
                        + target + "\"><item><id>1</id></item><item><id>2</id></item></items>");
        texts.put(
                "reference.json",
                "{\"$schema\":\"" + target + "\",\"items\":[{\"id\":1,\"$ref\":\"" + target + "\"}]}");
        texts.put(
                "reference.ndjson",
                "{\"id\":1,\"$ref\":\"" + target + "\"}\n{\"id\":2,\"image_link\":\"" + target + "\"}\n");
        texts.put(
                "formula.csv",
                "id,link,title\n1," + target + ",\"=WEBSERVICE(\"\"" + target + "\"\")\"\n2,@import,a\n");
        Map<String, byte[]> all = new LinkedHashMap<>();
        texts.forEach((name, text) -> all.put(name, text.getBytes(StandardCharsets.UTF_8)));
        all.put(
                "entity.xlsx",
                workbook().part("xl/sharedStrings.xml", texts.get("entity.xml")).bytes());
        all.put(
                "sheet.xlsx",
                workbook()
                        .part(
                                "xl/_rels/workbook.xml.rels",
                                WorkbookFile.relations(
                                        "<Relationship Id=\"s1\" Type=\"x/worksheet\" TargetMode=\"External\""
                                                + " Target=\"" + target + "\"/>"))
                        .bytes());
        return all;
    }

    private static WorkbookFile workbook() {
        return WorkbookFile.ofRows(WorkbookFile.rows(new String[] {"id", "title"}, new String[] {"1", "a"}))
                .shared("<si><t>a</t></si>");
    }

    private static List<Judged> run(List<Path> files) throws IOException, InterruptedException {
        Path list = Files.createTempFile("torture", ".list");
        Path out = Files.createTempFile("torture", ".out");
        try {
            Files.write(list, files.stream().map(Path::toString).toList());
            Map<String, Set<String>> opened =
                    new WatchedJvm(TortureRun.class, "doing", classPath()).run(out.toFile(), list.toString());
            List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
            List<TortureRun.Outcome> outcomes = new ArrayList<>(
                    lines.stream().flatMap(TortureRun.Outcome::parse).toList());
            assertThat(outcomes).as("what was read; %s", last(lines)).hasSize(files.size() + 1);
            assertIsWatched(outcomes.remove(0), opened.getOrDefault(TortureRun.TRIAL, Set.of()), list);
            return outcomes.stream()
                    .map(outcome -> new Judged(outcome, opened.getOrDefault(outcome.file(), Set.of())))
                    .toList();
        } finally {
            Files.delete(list);
            Files.delete(out);
        }
    }

    /** What was done on purpose must have been seen, and refused where it leaves the machine. */
    private static void assertIsWatched(TortureRun.Outcome trial, Set<String> seen, Path list) {
        assertThat(trial.codes()).isEqualTo("socket channel name process");
        assertThat(seen)
                .contains("open " + list + "-1", "open " + list + "-2", "getAllByName feedkit.invalid")
                .anyMatch(what -> what.startsWith("socket"))
                .anyMatch(what -> what.startsWith("start"));
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 10), lines.size());
    }

    /** Whatever this test runs with, as a class path: modules make no difference to what is measured. */
    static String classPath() {
        Set<String> entries = new TreeSet<>();
        for (String property : List.of("java.class.path", "jdk.module.path", "surefire.test.class.path")) {
            for (String entry : System.getProperty(property, "").split(File.pathSeparator)) {
                entries.add(
                        entry.isEmpty() ? "" : Path.of(entry).toAbsolutePath().toString());
            }
        }
        entries.add(home(TortureTest.class));
        entries.add(home(Catalog.class));
        return entries.stream().filter(entry -> !entry.isEmpty()).collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Path data() {
        assumeTrue(!File.separator.equals("\\"), "skipped: the watcher knows the file systems of Unix only");
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(DATA))) {
                return at.resolve(DATA);
            }
        }
        assumeTrue(false, "skipped: no folder " + DATA + " beside the project");
        throw new IllegalStateException();
    }
}
