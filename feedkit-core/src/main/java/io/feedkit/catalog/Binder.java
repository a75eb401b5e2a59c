package io.feedkit.catalog;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.MappingSpec.AttributeSpec;
import io.feedkit.catalog.MappingSpec.From;
import io.feedkit.problem.NearMiss;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Works out from a header what each column becomes.
 *
 * <p>In this order, and a column that has found its use is not asked again: what the merchant's mapping says; what the preset of the recognised system says; column
 * names that are, or are known as, a standard attribute, also with a unit, currency or language behind them; and whatever is left becomes an attribute of
 * its own name. One instance binds one header; the schema it works out is kept when columns turn up later.
 */
final class Binder {
    private static final int PRESET = 95;
    private static final int LIKELY_ID = 50;
    private static final int NUMBERED_PICTURES = 85;
    private static final AttributeType GROSS_MONEY = new AttributeType.MoneyType(VatBasis.GROSS);

    private final MappingSpec user;
    private final MappingSpec preset;
    private final CatalogOptions options;
    private final Samples samples;
    private final Map<String, CodeTable> tables;

    private final Header header = new Header(this::blanks);
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final List<Detection> detections = new ArrayList<>();
    /** What the merchant's mapping names though no column is there yet. */
    private final List<Attribute> declared = new ArrayList<>();

    private final SourceFinder sources = new SourceFinder(header);

    /** @param preset of the recognised system, or {@link MappingSpec#NOTHING} */
    Binder(
            MappingSpec user,
            MappingSpec preset,
            CatalogOptions options,
            Samples samples,
            Map<String, CodeTable> tables) {
        this.user = user;
        this.preset = preset;
        this.options = options;
        this.samples = samples;
        this.tables = tables;
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
        fromSpecs();
        scoped();
        known();
        numberedPictures();
        likelyId();
        own();
        currencies();
        words();
        derive();
        mistakes(problems);
    }

    List<Detection> detections() {
        return detections;
    }

    private void ignore() {
        for (MappingSpec spec : List.of(user, preset)) {
            for (ColumnPattern pattern : spec.ignore()) {
                for (int i = 0; i < header.names.size(); i++) {
                    if (header.isFree(i) && pattern.matchesFolded(header.folded.get(i))) {
                        header.mapped.put(
                                header.numbers.get(i),
                                MappedColumn.unread(header.names.get(i), "ignored by " + spec.name()));
                    }
                }
            }
        }
    }

    private void unpacked() {
        for (MappingSpec.Packed packed : packed()) {
            // Cells that hold names only behind marks say something else in other rows.
            if (packed.mark().isEmpty() || !packed.fields().isEmpty()) {
                taken(packed.column(), MappedColumn.TAKEN_APART);
            }
        }
        for (MappingSpec.Pair pair : pairs()) {
            if (!pair.name().contains("{n}")) {
                taken(pair.name(), MappedColumn.NAMES_ANOTHER);
                taken(pair.value(), MappedColumn.NAMED_BY_ANOTHER);
                continue;
            }
            for (int i = 0; i < header.names.size(); i++) {
                boolean named = pairNumber(pair.name(), header.names.get(i)) >= 0;
                if (header.isFree(i) && (named || pairNumber(pair.value(), header.names.get(i)) >= 0)) {
                    taken(header.names.get(i), named ? MappedColumn.NAMES_ANOTHER : MappedColumn.NAMED_BY_ANOTHER);
                }
            }
        }
    }

    private void taken(String column, String reason) {
        Integer number = header.byFoldedName.get(ColumnPattern.fold(column));
        if (number != null && !header.mapped.containsKey(number)) {
            header.mapped.put(number, MappedColumn.unread(column, reason));
        }
    }

    private List<MappingSpec.Packed> packed() {
        List<MappingSpec.Packed> all = new ArrayList<>(user.packed().isEmpty() ? preset.packed() : user.packed());
        Nesting nesting = user.nesting().isNothing() ? preset.nesting() : Structure.said(user);
        nesting.named().forEach(group -> all.add(MappingSpec.Packed.of(group)));
        return all;
    }

    /** Columns that name others; in those of linked files several values are a list. */
    List<MappingSpec.Pair> pairs() {
        String list = String.valueOf((char) TextBuffer.LIST_SEPARATOR);
        List<MappingSpec.Pair> pairs = user.pairs().isEmpty() ? preset.pairs() : user.pairs();
        return pairs.stream()
                .map(pair -> pair.split().isEmpty() && isLinked(pair.name())
                        ? new MappingSpec.Pair(pair.name(), pair.value(), list)
                        : pair)
                .toList();
    }

    private boolean isLinked(String column) {
        return user.linked().keySet().stream()
                .anyMatch(name -> ColumnPattern.fold(column).startsWith(ColumnPattern.fold(name + ".")));
    }

    MappingSpec.RowFilter rows() {
        MappingSpec.RowFilter rows = user.rows().isAll() ? preset.rows() : user.rows();
        return languageRows().column().isEmpty()
                ? rows
                : rows.without(languageRows().column());
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
        Families.Names places = new Families.Names(columns);
        List<Unpacker.Packed> packed = new ArrayList<>();
        List<Unpacker.Fields> fields = new ArrayList<>();
        for (MappingSpec.Packed one : packed()) {
            int place = places.of(one.column());
            if (place >= 0 && !(one.fields().isEmpty() && one.mark().isEmpty())) {
                fields.add(new Unpacker.Fields(place, one));
            } else if (place >= 0) {
                packed.add(new Unpacker.Packed(place, Texts.utf8(one.entries()), Texts.utf8(one.pair()), one.prefix()));
            }
        }
        List<Unpacker.Pair> pairs = new ArrayList<>();
        for (MappingSpec.Pair pair : pairs()) {
            if (pair.name().contains("{n}")) {
                pairs.addAll(numbered(pair, columns));
            } else if (places.of(pair.name()) >= 0 && places.of(pair.value()) >= 0) {
                int value = places.of(pair.value());
                pairs.add(new Unpacker.Pair(places.of(pair.name()), value, pair.split(), blanks(columns.get(value))));
            }
        }
        return new Unpacker(packed, fields, pairs, maxNames);
    }

    private List<Unpacker.Pair> numbered(MappingSpec.Pair pair, List<String> columns) {
        Map<Integer, Integer> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.putIfAbsent(pairNumber(pair.value(), columns.get(i)), i);
        }
        List<Unpacker.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int number = pairNumber(pair.name(), columns.get(i));
            Integer value = values.get(number);
            if (number >= 0 && value != null) {
                pairs.add(new Unpacker.Pair(i, value, pair.split(), blanks(columns.get(value))));
            }
        }
        return pairs;
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

    private void fromSpecs() {
        for (AttributeSpec spec : user.attributes().values()) {
            if (!fromSpec(spec, user.name(), 100)) {
                declared.add(typed(attribute(spec.attribute()), spec, spec.attribute()));
            }
        }
        for (AttributeSpec spec : preset.attributes().values()) {
            if (!user.attributes().containsKey(spec.key())) {
                fromSpec(spec, preset.name(), PRESET);
            }
        }
    }

    private static Attribute attribute(String name) {
        return Attributes.standard().named(name).orElseGet(() -> Attribute.of(name, AttributeType.TEXT));
    }

    /** Whether one of the columns is there. */
    private boolean fromSpec(AttributeSpec spec, String reason, int confidence) {
        if (isRelative(spec)) {
            return false;
        }
        List<Integer> cells = new ArrayList<>();
        List<Target.Source> found = new ArrayList<>();
        VatBasis vat = null;
        for (From from : spec.from()) {
            List<Target.Source> some = sources.find(from, cells);
            if (found.isEmpty() && !some.isEmpty() && from instanceof From.Cell cell) {
                vat = cell.vat();
            }
            found.addAll(some);
        }
        if (found.isEmpty()) {
            return false;
        }
        String field = cells.isEmpty() ? spec.attribute() : header.nameOf(cells.get(0));
        Attribute attribute = typed(attribute(spec.attribute()), spec, field);
        if (vat != null && attribute.type().kind() == AttributeType.Kind.MONEY) {
            attribute = attribute.withType(new AttributeType.MoneyType(vat));
        }
        if (!spec.language().isEmpty()) {
            attribute = attribute.withType(AttributeType.TEXT);
        }
        AttributeSpec counted = spec.style().unitFrom().isEmpty() && cells.size() == 1
                ? withUnitColumn(spec, field, attribute.type())
                : spec;
        Target target = new Target(attribute, spec.language(), counted, field, reason, confidence);
        found.sort(Comparator.comparing(source -> !source.currency().equals(wantedCurrency())));
        target.sources.addAll(found);
        targets.put(target.key(), target);
        cells.forEach(cell -> use(cell, target));
        spec.style().unitFrom().forEach(unit -> taken(unit, "the unit of " + field));
        struck(target);
        return true;
    }

    /** Pages and pictures of a shop whose address nobody has said. */
    private boolean isRelative(AttributeSpec spec) {
        MappingSpec.Defaults told = user.defaults();
        String base = spec.attribute().equals("link") ? told.linkBase() : told.imageBase();
        return spec.shape().relative() && spec.shape().base().isEmpty() && base.isEmpty();
    }

    /** A price beside which another is struck out: the reduced price is this one, where it is the lower. */
    private void struck(Target price) {
        List<Integer> columns = price.spec.style().struck().stream()
                .map(name -> header.byFoldedName.get(ColumnPattern.fold(name)))
                .filter(Objects::nonNull)
                .toList();
        if (columns.isEmpty()
                || targets.containsKey("sale_price")
                || user.attributes().containsKey("sale_price")) {
            return;
        }
        Attribute attribute = attribute("sale_price").withType(price.attribute.type());
        Target reduced = new Target(attribute, "", price.spec, price.field, price.reason, price.confidence);
        reduced.reduced = true;
        reduced.sources.addAll(price.sources);
        price.sources.forEach(used -> header.uses.merge(used.column(), 1, Integer::sum));
        targets.put("sale_price", reduced);
        columns.forEach(column -> use(column, price));
    }

    private String wantedCurrency() {
        return options.currency().isEmpty() ? user.defaults().currency() : options.currency();
    }

    private void use(int column, Target target) {
        header.mapped.putIfAbsent(
                column,
                new MappedColumn(
                        header.nameOf(column),
                        target.key(),
                        target.attribute.type().toString(),
                        target.reason,
                        target.confidence));
        header.uses.merge(column, 1, Integer::sum);
    }

    private Attribute typed(Attribute attribute, AttributeSpec spec, String field) {
        AttributeType type = spec.style().type();
        VatBasis vat = spec.style().vat();
        if (type == null && attribute.label().isEmpty() && attribute.type().equals(AttributeType.TEXT)) {
            type = guess(spec, field);
        }
        if (type == null) {
            type = attribute.type();
        }
        VatBasis basis = vat == null ? usualBasis() : vat;
        boolean takes = type.kind() == AttributeType.Kind.MONEY && (vat != null || type.equals(GROSS_MONEY));
        if (takes && basis != null) {
            type = new AttributeType.MoneyType(basis);
        }
        return type.equals(attribute.type()) ? attribute : attribute.withType(type);
    }

    /** Whether prices are with VAT where nothing else says so; null when nobody said. */
    private @Nullable VatBasis usualBasis() {
        VatBasis told = user.defaults().vat();
        return told == null ? preset.defaults().vat() : told;
    }

    /** The type of an attribute that is no standard one and whose type nobody gave. */
    private AttributeType guess(AttributeSpec spec, String field) {
        MappingSpec.Style style = spec.style();
        if (!style.currency().isEmpty() || !style.currencyFrom().isEmpty()) {
            return AttributeType.MONEY;
        }
        Unit unit = style.unit();
        if (unit != null) {
            return AttributeType.measure(unit.dimension());
        }
        if (!style.unitFrom().isEmpty()) {
            return style.unitFrom().stream()
                    .flatMap(column -> samples.dimensionOf(column).stream())
                    .findFirst()
                    .<AttributeType>map(AttributeType::measure)
                    .orElse(AttributeType.TEXT);
        }
        if (!spec.shape().split().isEmpty() && spec.shape().path() == null) {
            return AttributeType.TEXTS;
        }
        if (!spec.shape().values().isEmpty()) {
            return AttributeType.TEXT;
        }
        String told = facts(field).type();
        if (!told.isEmpty()) {
            return AttributeType.named(told).orElse(AttributeType.TEXT);
        }
        return samples.hasLists(field) || samples.hasLines(field) ? AttributeType.TEXTS : samples.typeOf(field);
    }

    /** What another file of the system says about a column. */
    private CodeTable.Facts facts(String column) {
        return tables.values().stream()
                .map(table -> table.facts(column))
                .filter(facts -> !facts.equals(CodeTable.Facts.NONE))
                .findFirst()
                .orElse(CodeTable.Facts.NONE);
    }

    /** The parts of a list stand between commas, and values have the unit that the system counts them in. */
    private AttributeSpec withFacts(AttributeSpec spec, String column) {
        CodeTable.Facts facts = facts(column);
        AttributeSpec described =
                facts.type().startsWith("list") ? spec.withShape(spec.shape().withSplit(",")) : spec;
        Unit unit = Unit.named(facts.unit()).orElse(null);
        return unit == null ? described : described.withStyle(described.style().withUnit(unit));
    }

    private List<String> channels() {
        return user.scopes().channels().isEmpty()
                ? preset.scopes().channels()
                : user.scopes().channels();
    }

    private boolean hasLanguages() {
        return user.scopes().inNames()
                || preset.scopes().inNames()
                || !languageRows().column().isEmpty();
    }

    /** Rows that hold texts of others in further languages; none where somebody takes rows by their language, and so for products. */
    MappingSpec.InRows languageRows() {
        MappingSpec.InRows rows = user.scopes().inRows().or(preset.scopes().inRows());
        String column = ColumnPattern.fold(rows.column());
        boolean taken =
                user.rows().take().keySet().stream().map(ColumnPattern::fold).anyMatch(column::equals);
        return taken ? MappingSpec.InRows.NONE : rows;
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
            if (header.isFree(i)) {
                HeaderName.scoped(header.names.get(i), channels).ifPresent(name -> found.add(new Scoped(index, name)));
            }
        }
        // The preferred channel first; the order of the header among equals.
        found.sort((a, b) -> Integer.compare(rank(channels, a.name.channel()), rank(channels, b.name.channel())));
        for (Scoped scoped : found) {
            language(scoped.name.base(), scoped.name.language(), header.numbers.get(scoped.index), reason(), PRESET);
        }
    }

    private String reason() {
        return user.scopes().inNames() ? user.name() : preset.name();
    }

    private static int rank(List<String> channels, String channel) {
        int rank = channels.indexOf(channel);
        return rank < 0 ? channels.size() : rank;
    }

    private void language(String base, String language, int column, String reason, int confidence) {
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
            AttributeSpec spec = AttributeSpec.column(name, at(), header.nameOf(column));
            String own = name;
            Attribute attribute = Attributes.standard()
                    .named(name)
                    .orElseGet(() -> Attribute.of(
                            own, language.isEmpty() ? guess(spec, header.nameOf(column)) : AttributeType.TEXT));
            if (!language.isEmpty() && attribute.type().kind() != AttributeType.Kind.TEXT) {
                return;
            }
            target = new Target(attribute, language, spec, header.nameOf(column), reason, confidence);
            targets.put(key, target);
        }
        target.sources.add(new Target.Source(header.cell(column), column, "", null));
        use(column, target);
    }

    private static SourcePosition at() {
        return SourcePosition.unknown("mapping");
    }

    private void known() {
        KnownColumns known = new KnownColumns(header, samples, wantedCurrency());
        Map<String, KnownColumns.Candidate> best = new LinkedHashMap<>();
        List<KnownColumns.Candidate> others = new ArrayList<>();
        for (int i = 0; i < header.names.size(); i++) {
            KnownColumns.Candidate candidate = header.isFree(i) ? known.candidate(i) : null;
            if (candidate == null) {
                continue;
            }
            HeaderName name = candidate.name();
            String attribute = candidate.attribute().name();
            if (name != null && !name.language().isEmpty()) {
                int column = header.numbers.get(i);
                language(attribute, name.language(), column, "language in the name", candidate.confidence());
                continue;
            }
            KnownColumns.Candidate other = best.get(attribute);
            if (other != null && known.sameButCurrency(other, candidate)) {
                others.add(candidate);
            } else if (!targets.containsKey(attribute) && (other == null || known.isBetter(candidate, other))) {
                if (other != null && known.sameButCurrency(candidate, other)) {
                    others.add(other);
                }
                best.put(attribute, candidate);
            }
        }
        best.values().forEach(this::take);
        // Further currencies of the same price: the next best where the first has no value.
        for (KnownColumns.Candidate other : others) {
            Target target = targets.get(other.attribute().name());
            HeaderName said = other.name();
            if (target != null && said != null) {
                int column = header.numbers.get(other.index());
                target.sources.add(new Target.Source(header.cell(column), column, said.currency(), null));
                use(column, target);
            }
        }
    }

    private void take(KnownColumns.Candidate candidate) {
        int column = header.numbers.get(candidate.index());
        String name = header.names.get(candidate.index());
        HeaderName said = candidate.name();
        Attribute attribute = candidate.attribute();
        VatBasis vat = said == null || said.vat() == null ? usualBasis() : said.vat();
        boolean told = said != null && said.vat() != null;
        if (vat != null
                && (told
                        ? attribute.type().kind() == AttributeType.Kind.MONEY
                        : attribute.type().equals(GROSS_MONEY))) {
            attribute = attribute.withType(new AttributeType.MoneyType(vat));
        }
        Unit unit = said == null ? null : Unit.named(said.unit()).orElse(null);
        String currency = said == null ? "" : said.currency();
        AttributeSpec spec = withUnitColumn(AttributeSpec.column(attribute.name(), at(), name), name, attribute.type());
        Target target = new Target(attribute, "", spec, name, candidate.reason(), candidate.confidence());
        target.sources.add(new Target.Source(header.cell(column), column, currency, unit));
        targets.put(attribute.name(), target);
        use(column, target);
    }

    /** Further pictures in columns of their own: {@code image 2}, {@code Bild 3}. They come behind those of a column that has them all. */
    private void numberedPictures() {
        if (targets.containsKey("images")) {
            return;
        }
        Attribute attribute = attribute("additional_image_link");
        List<Texts> parts = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < header.names.size(); i++) {
            if (header.isFree(i)
                    && HeaderName.isNumberedPicture(header.names.get(i))
                    && samples.agreement(header.names.get(i), attribute) > 50) {
                columns.add(header.numbers.get(i));
                parts.add(header.cell(header.numbers.get(i)));
            }
        }
        if (columns.isEmpty()) {
            return;
        }
        Target several = targets.remove("additional_image_link");
        if (several != null) {
            several.sources.forEach(source -> parts.add(0, source.texts()));
        }
        String field = header.nameOf(columns.get(0));
        AttributeSpec spec = AttributeSpec.column(attribute.name(), at(), field);
        Target target = new Target(attribute, "", spec, field, "numbered pictures", NUMBERED_PICTURES);
        target.sources.add(new Target.Source(new Target.AllParts(parts), -1, "", null));
        targets.put(attribute.name(), target);
        columns.forEach(column -> use(column, target));
    }

    /** Without an id nothing is a product, so what only sounds like one is taken, and said. */
    private void likelyId() {
        boolean told =
                user.attributes().containsKey("id") || preset.attributes().containsKey("id");
        if (targets.containsKey("id") || told) {
            return;
        }
        KnownColumns known = new KnownColumns(header, samples, "");
        int place = known.likelyId();
        if (place < 0) {
            return;
        }
        String name = header.names.get(place);
        AttributeSpec spec = AttributeSpec.column("id", at(), name);
        String reason = "tells all records apart, so taken for the id";
        Target target = new Target(attribute("id"), "", spec, name, reason, LIKELY_ID);
        int column = header.numbers.get(place);
        target.sources.add(new Target.Source(header.cell(column), column, "", null));
        targets.put("id", target);
        notAGroup(column);
        use(column, target);
        detections.add(new Detection(
                "id", name, "no column has a usual name of the id; this one tells all records apart", false));
    }

    /** What tells all records apart puts none of them together, whatever its name says. */
    private void notAGroup(int column) {
        Target group = targets.get("item_group_id");
        boolean same = group != null
                && group.sources.size() == 1
                && group.sources.get(0).column() == column;
        if (same && !user.attributes().containsKey("item_group_id")) {
            targets.remove("item_group_id");
            header.mapped.remove(column);
        }
    }

    /** The unit of {@code weight} may stand in {@code weight-unit}. */
    private AttributeSpec withUnitColumn(AttributeSpec spec, String name, AttributeType type) {
        if (type.kind() != AttributeType.Kind.MEASURE && !type.equals(AttributeType.TEXT)) {
            return spec;
        }
        for (String end : List.of("-unit", "_unit", " unit")) {
            Integer unit = header.byFoldedName.get(ColumnPattern.fold(name) + end);
            if (unit != null) {
                header.mapped.putIfAbsent(unit, MappedColumn.unread(header.nameOf(unit), MappedColumn.UNIT_OF + name));
                return spec.withStyle(spec.style().withUnitFrom(header.nameOf(unit)));
            }
        }
        return spec;
    }

    private void own() {
        for (int i = 0; i < header.names.size(); i++) {
            int column = header.numbers.get(i);
            String name = header.names.get(i).strip();
            if (!header.isFree(i)) {
                continue;
            }
            AttributeSpec spec =
                    withFacts(withUnitColumn(AttributeSpec.column(name, at(), name), name, AttributeType.TEXT), name);
            String attributeName = targets.containsKey(name)
                            || Attributes.standard().named(name).isPresent()
                    ? name + " (column)"
                    : name;
            if (targets.containsKey(attributeName)) {
                header.mapped.put(column, MappedColumn.unread(name, "another column gives " + name));
                continue;
            }
            Attribute attribute = Attribute.of(attributeName, guess(spec, name));
            Target target = new Target(attribute, "", spec, name, "no attribute of that name, so its own", 0);
            target.sources.add(new Target.Source(header.cell(column), column, "", null));
            targets.put(attributeName, target);
            use(column, target);
        }
    }

    /** Codes whose words are known in several languages are there in each of them. */
    private void words() {
        for (Target target : List.copyOf(targets.values())) {
            CodeTable table = table(target);
            if (table == null
                    || !target.language.isEmpty()
                    || target.attribute.type().kind() != AttributeType.Kind.TEXT) {
                continue;
            }
            for (String language : table.languages()) {
                Target other = new Target(
                        target.attribute, language, target.spec, target.field, target.reason, target.confidence);
                if (targets.putIfAbsent(other.key(), other) == null) {
                    other.sources.addAll(target.sources);
                    target.sources.forEach(source -> header.uses.merge(source.column(), 1, Integer::sum));
                }
            }
        }
    }

    private @Nullable CodeTable table(Target target) {
        CodeTable named = tables.get(target.spec.shape().labels());
        return named != null
                ? named
                : tables.values().stream()
                        .filter(table -> table.scopes().contains(target.field))
                        .findFirst()
                        .orElse(null);
    }

    /** A price in several currencies is also there in each of them: {@code price_eur}, {@code price_usd}. */
    private void currencies() {
        for (Target target : List.copyOf(targets.values())) {
            long currencies = target.sources.stream()
                    .map(Target.Source::currency)
                    .filter(code -> !code.isEmpty())
                    .distinct()
                    .count();
            for (Target.Source source : target.sources) {
                String name = target.attribute.name() + "_" + source.currency().toLowerCase(Locale.ROOT);
                if (currencies > 1 && !source.currency().isEmpty() && !targets.containsKey(name)) {
                    Attribute attribute = Attribute.of(name, target.attribute.type());
                    Target one = new Target(
                            attribute,
                            "",
                            target.spec,
                            header.nameOf(source.column()),
                            target.reason,
                            target.confidence);
                    one.sources.add(source);
                    header.uses.merge(source.column(), 1, Integer::sum);
                    targets.put(name, one);
                }
            }
        }
    }

    /** Tells of columns that the merchant's mapping names and the source does not have. */
    private void mistakes(ProblemSink problems) {
        if (user.lenient()) {
            return;
        }
        for (MappingSpec.Mention mention : user.mentions()) {
            if (mention.columns().stream().noneMatch(header::has)) {
                String wanted = mention.columns().get(0).text();
                String columns = mention.columns().size() > 1
                        ? "none of the columns named for " + mention.what() + " is in the source"
                        : "there is no column " + Problem.quote(wanted) + ", which is named for " + mention.what();
                String question = NearMiss.question(wanted, header.names);
                String fix = question.isEmpty() ? "Its columns are " + FewColumns.of(header.names) + "." : question;
                problems.report(new Problem(CatalogProblem.MAPPING_COLUMN, mention.at(), columns + ".", fix));
            }
        }
        List<String> standard =
                Attributes.standard().all().stream().map(Attribute::name).toList();
        for (AttributeSpec spec : user.attributes().values()) {
            String near = standard.contains(spec.attribute())
                    ? ""
                    : NearMiss.of(spec.attribute(), standard).orElse("");
            if (!near.isEmpty()
                    && !header.names.contains(spec.attribute())
                    && !user.attributes().containsKey(near)) {
                problems.report(new Problem(
                        CatalogProblem.MAPPING_ATTRIBUTE,
                        spec.at(),
                        Problem.quote(spec.attribute()) + " is no standard attribute, so channels do not know it.",
                        "Did you mean " + Problem.quote(near) + "?"));
            }
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
        String wanted = user.scopes().language().isEmpty()
                ? preset.scopes().language()
                : user.scopes().language();
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
        Target target = new Target(definition, "", source.spec, source.field, source.reason, source.confidence);
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
        return new Planner(user, preset, options, samples, tables, form, header, targets, columns(), detections);
    }

    /** What was bound, as a mapping file. */
    Proposal proposal(String source, List<Supplement> supplements) {
        Told told = new Told(user, preset, supplements);
        return new Proposal(source, Presets.fileOf(preset), preset, told, samples, header, targets, columns());
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
