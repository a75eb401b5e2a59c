package io.feedkit.rules.check;

import io.feedkit.rules.Span;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A name for a formula. The formula is checked when it is first asked for, so that names may be used before they are declared; asking for it while it is being checked is a
 * formula that needs itself.
 */
public final class Binding {
    private final String name;
    private final Span declared;
    private @Nullable Supplier<Typed> unchecked;
    private @Nullable Typed value;
    private @Nullable Size size;
    private boolean inProgress;

    /** How large a formula is with those it reads written out. */
    record Size(int depth, long parts) {}

    private Binding(String name, Span declared, @Nullable Supplier<Typed> unchecked, @Nullable Typed value) {
        this.name = name;
        this.declared = declared;
        this.unchecked = unchecked;
        this.value = value;
    }

    static Binding lazy(String name, Span declared, Supplier<Typed> formula) {
        return new Binding(name, declared, formula, null);
    }

    public static Binding of(String name, Span declared, Typed value) {
        return new Binding(name, declared, null, value);
    }

    public String name() {
        return name;
    }

    /** Where the name stands. */
    public Span declared() {
        return declared;
    }

    boolean isInProgress() {
        return inProgress;
    }

    /** The formula; {@link Typed.Failed} while it is being checked. */
    public Typed value() {
        Typed known = value;
        if (known != null) {
            return known;
        }
        Supplier<Typed> formula = unchecked;
        if (inProgress || formula == null) {
            return new Typed.Failed(declared);
        }
        inProgress = true;
        Typed checked = formula.get();
        inProgress = false;
        unchecked = null;
        value = checked;
        return checked;
    }

    /** Of a formula that was checked. */
    Size size() {
        Size known = size;
        if (known == null) {
            known = Walk.size(value());
            size = known;
        }
        return known;
    }
}
