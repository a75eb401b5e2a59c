package io.feedkit.rules.syntax;

import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.syntax.grammar.RulesLexer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** Values of literals whose characters may be well formed and still mean nothing: dates, instants, regexes, escapes. */
final class Literals {
    private static final Pattern INSTANT =
            Pattern.compile("(?<local>.{10}T[0-9:.]+)(?<offset>Z|[+-][0-9:]{5})?(?:\\[(?<zone>[^\\]]+)\\])?");

    private final Findings findings;

    Literals(Findings findings) {
        this.findings = findings;
    }

    static String raw(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }

    Expr date(Token token) {
        try {
            return new Expr.Date(LocalDate.parse(findings.textOf(token)), findings.span(token));
        } catch (DateTimeException notADay) {
            throw unusable(token, "date");
        }
    }

    Expr instant(Token token) {
        String written = findings.textOf(token);
        Matcher parts = INSTANT.matcher(written);
        if (!parts.matches()) {
            throw unusable(token, "instant");
        }
        String offset = parts.group("offset");
        String zone = parts.group("zone");
        if (offset == null && zone == null) {
            String fix = written + "[Europe/Paris]";
            findings.report(findings.about(RuleProblem.BAD_LITERAL, token)
                    .variant("zone")
                    .with("found", written)
                    .with("fix", fix));
            throw new TreeBuilder.Unusable();
        }
        LocalDateTime local;
        try {
            local = LocalDateTime.parse(parts.group("local"));
        } catch (DateTimeException notAMoment) {
            throw unusable(token, "instant");
        }
        return new Expr.Instant(
                zoned(token, local, offset == null ? "" : offset, zone == null ? "" : zone), findings.span(token));
    }

    private ZonedDateTime zoned(Token token, LocalDateTime local, String offset, String zone) {
        try {
            ZoneId place = zone.isEmpty() ? ZoneOffset.of(offset) : ZoneId.of(zone);
            if (!offset.isEmpty()) {
                return ZonedDateTime.ofInstant(local, ZoneOffset.of(offset), place);
            }
            if (place.getRules().getValidOffsets(local).isEmpty()) {
                // The hour that is skipped when summer time begins.
                throw unusable(token, "instant");
            }
            return ZonedDateTime.of(local, place);
        } catch (DateTimeException unknownZone) {
            findings.report(findings.about(RuleProblem.BAD_LITERAL, token)
                    .variant("nozone")
                    .with("zone", zone.isEmpty() ? offset : zone));
            throw new TreeBuilder.Unusable();
        }
    }

    private TreeBuilder.Unusable unusable(Token token, String variant) {
        findings.report(
                findings.about(RuleProblem.BAD_LITERAL, token).variant(variant).with("found", findings.textOf(token)));
        return new TreeBuilder.Unusable();
    }

    Expr regex(Token token, int maxChars) {
        String written = findings.textOf(token);
        int close = written.lastIndexOf('"');
        String pattern = written.substring(2, close);
        String flags = written.substring(close + 1);
        if (pattern.length() > maxChars) {
            findings.report(
                    findings.about(RuleProblem.REGEX_TOO_LONG, token).with("limit", Integer.toString(maxChars)));
            throw new TreeBuilder.Unusable();
        }
        for (int i = 0; i < flags.length(); i++) {
            if ("ims".indexOf(flags.charAt(i)) < 0) {
                int at = token.getStartIndex() + close + 1 + i;
                findings.report(findings.about(RuleProblem.UNKNOWN_ESCAPE, at, at + 1)
                        .variant("flag")
                        .with("found", flags.substring(i, i + 1)));
                throw new TreeBuilder.Unusable();
            }
        }
        return new Expr.Regex(pattern, flags, findings.span(token));
    }

    /** Adds what a piece of a text stands for. */
    void append(StringBuilder text, Token piece) {
        String written = findings.textOf(piece);
        if (piece.getType() == RulesLexer.STR_TEXT) {
            text.append(written);
        } else if (piece.getType() == RulesLexer.STR_BAD_ESCAPE) {
            findings.report(findings.about(RuleProblem.UNKNOWN_ESCAPE, piece)
                    .variant(written.equals("}") ? "brace" : "")
                    .with("found", written));
        } else if (written.startsWith("\\u")) {
            appendCodePoint(text, piece, written.substring(3, written.length() - 1));
        } else {
            char last = written.charAt(1);
            text.append(last == 'n' ? '\n' : last == 't' ? '\t' : last);
        }
    }

    private void appendCodePoint(StringBuilder text, Token piece, String hex) {
        String digits = hex.replaceFirst("^0+(?=.)", "");
        int codePoint = digits.length() > 6 ? -1 : Integer.parseInt(digits, 16);
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        if (Character.isValidCodePoint(codePoint) && !surrogate) {
            text.appendCodePoint(codePoint);
        } else {
            findings.report(findings.about(RuleProblem.UNKNOWN_ESCAPE, piece)
                    .variant("code")
                    .with("found", findings.textOf(piece)));
        }
    }
}
