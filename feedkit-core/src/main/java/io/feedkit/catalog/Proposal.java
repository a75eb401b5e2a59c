package io.feedkit.catalog;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import io.feedkit.product.Gtin;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes down as a mapping file what was understood of a source, with how sure it is.
 *
 * <p>Only what was found is written, so reading with the file gives the same products as reading without it; what is merely likely stands in comments. Where a
 * system was recognised its preset stays the base, and its columns are listed as comments.
 */
final class Proposal {
    private static final int WIDEST = 60;
    private static final int SHOWN_CHARS = 40;
    /** What a feed can hardly do without, in the order people look for it. */
    private static final List<String> WANTED = List.of(
            "id", "title", "description", "link", "image_link", "price", "availability", "quantity", "brand", "gtin");

    private final String source;
    private final MappingSpec preset;
    private final String presetName;
    private final Told told;
    private final Samples samples;
    private final Header header;
    private final Map<String, Target> targets;
    private final List<MappedColumn> columns;
    private final StringBuilder text = new StringBuilder();
    private final Set<Integer> written = new LinkedHashSet<>();

    Proposal(
            String source,
            String presetName,
            MappingSpec preset,
            Told told,
            Samples samples,
            Header header,
            Map<String, Target> targets,
            List<MappedColumn> columns) {
        this.source = source;
        this.presetName = presetName;
        this.preset = preset;
        this.told = told;
        this.samples = samples;
        this.header = header;
        this.targets = targets;
        this.columns = columns;
    }

    String write(CatalogOptions options) {
        line("# What feedkit understood of " + oneLine(source)
                + ". The percentages say how sure it is; look at the lines with a question mark.");
        line("base: " + (presetName.isEmpty() ? "none" : presetName));
        told(options);
        if (!options.currency().isEmpty()) {
            line("currency: " + options.currency());
        }
        if (!options.decimalSeparator().isEmpty()) {
            line("numbers: " + (options.decimalSeparator().equals(".") ? "point" : "comma"));
        }
        told.lines(overruled(options)).forEach(this::line);
        told.further().forEach(this::line);
        fromPreset();
        line("attributes:");
        int before = text.length();
        said();
        understood();
        kept();
        if (text.length() == before) {
            text.setLength(before - 1);
            line(" {}");
        }
        wanted();
        notRead();
        return text.toString();
    }

    /** What an option says that a mapping says too. */
    private Set<String> overruled(CatalogOptions options) {
        Set<String> keys = new HashSet<>();
        if (!options.currency().isEmpty()) {
            keys.add("currency");
        }
        if (!options.decimalSeparator().isEmpty()) {
            keys.add("numbers");
        }
        if (!options.recordPath().isEmpty() && presetName.isEmpty()) {
            keys.add("nesting");
        }
        return keys;
    }

    /** What somebody said of the source, so that it need not be said again beside the mapping. */
    private void told(CatalogOptions options) {
        told("", "charset", options.charset());
        told("", "sheet", options.sheet());
        if (!options.recordPath().isEmpty() && presetName.isEmpty()) {
            line("nesting: {records: [" + YamlFlow.text(options.recordPath()) + "]}");
        }
        Dialect dialect = options.dialect();
        if (dialect.equals(Dialect.DETECT)) {
            return;
        }
        line("dialect:");
        told("  ", "delimiter", dialect.delimiter());
        told("  ", "quote", dialect.quote());
        told("  ", "escape", dialect.escape());
        told("  ", "row-end", dialect.rowEnd());
        told("  ", "comment", dialect.comment());
        told("  ", "footer", dialect.footer());
        told("  ", "skip-lines", dialect.skippedLines() < 0 ? "" : String.valueOf(dialect.skippedLines()));
        told("  ", "skip-columns", dialect.skippedColumns() == 0 ? "" : String.valueOf(dialect.skippedColumns()));
        told(
                "  ",
                "header",
                dialect.header() == CatalogOptions.Header.DETECT
                        ? ""
                        : dialect.header().name().toLowerCase(Locale.ROOT));
        told("  ", "header-rows", dialect.headerRows() == 0 ? "" : String.valueOf(dialect.headerRows()));
    }

    private void told(String indent, String key, String value) {
        if (!value.isEmpty()) {
            line(indent + key + ": " + YamlFlow.text(value));
        }
    }

    private void line(String content) {
        text.append(content).append('\n');
    }

    private void line(String content, String comment) {
        text.append(content);
        text.append(" ".repeat(Math.max(1, WIDEST - content.length())));
        line("# " + comment);
    }

    private boolean isOfPreset(Target target) {
        return !presetName.isEmpty() && target.reason.equals(preset.name());
    }

    private void fromPreset() {
        if (presetName.isEmpty()) {
            return;
        }
        line("# " + preset.name() + " says what these are; a line of your own below overrules it:");
        for (MappedColumn column : columns) {
            if (column.isRead() && column.reason().equals(preset.name())) {
                line("#   " + oneLine(column.attribute()) + ": " + YamlFlow.text(oneLine(column.column())));
            }
        }
    }

    /** Attributes that somebody named stay as he said it. */
    private void said() {
        told.attributes().forEach((key, line) -> {
            Target target = targets.get(key);
            if (target == null) {
                line(line);
                return;
            }
            target.sources.forEach(source -> written.add(source.column()));
            int column = target.sources.get(0).column();
            line(line, "told" + (column < 0 ? "" : "; " + filled(header.nameOf(column))));
        });
    }

    private boolean isSaid(Target target) {
        return told.attributes().containsKey(target.key());
    }

    private void understood() {
        for (Target target : targets.values()) {
            if (target.confidence > 0 && !isOfPreset(target) && !isSaid(target)) {
                attribute(target);
            }
        }
    }

    /** Attributes of the catalogue's own, which only rules can use. */
    private void kept() {
        boolean first = true;
        for (Target target : targets.values()) {
            if (target.confidence == 0 && !isOfPreset(target) && !isSaid(target)) {
                if (first) {
                    line("  # No attribute of that name is known; rules can use them as they are.");
                    first = false;
                }
                attribute(target);
            }
        }
    }

    private void attribute(Target target) {
        List<Integer> cells = target.sources.stream().map(Target.Source::column).toList();
        boolean derived = cells.isEmpty() || cells.contains(-1);
        boolean isKnown = !derived && !written.addAll(cells) && !target.key().equals("id");
        if (derived || isKnown || target.reduced) {
            return;
        }
        String key = YamlFlow.text(target.key());
        boolean ambiguous = cells.stream().map(header::nameOf).anyMatch(this::meansOthersToo);
        line((ambiguous ? "  # " : "  ") + key + ": " + from(target), comment(target));
    }

    /** A name with a sign in it that stands for anything in a mapping. */
    private boolean meansOthersToo(String name) {
        ColumnPattern pattern = ColumnPattern.of(name);
        return name.contains("{")
                || name.contains("*")
                        && header.names.stream().filter(pattern::matches).count() > 1;
    }

    private String comment(Target target) {
        String filled = filled(header.nameOf(target.sources.get(0).column()));
        if (target.confidence == 0) {
            return filled;
        }
        String doubt = target.confidence < 70 ? "? " : "";
        return doubt + target.confidence + " %: " + target.reason + "; " + filled;
    }

    private String filled(String column) {
        List<String> values = samples.of(column);
        String example = values.isEmpty() ? "" : ", such as " + shown(values.get(0));
        return "filled in " + samples.share(column) + example;
    }

    private static String shown(String value) {
        String line = oneLine(value);
        return line.codePointCount(0, line.length()) <= SHOWN_CHARS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN_CHARS)) + "…";
    }

    private static String oneLine(String value) {
        StringBuilder line = new StringBuilder();
        value.codePoints()
                .map(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.FORMAT
                                || c == 0x2028
                                || c == 0x2029
                        ? ' '
                        : c)
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }

    private String from(Target target) {
        boolean several = target.sources.size() > 1;
        List<String> names = target.sources.stream()
                .map(source -> column(source, several))
                .distinct()
                .toList();
        String columns = oneOrList(names);
        List<String> more = new ArrayList<>();
        type(target).ifPresent(more::add);
        MappingSpec.Style style = target.spec.style();
        Target.Source first = target.sources.get(0);
        if (!first.currency().isEmpty() && !columns.contains("{currency}")) {
            more.add("currency: " + first.currency());
        }
        Unit unit = style.unit() == null ? first.unit() : style.unit();
        if (unit != null) {
            more.add("unit: " + unit.symbol());
        }
        if (!style.unitFrom().isEmpty()) {
            more.add("unit-from: "
                    + oneOrList(style.unitFrom().stream().map(YamlFlow::text).toList()));
        }
        return more.isEmpty() ? columns : "{from: " + columns + ", " + String.join(", ", more) + "}";
    }

    private static String oneOrList(List<String> texts) {
        return texts.size() == 1 ? texts.get(0) : "[" + String.join(", ", texts) + "]";
    }

    /** Of several columns that differ in their currency it is the name with a hole for it. */
    private String column(Target.Source source, boolean several) {
        String name = header.nameOf(source.column());
        String code = source.currency();
        int at = code.isEmpty() ? -1 : name.toUpperCase(Locale.ROOT).lastIndexOf(code);
        boolean pattern = several
                && at >= 0
                && name.length() == name.toUpperCase(Locale.ROOT).length();
        return YamlFlow.text(
                pattern ? name.substring(0, at) + "{currency}" + name.substring(at + code.length()) : name);
    }

    /** The type where it is not the attribute's own. */
    private static Optional<String> type(Target target) {
        AttributeType type = target.attribute.type();
        Optional<Attribute> standard = Attributes.standard().named(target.attribute.name());
        if (standard.isPresent() && standard.get().type().equals(type) || !target.language.isEmpty()) {
            return Optional.empty();
        }
        if (standard.isPresent()
                && type instanceof AttributeType.MoneyType money
                && money.basis() != VatBasis.UNKNOWN) {
            return Optional.of("vat: " + money.basis().name().toLowerCase(Locale.ROOT));
        }
        return standard.isEmpty()
                        && type.equals(AttributeType.TEXT)
                        && target.spec.style().unitFrom().isEmpty()
                ? Optional.empty()
                : Optional.of("type: " + type);
    }

    /** What is missing, with the columns whose values look like it. */
    private void wanted() {
        boolean first = true;
        for (String attribute : WANTED) {
            if (targets.containsKey(attribute) || attribute.equals("image_link") && targets.containsKey("images")) {
                continue;
            }
            if (first) {
                line("  # Not found, and most feeds ask for them:");
                first = false;
            }
            String column = likely(attribute);
            String guess = column.isEmpty() ? "…" : YamlFlow.text(column);
            String why = column.isEmpty()
                    ? "nothing looks like it"
                    : "? its values look like it, such as "
                            + shown(samples.of(column).get(0));
            line("  # " + attribute + ": " + guess, why);
        }
    }

    private String likely(String attribute) {
        Predicate<String> fits = switch (attribute) {
            case "gtin" -> text -> Gtin.isValid(text.strip());
            case "image_link" -> text -> text.matches("(?i)(https?:/)?/\\S+\\.(jpe?g|png|gif|webp|avif)\\b\\S*");
            case "link" ->
                text -> text.matches("(?i)https?://\\S+")
                        && !text.matches("(?i)\\S+\\.(jpe?g|png|gif|webp|avif)\\b\\S*");
            case "price" -> text -> text.matches("\\d{1,6}[.,]\\d{2,6}");
            case "title" -> text -> text.length() > 8 && text.length() < 150 && text.contains(" ");
            case "description" -> text -> text.length() > 60 && text.contains(" ");
            case "quantity" -> text -> text.matches("\\d{1,5}");
            default -> text -> false;
        };
        for (Target target : targets.values()) {
            if (target.confidence == 0) {
                List<String> values = samples.of(target.field);
                boolean counts = !attribute.equals("quantity") || !samples.isDistinct(target.field);
                boolean all = values.size() > 1 && counts && values.stream().allMatch(fits);
                if (attribute.equals("id") ? samples.isDistinct(target.field) : all) {
                    return target.field;
                }
            }
        }
        return "";
    }

    private void notRead() {
        for (MappedColumn column : columns) {
            if (!column.isRead()) {
                line("# " + YamlFlow.text(oneLine(column.column())) + " is not read: " + oneLine(column.reason()));
            }
        }
    }
}
