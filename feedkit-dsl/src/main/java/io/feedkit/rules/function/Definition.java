package io.feedkit.rules.function;

import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A function written down in a few lines: what it is called, what it takes and gives, what a merchant reads about it, and how it is bound.
 *
 * <pre>{@code
 * Definition.of("trim").takes(text("t")).gives(TEXT)
 *     .saying("Takes the blanks off both ends.")
 *     .example("trim(\"  red \")", "\"red\"")
 *     .by(Kernels.text(TextScan::trim))
 * }</pre>
 */
final class Definition implements Function {
    /** What the result is, given the arguments. */
    @FunctionalInterface
    interface Result {
        AttributeType of(List<AttributeType> arguments);
    }

    /** What the result is, given the arguments and their constants. */
    @FunctionalInterface
    interface SiteResult {
        AttributeType of(CallSite site);
    }

    /** Prepares one place of call. */
    @FunctionalInterface
    interface Binding {
        Kernel bind(CallSite site);
    }

    /** Prepares one place of call for this and {@code squeeze}, if it can. */
    @FunctionalInterface
    interface SqueezedBinding {
        Optional<Kernel> bind(CallSite site);
    }

    /** The parameter that comes before the member's language. */
    private static final String LANGUAGE = "lang";

    private final String name;
    private final List<Parameter> parameters;
    private final String summary;
    private final List<Example> examples;
    private final boolean seesMissing;
    private final Result result;
    private final @Nullable SiteResult bySite;
    private final Binding binding;
    private final SqueezedBinding squeezed;

    private Definition(Draft draft, Binding binding) {
        name = draft.name;
        parameters = List.copyOf(draft.parameters);
        summary = draft.summary;
        examples = List.copyOf(draft.examples);
        seesMissing = draft.seesMissing;
        result = draft.result;
        bySite = draft.bySite;
        this.binding = binding;
        squeezed = draft.squeezed;
    }

    static Draft of(String name) {
        return new Draft(name);
    }

    static Parameter text(String name) {
        return Parameter.of(name, Kind.TEXT);
    }

    static Parameter texts(String name) {
        return Parameter.of(name, Kind.LIST);
    }

    static Parameter integer(String name) {
        return Parameter.of(name, Kind.INTEGER);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public List<Example> examples() {
        return examples;
    }

    @Override
    public AttributeType resultType(List<AttributeType> arguments) {
        return result.of(arguments);
    }

    @Override
    public AttributeType resultType(CallSite site) {
        return bySite == null ? resultType(site.types()) : bySite.of(site);
    }

    @Override
    public boolean seesMissing() {
        return seesMissing;
    }

    /** Ours ask for it where it can be given. */
    @Override
    public boolean asksLanguage() {
        return parameters.stream().anyMatch(parameter -> parameter.name().equals(LANGUAGE));
    }

    @Override
    public Kernel bind(CallSite site) {
        return binding.bind(site);
    }

    @Override
    public Optional<Kernel> bindSqueezed(CallSite site) {
        return squeezed.bind(site);
    }

    @Override
    public String toString() {
        return name;
    }

    /** A definition being written. */
    static final class Draft {
        private final String name;
        private final List<Parameter> parameters = new ArrayList<>();
        private final List<Example> examples = new ArrayList<>();
        private String summary = "";
        private boolean seesMissing;
        private Result result = arguments -> arguments.get(0);
        private @Nullable SiteResult bySite;
        private SqueezedBinding squeezed = site -> Optional.empty();

        private Draft(String name) {
            this.name = name;
        }

        Draft takes(Parameter... these) {
            parameters.addAll(List.of(these));
            return this;
        }

        Draft gives(AttributeType type) {
            return gives(arguments -> type);
        }

        Draft gives(Result byArguments) {
            result = byArguments;
            return this;
        }

        Draft givesBySite(SiteResult result) {
            bySite = result;
            return this;
        }

        /** What a merchant reads about it: one sentence. */
        Draft saying(String sentence) {
            summary = sentence;
            return this;
        }

        Draft example(String call, String gives) {
            examples.add(new Example(call, gives));
            return this;
        }

        /** It is called for rows with missing arguments too. */
        Draft seeingMissing() {
            seesMissing = true;
            return this;
        }

        /** Some places of call have a kernel that squeezes as well. */
        Draft squeezedBy(SqueezedBinding binding) {
            squeezed = binding;
            return this;
        }

        Function by(Kernel kernel) {
            return new Definition(this, site -> kernel);
        }

        Function boundBy(Binding binding) {
            return new Definition(this, binding);
        }
    }
}
