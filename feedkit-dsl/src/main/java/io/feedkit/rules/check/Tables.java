package io.feedkit.rules.check;

import io.feedkit.product.AttributeType;
import io.feedkit.rules.HostTable;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.eval.Values;
import io.feedkit.rules.syntax.CellTest;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Declaration.Table.HitPolicy;
import io.feedkit.rules.syntax.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls of decision tables and of the host's tables.
 *
 * <p>A row is the number of the first one that matches, and a column of it is picked by that number: a table needs nothing the evaluator does not have.
 */
final class Tables {
    private final Expressions.Workshop workshop;
    private final Expressions expressions;

    Tables(Expressions.Workshop workshop, Expressions expressions) {
        this.workshop = workshop;
        this.expressions = expressions;
    }

    private Complaints complaints() {
        return workshop.complaints();
    }

    Typed call(Expr.Call call, Names.Declared.UserTable declared) {
        Declaration.Table table = declared.declaration();
        Calls calls = new Calls(workshop, expressions, declared.names());
        List<Typed> arguments = calls.arguments(call);
        if (arguments.size() != table.inputs().size()) {
            return complaints()
                    .fail(
                            complaints()
                                    .about(
                                            RuleProblem.ARGUMENT_COUNT,
                                            call.function().span())
                                    .with("name", table.name().text())
                                    .with("given", Integer.toString(arguments.size()))
                                    .with(
                                            "wanted",
                                            Integer.toString(table.inputs().size())),
                            call.span());
        }
        Typed spoiled = Operators.spoiled(call.span(), arguments);
        if (spoiled != null) {
            return spoiled;
        }
        List<Typed> inputs = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Declaration.Parameter input = table.inputs().get(i);
            Typed argument = calls.typedAs(input.type(), arguments.get(i));
            if (argument instanceof Typed.Failed) {
                return argument;
            }
            Binding binding = Binding.of(input.name().text(), input.name().span(), argument);
            inputs.add(Expressions.shared(binding, argument));
        }
        return workshop.formulas()
                .unfold(
                        table,
                        table.name().text(),
                        table.name().span(),
                        call.span(),
                        () -> table.from() == null
                                ? decided(table, declared.names(), inputs, call.span())
                                : looked(table, calls, inputs, call.span()));
    }

    /** Checks a declaration even if nobody calls it; says whether its shape is right. */
    static boolean checkShape(Declaration.Table table, Complaints complaints) {
        return checkShape(table, table.rows(), complaints);
    }

    /** Whether rows have a cell for each input and output of a table. */
    static boolean checkShape(Declaration.Table table, List<Declaration.Table.Row> rows, Complaints complaints) {
        int cells = table.inputs().size() + table.outputs().size();
        boolean right = true;
        for (Declaration.Table.Row row : rows) {
            if (row.cells().size() != cells) {
                right = false;
                complaints.add(complaints
                        .about(RuleProblem.TABLE_SHAPE, row.span())
                        .with("table", table.name().text())
                        .with("wanted", Integer.toString(cells))
                        .with("found", Integer.toString(row.cells().size())));
            }
        }
        return right;
    }

    private Typed decided(Declaration.Table table, Names names, List<Typed> inputs, Span span) {
        if (!checkShape(table, complaints())) {
            return new Typed.Failed(span);
        }
        Expressions cells = new Expressions(workshop, names, false);
        List<Typed> conditions = new ArrayList<>();
        for (Declaration.Table.Row row : table.rows()) {
            conditions.add(rowCondition(cells, row, inputs));
        }
        List<AttributeType> types = new ArrayList<>();
        List<List<Typed>> columns = new ArrayList<>();
        for (int k = 0; k < table.outputs().size(); k++) {
            List<Typed> column = column(table, cells, k, types);
            if (column == null) {
                return new Typed.Failed(span);
            }
            columns.add(column);
        }
        Typed spoiled = Operators.spoiled(span, conditions);
        if (spoiled != null) {
            return spoiled;
        }
        if (table.policy() == HitPolicy.COLLECT) {
            return collected(table, conditions, columns, types, span);
        }
        Typed row = row(
                table,
                firstTrue(conditions, span),
                types,
                columns.stream().map(Typed.Column::new).toList(),
                span);
        workshop.tableCalls().put(row, new Decided(table, inputs, span));
        return row;
    }

    /** A call of a table with rows. */
    record Decided(Declaration.Table table, List<Typed> arguments, Span span) {
        Decided {
            arguments = List.copyOf(arguments);
        }
    }

    /** What a row asks of each input, or null where it asks nothing. */
    static List<@Nullable Typed> rowTests(Expressions cells, Declaration.Table.Row row, List<Typed> inputs) {
        List<@Nullable Typed> tests = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Declaration.Table.Cell cell = row.cells().get(i);
            boolean asks = !cell.tests().isEmpty();
            tests.add(asks ? cells.tests(inputs.get(i), cell.tests(), cell.span()) : null);
        }
        return tests;
    }

    private static Typed rowCondition(Expressions cells, Declaration.Table.Row row, List<Typed> inputs) {
        List<Typed> tests = new ArrayList<>();
        for (Typed test : rowTests(cells, row, inputs)) {
            if (test != null) {
                tests.add(test);
            }
        }
        if (tests.isEmpty()) {
            return new Typed.Constant(true, AttributeType.BOOLEAN, row.span());
        }
        Typed spoiled = Operators.spoiled(row.span(), tests);
        if (spoiled != null) {
            return spoiled;
        }
        return tests.size() == 1 ? tests.get(0) : new Typed.Junction(true, tests, row.span());
    }

    /** The cells of an output, or null after a complaint; adds its type. */
    private @Nullable List<Typed> column(
            Declaration.Table table, Expressions cells, int output, List<AttributeType> types) {
        Declaration.Parameter parameter = table.outputs().get(output);
        Calls calls = new Calls(workshop, cells, Names.outermost());
        AttributeType type = parameter.type() == null ? null : calls.declared(parameter.type());
        if (parameter.type() != null && type == null) {
            return null;
        }
        List<Typed> column = new ArrayList<>();
        for (Declaration.Table.Row row : table.rows()) {
            Typed value = cell(cells, row.cells().get(table.inputs().size() + output));
            type = type == null && !Types.isMissing(value) ? value.type() : type;
            Typed fitting = type == null || value instanceof Typed.Failed ? value : calls.fitting(type, value);
            if (fitting instanceof Typed.Failed) {
                return null;
            }
            column.add(fitting);
        }
        types.add(type == null ? AttributeType.TEXT : type);
        return column;
    }

    private Typed cell(Expressions cells, Declaration.Table.Cell cell) {
        if (cell.tests().size() == 1 && cell.tests().get(0) instanceof CellTest.Equals equals) {
            return cells.value(equals.value());
        }
        boolean empty = cell.tests().isEmpty() || cell.tests().get(0) instanceof CellTest.Missing;
        return empty
                ? new Typed.Constant(null, AttributeType.TEXT, cell.span())
                : complaints().fail(complaints().about(RuleProblem.OUTPUT_CELL, cell.span()), cell.span());
    }

    private static Typed firstTrue(List<Typed> conditions, Span span) {
        List<Typed> numbers = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            numbers.add(new Typed.Constant((long) i, AttributeType.INTEGER, span));
        }
        return new Typed.Choice(conditions, numbers, null, AttributeType.INTEGER, span);
    }

    private static Typed row(
            Declaration.Table table, Typed index, List<AttributeType> types, List<Typed.Column> columns, Span span) {
        List<String> names =
                table.outputs().stream().map(output -> output.name().text()).toList();
        return new Typed.Row(index, table.name().text(), names, types, columns, span);
    }

    private static Typed collected(
            Declaration.Table table,
            List<Typed> conditions,
            List<List<Typed>> columns,
            List<AttributeType> types,
            Span span) {
        List<Typed.Column> lists = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++) {
            AttributeType type = types.get(k);
            List<Typed> elements = new ArrayList<>();
            for (int i = 0; i < conditions.size(); i++) {
                elements.add(new Typed.Choice(
                        List.of(conditions.get(i)), List.of(columns.get(k).get(i)), null, type, span));
            }
            lists.add(new Typed.Column(List.of(new Typed.Listing(elements, AttributeType.list(type), span))));
            types.set(k, AttributeType.list(type));
        }
        return row(table, new Typed.Constant(0L, AttributeType.INTEGER, span), types, lists, span);
    }

    private Typed looked(Declaration.Table table, Calls calls, List<Typed> inputs, Span span) {
        Expr.Text from = table.from();
        HostTable host = from == null ? null : workshop.environment().tables().get(from.constant());
        if (host == null) {
            return new Typed.Unbound(AttributeType.INTEGER, span);
        }
        List<AttributeType> types = new ArrayList<>();
        List<Typed.Column> columns = new ArrayList<>();
        for (int k = 0; k < table.outputs().size(); k++) {
            Declaration.Parameter output = table.outputs().get(k);
            AttributeType type = output.type() == null ? AttributeType.TEXT : calls.declared(output.type());
            if (type == null) {
                return new Typed.Failed(span);
            }
            types.add(type);
            columns.add(workshop.hostColumns().cells(table, host, k, type));
        }
        return row(table, new Typed.Lookup(host, inputs, span), types, columns, span);
    }

    /** The cells of host tables, read once per table and not once per call. */
    static final class HostColumns {
        private final Complaints complaints;
        private final Map<String, Typed.Column> read = new HashMap<>();

        HostColumns(Complaints complaints) {
            this.complaints = complaints;
        }

        Typed.Column cells(Declaration.Table table, HostTable host, int column, AttributeType type) {
            return read.computeIfAbsent(
                    table.name().text() + "/" + table.span().start() + "/" + column,
                    key -> new Typed.Column(host.rows().stream()
                            .map(row -> cell(table, row, column, type))
                            .toList()));
        }

        private Typed cell(Declaration.Table table, List<String> row, int column, AttributeType type) {
            Span span = table.name().span();
            try {
                Object value = column < row.size() ? Values.parse(type, row.get(column)) : null;
                return new Typed.Constant(value, type, span);
            } catch (IllegalArgumentException e) {
                complaints.add(complaints
                        .about(RuleProblem.HOST_CELL, span)
                        .with("table", table.name().text())
                        .withAll("reason", complaints.reason(e)));
                return new Typed.Constant(null, type, span);
            }
        }
    }
}
