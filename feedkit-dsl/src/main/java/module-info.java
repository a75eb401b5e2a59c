/** The rule language: compiles, checks, explains and evaluates feed rules. */
module io.feedkit.dsl {
    requires transitive io.feedkit.core;
    requires static org.jspecify;

    exports io.feedkit.rules;
    exports io.feedkit.rules.function;

    uses io.feedkit.rules.function.FunctionPlugin;
}
