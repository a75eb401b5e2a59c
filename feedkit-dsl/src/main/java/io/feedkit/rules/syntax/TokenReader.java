package io.feedkit.rules.syntax;

import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.syntax.grammar.RulesLexer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenFactory;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.misc.Pair;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens of a text and mends what other languages and keyboards spell differently.
 *
 * <p>Each such spelling is reported with its fix and then read as what was meant, so that the rest of the line is still checked and one mistake gives one
 * message. A text that does not end on its line is ended there.
 */
final class TokenReader {
    private static final Pattern EXPONENT = Pattern.compile("[eE]([+-]?[0-9]{1,2})");
    private static final Map<String, String> CURRENCY_OF_SIGN = Map.ofEntries(
            Map.entry("€", "EUR"),
            Map.entry("£", "GBP"),
            Map.entry("₹", "INR"),
            Map.entry("₽", "RUB"),
            Map.entry("₺", "TRY"),
            Map.entry("₩", "KRW"),
            Map.entry("₪", "ILS"),
            Map.entry("₫", "VND"),
            Map.entry("₴", "UAH"),
            Map.entry("₦", "NGN"),
            Map.entry("₱", "PHP"),
            Map.entry("฿", "THB"));

    private final SourceText source;
    private final RuleLimits limits;
    private final Findings findings;
    private final List<RuleToken> tokens = new ArrayList<>();
    private final List<RuleToken> openTexts = new ArrayList<>();
    private final Map<Integer, String> documentation = new HashMap<>();
    private @Nullable RuleToken currencyBefore;
    private int skipUntil;
    private boolean cut;

    private TokenReader(SourceText source, RuleLimits limits, Findings findings) {
        this.source = source;
        this.limits = limits;
        this.findings = findings;
    }

    static TokenReader read(SourceText source, RuleLimits limits, Findings findings) {
        TokenReader reader = new TokenReader(source, limits, findings);
        reader.readAll();
        return reader;
    }

    List<RuleToken> tokens() {
        return tokens;
    }

    /** Whether the text has more tokens than allowed, so that none of it counts. */
    boolean isCut() {
        return cut;
    }

    /** The text of each line that is a {@code ##} comment. */
    Map<Integer, String> documentation() {
        return documentation;
    }

    private void readAll() {
        String content = source.content();
        CharStream characters = CharStreams.fromString(CharacterClasses.of(content));
        RulesLexer lexer = new OneLineTextLexer(characters);
        lexer.setTokenFactory(new CodeUnits(content, characters.size() == content.length()));
        lexer.removeErrorListeners();
        for (Token next = lexer.nextToken(); next.getType() != Token.EOF; next = lexer.nextToken()) {
            if (next.getStartIndex() >= skipUntil) {
                take((RuleToken) next);
            }
            if (tokens.size() > limits.maxTokens()) {
                cut = true;
                findings.report(findings.about(RuleProblem.SOURCE_TOO_LARGE, next)
                        .variant("tokens")
                        .with("limit", Integer.toString(limits.maxTokens())));
                return;
            }
        }
        endTexts(content.length());
    }

    private void take(RuleToken token) {
        switch (token.getType()) {
            case RulesLexer.COMMENT:
                document(token);
                return;
            case RulesLexer.NL:
                endTexts(token.getStartIndex());
                tokens.add(token);
                return;
            case RulesLexer.INTEGER:
            case RulesLexer.DECIMAL:
            case RulesLexer.PERCENT:
                takeNumber(token);
                return;
            case RulesLexer.NAME:
                takeName(token);
                return;
            case RulesLexer.STR_OPEN:
                openTexts.add(token);
                tokens.add(token);
                return;
            case RulesLexer.STR_CLOSE:
                closeText();
                tokens.add(token);
                return;
            case RulesLexer.LBRACE:
                openTexts.add(token);
                tokens.add(token);
                return;
            case RulesLexer.RBRACE:
                takeClosingBrace(token);
                return;
            default:
                if (!takeForeign(token)) {
                    tokens.add(token);
                }
        }
    }

    private void document(RuleToken comment) {
        String text = findings.textOf(comment);
        if (text.startsWith("##")) {
            documentation.put(
                    source.lineAt(comment.getStartIndex()), text.substring(2).strip());
        }
    }

    // Texts and their holes. openTexts holds the open quotes and braces; only what lies above the lowest quote matters.

    private void closeText() {
        while (!openTexts.isEmpty() && openTexts.remove(openTexts.size() - 1).getType() != RulesLexer.STR_OPEN) {}
    }

    private void takeClosingBrace(RuleToken token) {
        if (!openTexts.isEmpty()) {
            openTexts.remove(openTexts.size() - 1);
        }
        RuleToken last = tokens.isEmpty() ? token : tokens.get(tokens.size() - 1);
        boolean inText =
                !openTexts.isEmpty() && openTexts.get(openTexts.size() - 1).getType() == RulesLexer.STR_OPEN;
        if (inText && last.getType() == RulesLexer.LBRACE) {
            findings.report(findings.about(RuleProblem.EMPTY_HOLE, last.getStartIndex(), token.end()));
            tokens.remove(tokens.size() - 1);
            return;
        }
        tokens.add(token);
    }

    /** Ends every text that is open at a line end; the message points at the outermost hole, or else at the quote. */
    private void endTexts(int at) {
        int lowest = 0;
        while (lowest < openTexts.size() && openTexts.get(lowest).getType() != RulesLexer.STR_OPEN) {
            lowest++;
        }
        if (lowest == openTexts.size()) {
            return;
        }
        tellUnclosed(openTexts.get(lowest), lowest + 1 < openTexts.size() ? openTexts.get(lowest + 1) : null, at);
        while (openTexts.size() > lowest) {
            boolean text = openTexts.remove(openTexts.size() - 1).getType() == RulesLexer.STR_OPEN;
            tokens.add(new RuleToken(text ? RulesLexer.STR_CLOSE : RulesLexer.RBRACE, at, at, ""));
        }
    }

    private void tellUnclosed(RuleToken quote, @Nullable RuleToken hole, int at) {
        String text = findings.textOf(quote.end(), at).stripTrailing();
        int curly = lastCurlyQuote(text);
        if (hole != null) {
            findings.report(findings.about(RuleProblem.UNCLOSED_TEXT, hole).variant("hole"));
        } else if (curly >= 0) {
            int start = quote.end() + curly;
            findings.report(findings.about(RuleProblem.CURLY_QUOTES, start, start + 1)
                    .with("fix", "\"")
                    .edit(findings.span(start, start + 1), "\""));
        } else {
            findings.report(findings.about(RuleProblem.UNCLOSED_TEXT, quote).with("quote", "\""));
        }
    }

    private static int lastCurlyQuote(String text) {
        return Math.max(text.lastIndexOf('”'), Math.max(text.lastIndexOf('“'), text.lastIndexOf('»')));
    }

    // Numbers and what stands beside them.

    private void takeNumber(RuleToken token) {
        int digits = token.end() - token.getStartIndex();
        if (digits > limits.maxNumberDigits()) {
            findings.report(findings.about(RuleProblem.NUMBER_TOO_LONG, token)
                    .with("limit", Integer.toString(limits.maxNumberDigits())));
            String zero = token.getType() == RulesLexer.PERCENT ? "0%" : "0";
            tokens.add(new RuleToken(token.getType(), token.getStartIndex(), token.end(), zero));
        } else {
            tokens.add(token);
        }
        if (currencyBefore != null) {
            RuleToken sign = currencyBefore;
            currencyBefore = null;
            nameCurrency(sign, token, sign.getStartIndex(), token.end());
        }
    }

    private void takeName(RuleToken token) {
        RuleToken last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        if (last != null && isNumber(last) && last.end() == token.getStartIndex()) {
            Matcher exponent = EXPONENT.matcher(source.content());
            exponent.region(token.getStartIndex(), source.content().length());
            if (exponent.lookingAt() && exponent.end() >= token.end()) {
                int end = exponent.end();
                skipUntil = end;
                String number = findings.textOf(last).replace("_", "");
                String plain = new BigDecimal(number)
                        .scaleByPowerOfTen(Integer.parseInt(exponent.group(1)))
                        .toPlainString();
                findings.report(findings.about(RuleProblem.BAD_LITERAL, last.getStartIndex(), end)
                        .variant("exponent")
                        .with("fix", plain)
                        .edit(findings.span(last.getStartIndex(), end), plain));
                return;
            }
        }
        tokens.add(token);
    }

    private static boolean isNumber(RuleToken token) {
        return token.getType() == RulesLexer.INTEGER || token.getType() == RulesLexer.DECIMAL;
    }

    private void takeCurrency(RuleToken sign) {
        RuleToken last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        if (last != null && isNumber(last)) {
            RuleToken number = withDecimalComma(last);
            nameCurrency(sign, number, number.getStartIndex(), sign.end());
        } else if (numberFollows(sign.end())) {
            currencyBefore = sign;
        } else {
            tellUnknown(sign);
        }
    }

    /** The whole of {@code 12,50} where {@code 50} was read last, with a point. */
    private RuleToken withDecimalComma(RuleToken last) {
        int count = tokens.size();
        if (last.getType() != RulesLexer.INTEGER || count < 3) {
            return last;
        }
        RuleToken comma = tokens.get(count - 2);
        RuleToken whole = tokens.get(count - 3);
        boolean isOne = comma.getType() == RulesLexer.COMMA
                && whole.getType() == RulesLexer.INTEGER
                && whole.end() == comma.getStartIndex()
                && comma.end() == last.getStartIndex();
        if (!isOne) {
            return last;
        }
        String text = findings.textOf(whole) + "." + findings.textOf(last);
        RuleToken number = new RuleToken(RulesLexer.DECIMAL, whole.getStartIndex(), last.end(), text);
        tokens.subList(count - 3, count).clear();
        tokens.add(number);
        return number;
    }

    private boolean numberFollows(int offset) {
        String content = source.content();
        int i = offset;
        while (i < content.length() && (content.charAt(i) == ' ' || content.charAt(i) == '\u00A0')) {
            i++;
        }
        return i < content.length() && content.charAt(i) >= '0' && content.charAt(i) <= '9';
    }

    private void nameCurrency(RuleToken sign, RuleToken number, int start, int end) {
        String currency = CURRENCY_OF_SIGN.get(findings.textOf(sign));
        boolean known = currency != null;
        String code = currency == null ? (findings.textOf(sign).equals("¥") ? "JPY" : "USD") : currency;
        String fix = findings.textOf(number) + " " + code;
        Messages.Draft draft =
                findings.about(RuleProblem.CURRENCY_SIGN, start, end).with("fix", fix);
        findings.report(known ? draft.edit(findings.span(start, end), fix) : draft.variant("several"));
        tokens.add(new RuleToken(RulesLexer.NAME, end, end, code));
    }

    // Spellings of other languages and keyboards.

    private boolean takeForeign(RuleToken token) {
        switch (token.getType()) {
            case RulesLexer.FOREIGN_AND:
                return readAs(token, RulesLexer.AND, "and");
            case RulesLexer.FOREIGN_OR:
                return readAs(token, RulesLexer.OR, "or");
            case RulesLexer.FOREIGN_NOT:
                return readAs(token, RulesLexer.NOT, "not");
            case RulesLexer.FOREIGN_NE:
                return readAs(token, RulesLexer.NE, "!=");
            case RulesLexer.FOREIGN_EQ:
                return readAs(token, RulesLexer.EQ, "=");
            case RulesLexer.FOREIGN_ARROW:
                return readAs(token, RulesLexer.ARROW, "->");
            case RulesLexer.FOREIGN_LE:
                return readAs(token, RulesLexer.LE, "<=");
            case RulesLexer.FOREIGN_MINUS:
                return readAs(token, RulesLexer.MINUS, "-");
            case RulesLexer.FOREIGN_STAR:
                return takeStar(token);
            case RulesLexer.FOREIGN_SLASH:
                return readAs(token, RulesLexer.SLASH, "/");
            case RulesLexer.MODULO:
                return takeModulo(token);
            case RulesLexer.CURLY_TEXT:
                return takeCurlyText(token);
            case RulesLexer.CURLY_QUOTE:
                findings.report(findings.about(RuleProblem.CURLY_QUOTES, token).variant("stray"));
                return true;
            case RulesLexer.CURRENCY:
                takeCurrency(token);
                return true;
            case RulesLexer.FOREIGN_COMMENT:
                return takeComment(token);
            case RulesLexer.UNCLOSED_RAW:
                return takeUnclosed(token, RulesLexer.RAW, "", "'");
            case RulesLexer.UNCLOSED_REGEX:
                return takeUnclosed(token, RulesLexer.REGEX, "regex", "\"");
            case RulesLexer.UNCLOSED_NAME:
                return takeUnclosed(token, RulesLexer.QUOTED_NAME, "name", "`");
            case RulesLexer.UNKNOWN:
                tellUnknown(token);
                return true;
            default:
                return false;
        }
    }

    private boolean readAs(RuleToken token, int type, String text) {
        String spaced = text;
        if (Character.isLetter(text.charAt(0))) {
            spaced = (isBlankAt(token.getStartIndex() - 1) ? "" : " ") + text + (isBlankAt(token.end()) ? "" : " ");
        }
        findings.report(findings.about(RuleProblem.FOREIGN_OPERATOR, token)
                .with("found", findings.textOf(token))
                .with("fix", text)
                .edit(findings.span(token), spaced));
        tokens.add(new RuleToken(type, token.getStartIndex(), token.end(), text));
        return true;
    }

    private boolean isBlankAt(int offset) {
        return offset < 0
                || offset >= source.content().length()
                || Character.isWhitespace(source.content().charAt(offset));
    }

    private boolean takeStar(RuleToken token) {
        String found = findings.textOf(token);
        if (found.equals("×")) {
            return readAs(token, RulesLexer.STAR, "*");
        }
        findings.report(findings.about(RuleProblem.FOREIGN_OPERATOR, token)
                .with("found", found)
                .with("fix", "pow(a, b)"));
        tokens.add(new RuleToken(RulesLexer.STAR, token.getStartIndex(), token.end(), "*"));
        return true;
    }

    /** {@code 8 %} is a percentage with a blank too many if no operand follows; otherwise a remainder is meant. */
    private boolean takeModulo(RuleToken token) {
        RuleToken last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        Messages.Draft draft =
                findings.about(RuleProblem.FOREIGN_OPERATOR, token).with("found", "%");
        if (last != null && isNumber(last) && !operandFollows(token.end())) {
            String number = findings.textOf(last) + "%";
            draft.variant("percent").with("fix", number).edit(findings.span(last.end(), token.end()), "%");
            tokens.set(tokens.size() - 1, new RuleToken(RulesLexer.PERCENT, last.getStartIndex(), token.end(), number));
        } else {
            draft.variant("modulo");
            tokens.add(new RuleToken(RulesLexer.STAR, token.getStartIndex(), token.end(), "*"));
        }
        findings.report(draft);
        return true;
    }

    private boolean operandFollows(int offset) {
        String content = source.content();
        int i = offset;
        while (i < content.length() && (content.charAt(i) == ' ' || content.charAt(i) == '\t')) {
            i++;
        }
        if (i == content.length()) {
            return false;
        }
        char c = content.charAt(i);
        boolean word = Character.isLetter(c);
        return c >= '0' && c <= '9'
                || c == '('
                || word
                        && !content.startsWith("and ", i)
                        && !content.startsWith("or ", i)
                        && !content.startsWith("then ", i)
                        && !content.startsWith("because ", i)
                        && !content.startsWith("else ", i)
                        && !content.startsWith("max ", i);
    }

    private boolean takeCurlyText(RuleToken token) {
        String found = findings.textOf(token);
        String inner = found.substring(1, found.length() - 1).strip();
        boolean single = found.charAt(0) == '‘' || found.charAt(0) == '‚';
        String straight = single ? "'" + inner.replace("'", "''") + "'" : "\"" + inner.replace("\"", "\\\"") + "\"";
        findings.report(findings.about(RuleProblem.CURLY_QUOTES, token)
                .with("fix", straight)
                .edit(findings.span(token), straight));
        tokens.add(new RuleToken(
                RulesLexer.RAW, token.getStartIndex(), token.end(), "'" + inner.replace("'", "''") + "'"));
        return true;
    }

    private boolean takeUnclosed(RuleToken token, int type, String variant, String quote) {
        findings.report(findings.about(
                        RuleProblem.UNCLOSED_TEXT,
                        token.getStartIndex(),
                        token.getStartIndex() + (type == RulesLexer.REGEX ? 2 : 1))
                .variant(variant)
                .with("quote", quote));
        tokens.add(new RuleToken(type, token.getStartIndex(), token.end(), findings.textOf(token) + quote));
        return true;
    }

    private boolean takeComment(RuleToken token) {
        String found = findings.textOf(token);
        int close = found.indexOf("*/", 2);
        String comment = found.substring(2, close < 0 ? found.length() : close).strip();
        Messages.Draft draft =
                findings.about(RuleProblem.FOREIGN_COMMENT, token).with("fix", "# " + comment);
        if (found.startsWith("/*")) {
            int end = source.content().indexOf("*/", token.getStartIndex() + 2);
            skipUntil = end < 0 ? source.content().length() : end + 2;
            boolean wholeLine = close >= 0 && found.substring(close + 2).isBlank();
            findings.report(wholeLine ? draft.edit(findings.span(token), "# " + comment) : draft);
        } else {
            findings.report(draft.edit(findings.span(token), "# " + comment));
        }
        return true;
    }

    private void tellUnknown(RuleToken token) {
        String found = findings.textOf(token);
        int c = found.codePointAt(0);
        boolean visible = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
        Messages.Draft draft = findings.about(RuleProblem.UNKNOWN_CHARACTER, token)
                .with("found", visible ? found : String.format(Locale.ROOT, "U+%04X", c));
        // What nobody can see is safe to remove.
        findings.report(visible ? draft : draft.edit(findings.span(token), ""));
    }

    /** Makes the tokens in the order of the text. ANTLR counts code points, spans count code units. */
    private static final class CodeUnits implements TokenFactory<RuleToken> {
        private final String content;
        private final boolean alike;
        private int codePoint;
        private int offset;

        /** @param alike whether every code point is one code unit */
        CodeUnits(String content, boolean alike) {
            this.content = content;
            this.alike = alike;
        }

        @Override
        public RuleToken create(
                Pair<TokenSource, CharStream> source,
                int type,
                @Nullable String text,
                int channel,
                int start,
                int stop,
                int line,
                int column) {
            if (alike) {
                return new RuleToken(type, start, stop + 1);
            }
            int from = content.offsetByCodePoints(offset, start - codePoint);
            codePoint = stop + 1;
            offset = content.offsetByCodePoints(from, codePoint - start);
            return new RuleToken(type, from, offset);
        }

        @Override
        public RuleToken create(int type, String text) {
            return new RuleToken(type, offset, offset, text);
        }
    }

    /** Leaves texts and their holes at a line end, and does not mind closing braces that nothing opened. */
    private static final class OneLineTextLexer extends RulesLexer {
        OneLineTextLexer(CharStream input) {
            super(input);
        }

        @Override
        public Token nextToken() {
            Token token = super.nextToken();
            if (token.getType() == NL) {
                while (_mode == STR || _modeStack.contains(STR)) {
                    popMode();
                }
            }
            return token;
        }

        @Override
        public int popMode() {
            return _modeStack.isEmpty() ? _mode : super.popMode();
        }
    }
}
