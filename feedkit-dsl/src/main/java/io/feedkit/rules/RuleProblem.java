package io.feedkit.rules;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/**
 * What can be wrong with a rule text or happen while it runs.
 *
 * <p>Ids are stable and never reused. Families: 10 lexical and syntax, 11 names, 12 types, 13 money and units, 14 missing, 15 writes and scopes, 16 logic, 17
 * tables, 18 catalogue, 19 limits and regex, 20 and 21 lint, 22 tests in rule files, 30 run-time faults, 40 channel contract. To add one: a constant here, its texts in
 * {@code messages_en.properties} and {@code messages_fr.properties}, its section in {@code docs/problems.md}.
 */
public enum RuleProblem implements ProblemCode {
    /** Something else was expected here. */
    NOT_UNDERSTOOD("FK1001", Severity.ERROR),
    /** An operator of another language, such as {@code &&}. */
    FOREIGN_OPERATOR("FK1002", Severity.ERROR),
    /** Typographic quotes around a text. */
    CURLY_QUOTES("FK1003", Severity.ERROR),
    /** A text, name or regex that does not end on its line. */
    UNCLOSED_TEXT("FK1004", Severity.ERROR),
    /** {@code 12,50}. */
    DECIMAL_COMMA("FK1005", Severity.ERROR),
    /** {@code 12 €}. */
    CURRENCY_SIGN("FK1006", Severity.ERROR),
    /** A number, date, instant or percentage that is not one. */
    BAD_LITERAL("FK1007", Severity.ERROR),
    /** A comment in the style of another language. */
    FOREIGN_COMMENT("FK1008", Severity.ERROR),
    /** An escape or a regex flag that does not exist. */
    UNKNOWN_ESCAPE("FK1009", Severity.ERROR),
    /** A bracket that is never closed, or closed by one of another kind. */
    UNCLOSED_BRACKET("FK1010", Severity.ERROR),
    /** A closing bracket that nothing opened. */
    STRAY_BRACKET("FK1011", Severity.ERROR),
    /** A character that means nothing in the language. */
    UNKNOWN_CHARACTER("FK1012", Severity.ERROR),
    /** {@code 1 < x < 5}. */
    CHAINED_COMPARISON("FK1013", Severity.ERROR),
    /** A reserved word where a name is needed. */
    RESERVED_WORD("FK1014", Severity.ERROR),
    /** A statement that stops too early. */
    UNFINISHED("FK1015", Severity.ERROR),
    /** A misspelt keyword at the start of a statement. */
    MISSPELT_KEYWORD("FK1016", Severity.ERROR),
    /** {@code "{}"}. */
    EMPTY_HOLE("FK1017", Severity.ERROR),
    /** {@code title = "x"} in place of {@code set title = "x"}. */
    MISSING_SET("FK1018", Severity.ERROR),

    UNKNOWN_ATTRIBUTE("FK1101", Severity.ERROR),
    UNKNOWN_FUNCTION("FK1102", Severity.ERROR),
    /** A scope names a channel nobody has. */
    UNKNOWN_CHANNEL("FK1103", Severity.WARNING),
    /** {@code disable} of a rule that is not there. */
    UNKNOWN_RULE("FK1104", Severity.ERROR),
    /** An arrow followed by a value after a condition that does not test one attribute. */
    ARROW_WITHOUT_TARGET("FK1105", Severity.ERROR),
    /** A formula or function that needs itself. */
    CYCLE("FK1106", Severity.ERROR),
    DECLARED_TWICE("FK1107", Severity.ERROR),
    UNKNOWN_ANNOTATION("FK1108", Severity.ERROR),
    UNKNOWN_TYPE("FK1109", Severity.ERROR),
    /** A column a table does not have. */
    UNKNOWN_COLUMN("FK1110", Severity.ERROR),
    /** A table of the host that is not bound. */
    UNBOUND_TABLE("FK1112", Severity.WARNING),
    UNKNOWN_UNIT("FK1113", Severity.ERROR),
    UNKNOWN_PARAMETER("FK1114", Severity.ERROR),
    /** A function or table named without being called. */
    NOT_CALLED("FK1115", Severity.ERROR),
    /** An import of a module nobody has. */
    UNKNOWN_MODULE("FK1116", Severity.ERROR),
    /** Modules that import each other in a circle. */
    IMPORT_CYCLE("FK1117", Severity.ERROR),
    /** A module that says it is another one. */
    OTHER_MODULE("FK1118", Severity.ERROR),
    /** Two plugins with a function of one name. */
    FUNCTION_TWICE("FK1119", Severity.ERROR),

    /** Operands an operator does not take. */
    WRONG_OPERANDS("FK1201", Severity.ERROR),
    NOT_A_CONDITION("FK1202", Severity.ERROR),
    /** {@code return_rate > 8}. */
    PERCENT_AND_NUMBER("FK1203", Severity.ERROR),
    /** {@code brand + title}. */
    TEXT_SUM("FK1204", Severity.ERROR),
    WRONG_ARGUMENT("FK1205", Severity.ERROR),
    /** A value that does not fit the attribute it is written to. */
    WRONG_VALUE("FK1206", Severity.ERROR),
    /** A text an attribute can never be. */
    NOT_IN_CLOSED_SET("FK1207", Severity.ERROR),
    ARGUMENT_COUNT("FK1208", Severity.ERROR),
    /** A value that is not of the declared type. */
    WRONG_TYPE("FK1209", Severity.ERROR),
    /** A row of a table with several columns used as a value. */
    ROW_AS_VALUE("FK1210", Severity.ERROR),
    /** A constant argument a function cannot use. */
    ARGUMENT_REFUSED("FK1211", Severity.ERROR),
    /** A list in a list. */
    LIST_OF_LISTS("FK1212", Severity.ERROR),
    /** A word that is none of those a parameter accepts. */
    WRONG_WORD("FK1213", Severity.ERROR),
    /** A named argument before one that is left out. */
    ARGUMENT_GAP("FK1214", Severity.ERROR),
    /** {@code matches} with something else than a regex. */
    REGEX_NEEDED("FK1215", Severity.ERROR),
    /** A range that is not behind {@code in}. */
    RANGE_ALONE("FK1216", Severity.ERROR),
    /** {@code lang} of something else than an attribute. */
    LANG_OF_ATTRIBUTE("FK1217", Severity.ERROR),
    INTEGER_TOO_LARGE("FK1218", Severity.ERROR),
    /** {@code map} and its like without the name of a function. */
    FUNCTION_NEEDED("FK1219", Severity.ERROR),

    OTHER_CURRENCY("FK1301", Severity.ERROR),
    /** Net and gross together. */
    OTHER_BASIS("FK1302", Severity.ERROR),
    /** {@code price > 20}. */
    MONEY_AND_NUMBER("FK1303", Severity.ERROR),
    /** Kilograms and metres together. */
    OTHER_DIMENSION("FK1304", Severity.ERROR),
    /** {@code weight > 30}. */
    MEASURE_AND_NUMBER("FK1305", Severity.ERROR),
    UNKNOWN_CURRENCY("FK1306", Severity.ERROR),

    /** {@code = missing}. */
    EQUALS_MISSING("FK1405", Severity.ERROR),
    /** An {@code else} that also runs when the condition is unknown. */
    ELSE_OF_UNKNOWN("FK1410", Severity.INFO),
    /** Whether a product is listed depends on a value that can be missing. */
    UNDECIDED("FK1411", Severity.WARNING),

    READ_ONLY("FK1501", Severity.ERROR),
    /** A write to what a final rule has fixed. */
    WRITES_FINAL("FK1502", Severity.ERROR),
    /** A write to a formula, or to a value of the source or the trunk. */
    NOT_WRITABLE("FK1503", Severity.ERROR),
    /** A declaration where only statements and formulas may stand. */
    MISPLACED("FK1504", Severity.ERROR),
    /** A scope disables a rule that runs once for all. */
    DISABLES_TRUNK("FK1505", Severity.ERROR),
    /** A scope that asks for products instead of members. */
    SCOPE_OF_PRODUCTS("FK1506", Severity.ERROR),
    /** The country, language or channel where there is none. */
    NO_MEMBER("FK1507", Severity.ERROR),
    ANNOTATION_ARGUMENT("FK1508", Severity.ERROR),

    /** An arm or a branch that nobody reaches. */
    UNREACHED("FK1601", Severity.WARNING),
    /** A rule that a later one always undoes. */
    NO_EFFECT("FK1602", Severity.WARNING),
    /** A condition no product can meet. */
    NEVER_TRUE("FK1604", Severity.WARNING),
    /** A condition no product can fail. */
    ALWAYS_TRUE("FK1605", Severity.WARNING),
    /** Two statements of which neither is the exception to the other, and whose order decides. */
    ORDER_MATTERS("FK1607", Severity.WARNING),

    /** Two rows of a {@code unique} table for one product. */
    ROWS_OVERLAP("FK1702", Severity.ERROR),
    /** Inputs of a call for which a table has no row. */
    ROWS_GAP("FK1705", Severity.WARNING),
    /** A row that an earlier one always forestalls. */
    USELESS_ROW("FK1706", Severity.WARNING),
    /** A row with too few or too many cells. */
    TABLE_SHAPE("FK1701", Severity.ERROR),
    /** An output cell that is a test. */
    OUTPUT_CELL("FK1703", Severity.ERROR),
    /** A cell of a host's table that is not of the declared type. */
    HOST_CELL("FK1704", Severity.ERROR),

    /** A segment, window or experiment that reads something else than the catalogue. */
    NOT_OF_SOURCE("FK1801", Severity.ERROR),
    /** Percentages of arms that are not 100% together, or an arm twice. */
    ARMS("FK1803", Severity.ERROR),
    /** A running experiment that deals differently than it did. */
    EXPERIMENT_CHANGED("FK1806", Severity.ERROR),
    /** An allocation that cannot keep its promise. */
    ALLOCATION("FK1807", Severity.ERROR),
    /** A ranking by something that has no order. */
    NOT_RANKABLE("FK1808", Severity.ERROR),
    /** How many products a segment takes. */
    RANKING_AMOUNT("FK1809", Severity.ERROR),
    /** A total of values that have none. */
    NOT_TOTALLED("FK1810", Severity.ERROR),
    /** Groups with amounts of several currencies. */
    MIXED_GROUPS("FK1811", Severity.WARNING),
    /** A channel of the run that an allocation does not name. */
    NOT_ALLOCATED("FK1812", Severity.WARNING),
    /** What a first pass over the catalogue had to keep on disk. */
    KEPT_ON_DISK("FK1813", Severity.INFO),
    /** A function that only makes sense over groups of products. */
    WINDOW_ONLY("FK1802", Severity.ERROR),

    /** Brackets or operators nested too deeply. */
    TOO_DEEP("FK1901", Severity.ERROR),
    TOO_MANY_STATEMENTS("FK1902", Severity.ERROR),
    REGEX_TOO_LONG("FK1903", Severity.ERROR),
    SOURCE_TOO_LARGE("FK1904", Severity.ERROR),
    /** More diagnostics than are shown. */
    MORE_PROBLEMS("FK1905", Severity.ERROR),
    NUMBER_TOO_LONG("FK1906", Severity.ERROR),
    /** Functions and tables that unfold into too much. */
    PROGRAM_TOO_LARGE("FK1907", Severity.ERROR),
    /** {@code @allow} of a code that does not exist. */
    UNKNOWN_ALLOWED("FK2001", Severity.WARNING),
    /** {@code @allow} that silences nothing. */
    UNNEEDED_ALLOW("FK2002", Severity.WARNING),
    /** What does not read as it is written: letters of several scripts in a name, signs that turn the direction of reading. */
    LOOKALIKE("FK2011", Severity.WARNING),
    /** An exclusion that reports can only call by its line. */
    UNNAMED_EXCLUSION("FK2101", Severity.INFO),
    /** {@code a / b * c}. */
    DIVIDES_FIRST("FK2104", Severity.WARNING),
    /** A formula read both before and after something it is made of changes. */
    READ_AROUND_CHANGE("FK2110", Severity.INFO),
    /** A test that expects nothing, or has no product. */
    EMPTY_TEST("FK2201", Severity.WARNING),
    /** {@code given table} of something else than a table of the host. */
    NOT_A_HOST_TABLE("FK2202", Severity.ERROR),
    /** A test that did not come out as expected. */
    TEST_FAILED("FK2203", Severity.ERROR),
    /** More modules than a program may import. */
    TOO_MANY_MODULES("FK1914", Severity.ERROR),
    /** A regex the linear-time engine cannot run. */
    REGEX_REFUSED("FK1908", Severity.ERROR),
    /** A statement of more words and signs than allowed. */
    STATEMENT_TOO_LONG("FK1911", Severity.ERROR),
    /** A program that was checked against something else than what is here. */
    OTHER_ENVIRONMENT("FK1913", Severity.ERROR),
    /** A rule file that cannot be opened or is not UTF-8. */
    UNREADABLE_FILE("FK1910", Severity.ERROR),
    /** A text that is longer than the channel of its scope takes. */
    TOO_LONG_FOR_CHANNEL("FK4001", Severity.WARNING),
    /** A text that is no address, number or date where the channel of its scope wants one. */
    WRONG_FORM_FOR_CHANNEL("FK4002", Severity.WARNING),
    /** A write to an attribute that nothing of the channel looks at. */
    UNKNOWN_TO_CHANNEL("FK4003", Severity.WARNING),
    /** A constant of a member that rules cannot use. */
    BAD_CONSTANT("FK1804", Severity.ERROR);

    private final String id;
    private final Severity severity;

    RuleProblem(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Blame blame() {
        return Blame.RULES;
    }
}
