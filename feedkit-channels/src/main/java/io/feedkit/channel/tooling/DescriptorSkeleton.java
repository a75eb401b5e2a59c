package io.feedkit.channel.tooling;

import io.feedkit.catalog.yaml.YamlScalar;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.FieldSpec;
import io.feedkit.product.Attributes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the beginning of a descriptor: a YAML text that loads, lints without a remark and exports at once, with comments that say what its author should look at.
 *
 * <p>From a sample of the channel's feed or its template, columns become fields; their types, sources and closed sets are guessed from names and values, and closed sets are marked as
 * not verified, since a sample shows what is there and not what is allowed.
 */
public final class DescriptorSkeleton {
    private static final String HEAD = "# yaml-language-server: $schema=channel.schema.json\n";
    private static final List<String> USUAL = List.of(
            "id", "title", "description", "link", "image_link", "price", "availability", "brand", "gtin", "category");

    private final String name;
    private final LocalDate today;

    private DescriptorSkeleton(String name, LocalDate today) {
        this.name = name;
        this.today = today;
    }

    /**
     * A skeleton for a channel.
     *
     * @param name of the channel and its file: lower case with hyphens
     * @param today the day on which documents are said to have been read
     * @throws IllegalArgumentException when the name has another form
     */
    public static DescriptorSkeleton named(String name, LocalDate today) {
        if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is not a name of lower-case letters, digits and single hyphens.");
        }
        return new DescriptorSkeleton(name, today);
    }

    /** With the fields that nearly every channel has. */
    public String usual() {
        SampleTable columns = new SampleTable(',', "UTF-8", USUAL, List.of());
        return whole(
                "A document of " + label(),
                columns,
                List.of(
                        "Rename the fields to the channel's own words, take out what it does not know and add what it asks for:",
                        "required, max-length, pattern, values, repeat. Every key is explained in docs/channels/descriptor.md."));
    }

    /**
     * With a field for each column of a table.
     *
     * @param file name of the sample, for the source
     * @param head the beginning of the table, with the line of names; the first few hundred lines are enough
     * @return the {@link #usual} fields when no column has a name
     */
    public String from(String file, byte[] head) {
        SampleTable sample = SampleTable.read(head);
        if (sample.columns().isEmpty()) {
            return usual();
        }
        return whole(
                "Sample " + file,
                sample,
                List.of(
                        "Types, sources and closed sets are guessed from "
                                + sample.rows().size()
                                + " rows of the sample. Look at each field, then add what a sample",
                        "does not show: required, max-length, pattern, repeat. Every key is explained in docs/channels/descriptor.md."));
    }

    /** On top of another channel: its fields stand in comments, to be changed where this one differs. */
    public String extending(ChannelDescriptor base) {
        StringBuilder yaml = new StringBuilder(HEAD);
        yaml.append("channel: ")
                .append(name)
                .append("\nextends: ")
                .append(base.name())
                .append('\n');
        yaml.append("label: ").append(YamlScalar.block(label())).append("\nversion: 1\n");
        yaml.append("summary: ")
                .append(YamlScalar.block("What is different from " + base.label() + " and what is left out"))
                .append("\n\n");
        yaml.append("# Where what is different is written; a field names it with source: own-document.\n");
        yaml.append("# sources: { own-document: { document: ")
                .append(YamlScalar.quoted("A document of " + label()))
                .append(", read: ")
                .append(today)
                .append(" } }\n\n");
        yaml.append(
                "# Say only what is different. A key here takes the place of the same key of the base; what is not named stays.\n");
        yaml.append("# without: { fields: [")
                .append(base.fields().stream().findFirst().map(FieldSpec::name).orElse(""))
                .append("] }\n\n");
        yaml.append("fields: {}\n");
        for (FieldSpec field : base.fields()) {
            yaml.append("#  ")
                    .append(YamlScalar.inside(field.name()))
                    .append(": { ")
                    .append(said(field))
                    .append(" }\n");
        }
        return yaml.toString();
    }

    private static String said(FieldSpec field) {
        List<String> said = new ArrayList<>();
        said.add("required: " + field.needs().required().isAlways());
        if (field.text().hasMaxLength()) {
            said.add("max-length: " + field.text().maxLength());
        }
        return String.join(", ", said);
    }

    private String whole(String document, SampleTable sample, List<String> remarks) {
        List<FieldGuess> fields = guesses(sample);
        boolean onePrice = fields.stream()
                .anyMatch(field -> "offer_price".equals(field.keys().get("from")));
        StringBuilder yaml = new StringBuilder(HEAD);
        yaml.append("channel: ").append(name).append('\n');
        yaml.append(
                onePrice
                        ? "# What a buyer pays now, also where a product is reduced: offer_price.\nextends: one-price\n"
                        : "");
        yaml.append("label: ").append(YamlScalar.block(label())).append('\n');
        yaml.append(
                "# ads, social, comparator, retargeting, affiliate, marketplace, assistant, catalogue or file\nkind: comparator\n");
        yaml.append("version: 1\nsummary: What the channel is, and what is left out here\n\n");
        sources(yaml, document);
        yaml.append("# Where it sells: countries and languages, nothing for anywhere; whether prices carry VAT.\n");
        yaml.append("# members: { countries: [FR, BE], languages: [fr], tax: included }\n\n");
        layouts(yaml, sample);
        remarks.forEach(remark -> yaml.append("# ").append(remark).append('\n'));
        yaml.append("fields:\n");
        fields.forEach(field -> field(yaml, field));
        return yaml.toString();
    }

    private void sources(StringBuilder yaml, String document) {
        yaml.append(
                "# Which document says all this: its title, url, when it was read. What nobody has read in one gets verified: false and then only warns.\n");
        yaml.append("sources:\n  document:\n    document: ")
                .append(YamlScalar.block(document))
                .append('\n');
        yaml.append("    read: ").append(today).append("\n\n");
    }

    private static void layouts(StringBuilder yaml, SampleTable sample) {
        String delimiter = switch (sample.delimiter()) {
            case '\t' -> "tab";
            case ';' -> "semicolon";
            case '|' -> "pipe";
            default -> "comma";
        };
        String join = sample.delimiter() == '|' ? "," : "|";
        yaml.append(
                "# join stands between several values in one cell. Other formats: rss, atom, xml, json, ndjson.\nlayouts:\n");
        yaml.append("  ")
                .append(delimiter.equals("tab") ? "tsv" : "csv")
                .append(": { format: delimited, delimiter: ")
                .append(delimiter);
        yaml.append(", join: \"").append(join).append('"');
        yaml.append(sample.charset().equals("UTF-8") ? "" : ", encoding: " + sample.charset())
                .append(" }\n\n");
    }

    private static List<FieldGuess> guesses(SampleTable sample) {
        boolean onlyPrice = sample.columns().stream()
                .flatMap(column -> Attributes.standard().knownAs(column).stream())
                .noneMatch(attribute -> attribute.name().equals("sale_price"));
        List<FieldGuess> guesses = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < sample.columns().size(); i++) {
            boolean again = sample.columns().indexOf(sample.columns().get(i)) < i;
            if (again && !sample.columns().get(i).isEmpty()) {
                continue;
            }
            String column = sample.columns().get(i).isEmpty()
                    ? "column " + (i + 1)
                    : sample.columns().get(i);
            guesses.add(FieldGuess.of(column, free(column, names), sample.values(i), onlyPrice));
        }
        return guesses;
    }

    /** The column's name as conditions can write it, with a number where it is there already. */
    private static String free(String column, Set<String> taken) {
        boolean word = column.matches("[A-Za-z_][A-Za-z0-9_]*");
        String plain = word ? column : Attributes.unaccented(column);
        String start = plain.isEmpty() ? "column" : Character.isDigit(plain.charAt(0)) ? "c" + plain : plain;
        String free = start;
        for (int n = 2; !taken.add(free); n++) {
            free = start + "_" + n;
        }
        return free;
    }

    private static void field(StringBuilder yaml, FieldGuess field) {
        if (!field.remark().isEmpty()) {
            yaml.append("  # ").append(field.remark()).append('\n');
        }
        yaml.append("  ").append(YamlScalar.inside(field.name())).append(":\n");
        field.keys()
                .forEach((key, value) -> yaml.append("    ")
                        .append(key)
                        .append(':')
                        .append(value.startsWith("\n") ? "" : " ")
                        .append(value)
                        .append('\n'));
    }

    private String label() {
        String words = name.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
