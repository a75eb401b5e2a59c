package io.feedkit.rules.plan;

import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Percent;
import io.feedkit.product.Schema;
import io.feedkit.rules.HostTable;
import io.feedkit.rules.check.Binding;
import io.feedkit.rules.check.Typed;
import io.feedkit.rules.check.Typed.Read.View;
import io.feedkit.rules.check.Walk;
import io.feedkit.rules.eval.Amount;
import io.feedkit.rules.eval.Arithmetic;
import io.feedkit.rules.eval.Call;
import io.feedkit.rules.eval.Cells;
import io.feedkit.rules.eval.Choosing;
import io.feedkit.rules.eval.Comparing;
import io.feedkit.rules.eval.Condition;
import io.feedkit.rules.eval.Element;
import io.feedkit.rules.eval.Folding;
import io.feedkit.rules.eval.GroupKeys;
import io.feedkit.rules.eval.GroupTotal;
import io.feedkit.rules.eval.Likening;
import io.feedkit.rules.eval.Listing;
import io.feedkit.rules.eval.Literal;
import io.feedkit.rules.eval.Logic;
import io.feedkit.rules.eval.Lookup;
import io.feedkit.rules.eval.Membership;
import io.feedkit.rules.eval.Node;
import io.feedkit.rules.eval.Origin;
import io.feedkit.rules.eval.OverList;
import io.feedkit.rules.eval.Parsed;
import io.feedkit.rules.eval.Places;
import io.feedkit.rules.eval.Shift;
import io.feedkit.rules.eval.Slot;
import io.feedkit.rules.eval.Template;
import io.feedkit.rules.eval.Values;
import io.feedkit.rules.function.CallSite;
import io.feedkit.rules.function.Function;
import io.feedkit.rules.function.Kernel;
import io.feedkit.rules.function.TextMatch;
import io.feedkit.rules.scan.Findings;
import io.feedkit.rules.syntax.Comparison;
import io.feedkit.rules.syntax.Expr.Arithmetic.Operator;
import io.feedkit.rules.syntax.Likeness;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds nodes for the expressions of one plan, statement after statement. */
final class NodeBuilder implements Typed.Visitor<Node> {
    private static final int MOST_FUSED_DIGITS = 6;

    private final Situation situation;
    private final Schema schema;
    private final Places places;
    private final Folding folding;
    private final Consumer<Complaint> complaints;
    private final int[] versions;
    private final Map<Binding, Integer> uses = new HashMap<>();
    private final Map<CacheKey, Cache> caches = new HashMap<>();
    private final Map<Binding, Quotient> quotients = new HashMap<>();
    /** Tables may have hundreds of thousands of rows, and be asked in hundreds of rules. */
    private final Map<HostTable, Lookup.Keys> tables = new IdentityHashMap<>();

    /** Ten thousand statements read the same few attributes. */
    private final Map<Integer, Slot> slots = new HashMap<>();

    private final Map<Typed.Column, Cells> columns = new IdentityHashMap<>();
    private String focusAttribute = "";
    private String focusLanguage = "";
    private final Origins origins;
    /** What a node is being made from. */
    private @Nullable Typed made;

    private record CacheKey(Binding binding, String focusAttribute, String focusLanguage) {}

    /** A formula built for one state of the slots it reads. */
    private record Cache(Set<Integer> slots, long state, Node node, int taken) {}

    /** The two sides of a formula that is a quotient, as formulas of their own. */
    private record Quotient(Binding numerator, Binding denominator) {}

    /** @param complaints hears what is wrong with constants of a member */
    NodeBuilder(Situation situation, Places places, Consumer<Complaint> complaints) {
        this.situation = situation;
        this.schema = situation.schema();
        this.places = places;
        this.complaints = complaints;
        folding = new Folding(schema, places);
        versions = new int[schema.size()];
        origins = new Origins(this::slots);
        places.from(() -> origins.origin(made));
    }

    /** Notes that a slot may be written here, so that formulas over it are computed again. */
    void written(int slot) {
        versions[slot]++;
    }

    /** Reads one language of an attribute until {@link #unfocus()}: the trunk applies a statement to every language in turn. */
    void focus(String attribute, String language) {
        origins.focus(attribute, language);
        focusAttribute = attribute;
        focusLanguage = language;
    }

    void unfocus() {
        focus("", "");
    }

    /** Counts how often formulas are read, since one that is read once need not be kept. */
    void count(Typed expression) {
        if (expression instanceof Typed.Use use) {
            boolean first = uses.merge(use.binding(), 1, Integer::sum) == 1;
            if (first) {
                count(use.binding().value());
            }
        }
        expression.children().forEach(this::count);
    }

    /** What follows belongs to a statement made of these expressions. */
    void within(List<Typed> statement) {
        origins.within(statement);
    }

    /** Where an expression stands and what it reads. */
    Origin origin(Typed expression) {
        return origins.origin(expression);
    }

    Node node(Typed expression) {
        return from(expression, () -> expression.accept(this));
    }

    /** Nodes made meanwhile are made from this expression. */
    private <T> T from(Typed expression, Supplier<T> make) {
        Typed outer = made;
        made = expression;
        T node = make.get();
        made = outer;
        return node;
    }

    private List<Node> nodes(List<Typed> expressions) {
        return expressions.stream().map(this::node).toList();
    }

    private Literal literal(AttributeType type, @Nullable Object value) {
        return new Literal(type, value, places);
    }

    private Node folded(Node node, Node... parts) {
        return Arrays.stream(parts).allMatch(Literal.class::isInstance) ? folding.fold(node) : node;
    }

    private Condition folded(Condition condition, Node... parts) {
        return Arrays.stream(parts).allMatch(Literal.class::isInstance) ? folding.fold(condition) : condition;
    }

    // ---- conditions

    Condition condition(Typed expression) {
        return from(expression, () -> decision(expression));
    }

    private Condition decision(Typed expression) {
        if (expression instanceof Typed.Not not) {
            Condition operand = condition(not.operand());
            Condition negated = Logic.not(operand);
            return Logic.isFixed(operand) ? folding.fold(negated) : negated;
        }
        if (expression instanceof Typed.Junction junction) {
            return junction(junction);
        }
        if (expression instanceof Typed.Compare compare) {
            return compare(compare);
        }
        if (expression instanceof Typed.Between between) {
            Node value = node(between.value());
            Node low = node(between.low());
            Node high = node(between.high());
            return folded(Comparing.between(value, low, high, between.closed(), places), value, low, high);
        }
        if (expression instanceof Typed.OneOf oneOf) {
            return oneOf(oneOf);
        }
        if (expression instanceof Typed.Like like) {
            return like(like);
        }
        if (expression instanceof Typed.Present present) {
            Node operand = node(present.operand());
            return folded(Logic.present(operand, present.wanted()), operand);
        }
        if (expression instanceof Typed.Coalesce coalesce && coalesce.operands().size() == 2) {
            Condition decided = decided(coalesce);
            if (decided != null) {
                return decided;
            }
        }
        if (expression instanceof Typed.Use use && !isKept(use.binding())) {
            return condition(use.binding().value());
        }
        Node value = node(expression);
        return folded(Logic.holds(value), value);
    }

    private Condition junction(Typed.Junction junction) {
        List<Condition> operands = new ArrayList<>();
        for (Typed operand : junction.operands()) {
            Condition condition = condition(operand);
            // true in an "and" and false in an "or" change nothing; false in an "and" and true in an "or" decide.
            boolean neutral = junction.and() ? Logic.isAlways(condition) : Logic.isFalse(condition);
            boolean decides = junction.and() ? Logic.isFalse(condition) : Logic.isAlways(condition);
            if (decides) {
                return condition;
            }
            if (!neutral) {
                operands.add(condition);
            }
        }
        if (operands.isEmpty()) {
            return Logic.fixed(junction.and());
        }
        return operands.size() == 1 ? operands.get(0) : Logic.junction(junction.and(), operands, places);
    }

    private @Nullable Condition decided(Typed.Coalesce coalesce) {
        Condition fallback = condition(coalesce.operands().get(1));
        if (!Logic.isAlways(fallback) && !Logic.isFalse(fallback)) {
            return null;
        }
        Condition operand = condition(coalesce.operands().get(0));
        Condition decided = Logic.decided(operand, Logic.isAlways(fallback));
        return Logic.isFixed(operand) ? folding.fold(decided) : decided;
    }

    private Condition compare(Typed.Compare compare) {
        Condition quotient = compareQuotient(compare.comparison(), compare.left(), compare.right());
        if (quotient != null) {
            return quotient;
        }
        Node left = node(compare.left());
        Node right = node(compare.right());
        return folded(Comparing.of(compare.comparison(), left, right, places), left, right);
    }

    /** {@code a / b > c} without dividing, also where the quotient has a name. */
    private @Nullable Condition compareQuotient(Comparison comparison, Typed left, Typed right) {
        Typed.Arithmetic division = division(left);
        if (division == null) {
            return null;
        }
        Sides sides = sides(left, division);
        return Comparing.ofQuotient(
                comparison,
                plain(sides.numerator()),
                plain(sides.denominator()),
                plain(right),
                division.zeroIsFault(),
                origins.origin(division));
    }

    /** What is divided by what. */
    private record Sides(Typed numerator, Typed denominator) {}

    private Sides sides(Typed quotient, Typed.Arithmetic division) {
        if (!(quotient instanceof Typed.Use use)) {
            return new Sides(division.left(), division.right());
        }
        Quotient named = quotients.computeIfAbsent(use.binding(), key -> quotient(key, division));
        return new Sides(
                new Typed.Use(named.numerator(), division.left().span()),
                new Typed.Use(named.denominator(), division.right().span()));
    }

    /** Whole numbers as millionths, since a quotient is compared in those. */
    private Node plain(Typed operand) {
        Node node = node(operand);
        return node.type().kind() == Kind.INTEGER ? widened(node) : node;
    }

    private static Typed.@Nullable Arithmetic division(Typed expression) {
        if (expression instanceof Typed.Use use) {
            return division(use.binding().value());
        }
        boolean divides = expression instanceof Typed.Arithmetic arithmetic
                && arithmetic.operator() == Operator.DIVIDE
                && !arithmetic.type().hasUnit();
        return divides ? (Typed.Arithmetic) expression : null;
    }

    private Quotient quotient(Binding named, Typed.Arithmetic division) {
        Binding numerator = Binding.of(named.name(), named.declared(), division.left());
        Binding denominator = Binding.of(named.name(), named.declared(), division.right());
        int reads = uses.getOrDefault(named, 1);
        uses.put(numerator, reads);
        uses.put(denominator, reads);
        return new Quotient(numerator, denominator);
    }

    private Condition oneOf(Typed.OneOf oneOf) {
        Node value = node(oneOf.value());
        List<Node> elements = nodes(oneOf.elements());
        boolean texts = value.type().kind() == Kind.TEXT
                && elements.stream().allMatch(e -> e instanceof Literal literal && literal.value() instanceof String);
        if (texts && elements.size() > 1) {
            List<byte[]> keys = elements.stream()
                    .map(element -> String.valueOf(((Literal) element).value()).getBytes(StandardCharsets.UTF_8))
                    .toList();
            return folded(Likening.inTexts(value, keys), value);
        }
        List<Condition> tests = new ArrayList<>();
        for (Node element : elements) {
            tests.add(folded(Comparing.of(Comparison.EQUAL, value, element, places), value, element));
        }
        if (tests.isEmpty()) {
            return Logic.fixed(false);
        }
        return tests.size() == 1 ? tests.get(0) : Logic.junction(false, tests, places);
    }

    private Condition like(Typed.Like like) {
        Node value = node(like.value());
        if (like.likeness() == Likeness.MATCHES
                && like.pattern() instanceof Typed.Constant constant
                && constant.value() instanceof CallSite.Pattern pattern) {
            return folded(Likening.matches(value, TextMatch.matches(pattern)), value);
        }
        Node pattern = node(like.pattern());
        return folded(Likening.of(like.likeness(), value, pattern), value, pattern);
    }

    private Node ofCondition(Typed expression) {
        return condition(expression).asValue(places);
    }

    @Override
    public Node visitNot(Typed.Not expression) {
        return ofCondition(expression);
    }

    @Override
    public Node visitJunction(Typed.Junction expression) {
        return ofCondition(expression);
    }

    @Override
    public Node visitCompare(Typed.Compare expression) {
        return ofCondition(expression);
    }

    @Override
    public Node visitBetween(Typed.Between expression) {
        return ofCondition(expression);
    }

    @Override
    public Node visitOneOf(Typed.OneOf expression) {
        return ofCondition(expression);
    }

    @Override
    public Node visitLike(Typed.Like expression) {
        return ofCondition(expression);
    }

    @Override
    public Node visitPresent(Typed.Present expression) {
        return ofCondition(expression);
    }

    // ---- values

    @Override
    public Node visitConstant(Typed.Constant constant) {
        // A pattern has no value of its own; its call site sees it as a constant.
        Object value = constant.value() instanceof CallSite.Pattern ? null : constant.value();
        return literal(constant.type(), value);
    }

    @Override
    public Node visitRead(Typed.Read read) {
        List<Slot> slots = slots(read);
        if (slots.isEmpty()) {
            return literal(read.type(), null);
        }
        return slots.size() == 1 ? slots.get(0) : Choosing.coalesce(read.type(), List.copyOf(slots), places);
    }

    private List<Slot> slots(Typed.Read read) {
        Slot.View view = switch (read.view()) {
            case CURRENT -> Slot.View.CURRENT;
            case SOURCE -> Slot.View.SOURCE;
            case TRUNK -> situation.member() == null ? Slot.View.CURRENT : Slot.View.TRUNK;
        };
        return slotsRead(read).stream()
                .map(slot -> slots.computeIfAbsent(
                        slot * Slot.View.values().length + view.ordinal(), key -> new Slot(read.type(), slot, view)))
                .toList();
    }

    /** The slots a read looks at, the first with a value winning. */
    private List<Integer> slotsRead(Typed.Read read) {
        Attribute attribute = read.attribute();
        String asked = read.language();
        if (asked != null) {
            OptionalInt slot = asked.isEmpty() ? schema.slot(attribute.name()) : languageSlot(attribute.name(), asked);
            return slot.isPresent() ? List.of(slot.getAsInt()) : List.of();
        }
        String language = focusLanguage.isEmpty() ? situation.language() : focusLanguage;
        OptionalInt localized = languageSlot(attribute.name(), language);
        OptionalInt plain = schema.slot(attribute.name());
        List<Integer> slots = new ArrayList<>();
        localized.ifPresent(slots::add);
        boolean only = attribute.name().equals(focusAttribute) && localized.isPresent();
        if (plain.isPresent() && !only) {
            slots.add(plain.getAsInt());
        }
        return slots;
    }

    /** The slot of a language, or of the wider one it belongs to. */
    private OptionalInt languageSlot(String name, String language) {
        if (language.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt exact = schema.slot(name, language);
        int hyphen = language.indexOf('-');
        return exact.isPresent() || hyphen < 0 ? exact : schema.slot(name, language.substring(0, hyphen));
    }

    /** Where a statement writes an attribute. */
    OptionalInt slotWritten(String name) {
        OptionalInt localized = languageSlot(name, focusLanguage.isEmpty() ? situation.language() : focusLanguage);
        return localized.isPresent() ? localized : schema.slot(name);
    }

    /** All slots that must be empty for an attribute to be missing here. */
    List<Integer> slotsCleared(String name) {
        List<Integer> slots = new ArrayList<>();
        schema.slot(name).ifPresent(slots::add);
        for (String language : situation.member() == null ? schema.languages(name) : List.<String>of()) {
            schema.slot(name, language).ifPresent(slots::add);
        }
        languageSlot(name, situation.language()).ifPresent(slots::add);
        return slots;
    }

    @Override
    public Node visitContext(Typed.Context context) {
        return literal(context.type(), contextValue(context));
    }

    private @Nullable Object contextValue(Typed.Context context) {
        if (context.name().equals("today")) {
            return LocalDate.ofInstant(situation.runAt(), situation.zone());
        }
        if (context.name().equals("now")) {
            return situation.runAt().truncatedTo(ChronoUnit.MILLIS);
        }
        Member member = situation.member();
        if (member == null) {
            return null;
        }
        String text = Situation.ofMember(member, context.name());
        try {
            return Values.parse(context.type(), text);
        } catch (IllegalArgumentException e) {
            complaints.accept(new Complaint(context.name(), e));
            return null;
        }
    }

    @Override
    public Node visitUse(Typed.Use use) {
        Binding binding = use.binding();
        if (!isKept(binding)) {
            return node(binding.value());
        }
        CacheKey key = new CacheKey(binding, focusAttribute, focusLanguage);
        Cache known = caches.get(key);
        Set<Integer> slots = known == null ? slotsOf(binding.value(), new HashSet<>()) : known.slots();
        long state = slots.stream().mapToLong(slot -> versions[slot]).sum();
        if (known == null || known.state() != state) {
            places.keep(taken(binding.value()));
            Node formula = node(binding.value());
            int taken = places.release();
            boolean there = formula instanceof Literal || formula instanceof Slot;
            Node kept = there ? formula : Choosing.cached(formula, known == null ? null : known.node(), places);
            known = new Cache(slots, state, kept, taken);
            caches.put(key, known);
        }
        // The column of a constant is one of those formulas share.
        return known.node() instanceof Literal constant ? literal(constant.type(), constant.value()) : known.node();
    }

    /** Up to where the formulas that are there and read by this one take columns. */
    private int taken(Typed expression) {
        int taken = 0;
        if (expression instanceof Typed.Use use) {
            Quotient sides = quotients.get(use.binding());
            taken = Math.max(takenBy(use.binding()), taken(use.binding().value()));
            if (sides != null) {
                taken = Math.max(taken, Math.max(takenBy(sides.numerator()), takenBy(sides.denominator())));
            }
        }
        for (Typed child : expression.children()) {
            taken = Math.max(taken, taken(child));
        }
        return taken;
    }

    private int takenBy(Binding binding) {
        Cache cache = caches.get(new CacheKey(binding, focusAttribute, focusLanguage));
        return cache == null ? 0 : cache.taken();
    }

    /** Whether a formula is worth keeping for those who read it next. */
    private boolean isKept(Binding binding) {
        Typed value = binding.value();
        boolean cheap =
                value instanceof Typed.Read || value instanceof Typed.Constant || value instanceof Typed.Context;
        return !cheap
                && uses.getOrDefault(binding, 0) > 1
                && (elements.isEmpty() || Walk.find(value, Typed.Element.class::isInstance) == null);
    }

    /** In the trunk, what the trunk made so far is the current value. */
    private boolean isCurrent(View view) {
        return view == View.CURRENT || view == View.TRUNK && situation.member() == null;
    }

    /** The slots whose current values an expression depends on. */
    Set<Integer> slotsOf(Typed expression, Set<Integer> slots) {
        if (expression instanceof Typed.Read read && isCurrent(read.view())) {
            slots.addAll(slotsRead(read));
        }
        if (expression instanceof Typed.Use use) {
            slotsOf(use.binding().value(), slots);
        }
        expression.children().forEach(child -> slotsOf(child, slots));
        return slots;
    }

    @Override
    public Node visitArithmetic(Typed.Arithmetic arithmetic) {
        Node left = node(arithmetic.left());
        Node right = node(arithmetic.right());
        AttributeType type = arithmetic.type();
        boolean minus = arithmetic.operator() == Operator.SUBTRACT;
        if (type.kind() == Kind.DATE || type.kind() == Kind.INSTANT) {
            return folded(new Shift(left, right, minus, situation.zone(), places), left, right);
        }
        Node node = switch (arithmetic.operator()) {
            case ADD, SUBTRACT -> Arithmetic.sum(type, left, right, minus, places);
            case MULTIPLY -> Arithmetic.product(type, left, right, places);
            case DIVIDE -> Arithmetic.quotient(type, left, right, arithmetic.zeroIsFault(), places);
        };
        return folded(node, left, right);
    }

    @Override
    public Node visitNegate(Typed.Negate negate) {
        Node operand = node(negate.operand());
        return folded(Arithmetic.negation(operand, places), operand);
    }

    @Override
    public Node visitWiden(Typed.Widen widen) {
        return widened(node(widen.operand()));
    }

    private Node widened(Node operand) {
        return folded(new Arithmetic.Widening(operand, places), operand);
    }

    @Override
    public Node visitCoalesce(Typed.Coalesce coalesce) {
        List<Node> operands = new ArrayList<>();
        for (Typed operand : coalesce.operands()) {
            Node node = node(operand);
            if (node instanceof Literal literal && literal.isMissing()) {
                continue;
            }
            operands.add(node);
            if (node instanceof Literal) {
                break;
            }
        }
        if (operands.isEmpty()) {
            return literal(coalesce.type(), null);
        }
        return operands.size() == 1 ? operands.get(0) : Choosing.coalesce(coalesce.type(), operands, places);
    }

    @Override
    public Node visitChoice(Typed.Choice choice) {
        List<Condition> conditions = new ArrayList<>();
        List<Node> values = new ArrayList<>();
        Typed otherwise = choice.otherwise();
        for (int i = 0; i < choice.conditions().size(); i++) {
            Condition condition = condition(choice.conditions().get(i));
            if (Logic.isAlways(condition)) {
                otherwise = choice.values().get(i);
                break;
            }
            if (!Logic.isNever(condition)) {
                conditions.add(condition);
                values.add(node(choice.values().get(i)));
            }
        }
        Node last = otherwise == null ? null : node(otherwise);
        if (conditions.isEmpty()) {
            return last == null ? literal(choice.type(), null) : last;
        }
        return Choosing.choice(choice.type(), conditions, values, last, places);
    }

    @Override
    public Node visitTemplate(Typed.Template template) {
        List<Template.Part> parts = new ArrayList<>();
        for (Typed.Template.Part part : template.parts()) {
            byte[] before = part.before().getBytes(StandardCharsets.UTF_8);
            parts.add(new Template.Part(before, node(part.hole()), part.optional()));
        }
        Node node = new Template(parts, template.after().getBytes(StandardCharsets.UTF_8), places);
        return folded(node, parts.stream().map(Template.Part::hole).toArray(Node[]::new));
    }

    @Override
    public Node visitListing(Typed.Listing listing) {
        List<Node> elements = nodes(listing.elements());
        return folded(new Listing(elements, places), elements.toArray(Node[]::new));
    }

    /** {@code (a / b).round(2)}: the quotient itself is nobody's business. */
    private @Nullable Node roundedQuotient(Typed.Call call) {
        boolean rounds = call.function().name().equals("round")
                && call.arguments().size() == 2
                && call.type().equals(call.arguments().get(0).type());
        Typed.Arithmetic division = rounds ? division(call.arguments().get(0)) : null;
        if (division == null
                || !(call.arguments().get(1) instanceof Typed.Constant constant)
                || !(constant.value() instanceof Long digits)) {
            return null;
        }
        // A percentage is rounded as it is written, two places further.
        long places = digits + (call.type().kind() == Kind.PERCENT ? 2 : 0);
        if (places < 0 || places > MOST_FUSED_DIGITS) {
            return null;
        }
        Sides sides = sides(call.arguments().get(0), division);
        return from(
                division,
                () -> Arithmetic.roundedQuotient(
                        call.type(),
                        plain(sides.numerator()),
                        plain(sides.denominator()),
                        (int) places,
                        division.zeroIsFault(),
                        this.places));
    }

    @Override
    public Node visitCall(Typed.Call call) {
        Node rounded = roundedQuotient(call);
        if (rounded != null) {
            return rounded;
        }
        Node squeezed = squeezed(call);
        if (squeezed != null) {
            return squeezed;
        }
        List<Node> arguments = nodes(call.arguments());
        if (call.function().name().equals("amount") && !(arguments.get(0) instanceof Literal)) {
            return new Amount(arguments.get(0));
        }
        List<Optional<Object>> constants = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            constants.add(constant(call.arguments().get(i), arguments.get(i)));
        }
        Kernel kernel;
        try {
            kernel = call.function().bind(site(call, constants));
        } catch (IllegalArgumentException e) {
            complaints.accept(new Complaint(call.span().toString(), e));
            return literal(call.type(), null);
        }
        return node(call, kernel, arguments);
    }

    /** {@code replace(…).squeeze()}: the text between is nobody's business where one kernel does both. */
    private @Nullable Node squeezed(Typed.Call call) {
        boolean squeezes = call.function().name().equals("squeeze");
        if (!squeezes || !(call.arguments().get(0) instanceof Typed.Call inner)) {
            return null;
        }
        List<Optional<Object>> constants =
                inner.arguments().stream().map(NodeBuilder::written).toList();
        Kernel kernel;
        try {
            kernel = inner.function().bindSqueezed(site(inner, constants)).orElse(null);
        } catch (IllegalArgumentException e) {
            // The ordinary way tells.
            return null;
        }
        return kernel == null ? null : from(inner, () -> node(inner, kernel, nodes(inner.arguments())));
    }

    private CallSite site(Typed.Call call, List<Optional<Object>> constants) {
        return new CallSite(
                call.arguments().stream().map(Typed::type).toList(),
                constants,
                situation.language(),
                situation.runAt(),
                situation.zone());
    }

    private Node node(Typed.Call call, Kernel kernel, List<Node> arguments) {
        // A pattern is part of the kernel; as a column it would be missing and keep every row away.
        boolean pattern = call.arguments().stream()
                .anyMatch(a -> a instanceof Typed.Constant constant && constant.value() instanceof CallSite.Pattern);
        List<Node> passed = pattern ? withoutPatterns(call.arguments(), arguments) : arguments;
        Function function = call.function();
        boolean costly = function.cost() == Function.Cost.EXPENSIVE;
        boolean pure = function.purity() == Function.Purity.PURE;
        Kernel asked = costly && pure
                ? Call.remembered(
                        kernel, call.arguments().stream().map(Typed::type).toList())
                : kernel;
        Node node = new Call(call.type(), asked, passed, function.seesMissing(), places);
        return pure && !costly ? folded(node, passed.toArray(Node[]::new)) : node;
    }

    private List<Node> withoutPatterns(List<Typed> expressions, List<Node> arguments) {
        List<Node> passed = new ArrayList<>(arguments);
        for (int i = 0; i < passed.size(); i++) {
            if (expressions.get(i) instanceof Typed.Constant constant
                    && constant.value() instanceof CallSite.Pattern pattern) {
                passed.set(i, literal(AttributeType.TEXT, pattern.regex()));
            }
        }
        return passed;
    }

    /** What the rule itself writes out; the value of a percentage is not asked for. */
    private static Optional<Object> written(Typed expression) {
        return expression instanceof Typed.Constant constant ? Optional.ofNullable(constant.value()) : Optional.empty();
    }

    private static Optional<Object> constant(Typed expression, Node node) {
        if (expression instanceof Typed.Constant constant && constant.value() instanceof CallSite.Pattern pattern) {
            return Optional.of(pattern);
        }
        Object value = node instanceof Literal literal ? literal.value() : null;
        return Optional.ofNullable(value instanceof Percent percent ? percent.fraction() : value);
    }

    @Override
    public Node visitLookup(Typed.Lookup lookup) {
        Lookup.Keys keys = tables.computeIfAbsent(lookup.table(), table -> new Lookup.Keys(table.keys()));
        return new Lookup(nodes(lookup.key()), keys, places);
    }

    @Override
    public Node visitRow(Typed.Row row) {
        return node(row.index());
    }

    @Override
    public Node visitField(Typed.Field field) {
        Node index = node(field.row());
        if (field.column().isConstant()) {
            Cells cells = columns.computeIfAbsent(field.column(), column -> cells(field.type(), column.cells()));
            return folded(Choosing.pick(field.type(), index, cells, places), index);
        }
        if (index instanceof Literal known) {
            // A table whose inputs are constants has one row that matches, or none.
            return known.value() instanceof Long row
                    ? node(field.cells().get(row.intValue()))
                    : literal(field.type(), null);
        }
        List<Condition> conditions = new ArrayList<>();
        List<Node> values = new ArrayList<>();
        for (int i = 0; i < field.cells().size(); i++) {
            conditions.add(Comparing.of(Comparison.EQUAL, index, literal(AttributeType.INTEGER, (long) i), places));
            values.add(node(field.cells().get(i)));
        }
        return Choosing.choice(field.type(), conditions, values, null, places);
    }

    private Cells cells(AttributeType type, List<Typed> constants) {
        List<@Nullable Object> values = new ArrayList<>();
        constants.forEach(cell -> values.add(((Typed.Constant) cell).value()));
        return new Cells(type, values, places);
    }

    @Override
    public Node visitElement(Typed.Element element) {
        return elements.computeIfAbsent(element.item(), item -> new Element(places));
    }

    /** Nothing inside is kept for others, since it is another value for every element. */
    @Override
    public Node visitOver(Typed.Over over) {
        Node list = node(over.list());
        Element element = new Element(places);
        Element outer = elements.put(over.item(), element);
        origins.goesOver(over);
        Node node = switch (over.way()) {
            case MAP -> OverList.map(over.type(), list, element, node(over.body()), places);
            case FILTER -> OverList.filter(over.type(), list, element, condition(over.body()), places);
            case ANY -> OverList.any(list, element, node(over.body()), places);
            case ALL -> OverList.all(list, element, node(over.body()), places);
            case WORDS -> OverList.words(list, element, node(over.body()), places);
        };
        if (outer == null) {
            elements.remove(over.item());
        } else {
            elements.put(over.item(), outer);
        }
        return node;
    }

    /** What the functions that are being built are called with. */
    private final Map<Typed.Element.Item, Element> elements = new IdentityHashMap<>();

    @Override
    public Node visitParsed(Typed.Parsed parsed) {
        Node text = node(parsed.text());
        return folded(new Parsed(parsed.type(), text, places), text);
    }

    /** The groups, values and identities a question about the whole catalogue is about. */
    GroupKeys keys(Typed question) {
        Typed.Group group =
                question instanceof Typed.Ranked ranked ? ranked.group() : ((Typed.Window) question).group();
        Typed value = question instanceof Typed.Ranked ranked ? ranked.by() : ((Typed.Window) question).value();
        Typed where = group.where();
        OptionalInt id = schema.slot("id");
        return new GroupKeys(
                nodes(group.per()),
                where == null ? null : condition(where),
                value == null ? null : node(value),
                id.isPresent() ? new Slot(AttributeType.TEXT, id.getAsInt(), Slot.View.SOURCE) : null);
    }

    @Override
    public Node visitRanked(Typed.Ranked ranked) {
        Findings findings = situation.answers().findings();
        Integer number = situation.answers().numbers().get(ranked);
        return findings == null || number == null
                ? literal(AttributeType.BOOLEAN, false)
                : new Membership(keys(ranked), findings.ranking(number), places);
    }

    @Override
    public Node visitWindow(Typed.Window window) {
        Findings findings = situation.answers().findings();
        Integer number = situation.answers().numbers().get(window);
        return findings == null || number == null
                ? literal(window.type(), null)
                : new GroupTotal(window.type(), keys(window), findings.window(number), places);
    }

    @Override
    public Node visitFailed(Typed.Failed expression) {
        throw new IllegalStateException("an expression with a mistake is never run: " + expression.span());
    }

    @Override
    public Node visitUnbound(Typed.Unbound expression) {
        throw new IllegalStateException("a table without data is never read: " + expression.span());
    }
}
