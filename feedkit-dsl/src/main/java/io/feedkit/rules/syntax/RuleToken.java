package io.feedkit.rules.syntax;

import org.antlr.v4.runtime.CommonToken;
import org.jspecify.annotations.Nullable;

/** A token whose positions are UTF-16 offsets of the source, and which may stand for other characters than its own. */
final class RuleToken extends CommonToken {
    private static final long serialVersionUID = 1L;

    private final @Nullable String replacement;

    RuleToken(int type, int start, int end) {
        this(type, start, end, null);
    }

    RuleToken(int type, int start, int end, @Nullable String replacement) {
        super(type);
        this.replacement = replacement;
        setStartIndex(start);
        setStopIndex(end - 1);
    }

    int end() {
        return getStopIndex() + 1;
    }

    @Nullable
    String replacement() {
        return replacement;
    }

    @Override
    public String getText() {
        return replacement == null ? "" : replacement;
    }
}
