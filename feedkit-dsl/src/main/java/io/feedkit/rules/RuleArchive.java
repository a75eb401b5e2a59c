package io.feedkit.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A checked program on its way to another process: its texts, those of the modules it imports, and what it was checked against, as hashes.
 *
 * <pre>{@code
 * String sent = RuleArchive.of(rules).text();
 * RuleSet there = RuleArchive.parse(sent).open(environment);   // the same hash, or a refusal that says what differs
 * }</pre>
 *
 * <p><b>Shape:</b> lines of UTF-8, {@code kind name value}, with names and texts in Base64; the first line names the format and its version. Data and functions of the host do
 * not travel: the other side binds its own, and an archive is only opened where they are the same. Immutable.
 */
public final class RuleArchive {
    private static final String FORMAT = "feedkit-rules 1";

    private final List<SourceText> files;
    private final Map<String, SourceText> modules;
    private final Map<String, String> facts;
    private final String hash;

    private RuleArchive(
            List<SourceText> files, Map<String, SourceText> modules, Map<String, String> facts, String hash) {
        this.files = List.copyOf(files);
        this.modules = new LinkedHashMap<>(modules);
        this.facts = new TreeMap<>(facts);
        this.hash = hash;
    }

    /** What a rule set is made of. */
    public static RuleArchive of(RuleSet rules) {
        return new RuleArchive(rules.sources(), rules.moduleTexts(), facts(rules.environment()), rules.hash());
    }

    /** The hash of the rule set, which the one that is opened has too. */
    public String hash() {
        return hash;
    }

    /** As text, to keep or to send. */
    public String text() {
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        files.forEach(file -> line(text, "file", file.name(), file.content()));
        modules.forEach((name, module) -> {
            line(text, "module", name, module.name());
            line(text, "text", name, module.content());
        });
        facts.forEach((name, fact) -> line(text, "fact", name, fact));
        line(text, "hash", "", hash);
        return text.toString();
    }

    private static void line(StringBuilder text, String kind, String name, String value) {
        text.append(kind)
                .append(' ')
                .append(encoded(name))
                .append(' ')
                .append(encoded(value))
                .append('\n');
    }

    private static String encoded(String text) {
        return "=" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text.substring(1)), StandardCharsets.UTF_8);
    }

    /** Reads what {@link #text} wrote; throws {@link RuleException} (FK1913) when it is something else. */
    public static RuleArchive parse(String text) {
        try {
            return new Reading().of(text);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw refusal(Messages.english(), "damaged", "");
        }
    }

    private static final class Reading {
        private final List<SourceText> files = new ArrayList<>();
        private final Map<String, SourceText> modules = new LinkedHashMap<>();
        private final Map<String, String> facts = new TreeMap<>();
        private final Map<String, String> names = new TreeMap<>();
        private String hash = "";

        RuleArchive of(String text) {
            String[] lines = text.split("\n");
            if (!lines[0].equals(FORMAT)) {
                throw new IllegalArgumentException("another format");
            }
            for (int i = 1; i < lines.length; i++) {
                String[] parts = lines[i].split(" ");
                read(parts[0], decoded(parts[1]), decoded(parts[2]));
            }
            if (hash.isEmpty()) {
                throw new IllegalArgumentException("cut off");
            }
            return new RuleArchive(files, modules, facts, hash);
        }

        private void read(String kind, String name, String value) {
            switch (kind) {
                case "file" -> files.add(SourceText.of(name, value));
                case "module" -> names.put(name, value);
                case "text" -> modules.put(name, SourceText.of(names.getOrDefault(name, name), value));
                case "fact" -> facts.put(name, value);
                case "hash" -> hash = value;
                default -> throw new IllegalArgumentException(kind);
            }
        }
    }

    /**
     * Compiles it for a host that is like the one it comes from; imported modules are those of the archive.
     *
     * @throws RuleException (FK1913) that names every attribute, function, table and setting that differs, when the host is another one
     */
    public RuleSet open(RuleEnvironment environment) {
        List<String> differences = differences(environment);
        Messages messages = Messages.in(environment.language());
        if (!differences.isEmpty()) {
            throw refusal(messages, "", String.join("; ", differences));
        }
        RuleEnvironment here = environment.withModules(RuleModules.of(modules));
        RuleSet opened = RuleSet.compile(here, files.toArray(SourceText[]::new));
        if (!opened.hash().equals(hash)) {
            throw refusal(messages, "damaged", "");
        }
        return opened;
    }

    /** What a host has otherwise than the one the archive comes from, one phrase each; nothing when it can be opened there. */
    public List<String> differences(RuleEnvironment environment) {
        Map<String, String> here = facts(environment);
        Messages messages = Messages.in(environment.language());
        TreeSet<String> names = new TreeSet<>(facts.keySet());
        names.addAll(here.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            Optional<String> mine = Optional.ofNullable(here.get(name));
            Optional<String> theirs = Optional.ofNullable(facts.get(name));
            if (!mine.equals(theirs)) {
                String how = mine.isEmpty() ? "lacks" : theirs.isEmpty() ? "has-more" : "differs";
                String shown = theirs.filter(fact -> fact.length() < 60)
                        .map(fact -> " (`" + fact + "`"
                                + mine.map(own -> " → `" + own + "`").orElse("") + ")")
                        .orElse("");
                differences.add("`" + name + "` " + messages.word(how) + shown);
            }
        }
        return differences;
    }

    private static RuleException refusal(Messages messages, String variant, String differences) {
        SourceText nothing = SourceText.of("archive", "");
        return new RuleException(List.of(messages.about(RuleProblem.OTHER_ENVIRONMENT, nothing.span(0, 0))
                .variant(variant)
                .withAll("differences", differences)
                .build()));
    }

    /** What results depend on, besides the texts: small things as they are, data as a hash. */
    static Map<String, String> facts(RuleEnvironment environment) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("language", RuleSet.LANGUAGE_VERSION);
        environment.schema().attributes().forEach(attribute -> {
            String languages = String.join(",", environment.schema().languages(attribute.name()));
            facts.put(
                    "attribute " + attribute.name(),
                    attribute.type()
                            + (attribute.values().isEmpty() ? "" : " " + attribute.values())
                            + (languages.isEmpty() ? "" : " @" + languages)
                            + (attribute.readOnly() ? " read-only" : ""));
        });
        environment
                .functions()
                .all()
                .forEach(function -> facts.put(
                        "function " + function.name(),
                        "version " + function.version() + " " + function.purity() + " " + function.seesMissing() + " "
                                + function.parameters()));
        environment
                .tables()
                .forEach((name, table) -> facts.put(
                        "table " + name, table.rows().size() + " rows " + digest(table.keys() + "→" + table.rows())));
        environment.channelConstants().forEach((name, type) -> facts.put("channel." + name, type.toString()));
        facts.put("channels", environment.channels().toString());
        facts.put("zone", environment.zone().getId());
        facts.put("strictness", environment.strictness().name());
        facts.put("limits", environment.limits().toString());
        return facts;
    }

    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
