package io.feedkit.catalog;

import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.DateOrder;
import io.feedkit.product.NumberStyle;
import io.feedkit.product.PercentStyle;
import io.feedkit.product.Schema;
import io.feedkit.product.Unit;
import io.feedkit.product.ValueReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what a header was bound to into steps: which texts, how they are split or counted, and what reads them. */
final class Planner {
    private static final Pattern LIST_HINT = Pattern.compile("\\(x(\\W)\\s?y\\1");
    private static final List<String> CURRENCY_COLUMNS = List.of(
            "currency",
            "currency code",
            "currency_code",
            "currencycode",
            "currencyid",
            "currency_id",
            "price currency",
            "price_currency",
            "devise",
            "währung",
            "waehrung",
            "moneda",
            "valuta",
            "price.currency");

    /** What products are told apart by: their digits are no amounts. */
    private static final Set<String> IDENTIFIERS = Set.of("id", "gtin", "mpn", "item_group_id");

    private final MappingSpec user;
    private final MappingSpec preset;
    private final CatalogOptions options;
    private final Samples samples;
    private final Map<String, CodeTable> tables;
    private final Form form;
    private final Header header;
    private final Map<String, Target> targets;
    private final List<MappedColumn> columns;
    private final List<Detection> detections;

    /**
     * What the cells of a source are like.
     *
     * @param nested whether they may hold several values although nobody said so
     * @param shared whether rows may share their text, because variants inherit it
     * @param decimalSeparator how numbers are written unless the sample shows otherwise, or empty
     */
    record Form(boolean nested, boolean shared, String decimalSeparator) {}

    Planner(
            MappingSpec user,
            MappingSpec preset,
            CatalogOptions options,
            Samples samples,
            Map<String, CodeTable> tables,
            Form form,
            Header header,
            Map<String, Target> targets,
            List<MappedColumn> columns,
            List<Detection> detections) {
        this.user = user;
        this.preset = preset;
        this.options = options;
        this.samples = samples;
        this.tables = tables;
        this.form = form;
        this.header = header;
        this.targets = targets;
        this.columns = columns;
        this.detections = detections;
    }

    /** The steps for a schema that has at least the slots of {@link Binder#schema}; what has no slot in it was seen too late. */
    Plan plan(Schema schema, Predicate<String> known, LateColumns late) {
        List<Plan.Step> steps = new ArrayList<>();
        Map<String, Texts> lists = new HashMap<>();
        int idSlot = schema.slot("id").orElseThrow();
        Texts ids = null;
        for (Target target : targets.values()) {
            int slot = schema.slot(target.attribute.name(), target.language).orElse(-1);
            if (target.language.isEmpty()) {
                slot = schema.slot(target.attribute.name()).orElse(-1);
            }
            if (slot < 0 || !known.test(target.attribute.name())) {
                late.late(target.field);
                continue;
            }
            AttributeType type = schema.attribute(slot).type();
            Texts texts = texts(target, type);
            if (isPicture(target.attribute.name())) {
                texts = new Texts.Once(new Texts.Distinct(texts, header.node()), header.node());
                lists.put(target.attribute.name(), texts);
            }
            if (slot == idSlot) {
                texts = form.shared ? new Texts.Ids(texts, header.node()) : texts;
                ids = texts;
            }
            boolean identifier = target.language.isEmpty() && IDENTIFIERS.contains(target.attribute.name());
            Texts told = identifier ? new Shortened(texts, target.attribute.name(), target.field) : texts;
            if (target.attribute.name().equals("item_group_id")) {
                told = new NoGroup(told, header.node(), target.field);
            }
            steps.add(new Plan.Step(slot, told, parser(target, type)));
        }
        pictures(schema, lists, steps);
        if (form.shared && !targets.containsKey("item_group_id")) {
            steps.add(step(schema, "item_group_id", new Texts.Groups()));
        }
        Target id = targets.get("id");
        return new Plan(steps, columns, ids, id == null ? "id" : id.field);
    }

    /** Hears of columns that have no slot. */
    interface LateColumns {
        void late(String column);
    }

    private static boolean isPicture(String attribute) {
        return attribute.equals("images")
                || attribute.equals("image_link")
                || attribute.equals("additional_image_link");
    }

    private void pictures(Schema schema, Map<String, Texts> lists, List<Plan.Step> steps) {
        Texts images = lists.get("images");
        Texts main = lists.get("image_link");
        Texts more = lists.get("additional_image_link");
        if (images != null && main == null) {
            steps.add(step(schema, "image_link", new Texts.FirstElement(images, header.node())));
        }
        if (images != null && more == null) {
            steps.add(step(schema, "additional_image_link", new Texts.OtherElements(images, header.node())));
        }
        if (images == null && main != null) {
            steps.add(step(
                    schema,
                    "images",
                    more == null ? main : new Texts.Concatenated(List.of(main, more), header.node())));
        }
    }

    private static Plan.Step step(Schema schema, String attribute, Texts texts) {
        return new Plan.Step(schema.slot(attribute).orElseThrow(), texts, null);
    }

    private Texts texts(Target target, AttributeType type) {
        List<Texts> all = new ArrayList<>();
        for (Target.Source source : target.sources) {
            all.add(labelled(target, source, source(target, source, type)));
        }
        Texts texts = first(all);
        MappingSpec.Shape shape = target.spec.shape();
        texts = struck(target, texts);
        MappingSpec.Path path = shape.path();
        if (path != null) {
            boolean words = tables.containsKey(shape.labels());
            texts = new Texts.Deepest(texts, words ? " > " : path.separator(), path.drop(), header.node());
        }
        if (!shape.values().isEmpty()) {
            texts = Texts.Replaced.of(texts, shape.values(), header.node());
        }
        String base = base(target);
        return base.isEmpty() ? texts : new Texts.Absolute(texts, base, header.node());
    }

    /** The words of codes: of the table that is named for the attribute, or of the one that knows the codes of this column. */
    private Texts labelled(Target target, Target.Source source, Texts codes) {
        String column = source.column() < 0 ? "" : header.nameOf(source.column());
        CodeTable named = tables.get(target.spec.shape().labels());
        CodeTable table = named;
        for (CodeTable one : tables.values()) {
            table = table == null && one.scopes().contains(column) ? one : table;
        }
        if (table == null) {
            return codes;
        }
        String scope = table.scopes().contains(column) ? column : "";
        String language = target.language.isEmpty() ? defaultLanguage() : target.language;
        return new Texts.Labelled(codes, table, scope, language, header.node());
    }

    private String defaultLanguage() {
        String told = user.scopes().language();
        return told.isEmpty() ? preset.scopes().language() : told;
    }

    private Texts struck(Target target, Texts price) {
        List<Texts> struck = present(target.spec.style().struck());
        if (struck.isEmpty()) {
            return price;
        }
        NumberStyle numbers = numberStyle(target, samples.of(target.field), target.attribute.type());
        Texts either = new Texts.Struck(price, first(struck), !target.reduced, numbers, header.node());
        return counted(either, counters(target, target.sources.get(0), target.attribute.type()));
    }

    /** What completes relative addresses of this attribute. */
    private String base(Target target) {
        String own = target.spec.shape().base();
        if (!own.isEmpty()) {
            return own;
        }
        boolean page = target.attribute.name().equals("link");
        for (MappingSpec.Defaults defaults : List.of(user.defaults(), preset.defaults())) {
            String base = page ? defaults.linkBase() : defaults.imageBase();
            if (!base.isEmpty() && (page || isPicture(target.attribute.name()))) {
                return base;
            }
        }
        return "";
    }

    private Texts source(Target target, Target.Source source, AttributeType type) {
        MappingSpec.Shape shape = target.spec.shape();
        boolean list = type.kind() == AttributeType.Kind.LIST || shape.path() != null;
        if (source.texts() instanceof Target.AllParts all) {
            String separator = separator(shape.split(), target.field);
            List<Texts> parts = all.parts().stream()
                    .map(part -> list ? pictures(target, split(part, separator, false), separator) : part)
                    .toList();
            return parts.size() == 1 ? parts.get(0) : new Texts.Concatenated(parts, header.node());
        }
        if (source.texts() instanceof Target.SumParts sum) {
            List<Texts> parts = sum.parts().stream()
                    .<Texts>map(part -> form.nested ? new Texts.FirstElement(part, header.node()) : part)
                    .toList();
            List<String> seen = samples.of(header.nameOf(source.column()));
            return new Sum(parts, numberStyle(target, seen, type), header.node());
        }
        if (list) {
            return elements(target, source, shape);
        }
        if (!shape.split().isEmpty() && !shape.split().equals(MappingSpec.Shape.NONE)) {
            String separator = separator(shape.split(), target.field);
            return new Texts.FirstElement(split(source.texts(), separator, false), header.node());
        }
        return single(target, source, type);
    }

    private Texts elements(Target target, Target.Source source, MappingSpec.Shape shape) {
        boolean alone = !form.shared
                && source.texts() instanceof Texts.Cell
                && header.uses.getOrDefault(source.column(), 1) == 1;
        String separator = separator(shape.split(), header.nameOf(source.column()));
        boolean unsaid = separator.isEmpty() && !shape.split().equals(MappingSpec.Shape.NONE);
        if (unsaid && source.column() >= 0 && shape.path() == null) {
            separator = samples.separatorOf(header.nameOf(source.column()));
        }
        return pictures(target, split(source.texts(), separator, alone), separator);
    }

    private Texts pictures(Target target, Texts split, String separator) {
        return separator.isEmpty() || !isPicture(target.attribute.name())
                ? split
                : new Texts.WholeAddresses(split, separator, header.node());
    }

    private String separator(String given, String column) {
        if (given.equals(MappingSpec.Shape.NONE)) {
            return "";
        }
        if (!given.equals(MappingSpec.Shape.AUTO)) {
            return given;
        }
        // PrestaShop's headers show how: "Categories (x;y;z...)".
        Matcher hint = LIST_HINT.matcher(column);
        return hint.find() ? hint.group(1) : samples.separatorOf(column);
    }

    /** One value, with what it is counted in where that stands elsewhere. */
    private Texts single(Target target, Target.Source source, AttributeType type) {
        Texts texts = source.texts();
        if (form.nested && source.texts() instanceof Texts.Cell) {
            texts = new Texts.FirstElement(texts, header.node());
        }
        List<String> counters = counters(target, source, type);
        if (counters.stream().anyMatch(counter -> header.present(counter).isPresent())) {
            // Of two prices the higher is found first, by their amounts alone.
            return present(target.spec.style().struck()).isEmpty() ? counted(texts, counters) : texts;
        }
        if (target.attribute.name().equals("gtin")) {
            texts = new Texts.Unquoted(texts, header.node());
        }
        boolean several = target.sources.size() > 1;
        if (type.hasUnit() && several && (!source.currency().isEmpty() || source.unit() != null)) {
            Unit unit = source.unit();
            String word = unit == null ? source.currency() : unit.symbol();
            return new Texts.Counted(texts, new Texts.Constant(Texts.utf8(word), header.node()), header.node());
        }
        return texts;
    }

    /** The columns that say what the values of a source are counted in; of several the first with a value does. */
    private List<String> counters(Target target, Target.Source source, AttributeType type) {
        MappingSpec.Style style = target.spec.style();
        if (type.kind() == AttributeType.Kind.MONEY) {
            if (style.currencyFrom().isEmpty()) {
                return source.currency().isEmpty() ? named(currencyColumn()) : List.of();
            }
            return beside(source, target.sources, style.currencyFrom());
        }
        boolean hasUnit = type.hasUnit() || type.kind() == AttributeType.Kind.TEXT;
        return hasUnit ? beside(source, target.sources, style.unitFrom()) : List.of();
    }

    /** Of as many columns as there are sources each is that of the source in its place. */
    private static List<String> beside(Target.Source source, List<Target.Source> sources, List<String> columns) {
        return columns.size() == sources.size() ? List.of(columns.get(sources.indexOf(source))) : columns;
    }

    private static List<String> named(String column) {
        return column.isEmpty() ? List.of() : List.of(column);
    }

    private Texts counted(Texts amount, List<String> counters) {
        List<Texts> units = present(counters);
        return units.isEmpty() ? amount : new Texts.Counted(amount, first(units), header.node());
    }

    /** One text for each of the columns that are there. */
    private List<Texts> present(List<String> columns) {
        return columns.stream()
                .flatMap(column -> header.present(column).stream())
                .<Texts>map(text -> form.nested ? new Texts.FirstElement(text, header.node()) : text)
                .toList();
    }

    /** The first that is not missing. */
    private Texts first(List<Texts> all) {
        return all.size() == 1 ? all.get(0) : new Texts.First(all, header.node());
    }

    /** The column that says in which currency the prices are, or empty. */
    private String currencyColumn() {
        return CURRENCY_COLUMNS.stream()
                .filter(header.byFoldedName::containsKey)
                .findFirst()
                .orElse("");
    }

    private Texts split(Texts texts, String separator, boolean inPlace) {
        return separator.isEmpty() ? texts : new Texts.Split(texts, Texts.utf8(separator), inPlace, header.node());
    }

    private @Nullable Parser parser(Target target, AttributeType type) {
        if (type.kind() == AttributeType.Kind.TEXT || type.kind() == AttributeType.Kind.LIST) {
            return null;
        }
        MappingSpec.Style spec = target.spec.style();
        List<String> texts = new ArrayList<>();
        for (Target.Source source : target.sources) {
            if (source.column() >= 0) {
                texts.addAll(samples.of(header.nameOf(source.column())));
            }
        }
        texts.replaceAll(Parser::unmarked);
        Target.Source first = target.sources.get(0);
        ValueReader reader = ValueReader.DEFAULTS
                .withNumbers(numberStyle(target, texts, type))
                .withDates(dateOrder(target, texts, type))
                .withZone(options.zone());
        short usual = 0;
        if (type instanceof AttributeType.MoneyType money) {
            String code = currency(spec, first);
            reader = reader.withCurrency(code).withBasis(money.basis());
            usual = Currencies.lane(code, money.basis());
        }
        Unit unit = spec.unit() == null ? first.unit() : spec.unit();
        if (type.kind() == AttributeType.Kind.MEASURE && unit != null) {
            reader = reader.withUnit(unit);
            usual = unit.index();
        }
        return new Parser(
                type, target.key(), target.field, reader, percentStyle(target, texts, type), usual, spec.datePattern());
    }

    private String currency(MappingSpec.Style spec, Target.Source source) {
        for (String code : List.of(
                spec.currency(),
                source.currency(),
                options.currency(),
                user.defaults().currency(),
                preset.defaults().currency())) {
            if (!code.isEmpty()) {
                return code;
            }
        }
        return Currencies.NOT_STATED;
    }

    private NumberStyle numberStyle(Target target, List<String> texts, AttributeType type) {
        NumberStyle usual = target.spec.style().numbers();
        if (user.lenient()
                && usual != NumberStyle.UNDECIDED
                && options.decimalSeparator().isEmpty()) {
            NumberStyle.Detection shown = NumberStyle.detect(texts);
            long likely = usual == NumberStyle.POINT ? shown.points() : shown.commas();
            long other = usual == NumberStyle.POINT ? shown.commas() : shown.points();
            return likely == 0 && other > 0 ? shown.style() : usual;
        }
        for (NumberStyle given : List.of(
                target.spec.style().numbers(),
                NumberStyle.ofDecimalSeparator(options.decimalSeparator()),
                user.defaults().numbers())) {
            if (given != NumberStyle.UNDECIDED) {
                return given;
            }
        }
        if (preset.defaults().numbers() != NumberStyle.UNDECIDED) {
            return usualOrShown(preset.defaults().numbers(), target, texts);
        }
        if (type.kind() == AttributeType.Kind.BOOLEAN
                || type.kind() == AttributeType.Kind.DATE
                || type.kind() == AttributeType.Kind.INSTANT) {
            return NumberStyle.UNDECIDED;
        }
        NumberStyle.Detection found = NumberStyle.detect(texts);
        if (found.needsAnswer() && !form.decimalSeparator.isEmpty()) {
            return NumberStyle.ofDecimalSeparator(form.decimalSeparator);
        }
        if (found.needsAnswer()) {
            NumberStyle elsewhere = NumberStyle.detect(samples.amounts()).style();
            if (elsewhere != NumberStyle.UNDECIDED) {
                return elsewhere;
            }
        }
        boolean shown = found.points() + found.commas() + found.open() > 0;
        if (shown) {
            Detection detection = new Detection(
                    "number style of " + target.field,
                    found.style().name().toLowerCase(Locale.ROOT),
                    found.explanation(),
                    found.style() != NumberStyle.UNDECIDED);
            if (!detections.contains(detection)) {
                detections.add(detection);
            }
        }
        return found.style();
    }

    /** What a system writes, unless no value can be read so and some can otherwise: then a spreadsheet program has saved the file in its own way since. */
    private NumberStyle usualOrShown(NumberStyle usual, Target target, List<String> texts) {
        NumberStyle.Detection found = NumberStyle.detect(texts);
        if (found.style() == NumberStyle.UNDECIDED || found.style() == usual) {
            return usual;
        }
        Detection detection = new Detection(
                "number style of " + target.field,
                found.style().name().toLowerCase(Locale.ROOT),
                found.explanation() + ", though " + preset.name() + " writes them with a "
                        + usual.name().toLowerCase(Locale.ROOT),
                false);
        if (!detections.contains(detection)) {
            detections.add(detection);
        }
        return found.style();
    }

    private DateOrder dateOrder(Target target, List<String> texts, AttributeType type) {
        for (DateOrder given : List.of(
                target.spec.style().dates(),
                user.defaults().dates(),
                preset.defaults().dates())) {
            if (given != DateOrder.UNDECIDED) {
                return given;
            }
        }
        boolean date = type.kind() == AttributeType.Kind.DATE || type.kind() == AttributeType.Kind.INSTANT;
        return date ? DateOrder.detect(texts) : DateOrder.UNDECIDED;
    }

    private PercentStyle percentStyle(Target target, List<String> texts, AttributeType type) {
        for (PercentStyle given : List.of(
                target.spec.style().percents(),
                user.defaults().percents(),
                preset.defaults().percents())) {
            if (given != PercentStyle.UNDECIDED) {
                return given;
            }
        }
        if (type.kind() != AttributeType.Kind.PERCENT || texts.isEmpty()) {
            return PercentStyle.UNDECIDED;
        }
        // A share above one is rare, one below one percent too: whole numbers are points, fractions of one are
        // fractions.
        boolean points = texts.stream().anyMatch(text -> text.matches("[1-9]\\d*([.,]\\d+)?") && !text.equals("1"));
        boolean fractions = texts.stream().anyMatch(text -> text.matches("0?[.,]\\d+"));
        if (points == fractions) {
            return PercentStyle.UNDECIDED;
        }
        PercentStyle style = points ? PercentStyle.POINTS : PercentStyle.FRACTION;
        detections.add(new Detection(
                "percentages of " + target.field,
                style.name().toLowerCase(Locale.ROOT),
                points ? "values above one" : "all values are below one",
                false));
        return style;
    }
}
