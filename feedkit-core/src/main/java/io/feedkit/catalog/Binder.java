package io.feedkit.catalog;

import io.feedkit.catalog.MappingSpec.AttributeSpec;
import io.feedkit.catalog.MappingSpec.From;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import io.feedkit.product.Schema;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Works out from a header what each column becomes.
 *
 * <p>In this order, and a column that has found its use is not asked again: what the merchant's mapping says; what the preset of the recognised system says; column
 * names that are, or are known as, a standard attribute, also with a unit, currency or language behind them; and whatever is left becomes an attribute of
 * its own name. One instance binds one header; the schema it works out is kept when columns turn up later.
 */
final class Binder {
    private static final Pattern HOLE = Pattern.compile("\\{([^{}]+)}");

    private final MappingSpec user;
    private final MappingSpec preset;
    private final CatalogOptions options;
    private final Samples samples;

    private final Header header = new Header(this::blanks);
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final List<Detection> detections = new ArrayList<>();
    /** What the merchant's mapping names though no column is there yet. */
    private final List<Attribute> declared = new ArrayList<>();

    /** @param preset of the recognised system, or {@link MappingSpec#NOTHING} */
    Binder(MappingSpec user, MappingSpec preset, CatalogOptions options, Samples samples) {
        this.user = user;
        this.preset = preset;
        this.options = options;
        this.samples = samples;
    }

    /** Looks at the columns of the source and at those the mapping makes itself. */
    void bind(List<String> columns, List<String> made, ProblemSink problems) {
        for (int i = 0; i < columns.size(); i++) {
            header.addColumn(columns.get(i), i);
        }
        for (int i = 0; i < made.size(); i++) {
            header.addMade(made.get(i), Work.MADE + i);
        }
        ignore();
        unpacked();
        fromSpecs(problems);
        scoped();
        known();
        own();
        derive();
    }

    List<Detection> detections() {
        return detections;
    }

    private boolean isFree(int index) {
        return !header.mapped.containsKey(header.numbers.get(index));
    }

    private void ignore() {
        for (MappingSpec spec : List.of(user, preset)) {
            for (ColumnPattern pattern : spec.ignore()) {
                for (int i = 0; i < header.names.size(); i++) {
                    if (isFree(i) && pattern.matches(header.names.get(i))) {
                        header.mapped.put(
                                header.numbers.get(i),
                                new MappedColumn(header.names.get(i), "", "", "ignored by " + spec.name()));
                    }
                }
            }
        }
    }

    private void unpacked() {
        for (MappingSpec.Packed packed : packed()) {
            taken(packed.column(), "taken apart");
        }
        for (MappingSpec.Pair pair : pairs()) {
            for (int i = 0; i < header.names.size() && pair.name().contains("{n}"); i++) {
                boolean named = pairNumber(pair.name(), header.names.get(i)) >= 0;
                if (isFree(i) && (named || pairNumber(pair.value(), header.names.get(i)) >= 0)) {
                    taken(header.names.get(i), named ? "names an attribute" : "an attribute named by another column");
                }
            }
        }
    }

    private void taken(String column, String reason) {
        Integer number = header.byFoldedName.get(ColumnPattern.fold(column));
        if (number != null && !header.mapped.containsKey(number)) {
            header.mapped.put(number, new MappedColumn(column, "", "", reason));
        }
    }

    private List<MappingSpec.Packed> packed() {
        return user.packed().isEmpty() ? preset.packed() : user.packed();
    }

    private List<MappingSpec.Pair> pairs() {
        return user.pairs().isEmpty() ? preset.pairs() : user.pairs();
    }

    Variants variants() {
        return user.variants() instanceof Variants.None ? preset.variants() : user.variants();
    }

    /** The number that stands for {@code {n}} in a column's name, or -1 when the column is another. */
    private static int pairNumber(String pattern, String column) {
        int hole = pattern.indexOf("{n}");
        String before = ColumnPattern.fold(pattern.substring(0, hole) + "x");
        String head = before.substring(0, before.length() - 1);
        String folded = ColumnPattern.fold(column);
        String after = pattern.substring(hole + 3).strip().toLowerCase(Locale.ROOT);
        int from = head.length();
        int to = from;
        while (to < folded.length() && Character.isDigit(folded.charAt(to))) {
            to++;
        }
        boolean fits = folded.startsWith(head)
                && to > from
                && to - from < 4
                && folded.substring(to).strip().equals(after);
        return fits ? Integer.parseInt(folded.substring(from, to)) : -1;
    }

    /** What takes packed cells apart, for columns that are there. */
    Unpacker unpacker(List<String> columns, int maxNames) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            places.putIfAbsent(ColumnPattern.fold(columns.get(i)), i);
        }
        List<Unpacker.Packed> packed = new ArrayList<>();
        for (MappingSpec.Packed one : packed()) {
            Integer place = places.get(ColumnPattern.fold(one.column()));
            if (place != null) {
                packed.add(new Unpacker.Packed(place, Texts.utf8(one.entries()), Texts.utf8(one.pair()), one.prefix()));
            }
        }
        List<Unpacker.Pair> pairs = new ArrayList<>();
        for (MappingSpec.Pair pair : pairs()) {
            Map<Integer, Integer> values = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                values.putIfAbsent(pairNumber(pair.value(), columns.get(i)), i);
            }
            for (int i = 0; i < columns.size(); i++) {
                int number = pairNumber(pair.name(), columns.get(i));
                Integer value = values.get(number);
                if (number >= 0 && value != null) {
                    pairs.add(new Unpacker.Pair(i, value, blanks(columns.get(value))));
                }
            }
        }
        return new Unpacker(packed, pairs, maxNames);
    }

    /** Texts that mean "no value" in a column. */
    List<byte[]> blanks(String column) {
        List<byte[]> found = new ArrayList<>();
        for (MappingSpec spec : List.of(user, preset)) {
            spec.blanks().forEach((pattern, texts) -> {
                if (ColumnPattern.of(pattern).matches(column)) {
                    texts.forEach(text -> found.add(Texts.utf8(text)));
                }
            });
        }
        return found;
    }

    private void fromSpecs(ProblemSink problems) {
        for (AttributeSpec spec : user.attributes().values()) {
            fromSpec(spec, user.name(), problems);
        }
        List<Attribute> named = List.copyOf(declared);
        for (AttributeSpec spec : preset.attributes().values()) {
            if (!user.attributes().containsKey(spec.attribute())) {
                fromSpec(spec, preset.name(), problem -> {});
            }
        }
        declared.clear();
        declared.addAll(named);
    }

    private void fromSpec(AttributeSpec spec, String reason, ProblemSink problems) {
        Attribute attribute = Attributes.standard()
                .named(spec.attribute())
                .orElseGet(() -> Attribute.of(spec.attribute(), AttributeType.TEXT));
        List<Integer> cells = new ArrayList<>();
        List<Target.Source> sources = new ArrayList<>();
        for (From from : spec.from()) {
            sources.addAll(sources(from, cells));
        }
        if (sources.isEmpty()) {
            declared.add(typed(attribute, spec, spec.attribute()));
            problems.report(new Problem(
                    CatalogProblem.MAPPING_COLUMN,
                    spec.at(),
                    "none of the columns named for " + spec.attribute() + " is in the source.",
                    "Its columns are " + header.names + "."));
            return;
        }
        String field = cells.isEmpty() ? spec.attribute() : header.nameOf(cells.get(0));
        Target target = new Target(typed(attribute, spec, field), "", spec, field, reason);
        target.sources.addAll(sources);
        targets.put(spec.attribute(), target);
        for (int cell : cells) {
            use(cell, target);
        }
    }

    private void use(int column, Target target) {
        String name = target.attribute.name() + (target.language.isEmpty() ? "" : "@" + target.language);
        header.mapped.putIfAbsent(
                column,
                new MappedColumn(
                        header.nameOf(column), name, target.attribute.type().toString(), target.reason));
        header.uses.merge(column, 1, Integer::sum);
    }

    private List<Target.Source> sources(From from, List<Integer> cells) {
        if (from instanceof From.Cell cell) {
            return cellSources(cell.column(), cells);
        }
        if (from instanceof From.Constant constant) {
            return List.of(
                    new Target.Source(new Texts.Constant(Texts.utf8(constant.text()), header.node()), -1, "", null));
        }
        if (from instanceof From.Join join) {
            List<Texts> parts = header.present(join.columns());
            return parts.isEmpty()
                    ? List.of()
                    : List.of(new Target.Source(
                            new Texts.Joined(parts, Texts.utf8(join.with()), header.node()), -1, "", null));
        }
        if (from instanceof From.Template template) {
            return template(template.text());
        }
        From.All all = (From.All) from;
        List<Texts> parts = new ArrayList<>();
        for (String column : all.columns()) {
            for (int i = 0; i < header.names.size(); i++) {
                if (ColumnPattern.of(column).matches(header.names.get(i))) {
                    cells.add(header.numbers.get(i));
                    parts.add(header.cell(header.numbers.get(i)));
                }
            }
        }
        return parts.isEmpty() ? List.of() : List.of(new Target.Source(new Target.AllParts(parts), -1, "", null));
    }

    private List<Target.Source> cellSources(ColumnPattern pattern, List<Integer> cells) {
        List<Target.Source> found = new ArrayList<>();
        for (int i = 0; i < header.names.size(); i++) {
            String name = header.names.get(i);
            boolean sameName = header.byFoldedName
                    .getOrDefault(ColumnPattern.fold(name), -1)
                    .equals(header.numbers.get(i));
            if (sameName && pattern.matches(name)) {
                String currency = pattern.hole("currency", name).toUpperCase(Locale.ROOT);
                Unit unit = Unit.named(pattern.hole("unit", name)).orElse(null);
                cells.add(header.numbers.get(i));
                found.add(new Target.Source(header.cell(header.numbers.get(i)), header.numbers.get(i), currency, unit));
            }
        }
        return found;
    }

    private List<Target.Source> template(String text) {
        List<byte[]> between = new ArrayList<>();
        List<Texts> holes = new ArrayList<>();
        Matcher hole = HOLE.matcher(text);
        int from = 0;
        while (hole.find()) {
            Optional<Texts> texts = header.present(hole.group(1));
            if (texts.isEmpty()) {
                return List.of();
            }
            between.add(Texts.utf8(text.substring(from, hole.start())));
            holes.add(texts.get());
            from = hole.end();
        }
        between.add(Texts.utf8(text.substring(from)));
        return List.of(new Target.Source(new Texts.Template(between, holes, header.node()), -1, "", null));
    }

    private Attribute typed(Attribute attribute, AttributeSpec spec, String field) {
        AttributeType type = spec.type();
        VatBasis vat = spec.vat();
        if (type == null && attribute.label().isEmpty() && attribute.type().equals(AttributeType.TEXT)) {
            type = guess(spec, field);
        }
        if (type == null) {
            type = attribute.type();
        }
        if (vat != null && type.kind() == AttributeType.Kind.MONEY) {
            type = new AttributeType.MoneyType(vat);
        }
        return type.equals(attribute.type()) ? attribute : attribute.withType(type);
    }

    /** The type of an attribute that is no standard one and whose type nobody gave. */
    private AttributeType guess(AttributeSpec spec, String field) {
        if (!spec.currency().isEmpty() || !spec.currencyFrom().isEmpty()) {
            return AttributeType.MONEY;
        }
        Unit unit = spec.unit();
        if (unit != null) {
            return AttributeType.measure(unit.dimension());
        }
        if (!spec.unitFrom().isEmpty()) {
            return samples.dimensionOf(spec.unitFrom())
                    .<AttributeType>map(AttributeType::measure)
                    .orElse(AttributeType.TEXT);
        }
        if (!spec.split().isEmpty()) {
            return AttributeType.TEXTS;
        }
        if (!spec.values().isEmpty()) {
            return AttributeType.TEXT;
        }
        AttributeType type = samples.hasLists(field) ? AttributeType.TEXTS : samples.typeOf(field);
        if (!type.equals(AttributeType.TEXT)) {
            detections.add(new Detection("type of " + field, type.toString(), "all values of the sample are", false));
        }
        return type;
    }

    private List<String> channels() {
        return user.channels().isEmpty() ? preset.channels() : user.channels();
    }

    private boolean hasLanguages() {
        return user.languages() || preset.languages();
    }

    /** Columns of a PIM: one per locale and sales channel. */
    private void scoped() {
        if (!hasLanguages()) {
            return;
        }
        record Scoped(int index, HeaderName name) {}
        List<Scoped> found = new ArrayList<>();
        List<String> channels = channels();
        for (int i = 0; i < header.names.size(); i++) {
            int index = i;
            if (isFree(i)) {
                HeaderName.scoped(header.names.get(i), channels).ifPresent(name -> found.add(new Scoped(index, name)));
            }
        }
        // The preferred channel first; the order of the header among equals.
        found.sort((a, b) -> Integer.compare(rank(channels, a.name.channel()), rank(channels, b.name.channel())));
        for (Scoped scoped : found) {
            language(scoped.name.base(), scoped.name.language(), header.numbers.get(scoped.index), reason());
        }
    }

    private String reason() {
        return user.languages() ? user.name() : preset.name();
    }

    private static int rank(List<String> channels, String channel) {
        int rank = channels.indexOf(channel);
        return rank < 0 ? channels.size() : rank;
    }

    private void language(String base, String language, int column, String reason) {
        String name = Attributes.standard().knownAs(base).map(Attribute::name).orElse(base);
        for (MappingSpec spec : List.of(preset, user)) {
            for (AttributeSpec attribute : spec.attributes().values()) {
                if (attribute.from().stream()
                        .anyMatch(from ->
                                from instanceof From.Cell cell && cell.column().matches(base))) {
                    name = attribute.attribute();
                }
            }
        }
        String key = language.isEmpty() ? name : name + "@" + language;
        Target target = targets.get(key);
        if (target == null) {
            AttributeSpec spec = AttributeSpec.column(name, user.name().isEmpty() ? at() : at(), header.nameOf(column));
            String own = name;
            Attribute attribute = Attributes.standard()
                    .named(name)
                    .orElseGet(() -> Attribute.of(
                            own, language.isEmpty() ? guess(spec, header.nameOf(column)) : AttributeType.TEXT));
            target = new Target(attribute, language, spec, header.nameOf(column), reason);
            targets.put(key, target);
        }
        target.sources.add(new Target.Source(header.cell(column), column, "", null));
        use(column, target);
    }

    private static SourcePosition at() {
        return SourcePosition.unknown("mapping");
    }

    /** A column that may be a standard attribute, and how directly its name says so. */
    private record Candidate(
            int index,
            Attribute attribute,
            int rank,
            @Nullable HeaderName header) {}

    private void known() {
        Map<String, Candidate> best = new LinkedHashMap<>();
        List<Candidate> others = new ArrayList<>();
        for (int i = 0; i < header.names.size(); i++) {
            if (isFree(i)) {
                Candidate candidate = candidate(i);
                if (candidate == null) {
                    continue;
                }
                String language = candidate.header == null ? "" : candidate.header.language();
                if (!language.isEmpty()) {
                    language(candidate.attribute.name(), language, header.numbers.get(i), "language in the name");
                    continue;
                }
                Candidate other = best.get(candidate.attribute.name());
                if (other != null && sameButCurrency(other, candidate)) {
                    others.add(candidate);
                } else if (!targets.containsKey(candidate.attribute.name())
                        && (other == null || isBetter(candidate, other))) {
                    best.put(candidate.attribute.name(), candidate);
                }
            }
        }
        best.values().forEach(this::take);
        // Further currencies of the same price: the next best where the first has no value.
        for (Candidate other : others) {
            Target target = targets.get(other.attribute.name());
            HeaderName said = other.header;
            if (target != null && said != null) {
                int column = header.numbers.get(other.index);
                target.sources.add(new Target.Source(header.cell(column), column, said.currency(), null));
                use(column, target);
            }
        }
    }

    /** The attribute's own name is best, then the column that has more values, then the more usual name. */
    private boolean isBetter(Candidate candidate, Candidate other) {
        if (candidate.rank == 0 || other.rank == 0) {
            return candidate.rank < other.rank;
        }
        int values = samples.of(header.names.get(candidate.index)).size();
        int others = samples.of(header.names.get(other.index)).size();
        return values > 2 * others || candidate.rank < other.rank && others <= 2 * values;
    }

    private boolean sameButCurrency(Candidate a, Candidate b) {
        if (a.header == null
                || b.header == null
                || a.header.currency().isEmpty()
                || b.header.currency().isEmpty()) {
            return false;
        }
        return !b.header.currency().equals(options.currency());
    }

    private @Nullable Candidate candidate(int index) {
        String name = header.names.get(index);
        Attribute exact =
                Attributes.standard().knownAs(ColumnPattern.fold(name)).orElse(null);
        if (exact != null) {
            return new Candidate(index, exact, rank(exact, name), null);
        }
        HeaderName counted = HeaderName.counted(name).orElse(null);
        if (counted != null) {
            Attribute attribute = Attributes.standard().knownAs(counted.base()).orElse(null);
            boolean fits = attribute != null
                    && (counted.currency().isEmpty()
                            ? attribute.type().kind() == AttributeType.Kind.MEASURE
                            : attribute.type().kind() == AttributeType.Kind.MONEY);
            if (attribute != null && fits) {
                return new Candidate(index, attribute, rank(attribute, counted.base()), counted);
            }
        }
        HeaderName language = HeaderName.inLanguage(name).orElse(null);
        if (language != null) {
            Attribute attribute = Attributes.standard().knownAs(language.base()).orElse(null);
            if (attribute != null && attribute.type().equals(AttributeType.TEXT)) {
                return new Candidate(index, attribute, rank(attribute, language.base()), language);
            }
        }
        return null;
    }

    private static int rank(Attribute attribute, String spelling) {
        String plain = Attributes.plain(ColumnPattern.fold(spelling));
        if (plain.equals(Attributes.plain(attribute.name()))) {
            return 0;
        }
        for (int i = 0; i < attribute.synonyms().size(); i++) {
            if (plain.equals(Attributes.plain(attribute.synonyms().get(i)))) {
                return i + 1;
            }
        }
        return Integer.MAX_VALUE;
    }

    private void take(Candidate candidate) {
        int column = header.numbers.get(candidate.index);
        String name = header.names.get(candidate.index);
        HeaderName said = candidate.header;
        AttributeSpec spec = AttributeSpec.column(candidate.attribute.name(), at(), name);
        Unit unit = said == null ? null : Unit.named(said.unit()).orElse(null);
        String currency = said == null ? "" : said.currency();
        String reason = candidate.rank == 0 ? "its own name" : "known as " + candidate.attribute.name();
        spec = withUnitColumn(spec, name, candidate.attribute.type());
        Target target = new Target(candidate.attribute, "", spec, name, reason);
        target.sources.add(new Target.Source(header.cell(column), column, currency, unit));
        targets.put(candidate.attribute.name(), target);
        use(column, target);
    }

    /** The unit of {@code weight} may stand in {@code weight-unit}. */
    private AttributeSpec withUnitColumn(AttributeSpec spec, String name, AttributeType type) {
        if (type.kind() != AttributeType.Kind.MEASURE && !type.equals(AttributeType.TEXT)) {
            return spec;
        }
        for (String end : List.of("-unit", "_unit", " unit")) {
            Integer unit = header.byFoldedName.get(ColumnPattern.fold(name) + end);
            if (unit != null) {
                header.mapped.putIfAbsent(unit, new MappedColumn(header.nameOf(unit), "", "", "the unit of " + name));
                return spec.withUnitFrom(header.nameOf(unit));
            }
        }
        return spec;
    }

    private void own() {
        for (int i = 0; i < header.names.size(); i++) {
            int column = header.numbers.get(i);
            String name = header.names.get(i).strip();
            if (!isFree(i)) {
                continue;
            }
            AttributeSpec spec = withUnitColumn(AttributeSpec.column(name, at(), name), name, AttributeType.TEXT);
            String attributeName = targets.containsKey(name)
                            || Attributes.standard().named(name).isPresent()
                    ? name + " (column)"
                    : name;
            if (targets.containsKey(attributeName)) {
                header.mapped.put(column, new MappedColumn(name, "", "", "another column gives " + name));
                continue;
            }
            Attribute attribute = Attribute.of(attributeName, guess(spec, name));
            Target target = new Target(attribute, "", spec, name, "no attribute of that name, so its own");
            target.sources.add(new Target.Source(header.cell(column), column, "", null));
            targets.put(attributeName, target);
            use(column, target);
        }
    }

    /** What follows from other attributes: the name from the title, all pictures from the single ones, texts from one of their languages. */
    private void derive() {
        for (String name : new ArrayList<>(targets.keySet())) {
            Target target = targets.get(name);
            if (target != null && !target.language.isEmpty() && !targets.containsKey(target.attribute.name())) {
                inDefaultLanguage(target.attribute.name());
            }
        }
        Target main = targets.get("image_link");
        boolean several = main != null
                && main.sources.stream()
                        .anyMatch(source -> source.column() >= 0 && samples.hasLists(header.nameOf(source.column())));
        if (several && !targets.containsKey("images")) {
            same("images", "image_link");
            targets.remove("image_link");
        }
        same("name", "title");
        same("title", "name");
        same("category", "product_type");
    }

    private void inDefaultLanguage(String attribute) {
        String wanted = user.language().isEmpty() ? preset.language() : user.language();
        Target chosen = null;
        for (Target target : targets.values()) {
            if (target.attribute.name().equals(attribute)) {
                boolean better = chosen == null
                        || target.language.equals(wanted)
                        || wanted.isEmpty() && target.language.equals("en");
                chosen = better ? target : chosen;
            }
        }
        if (chosen != null) {
            copy(chosen, attribute);
            if (!chosen.language.equals(wanted)) {
                String said = "language of " + attribute + " where none is asked for";
                detections.add(new Detection(said, chosen.language, "the mapping names no language", false));
            }
        }
    }

    private void same(String attribute, String as) {
        Target source = targets.get(as);
        if (!targets.containsKey(attribute) && source != null) {
            copy(source, attribute);
        }
    }

    private void copy(Target source, String attribute) {
        Attribute definition = Attributes.standard().named(attribute).orElse(source.attribute);
        Target target = new Target(definition, "", source.spec, source.field, source.reason);
        target.sources.addAll(source.sources);
        source.sources.forEach(used -> header.uses.merge(used.column(), 1, Integer::sum));
        targets.put(attribute, target);
    }

    /** The standard attributes, redefined where the mapping says so, and those of this source. */
    Schema schema() {
        Schema schema = Schema.of(Attributes.standard().all());
        List<Attribute> all = new ArrayList<>(declared);
        targets.values().forEach(target -> all.add(target.attribute));
        for (Attribute attribute : all) {
            if (schema.slot(attribute.name()).isEmpty()) {
                schema = schema.with(List.of(attribute));
            } else if (!schema.attribute(attribute.name()).orElseThrow().type().equals(attribute.type())) {
                schema = schema.redefining(attribute);
            }
        }
        for (Target target : targets.values()) {
            if (!target.language.isEmpty()) {
                schema = schema.withLanguage(target.attribute.name(), target.language);
            }
        }
        return schema;
    }

    /** Attributes that the mapping names and whose columns may show up later. */
    List<String> declared() {
        return declared.stream().map(Attribute::name).toList();
    }

    boolean hasId() {
        return targets.containsKey("id");
    }

    /** The steps that fill the slots of a schema. */
    Planner planner(boolean nested, String decimalSeparator) {
        Planner.Form form = new Planner.Form(nested, !(variants() instanceof Variants.None), decimalSeparator);
        return new Planner(user, preset, options, samples, form, header, targets, columns(), detections);
    }

    List<MappedColumn> columns() {
        List<MappedColumn> all = new ArrayList<>();
        for (int i = 0; i < header.names.size(); i++) {
            MappedColumn column = header.mapped.get(header.numbers.get(i));
            if (column != null) {
                all.add(column);
            }
        }
        return all;
    }
}
