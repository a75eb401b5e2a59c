package io.feedkit.rules.function;

import java.util.List;

/**
 * Functions that a jar adds to the rule language.
 *
 * <p>Found by {@link java.util.ServiceLoader} when a host asks for plugins ({@code RuleEnvironment.withPlugins}), so an implementation is public, has a public constructor
 * without arguments, and is named both in {@code provides} and in {@code META-INF/services}. {@code HostFunction} makes a function of a lambda; {@code FunctionExamples}
 * runs the examples of functions and belongs into a plugin's tests.
 */
public interface FunctionPlugin {
    /** What it adds; names that are taken are refused. */
    List<Function> functions();
}
