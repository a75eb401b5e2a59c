package io.feedkit.rules.syntax;

import java.util.List;
import org.antlr.v4.runtime.BufferedTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;

/** The tokens a parser sees, with their end: all there from the start, so that messages can look around freely, and none hidden. */
final class TokenRow extends BufferedTokenStream {
    TokenRow(List<RuleToken> tokens) {
        super(new ListTokenSource(tokens));
        this.tokens = List.<Token>copyOf(tokens);
        fetchedEOF = true;
        for (int i = 0; i < tokens.size(); i++) {
            tokens.get(i).placeAt(i);
        }
    }
}
