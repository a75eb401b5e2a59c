package io.feedkit.rules.function;

import io.feedkit.product.AttributeType;
import java.util.List;

/** One function of the language. Immutable; pure: the result depends on arguments, run instant and member only. */
public interface Function {

    /** As rules write it: {@code strip_html}. */
    String name();

    /** What it takes, for the checker, completion and documentation. */
    List<Parameter> parameters();

    /** One sentence for a merchant. */
    String summary();

    /**
     * The type of the result for arguments of these types, which already fit {@link #parameters()}; throws {@link IllegalArgumentException} with a sentence for the rule's
     * author where the combination makes no sense.
     */
    AttributeType resultType(List<AttributeType> arguments);

    /** As {@link #resultType(List)}, for the few functions whose type follows from a word they are given. */
    default AttributeType resultType(CallSite site) {
        return resultType(site.types());
    }

    /** Calls with their results, for documentation; they run as tests. */
    default List<Example> examples() {
        return List.of();
    }

    /** Whether it is called even when an argument is missing; otherwise the caller answers missing by itself for such rows. */
    default boolean seesMissing() {
        return false;
    }

    /** Prepares one place of call. Throws {@link IllegalArgumentException} with a sentence for the author when a constant argument is no good (an unsupported regex). */
    Kernel bind(CallSite site);

    /**
     * One call and what it gives, both as rules write them: {@code trim("  red ")} gives {@code "red"}.
     *
     * @param result a literal, a list of literals, {@code missing} or {@code fault}
     */
    record Example(String call, String result) {}
}
