package io.feedkit.rules.syntax;

import io.feedkit.rules.syntax.grammar.RulesLexer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tree as rule text: what is read again gives an equal tree, apart from spans.
 *
 * <p>One item a line, two blanks for each level, ASCII operators. Comments are not in the tree and are lost, except {@code ##}.
 */
public final class Printer {
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*");
    /** Words that cannot be names without backquotes; {@code because} and {@code per} would continue the line before. */
    private static final Set<String> QUOTED_WORDS = quotedWords();

    private static final Set<String> SOFT_KEYWORDS = words(RulesLexer.MODULE, RulesLexer.WITH);

    private final StringBuilder out = new StringBuilder();
    private int level;

    private Printer() {}

    public static String print(Program program) {
        Printer printer = new Printer();
        if (program.module() != null) {
            printer.line("module " + path(program.module()));
        }
        printer.items(program.items());
        return printer.out.toString();
    }

    public static String print(Expr expr) {
        return new Expression().at(expr, Expression.CHOICE);
    }

    private static Set<String> quotedWords() {
        Set<String> words = new HashSet<>(words(RulesLexer.AND, RulesLexer.ENDS));
        words.addAll(Set.of("_", "because", "per"));
        return Set.copyOf(words);
    }

    private static Set<String> words(int firstType, int lastType) {
        Set<String> words = new HashSet<>();
        for (int type = firstType; type <= lastType; type++) {
            String literal = RulesLexer.VOCABULARY.getLiteralName(type);
            words.add(literal.substring(1, literal.length() - 1));
        }
        return Set.copyOf(words);
    }

    private static boolean isPlain(String name) {
        return PLAIN_NAME.matcher(name).matches() && !QUOTED_WORDS.contains(name);
    }

    /** A text between quotes. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> Expression.escape(quoted, c));
        return quoted.append('"').toString();
    }

    /** The name of an attribute, its parts between backquotes where they need it. */
    public static String path(String name) {
        return Arrays.stream(name.split("\\."))
                .map(part -> isPlain(part) ? part : "`" + part + "`")
                .collect(Collectors.joining("."));
    }

    static String name(Name name) {
        return isPlain(name.text()) ? name.text() : "`" + name.text() + "`";
    }

    static String path(Path path) {
        return path.names().stream().map(Printer::name).collect(Collectors.joining("."));
    }

    /** A name where a raw text may stand for one, as it must for {@code 'amz-eu-outlet'}. */
    private static String nameOrRaw(Name name) {
        boolean isKeyword = SOFT_KEYWORDS.contains(name.text());
        return isPlain(name.text()) && !isKeyword
                ? name.text()
                : "'" + name.text().replace("'", "''") + "'";
    }

    private void line(String text) {
        out.append("  ".repeat(level)).append(text).append('\n');
    }

    private void items(List<Item> items) {
        for (Item item : items) {
            if (!item.documentation().isEmpty()) {
                item.documentation().lines().forEach(text -> line(("## " + text).stripTrailing()));
            }
            item.annotations().forEach(annotation -> line(annotation(annotation)));
            line(element(item.element()));
        }
    }

    private static String annotation(Annotation annotation) {
        String arguments = annotation.arguments().isEmpty() ? "" : "(" + Expression.list(annotation.arguments()) + ")";
        return "@" + name(annotation.name()) + arguments;
    }

    private String element(Item.Element element) {
        return element instanceof Statement statement
                ? statement.accept(new Statements())
                : ((Declaration) element).accept(new Declarations());
    }

    /** The lines of a block between braces; the closing brace is indented as the line that opened it. */
    private String block(Block block) {
        return braces(block.items(), inner -> inner.items(block.items()));
    }

    private String braces(List<?> content, Consumer<Printer> body) {
        if (content.isEmpty()) {
            return "{ }";
        }
        Printer inner = new Printer();
        inner.level = level + 1;
        body.accept(inner);
        return "{\n" + inner.out + "  ".repeat(level) + "}";
    }

    private static String expr(Expr expr) {
        return print(expr);
    }

    private static String optional(String before, @Nullable Expr expr) {
        return expr == null ? "" : before + expr(expr);
    }

    private final class Statements implements Statement.Visitor<String> {
        @Override
        public String visitWhen(Statement.When when) {
            switch (when.form()) {
                case ARROW:
                    return expr(when.condition()) + " -> " + only(when.then());
                case EXCLUDE_WHEN:
                    return "exclude when " + expr(when.written()) + reason(when.then());
                case KEEP_WHEN:
                    return "keep when " + expr(when.written()) + reason(when.then());
                case THEN:
                    String otherwise = when.otherwise() == null ? "" : " else " + only(when.otherwise());
                    return "when " + expr(when.condition()) + " then " + only(when.then()) + otherwise;
                default:
                    return "when " + expr(when.condition()) + " " + block(when.then()) + otherwise(when.otherwise());
            }
        }

        private String only(Block block) {
            return element(block.items().get(0).element());
        }

        private String reason(Block block) {
            return optional(
                    " because ", ((Statement.Exclude) block.items().get(0).element()).reason());
        }

        private String otherwise(@Nullable Block block) {
            if (block == null) {
                return "";
            }
            Item first = block.items().isEmpty() ? null : block.items().get(0);
            boolean isWhen = first != null
                    && block.items().size() == 1
                    && first.annotations().isEmpty()
                    && first.documentation().isEmpty()
                    && first.element() instanceof Statement.When when
                    && (when.form() == Statement.When.Form.BLOCK || when.form() == Statement.When.Form.THEN);
            return " else " + (isWhen ? only(block) : block(block));
        }

        @Override
        public String visitSet(Statement.Set set) {
            switch (set.form()) {
                case ADD:
                    return "add " + expr(set.written()) + " to " + path(set.target());
                case REMOVE:
                    return "remove " + expr(set.written()) + " from " + path(set.target());
                case ARROW:
                    return expr(set.value());
                default:
                    return "set " + path(set.target()) + " = " + expr(set.value());
            }
        }

        @Override
        public String visitClear(Statement.Clear clear) {
            return "clear " + path(clear.target());
        }

        @Override
        public String visitExclude(Statement.Exclude exclude) {
            return "exclude" + optional(" because ", exclude.reason());
        }

        @Override
        public String visitWarn(Statement.Warn warn) {
            return "warn " + expr(warn.message());
        }
    }

    private final class Declarations implements Declaration.Visitor<String> {
        @Override
        public String visitImport(Declaration.Import declaration) {
            Name alias = declaration.alias();
            return "import " + path(declaration.module()) + (alias == null ? "" : " as " + name(alias));
        }

        @Override
        public String visitLet(Declaration.Let let) {
            return "let " + name(let.name()) + type(": ", let.type()) + " = " + expr(let.value()) + per(let.per())
                    + optional(" where ", let.where());
        }

        private String per(List<Expr> keys) {
            return keys.isEmpty() ? "" : " per " + Expression.join(keys);
        }

        private String type(String before, @Nullable TypeName type) {
            if (type == null) {
                return "";
            }
            String parameter = type.parameter() == null ? "" : "<" + type("", type.parameter()) + ">";
            // ">" must not meet "=", which would make another token.
            return before + name(type.name()) + parameter + (type.optional() ? "?" : "");
        }

        @Override
        public String visitFn(Declaration.Fn fn) {
            return "fn " + name(fn.name()) + parameters(fn.parameters()) + type(": ", fn.result()) + " = "
                    + expr(fn.body());
        }

        private String parameters(List<Declaration.Parameter> parameters) {
            return parameters.stream()
                    .map(parameter -> name(parameter.name()) + type(": ", parameter.type()))
                    .collect(Collectors.joining(", ", "(", ")"));
        }

        @Override
        public String visitTable(Declaration.Table table) {
            String policy = table.policy() == Declaration.Table.HitPolicy.UNIQUE
                    ? ""
                    : table.policy() == Declaration.Table.HitPolicy.FIRST ? " first" : " collect";
            String head = "table " + name(table.name()) + parameters(table.inputs()) + " -> "
                    + parameters(table.outputs()) + policy;
            Expr.Text from = table.from();
            return from == null ? head + " " + rows(table.rows()) : head + " from " + expr(from);
        }

        private String rows(List<Declaration.Table.Row> rows) {
            return braces(rows, inner -> rows.forEach(row -> inner.line(row(row))));
        }

        private String row(Declaration.Table.Row row) {
            return row.cells().stream().map(this::cell).collect(Collectors.joining(" | ", "| ", " |"));
        }

        private String cell(Declaration.Table.Cell cell) {
            return cell.tests().isEmpty() ? "_" : new Expression().tests(cell.tests());
        }

        @Override
        public String visitSegment(Declaration.Segment segment) {
            return "segment " + name(segment.name()) + " = " + expr(segment.condition());
        }

        @Override
        public String visitRankedSegment(Declaration.RankedSegment segment) {
            String word = segment.direction() == Declaration.RankedSegment.Direction.TOP ? "top " : "bottom ";
            return "segment " + name(segment.name()) + " = " + word + expr(segment.amount()) + " by "
                    + expr(segment.by()) + per(segment.per()) + optional(" where ", segment.where());
        }

        @Override
        public String visitExperiment(Declaration.Experiment experiment) {
            String head = "experiment " + name(experiment.name()) + " on " + expr(experiment.key())
                    + optional(" where ", experiment.where());
            return head + " "
                    + braces(
                            experiment.arms(),
                            inner -> experiment
                                    .arms()
                                    .forEach(arm -> inner.line("arm " + name(arm.name()) + " " + expr(arm.share()))));
        }

        @Override
        public String visitAllocate(Declaration.Allocate allocate) {
            return "allocate " + path(allocate.target()) + " "
                    + braces(allocate.shares(), inner -> allocate.shares().forEach(share -> inner.line(share(share))));
        }

        private String share(Declaration.Allocate.Share share) {
            if (share instanceof Declaration.Allocate.Reserve reserve) {
                return "reserve " + expr(reserve.amount());
            }
            if (share instanceof Declaration.Allocate.Rest rest) {
                return "rest to " + nameOrRaw(rest.channel());
            }
            Declaration.Allocate.Portion portion = (Declaration.Allocate.Portion) share;
            return nameOrRaw(portion.channel()) + " " + expr(portion.share()) + optional(" max ", portion.cap());
        }

        @Override
        public String visitRule(Declaration.Rule rule) {
            String head = "rule " + name(rule.name()) + optional(" ", rule.title());
            List<Item> items = rule.body().items();
            Item only = items.size() == 1 ? items.get(0) : null;
            boolean isShort = only != null
                    && only.annotations().isEmpty()
                    && only.documentation().isEmpty()
                    && only.element() instanceof Statement;
            return only != null && isShort ? head + ": " + element(only.element()) : head + " " + block(rule.body());
        }

        @Override
        public String visitScope(Declaration.Scope scope) {
            return head(scope.head()) + " " + block(scope.body());
        }

        private String head(Declaration.Scope.Head head) {
            String members = head.where() == null
                    ? head.values().stream().map(Printer::nameOrRaw).collect(Collectors.joining(", "))
                    : "where " + expr(head.where());
            return head.dimension().word() + " " + members;
        }

        @Override
        public String visitDisable(Declaration.Disable disable) {
            return "disable " + path(disable.rule());
        }

        @Override
        public String visitTest(Declaration.Test test) {
            return "test " + expr(test.title()) + " "
                    + braces(
                            test.lines(),
                            inner -> test.lines().forEach(line -> inner.line(inner.new Declarations().testLine(line))));
        }

        private String testLine(Declaration.Test.Line line) {
            if (line instanceof Declaration.Test.Given given) {
                return given.fields().stream()
                        .map(field -> path(field.path()) + ": " + expr(field.value()))
                        .collect(Collectors.joining(", ", "given { ", " }"));
            }
            if (line instanceof Declaration.Test.GivenTable table) {
                return "given table " + name(table.table()) + " " + rows(table.rows());
            }
            if (line instanceof Declaration.Test.On on) {
                return on.member().stream().map(this::head).collect(Collectors.joining(", ", "on ", ""));
            }
            return line instanceof Declaration.Test.At at
                    ? "at " + expr(at.when())
                    : "expect " + expr(((Declaration.Test.Expect) line).condition());
        }
    }

    /** Puts parentheses exactly where precedence asks for them. */
    private static final class Expression implements Expr.Visitor<String>, CellTest.Visitor<String> {
        static final int CHOICE = 0;
        private static final int OR = 1;
        private static final int AND = 2;
        private static final int NOT = 3;
        private static final int TEST = 4;
        private static final int OPERAND = 5;
        private static final int SUM = 6;
        private static final int PRODUCT = 7;
        private static final int SIGN = 8;
        private static final int PRIMARY = 9;

        /** The level of what the last visit printed. */
        private int printed;

        String at(Expr expr, int wanted) {
            String text = expr.accept(this);
            boolean fits = printed >= wanted;
            printed = fits ? printed : PRIMARY;
            return fits ? text : "(" + text + ")";
        }

        private String is(int precedence, String text) {
            printed = precedence;
            return text;
        }

        static String join(List<Expr> exprs) {
            return exprs.stream().map(Printer::print).collect(Collectors.joining(", "));
        }

        static String list(List<Argument> arguments) {
            return arguments.stream()
                    .map(argument -> {
                        Name name = argument.name();
                        return (name == null ? "" : name(name) + ": ") + print(argument.value());
                    })
                    .collect(Collectors.joining(", "));
        }

        private String chain(List<Expr> operands, String word, int precedence) {
            String text = operands.stream()
                    .map(operand -> at(operand, precedence + 1))
                    .collect(Collectors.joining(" " + word + " "));
            return is(precedence, text);
        }

        String tests(List<CellTest> tests) {
            return tests.stream().map(test -> test.accept(this)).collect(Collectors.joining(", "));
        }

        @Override
        public String visitText(Expr.Text text) {
            StringBuilder quoted = new StringBuilder("\"");
            for (Expr.Text.Part part : text.parts()) {
                if (part instanceof Expr.Text.Characters characters) {
                    characters.text().codePoints().forEach(c -> escape(quoted, c));
                } else {
                    Expr.Text.Hole hole = (Expr.Text.Hole) part;
                    quoted.append('{').append(print(hole.value())).append(hole.optional() ? "?}" : "}");
                }
            }
            return is(PRIMARY, quoted.append('"').toString());
        }

        private static void escape(StringBuilder quoted, int c) {
            switch (c) {
                case '"':
                case '\\':
                    quoted.append('\\').appendCodePoint(c);
                    break;
                case '{':
                case '}':
                    quoted.appendCodePoint(c).appendCodePoint(c);
                    break;
                case '\n':
                    quoted.append("\\n");
                    break;
                case '\t':
                    quoted.append("\\t");
                    break;
                default:
                    if (Character.isISOControl(c)) {
                        quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
                    } else {
                        quoted.appendCodePoint(c);
                    }
            }
        }

        @Override
        public String visitNumber(Expr.Number number) {
            return is(PRIMARY, number.value().toPlainString());
        }

        @Override
        public String visitPercent(Expr.Percent percent) {
            return is(PRIMARY, percent.number().toPlainString() + "%");
        }

        @Override
        public String visitMoney(Expr.Money money) {
            return is(PRIMARY, money.amount().toPlainString() + " " + money.currency());
        }

        @Override
        public String visitMeasure(Expr.Measure measure) {
            return is(
                    PRIMARY,
                    measure.amount().toPlainString() + " " + measure.unit().text());
        }

        @Override
        public String visitDate(Expr.Date date) {
            return is(PRIMARY, date.value().toString());
        }

        @Override
        public String visitInstant(Expr.Instant instant) {
            ZonedDateTime value = instant.value();
            LocalDateTime local = value.toLocalDateTime();
            if (value.getZone() instanceof ZoneOffset) {
                return is(PRIMARY, local.toString() + value.getOffset());
            }
            // The hour that comes twice when summer time ends needs its offset.
            String offset = ZonedDateTime.of(local, value.getZone()).equals(value)
                    ? ""
                    : value.getOffset().toString();
            return is(PRIMARY, local + offset + "[" + value.getZone() + "]");
        }

        @Override
        public String visitRegex(Expr.Regex regex) {
            return is(PRIMARY, "r\"" + regex.pattern() + "\"" + regex.flags());
        }

        @Override
        public String visitBool(Expr.Bool bool) {
            return is(PRIMARY, bool.value() ? "true" : "false");
        }

        @Override
        public String visitMissing(Expr.Missing missing) {
            return is(PRIMARY, "missing");
        }

        @Override
        public String visitReference(Expr.Reference reference) {
            return is(PRIMARY, path(reference.path()));
        }

        @Override
        public String visitMember(Expr.Member member) {
            // Without parentheses a dotted name would become one path.
            String of =
                    member.of() instanceof Expr.Reference ? "(" + print(member.of()) + ")" : at(member.of(), PRIMARY);
            return is(PRIMARY, of + "." + name(member.name()));
        }

        @Override
        public String visitCall(Expr.Call call) {
            if (call.asMethod()) {
                String receiver = at(call.arguments().get(0).value(), PRIMARY);
                List<Argument> rest =
                        call.arguments().subList(1, call.arguments().size());
                return is(PRIMARY, receiver + "." + name(call.function()) + "(" + list(rest) + ")");
            }
            return is(PRIMARY, name(call.function()) + "(" + list(call.arguments()) + ")");
        }

        @Override
        public String visitNegate(Expr.Negate negate) {
            return is(SIGN, "-" + at(negate.operand(), SIGN));
        }

        @Override
        public String visitNot(Expr.Not not) {
            if (not.operand() instanceof Expr.In in) {
                return in(in, " not in ");
            }
            if (not.operand() instanceof Expr.Like like) {
                return like(like, " not ");
            }
            return is(NOT, "not " + at(not.operand(), NOT));
        }

        @Override
        public String visitAnd(Expr.And and) {
            return chain(and.operands(), "and", AND);
        }

        @Override
        public String visitOr(Expr.Or or) {
            return chain(or.operands(), "or", OR);
        }

        @Override
        public String visitArithmetic(Expr.Arithmetic arithmetic) {
            boolean isSum = arithmetic.operator() == Expr.Arithmetic.Operator.ADD
                    || arithmetic.operator() == Expr.Arithmetic.Operator.SUBTRACT;
            int precedence = isSum ? SUM : PRODUCT;
            String left = at(arithmetic.left(), precedence);
            String right = at(arithmetic.right(), precedence + 1);
            return is(precedence, left + " " + arithmetic.operator().symbol() + " " + right);
        }

        @Override
        public String visitCompare(Expr.Compare compare) {
            String left = at(compare.left(), OPERAND);
            return is(TEST, left + " " + compare.comparison().symbol() + " " + at(compare.right(), OPERAND));
        }

        @Override
        public String visitIn(Expr.In in) {
            return in(in, " in ");
        }

        private String in(Expr.In in, String word) {
            String value = at(in.value(), OPERAND);
            return is(TEST, value + word + span(in.container()));
        }

        private String span(Expr container) {
            return container instanceof Expr.Range ? container.accept(this) : at(container, OPERAND);
        }

        @Override
        public String visitLike(Expr.Like like) {
            return like(like, " ");
        }

        private String like(Expr.Like like, String before) {
            String value = at(like.value(), OPERAND);
            return is(TEST, value + before + like.likeness().words() + " " + at(like.pattern(), OPERAND));
        }

        @Override
        public String visitIsMissing(Expr.IsMissing test) {
            return is(TEST, at(test.operand(), OPERAND) + " is missing");
        }

        @Override
        public String visitIsPresent(Expr.IsPresent test) {
            return is(TEST, at(test.operand(), OPERAND) + " is present");
        }

        @Override
        public String visitCoalesce(Expr.Coalesce coalesce) {
            return chain(coalesce.operands(), "??", OPERAND);
        }

        @Override
        public String visitIf(Expr.If choice) {
            return is(
                    CHOICE,
                    "if " + print(choice.condition()) + " then " + print(choice.then()) + " else "
                            + print(choice.otherwise()));
        }

        @Override
        public String visitCase(Expr.Case cases) {
            String arms = cases.arms().stream()
                    .map(arm -> print(arm.condition()) + " -> " + print(arm.value()))
                    .collect(Collectors.joining(", "));
            return is(PRIMARY, "case { " + arms + otherwise(cases.otherwise()) + " }");
        }

        @Override
        public String visitMatch(Expr.Match match) {
            String subject = at(match.subject(), OPERAND);
            String arms = match.arms().stream()
                    .map(arm -> tests(arm.tests()) + " -> " + print(arm.value()))
                    .collect(Collectors.joining(", "));
            return is(PRIMARY, "case " + subject + " { " + arms + otherwise(match.otherwise()) + " }");
        }

        private static String otherwise(@Nullable Expr value) {
            return value == null ? "" : ", else -> " + print(value);
        }

        @Override
        public String visitListOf(Expr.ListOf list) {
            return is(PRIMARY, "[" + join(list.elements()) + "]");
        }

        @Override
        public String visitRange(Expr.Range range) {
            String low = at(range.low(), OPERAND);
            return is(TEST, low + (range.closed() ? ".." : "..<") + at(range.high(), OPERAND));
        }

        @Override
        public String visitEquals(CellTest.Equals test) {
            return at(test.value(), OPERAND);
        }

        @Override
        public String visitCompare(CellTest.Compare test) {
            return test.comparison().symbol() + " " + at(test.value(), OPERAND);
        }

        @Override
        public String visitBetween(CellTest.Between test) {
            return test.range().accept(this);
        }

        @Override
        public String visitIn(CellTest.In test) {
            return "in " + at(test.list(), OPERAND);
        }

        @Override
        public String visitLike(CellTest.Like test) {
            return test.likeness().words() + " " + at(test.pattern(), OPERAND);
        }

        @Override
        public String visitPresent(CellTest.Present test) {
            return "present";
        }

        @Override
        public String visitMissing(CellTest.Missing test) {
            return "missing";
        }

        @Override
        public String visitNot(CellTest.Not test) {
            return "not " + test.test().accept(this);
        }
    }
}
