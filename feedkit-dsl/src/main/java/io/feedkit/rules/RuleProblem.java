package io.feedkit.rules;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/**
 * What can be wrong with a rule text or happen while it runs.
 *
 * <p>Ids are stable and never reused. Families: 10 lexical and syntax, 11 names, 12 types, 13 money and units, 14 missing, 15 writes and scopes, 16 logic, 17
 * tables, 18 catalogue, 19 limits and regex, 20 and 21 lint, 30 run-time faults, 40 channel contract. To add one: a constant here, its texts in
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

    /** An arrow followed by a value after a condition that does not test one attribute. */
    ARROW_WITHOUT_TARGET("FK1105", Severity.ERROR),

    /** Brackets or operators nested too deeply. */
    TOO_DEEP("FK1901", Severity.ERROR),
    TOO_MANY_STATEMENTS("FK1902", Severity.ERROR),
    REGEX_TOO_LONG("FK1903", Severity.ERROR),
    SOURCE_TOO_LARGE("FK1904", Severity.ERROR),
    /** More diagnostics than are shown. */
    MORE_PROBLEMS("FK1905", Severity.ERROR),
    NUMBER_TOO_LONG("FK1906", Severity.ERROR),
    /** The language has this, this version does not run it yet. */
    NOT_RUN_YET("FK1909", Severity.ERROR);

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
