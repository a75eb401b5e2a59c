package io.feedkit.rules.function;

import io.feedkit.product.AttributeType;
import java.util.List;
import java.util.Optional;

/** One function of the language. Immutable, and pure unless it says otherwise: the result depends on arguments, run instant and member only. */
public interface Function {

    /** Whether equal arguments always give equal results. */
    enum Purity {
        PURE,
        /** It is asked anew for every product, and has no place where the whole catalogue is looked at. */
        IMPURE
    }

    /** What a call costs. */
    enum Cost {
        /** About as much as an operator. */
        CHEAP,
        /** Grows with a text, as a pattern does. */
        MODERATE,
        /** So much that it is asked once only for equal arguments of a batch, and not before a run. */
        EXPENSIVE
    }

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

    /** Whether the result depends on the run instant ({@link CallSite#runAt}) too. Then a product that did not change may still turn out different tomorrow. */
    default boolean asksClock() {
        return false;
    }

    /** Whether the result may depend on the member's language ({@link CallSite#language}) too. Those that never look at it say so, and members of all languages share what they give. */
    default boolean asksLanguage() {
        return true;
    }

    default Purity purity() {
        return Purity.PURE;
    }

    default Cost cost() {
        return Cost.CHEAP;
    }

    /** Names what it does, for the hash of rules: another version may give other results. */
    default String version() {
        return "1";
    }

    /** Whether it is called even when an argument is missing; otherwise the caller answers missing by itself for such rows. */
    default boolean seesMissing() {
        return false;
    }

    /** Prepares one place of call. Throws {@link IllegalArgumentException} with a sentence for the author when a constant argument is no good (an unsupported regex). */
    Kernel bind(CallSite site);

    /** One kernel for this and for {@code squeeze} over it, where there is one that is faster than the two. The constants of the site are those that rules write out. */
    default Optional<Kernel> bindSqueezed(CallSite site) {
        return Optional.empty();
    }

    /**
     * One call and what it gives, both as rules write them: {@code trim("  red ")} gives {@code "red"}.
     *
     * @param result a literal, a list of literals, {@code missing} or {@code fault}
     */
    record Example(String call, String result) {}
}
