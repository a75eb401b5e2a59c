package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.acceptance.BrokenLimits.BrokenLimit;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Mapping;
import io.feedkit.channel.Channel;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Channels;
import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Members;
import io.feedkit.export.Export;
import io.feedkit.product.Attributes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A catalogue with a fine product and the products of {@link BrokenLimits}, each attribute mapped to the field of that name, and what the contract said about each beside what it says about the fine one. */
final class BrokenLimitsRun {
    private static final JsonMapper JSON = new JsonMapper();

    private final Channel channel;
    private final RejectedCases fine;
    private final Path folder;

    BrokenLimitsRun(String channel, RejectedCases fine, Path folder) {
        this.channel = Channels.get(channel);
        this.fine = fine;
        this.folder = folder;
    }

    private List<BrokenLimit> cases() {
        String price = String.valueOf(fine.fineProduct().get("price"));
        return BrokenLimits.of(channel.descriptor(), price.substring(price.lastIndexOf(' ') + 1));
    }

    /** Codes of limits for which no product could be made up. */
    List<String> unbroken() {
        return cases().stream()
                .filter(one -> one.products().isEmpty())
                .map(BrokenLimit::code)
                .toList();
    }

    /**
     * The cases of which something else was said than that they break their limit.
     *
     * @param brokenElsewhere what was said of cases written by hand, which count as well
     */
    List<String> wrong(String brokenElsewhere) {
        Map<String, List<BrokenLimit>> byMember = new LinkedHashMap<>();
        cases().stream()
                .filter(one -> !one.products().isEmpty())
                .forEach(one -> byMember.computeIfAbsent(member(one), first -> new ArrayList<>())
                        .add(one));
        List<String> wrong = new ArrayList<>();
        byMember.forEach((member, cases) -> run(member, cases).forEach((one, said) -> {
            String expected = one.kind() + " " + one.code();
            List<String> more = said.stream()
                    .filter(note -> !note.equals(expected) && !follows(note, one))
                    .toList();
            boolean isExact = said.contains(expected) && more.isEmpty();
            if (!isExact && !brokenElsewhere.contains(" " + expected + " ")) {
                wrong.add(expected + " <- " + one.products().get(one.products().size() - 1) + " -> " + said);
            }
        }));
        return wrong;
    }

    /** What must be so when a value is left out: the field is missing, its group incomplete, others mean nothing any more, a rule across fields strikes, and a second field of the same price has none either. */
    private boolean follows(String note, BrokenLimit one) {
        String code = note.substring(note.indexOf(' ') + 1);
        String[] steps = code.split("/");
        ChannelDescriptor descriptor = channel.descriptor();
        return note.startsWith("converted ")
                        && steps.length == 3
                        && steps[1].equals(one.field().name())
                || descriptor.groupRules().stream().anyMatch(rule -> rule.code().equals(code))
                || code.endsWith("/required")
                || code.endsWith("/only-when")
                || code.equals(descriptor.name() + "/" + one.field().name() + "/parts")
                || Stream.concat(descriptor.rules().stream(), one.field().parts().rules().stream())
                        .anyMatch(rule -> rule.code().equals(code))
                || steps.length == 3
                        && descriptor
                                .field(steps[1])
                                .filter(other -> other.isOfCurrency() || isOf(other, one))
                                .isPresent();
    }

    /** Whether a field is filled from what the case changes, too. */
    private static boolean isOf(FieldSpec other, BrokenLimit one) {
        String from = other.source().map(Expression::text).orElse(other.name());
        return !other.equals(one.field())
                && one.products().get(0).keySet().stream().anyMatch(from::contains);
    }

    /** That of the other cases, unless the field is for other countries. */
    private String member(BrokenLimit one) {
        Set<String> countries = one.field().needs().countries();
        String usual = fine.member();
        Members members = channel.descriptor().members();
        return countries.isEmpty() || countries.contains(RejectedCases.country(usual))
                ? usual
                : countries.stream()
                        .sorted()
                        .filter(country -> members.serves(country, RejectedCases.language(country)))
                        .findFirst()
                        .orElse(usual);
    }

    private Map<BrokenLimit, Set<String>> run(String member, List<BrokenLimit> cases) {
        Path place = folder.resolve(member.replace(':', '-'));
        Map<String, String> columns = new LinkedHashMap<>();
        StringBuilder lines = new StringBuilder();
        int number = 0;
        for (BrokenLimit one : cases) {
            for (Map<String, Object> changes : one.products()) {
                Map<String, Object> product = fine.fineProduct();
                renew(product, ++number);
                changes.forEach((name, value) -> {
                    if (value.equals("")) {
                        product.remove(name);
                    } else {
                        product.put(columns.computeIfAbsent(name, first -> "own column " + columns.size()), value);
                    }
                });
                lines.append(JSON.writeValueAsString(product)).append('\n');
            }
        }
        // The reader learns the columns from the beginning of the file.
        Map<String, Object> all = new LinkedHashMap<>(Map.of("id", "columns"));
        columns.values().forEach(column -> all.put(column, "x"));
        Map<String, Object> usual = fine.fineProduct();
        usual.put("id", "fine");
        String first = JSON.writeValueAsString(all) + '\n' + JSON.writeValueAsString(usual) + '\n';
        List<Set<String>> notes = notes(place, member, first + lines, mapping(columns, cases));
        Map<BrokenLimit, Set<String>> said = new LinkedHashMap<>();
        int record = 1;
        for (BrokenLimit one : cases) {
            record += one.products().size();
            Set<String> more = new TreeSet<>(notes.get(record));
            more.removeAll(notes.get(1));
            said.put(one, more);
        }
        return said;
    }

    /** Gives a product what no other may have. */
    private void renew(Map<String, Object> product, int number) {
        product.put("id", "L" + number);
        product.computeIfPresent("gtin", (name, old) -> BrokenLimits.gtin("4006" + (10_000_000 + number)));
        for (FieldSpec field : channel.descriptor().fields()) {
            if (field.unique() && String.valueOf(product.get(field.name())).matches("\\d+")) {
                product.put(field.name(), "" + (Long.parseLong(String.valueOf(product.get(field.name()))) + number));
            }
        }
    }

    private String mapping(Map<String, String> columns, List<BrokenLimit> cases) {
        Map<String, Object> usual = fine.fineProduct();
        usual.put("id", "");
        StringBuilder yaml = new StringBuilder("attributes:\n");
        columns.forEach((name, column) -> {
            boolean list = cases.stream()
                    .flatMap(one -> one.products().stream())
                    .anyMatch(product -> product.get(name) instanceof List);
            String type = Attributes.standard().named(name).isPresent()
                    ? ""
                    : ", type: " + (list ? "list<text>, split: \"¦\"" : type(name));
            String sources = usual.containsKey(name) ? column + ", " + name : column;
            yaml.append("  ")
                    .append(JSON.writeValueAsString(name))
                    .append(": { from: [")
                    .append(sources)
                    .append("]")
                    .append(type)
                    .append(" }\n");
        });
        return columns.isEmpty() ? "" : yaml.toString();
    }

    /** Text, which is read into the type of the field; unless a field looks at that attribute beside others of its type. */
    private String type(String name) {
        FieldType type = channel.descriptor()
                .field(name)
                .filter(field -> channel.descriptor().fields().stream()
                        .flatMap(other -> other.source().stream())
                        .anyMatch(from -> from.text().contains(name)))
                .map(FieldSpec::type)
                .orElse(FieldType.TEXT);
        return switch (type) {
            case PRICE -> "money<gross>";
            case INTEGER -> "integer";
            case DECIMAL -> "decimal";
            default -> "text";
        };
    }

    private List<Set<String>> notes(Path place, String member, String lines, String mapping) {
        CatalogOptions options = mapping.isEmpty()
                ? CatalogOptions.DEFAULTS
                : CatalogOptions.DEFAULTS.withMapping(Mapping.load(mapping, "limits.yaml"));
        Catalog catalog = Catalog.open(Feeds.written(place, "limits.ndjson", lines), options);
        Path feed = place.resolve("limits");
        var report = Export.of(catalog)
                .at(Feeds.JUNE)
                .to(channel.member(RejectedCases.country(member), RejectedCases.language(member)), feed)
                .run();
        assertThat(Feeds.failures(report)).isEmpty();
        List<Set<String>> notes = new ArrayList<>();
        for (JsonNode line : Feeds.ledger(feed)) {
            Set<String> said = new TreeSet<>();
            line.path("notes")
                    .forEach(note -> said.add(
                            note.path("kind").asString() + " " + note.path("by").asString()));
            notes.add(said);
        }
        return notes;
    }
}
