package io.feedkit.rules.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;

/**
 * A token whose positions are UTF-16 offsets of the source, and which may stand for other characters than its own.
 *
 * <p>A file has tens of thousands, so it holds half of what ANTLR's own token does: whoever wants a line asks the source.
 */
final class RuleToken implements Token {
    private final int type;
    private final int start;
    private final int end;
    private final @Nullable String replacement;
    private int index = -1;

    RuleToken(int type, int start, int end) {
        this(type, start, end, null);
    }

    RuleToken(int type, int start, int end, @Nullable String replacement) {
        this.type = type;
        this.start = start;
        this.end = end;
        this.replacement = replacement;
    }

    int end() {
        return end;
    }

    @Nullable
    String replacement() {
        return replacement;
    }

    /** Gives it its place among the tokens the parser sees. */
    void placeAt(int index) {
        this.index = index;
    }

    @Override
    public int getType() {
        return type;
    }

    @Override
    public int getStartIndex() {
        return start;
    }

    @Override
    public int getStopIndex() {
        return end - 1;
    }

    @Override
    public int getTokenIndex() {
        return index;
    }

    @Override
    public String getText() {
        return replacement == null ? "" : replacement;
    }

    @Override
    public int getLine() {
        return 0;
    }

    @Override
    public int getCharPositionInLine() {
        return -1;
    }

    @Override
    public int getChannel() {
        return DEFAULT_CHANNEL;
    }

    @Override
    public @Nullable TokenSource getTokenSource() {
        return null;
    }

    @Override
    public @Nullable CharStream getInputStream() {
        return null;
    }
}
