package io.feedkit.rules.syntax;

import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.SourceText;
import java.util.List;
import org.antlr.v4.runtime.atn.PredictionMode;

/**
 * Reads a rule text.
 *
 * <p>Whatever the text, the answer is a {@link ParseResult}; a user's mistake is never an exception. Each bad line gives one message, and reading goes on
 * with the next. Text beyond the {@link RuleLimits} is not read, and a diagnostic says so.
 */
public final class Parser {
    /** Levels of the tree for each level of brackets, so that those who walk it need little stack. */
    static final int NODES_PER_BRACKET = 4;

    private Parser() {}

    /** Reads with {@link RuleLimits#DEFAULTS} and English messages. */
    public static ParseResult parse(SourceText source) {
        return parse(source, RuleLimits.DEFAULTS, Messages.english());
    }

    public static ParseResult parse(SourceText source, RuleLimits limits, Messages messages) {
        Findings findings = new Findings(source, limits, messages);
        if (bytesOf(source.content()) > limits.maxSourceBytes()) {
            findings.report(findings.about(RuleProblem.SOURCE_TOO_LARGE, 0, 0)
                    .with("limit", Integer.toString(limits.maxSourceBytes())));
            return nothing(source, findings);
        }
        TokenReader read = TokenReader.read(source, limits, findings);
        if (read.isCut()) {
            return nothing(source, findings);
        }
        TokenFilter tokens = TokenFilter.of(source, read, limits, findings);
        TreeBuilder builder = new TreeBuilder(source, limits, findings, read.documentation());
        BoundedParser parser = parser(tokens, limits, findings, builder);
        try {
            parser.file();
        } catch (BoundedParser.Stop told) {
            // What was read until then is kept.
        } finally {
            parser.forget();
        }
        Lookalikes.report(source, read.tokens(), findings);
        return new ParseResult(builder.program(), findings.inOrderOfText());
    }

    private static ParseResult nothing(SourceText source, Findings findings) {
        return new ParseResult(new Program(source, null, List.of(), source.span(0, 0)), findings.inOrderOfText());
    }

    private static BoundedParser parser(TokenFilter tokens, RuleLimits limits, Findings findings, TreeBuilder builder) {
        BoundedParser parser = new BoundedParser(new TokenRow(tokens.tokens()), limits, findings, builder::take);
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.removeErrorListeners();
        parser.setErrorHandler(new LineRecovery(findings));
        return parser;
    }

    private static long bytesOf(String content) {
        long bytes = 0;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            // A surrogate pair is four bytes, two for each half.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
