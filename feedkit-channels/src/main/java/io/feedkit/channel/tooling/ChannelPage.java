package io.feedkit.channel.tooling;

import io.feedkit.channel.CallBudget;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.ChannelRule;
import io.feedkit.channel.DescriptorVersion;
import io.feedkit.channel.Documents;
import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.GroupRule;
import io.feedkit.channel.Layout;
import io.feedkit.channel.Limit;
import io.feedkit.channel.Members;
import io.feedkit.channel.Provenance;
import io.feedkit.channel.Source;
import io.feedkit.feed.FeedLayout;
import io.feedkit.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a page about a channel in Markdown: everything its descriptor says, with where that is written, in a form people can read. */
public final class ChannelPage {
    private static final String UNVERIFIED = "?";

    private final ChannelDescriptor channel;
    private final StringBuilder page = new StringBuilder();

    private ChannelPage(ChannelDescriptor channel) {
        this.channel = channel;
    }

    /**
     * The page of a channel.
     *
     * @param yaml the text of the descriptor, for the remarks in its comments; may be empty
     */
    public static String of(ChannelDescriptor channel, String yaml) {
        ChannelPage page = new ChannelPage(channel);
        page.head();
        page.files();
        page.fields();
        page.rules();
        page.limits();
        page.versions();
        page.remarks(yaml);
        page.sources();
        return page.page.toString();
    }

    private void head() {
        page.append("# ").append(channel.label()).append("\n\n");
        page.append("`").append(channel.name()).append("`, ").append(Words.word(channel.kind()));
        if (!channel.family().equals(channel.name())) {
            page.append(", family `").append(channel.family()).append("`");
        }
        page.append(", descriptor version ").append(channel.version()).append(". ");
        Members members = channel.members();
        page.append("Countries: ").append(Words.codes(members.countries()));
        page.append("; languages: ").append(Words.codes(members.languages()));
        page.append("; prices ").append(tax(members.tax()));
        new TreeMap<>(members.perCountry()).forEach((country, terms) -> {
            page.append(", ").append(country).append(": ").append(tax(terms.tax()));
            page.append(terms.currency().isEmpty() ? "" : " in " + terms.currency());
            page.append(terms.languages().isEmpty() ? "" : " (" + Words.codes(terms.languages()) + ")");
        });
        page.append(".\n");
        if (!channel.summary().isEmpty()) {
            page.append("\n").append(Markdown.text(channel.summary())).append("\n");
        }
    }

    private static String tax(Members.Tax tax) {
        return switch (tax) {
            case INCLUDED -> "with VAT";
            case EXCLUDED -> "without VAT";
            case EITHER -> "with or without VAT, as the account says";
        };
    }

    private void files() {
        page.append("\n## Files\n\n| layout | form | file | |\n|---|---|---|---|\n");
        for (Layout layout : channel.layouts().values()) {
            List<String> more = new ArrayList<>();
            Words.layout(layout).forEach((key, value) -> {
                boolean shown = !key.startsWith("documents.")
                        && !key.startsWith("categories.")
                        && !key.equals("format")
                        && !key.equals("extension")
                        && !key.equals("file-name")
                        && !(key.equals("encoding") && value.equals("UTF-8"));
                if (shown) {
                    more.add(key + " " + Markdown.code(value));
                }
            });
            row(
                    "`" + layout.name() + "`" + mark(layout.provenance(), ""),
                    Words.format(layout),
                    Markdown.code(layout.fileName().isEmpty() ? "*." + layout.extension() : layout.fileName()),
                    String.join(", ", more));
        }
        channel.layouts().values().forEach(this::documents);
        channel.layouts().values().forEach(this::categories);
    }

    private void categories(Layout layout) {
        FeedLayout.Categories categories = layout.categories();
        if (categories == null) {
            return;
        }
        page.append("\nIn ")
                .append(Markdown.code(layout.name()))
                .append(" the categories that products have in ")
                .append(Markdown.code(categories.field()))
                .append(", with all above them, are listed before the first record, in ")
                .append(Markdown.code(categories.list()))
                .append(". Their numbers follow from their names and stay the same from feed to feed");
        if (categories.mostCharacters() < Integer.MAX_VALUE) {
            page.append("; names are cut after ")
                    .append(categories.mostCharacters())
                    .append(" characters");
        }
        FeedLayout.Categories.Members members = categories.members();
        if (members != null) {
            page.append(". Which product is in which of them stands behind the last record, in ")
                    .append(Markdown.code(members.element()));
        }
        page.append(".\n");
    }

    private void documents(Layout layout) {
        Documents documents = layout.documents();
        if (documents == null) {
            return;
        }
        page.append("\nIn ")
                .append(Markdown.code(layout.name()))
                .append(" a record holds several products: those with the same ")
                .append(Markdown.code(documents.by().text()))
                .append(", each in ")
                .append(Markdown.code(documents.variants()))
                .append(". What stands outside of it stands once, and is that of the first product");
        if (documents.most() < FeedLayout.Documents.MOST_PRODUCTS) {
            page.append("; a record holds at most ").append(documents.most()).append(" products");
        }
        page.append('.');
        if (!documents.sum().isEmpty()) {
            page.append(" Added up over all products: ")
                    .append(codes(documents.sum()))
                    .append('.');
        }
        if (!documents.list().isEmpty()) {
            page.append(" All different values of the products: ")
                    .append(codes(documents.list()))
                    .append('.');
        }
        page.append('\n');
    }

    private static String codes(List<String> fields) {
        return fields.stream().map(Markdown::code).collect(Collectors.joining(", "));
    }

    private void fields() {
        page.append("\n## Fields\n\n");
        if (channel.fields().isEmpty()) {
            page.append("Any: every attribute of the product, or the columns that the caller names.\n");
            return;
        }
        page.append(
                "| field | type | needed | limits and values | filled from | source |\n|---|---|---|---|---|---|\n");
        for (FieldSpec field : channel.fields()) {
            field("", field);
            field.parts().fields().forEach(part -> field(field.name() + ".", part));
        }
    }

    private void field(String group, FieldSpec field) {
        String label = field.label().equals(field.name()) ? "" : "<br>" + Markdown.text(field.label());
        String legacy = field.status() == FieldSpec.FieldStatus.CURRENT ? "" : " (" + Words.word(field.status()) + ")";
        String filled = group.isEmpty()
                ? field.source().map(Expression::text).map(Markdown::code).orElse("")
                : "";
        String note = field.note().isEmpty() ? "" : Markdown.text(field.note());
        List<String> limits = FieldWords.limits(field);
        if (!note.isEmpty()) {
            limits.add("*" + note + "*");
        }
        row(
                "`" + group + field.name() + "`" + label,
                Words.word(field.type()) + legacy,
                FieldWords.needed(field),
                String.join("; ", limits),
                filled,
                evidence(field.provenance()));
    }

    /** The source, unless it is the usual one, and what is only believed. */
    private String evidence(Provenance known) {
        String keys = known.unverified().isEmpty()
                ? ""
                : " (" + UNVERIFIED + " " + String.join(", ", new java.util.TreeSet<>(known.unverified())) + ")";
        return known.source().id() + (known.verified() ? "" : UNVERIFIED) + keys;
    }

    private static String mark(Provenance known, String key) {
        return key.isEmpty() ? known.verified() ? "" : " " + UNVERIFIED : known.verified(key) ? "" : " " + UNVERIFIED;
    }

    private void rules() {
        List<ChannelRule> rules = new ArrayList<>(channel.rules());
        channel.fields().forEach(field -> rules.addAll(field.parts().rules()));
        if (rules.isEmpty() && channel.groupRules().isEmpty()) {
            return;
        }
        page.append("\n## Rules\n\n| rule | does | says to the merchant | when | source |\n|---|---|---|---|---|\n");
        for (ChannelRule rule : rules) {
            String unless = rule.unless().isNever() ? "" : " unless " + Markdown.code(Words.condition(rule.unless()));
            String when = rule.when().isAlways() ? "" : Markdown.code(Words.condition(rule.when()));
            row(
                    "`" + rule.name() + "`",
                    does(rule.effectiveSeverity()),
                    said(rule.message(), rule.fix()),
                    (when + unless).strip(),
                    evidence(rule.provenance()));
        }
        for (GroupRule rule : channel.groupRules()) {
            String same = rule.same().isEmpty() ? "" : ", the same " + String.join(", ", rule.same());
            String differ = rule.differ().isEmpty() ? "" : ", different " + String.join(" or ", rule.differ());
            row(
                    "`" + rule.name() + "`",
                    does(rule.effectiveSeverity()),
                    said(rule.message(), rule.fix()),
                    "products with one `" + rule.by() + "`" + same + differ,
                    evidence(rule.provenance()));
        }
    }

    private static String does(Severity severity) {
        return switch (severity) {
            case ERROR -> "refuses";
            case WARNING -> "warns";
            case INFO -> "advises";
        };
    }

    private static String said(Expression message, Expression fix) {
        return Markdown.text((message.text() + " " + fix.text()).strip());
    }

    private void limits() {
        if (channel.limits().isEmpty() && channel.calls().isEmpty()) {
            return;
        }
        page.append("\n## Limits and calls\n\n| what | at most | | source |\n|---|---|---|---|\n");
        for (Limit limit : channel.limits()) {
            String each = limit.eachFile() ? " in each file" : "";
            row(
                    Words.word(limit.what()).replace('-', ' '),
                    Words.number(limit.max()) + each,
                    Markdown.text(limit.note()),
                    evidence(limit.provenance()));
        }
        for (CallBudget calls : channel.calls()) {
            row(
                    "calls: " + calls.name(),
                    Words.budget(calls),
                    Markdown.text(calls.note()),
                    evidence(calls.provenance()));
        }
    }

    private void versions() {
        if (channel.versions().isEmpty()) {
            return;
        }
        page.append("\n## Versions\n\n");
        for (DescriptorVersion version : channel.versions()) {
            page.append("- **").append(version.name()).append("**");
            page.append(version.since().isEmpty() ? "" : ", since " + version.since());
            page.append(version.until().isEmpty() ? "" : ", until " + version.until());
            page.append(version.isKept() ? ", still written as `" + channel.name() + "@" + version.name() + "`" : "");
            page.append(mark(version.provenance(), "")).append(": ").append(Markdown.text(version.changes()));
            page.append(version.migrate().isEmpty() ? "" : " *To do:* " + Markdown.text(version.migrate()))
                    .append("\n");
        }
    }

    private void remarks(String yaml) {
        List<Remarks.Remark> remarks = Remarks.of(yaml);
        if (remarks.isEmpty()) {
            return;
        }
        page.append("\n## Decisions and remarks\n\n");
        for (Remarks.Remark remark : remarks) {
            String about = remark.about().isEmpty() ? "" : "`" + remark.about() + "`: ";
            page.append("- ").append(about).append(Markdown.text(remark.text())).append("\n");
        }
    }

    private void sources() {
        if (channel.sources().isEmpty()) {
            return;
        }
        page.append("\n## Sources\n\nA `" + UNVERIFIED
                + "` marks what nobody has read in a document of the channel: it warns and refuses nothing.\n\n");
        for (Source source : channel.sources().values()) {
            page.append("- **").append(source.id()).append("**: ").append(Markdown.text(source.document()));
            page.append(source.dated().isEmpty() ? "" : ", dated " + source.dated());
            page.append(", read ").append(source.read());
            page.append(source.url().isEmpty() ? "" : ", <" + source.url() + ">")
                    .append("\n");
        }
    }

    private void row(String... cells) {
        page.append("|");
        for (String cell : cells) {
            page.append(cell.isEmpty() ? " |" : " " + Markdown.cell(cell) + " |");
        }
        page.append("\n");
    }
}
