package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Currencies;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one call written as text, {@code truncate("Red dress", 3)}, with literals as arguments, and shows the result as a literal. It knows just enough of the language for
 * the examples in the documentation, so that they can be tested without the compiler.
 */
final class Call {
    private static final int ROW = Rows.ROW;

    private record Literal(AttributeType type, Object value) {}

    private static final Object MISSING = new Object();

    private final String source;
    private int at;

    private Call(String source) {
        this.source = source;
    }

    /** The result of a call as a literal, {@code missing}, or {@code fault}. */
    static String run(String call) {
        Call reader = new Call(call);
        String name = reader.word();
        Function function =
                Functions.library().named(name).orElseThrow(() -> new IllegalArgumentException("no function " + name));
        List<Literal> arguments = reader.arguments();
        if (reader.at != call.length()) {
            throw new IllegalArgumentException("something follows the call: " + call);
        }
        return run(function, arguments);
    }

    /** A literal in the form in which results are shown. */
    static String canonical(String literal) {
        if (literal.equals("fault")) {
            return literal;
        }
        Call reader = new Call(literal);
        Literal value = reader.literal();
        if (value.value == MISSING) {
            return "missing";
        }
        TextBuffer text = new TextBuffer(16);
        Column column = Column.of(value.type);
        put(value, text, column);
        return show(value.type, text, column);
    }

    /** What a call that fails says. */
    static List<String> faults(String call) {
        Call reader = new Call(call);
        Function function = Functions.library().named(reader.word()).orElseThrow();
        List<String> faults = new ArrayList<>();
        run(function, reader.arguments(), faults);
        return faults;
    }

    private static String run(Function function, List<Literal> given) {
        return run(function, given, new ArrayList<>());
    }

    private static String run(Function function, List<Literal> given, List<String> faults) {
        List<Literal> arguments = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            Parameter parameter =
                    function.parameters().get(Math.min(i, function.parameters().size() - 1));
            arguments.add(fitted(given.get(i), parameter));
        }
        List<AttributeType> types = arguments.stream().map(Literal::type).toList();
        List<Optional<Object>> constants = arguments.stream()
                .map(a -> Optional.of(a.value).filter(v -> v != MISSING))
                .toList();
        CallSite site = new CallSite(types, constants, "", Instant.parse("2026-11-27T10:00:00Z"), ZoneId.of("UTC"));
        AttributeType resultType = function.resultType(site);
        Kernel kernel = function.bind(site);

        TextBuffer text = new TextBuffer(16);
        text.append("padding");
        Column[] columns = new Column[arguments.size()];
        boolean missing = false;
        for (int i = 0; i < columns.length; i++) {
            columns[i] = Column.of(types.get(i));
            put(arguments.get(i), text, columns[i]);
            missing |= columns[i].isMissing(ROW);
        }
        if (missing && !function.seesMissing()) {
            return "missing";
        }
        Column result = Column.of(resultType);
        faults.addAll(Rows.run(kernel, text, result, columns));
        if (!faults.isEmpty()) {
            if (!result.isMissing(ROW)) {
                throw new AssertionError("a row with a fault must be missing");
            }
            return "fault";
        }
        return show(resultType, text, result);
    }

    private static Literal fitted(Literal argument, Parameter parameter) {
        if (argument.value != MISSING) {
            return argument;
        }
        return new Literal(
                typeOf(parameter.kinds().stream().sorted().findFirst().orElseThrow()), MISSING);
    }

    static AttributeType typeOf(Kind kind) {
        return switch (kind) {
            case TEXT -> AttributeType.TEXT;
            case BOOLEAN -> AttributeType.BOOLEAN;
            case INTEGER -> AttributeType.INTEGER;
            case DECIMAL -> AttributeType.DECIMAL;
            case PERCENT -> AttributeType.PERCENT;
            case MONEY -> AttributeType.MONEY;
            case DATE -> AttributeType.DATE;
            case INSTANT -> AttributeType.INSTANT;
            case DURATION -> AttributeType.DURATION;
            case MEASURE -> AttributeType.measure(Unit.Dimension.MASS);
            case LIST -> AttributeType.TEXTS;
        };
    }

    private static void put(Literal literal, TextBuffer text, Column column) {
        Object value = literal.value;
        if (value == MISSING) {
            column.bits[ROW] = Column.MISSING;
        } else if (value instanceof CallSite.Pattern pattern) {
            column.bits[ROW] = text.append(pattern.regex());
        } else if (value instanceof String string) {
            column.bits[ROW] = text.append(string);
        } else if (value instanceof Long number) {
            column.bits[ROW] = number;
        } else if (value instanceof Boolean truth) {
            column.bits[ROW] = truth ? 1 : 0;
        } else if (value instanceof LocalDate date) {
            column.bits[ROW] = date.toEpochDay();
        } else if (value instanceof Instant instant) {
            column.bits[ROW] = instant.toEpochMilli();
        } else if (value instanceof List<?> list) {
            column.bits[ROW] = list.isEmpty()
                    ? Column.MISSING
                    : text.append(String.join(
                            "\u001e", list.stream().map(String.class::cast).toList()));
        } else if (value instanceof Money money) {
            Amounts.put(column, ROW, money.amount());
            column.units[ROW] = Currencies.lane(money.currency(), money.basis());
        } else if (value instanceof Measure measure) {
            Amounts.put(column, ROW, measure.amount());
            column.units[ROW] = measure.unit().index();
        } else {
            Amounts.put(column, ROW, (BigDecimal) value);
        }
    }

    private static String show(AttributeType type, TextBuffer text, Column column) {
        if (column.isMissing(ROW)) {
            return "missing";
        }
        long bits = column.bits[ROW];
        return switch (type.kind()) {
            case TEXT -> quoted(text.string(bits));
            case LIST ->
                List.of(text.string(bits).split("\u001e", -1)).stream()
                        .map(item -> type.equals(AttributeType.TEXTS) ? quoted(item) : item)
                        .toList()
                        .toString();
            case BOOLEAN -> bits == 0 ? "false" : bits == 1 ? "true" : "neither true nor false";
            case INTEGER -> Long.toString(bits);
            case DECIMAL -> plain(Amounts.decimal(column, ROW));
            case PERCENT -> plain(Amounts.decimal(column, ROW).movePointRight(2)) + "%";
            case MONEY -> plain(Amounts.decimal(column, ROW)) + " " + Currencies.laneCode(column.units[ROW]);
            case MEASURE ->
                plain(Amounts.decimal(column, ROW)) + " "
                        + Unit.ofIndex(column.units[ROW]).symbol();
            case DATE -> LocalDate.ofEpochDay(bits).toString();
            case INSTANT -> Instant.ofEpochMilli(bits).toString();
            case DURATION -> throw new IllegalArgumentException("no function gives a duration");
        };
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private String word() {
        int start = at;
        while (at < source.length() && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
            at++;
        }
        return source.substring(start, at);
    }

    private char peek() {
        return at < source.length() ? source.charAt(at) : 0;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new IllegalArgumentException("expected " + c + " at " + at + " in " + source);
        }
        at++;
    }

    private void blanks() {
        while (peek() == ' ') {
            at++;
        }
    }

    private List<Literal> arguments() {
        expect('(');
        List<Literal> all = new ArrayList<>();
        blanks();
        while (peek() != ')') {
            all.add(literal());
            blanks();
            if (peek() == ',') {
                at++;
                blanks();
            }
        }
        at++;
        return all;
    }

    private Literal literal() {
        char c = peek();
        if (c == '"') {
            return new Literal(AttributeType.TEXT, string(true));
        }
        if (c == '[') {
            return list();
        }
        if (source.startsWith("r\"", at)) {
            at++;
            String regex = string(false);
            return new Literal(AttributeType.TEXT, new CallSite.Pattern(regex, word()));
        }
        if (c == '-' || Character.isDigit(c)) {
            return number();
        }
        String word = word();
        return switch (word) {
            case "missing" -> new Literal(AttributeType.TEXT, MISSING);
            case "true" -> new Literal(AttributeType.BOOLEAN, true);
            case "false" -> new Literal(AttributeType.BOOLEAN, false);
            default -> throw new IllegalArgumentException("cannot read " + source.substring(at - word.length()));
        };
    }

    private String string(boolean escapes) {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (peek() != '"') {
            char c = source.charAt(at++);
            if (c == '\\' && escapes) {
                char next = source.charAt(at++);
                text.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else {
                text.append(c);
            }
        }
        at++;
        return text.toString();
    }

    private Literal list() {
        expect('[');
        List<String> items = new ArrayList<>();
        AttributeType element = AttributeType.TEXT;
        while (peek() != ']') {
            int start = at;
            Literal item = literal();
            element = item.type;
            items.add(item.value instanceof String text ? text : source.substring(start, at));
            if (peek() == ',') {
                at++;
                blanks();
            }
        }
        at++;
        return new Literal(AttributeType.list(element), items);
    }

    private Literal number() {
        int start = at++;
        while (Character.isDigit(peek()) || "-.:TZ".indexOf(peek()) >= 0 && peek() != 0) {
            at++;
        }
        String digits = source.substring(start, at);
        if (digits.contains("T")) {
            return new Literal(AttributeType.INSTANT, Instant.parse(digits));
        }
        if (digits.lastIndexOf('-') > 0) {
            return new Literal(AttributeType.DATE, LocalDate.parse(digits));
        }
        if (peek() == '%') {
            at++;
            return new Literal(AttributeType.PERCENT, new BigDecimal(digits).movePointLeft(2));
        }
        if (peek() == ' ') {
            at++;
            return withUnit(new BigDecimal(digits), word());
        }
        return digits.contains(".")
                ? new Literal(AttributeType.DECIMAL, new BigDecimal(digits))
                : new Literal(AttributeType.INTEGER, Long.valueOf(digits));
    }

    private static Literal withUnit(BigDecimal amount, String unit) {
        if (Currencies.isKnown(unit)) {
            return new Literal(AttributeType.MONEY, new Money(amount, unit, VatBasis.UNKNOWN));
        }
        if (unit.startsWith("month")) {
            return new Literal(AttributeType.DURATION, Period.ofMonths(amount.intValueExact()));
        }
        Unit measure = Unit.named(unit).orElseThrow(() -> new IllegalArgumentException("no unit " + unit));
        return new Literal(AttributeType.measure(measure.dimension()), new Measure(amount, measure));
    }
}
