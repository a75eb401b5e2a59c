package io.feedkit.rules;

/**
 * Bounds of what a rule text may ask of its host. Reaching one is a diagnostic of family 19, never an exception.
 *
 * @param maxSourceBytes size of one file in UTF-8
 * @param maxStatements items of one file, nested ones included
 * @param maxNesting brackets inside brackets, blocks included
 * @param maxRegexChars length of one regex in code units
 * @param maxNumberDigits digits of one number
 * @param maxDiagnostics how many diagnostics of one file are kept
 */
public record RuleLimits(
        int maxSourceBytes,
        int maxStatements,
        int maxNesting,
        int maxRegexChars,
        int maxNumberDigits,
        int maxDiagnostics) {

    public static final RuleLimits DEFAULTS = new RuleLimits(1 << 20, 10_000, 64, 1_000, 100, 200);

    public RuleLimits {
        if (maxSourceBytes < 1
                || maxStatements < 1
                || maxNesting < 1
                || maxRegexChars < 1
                || maxNumberDigits < 1
                || maxDiagnostics < 1) {
            throw new IllegalArgumentException("limits count from 1");
        }
    }

    public RuleLimits withMaxSourceBytes(int bytes) {
        return new RuleLimits(bytes, maxStatements, maxNesting, maxRegexChars, maxNumberDigits, maxDiagnostics);
    }

    public RuleLimits withMaxStatements(int statements) {
        return new RuleLimits(maxSourceBytes, statements, maxNesting, maxRegexChars, maxNumberDigits, maxDiagnostics);
    }

    public RuleLimits withMaxNesting(int levels) {
        return new RuleLimits(maxSourceBytes, maxStatements, levels, maxRegexChars, maxNumberDigits, maxDiagnostics);
    }

    public RuleLimits withMaxRegexChars(int chars) {
        return new RuleLimits(maxSourceBytes, maxStatements, maxNesting, chars, maxNumberDigits, maxDiagnostics);
    }

    public RuleLimits withMaxNumberDigits(int digits) {
        return new RuleLimits(maxSourceBytes, maxStatements, maxNesting, maxRegexChars, digits, maxDiagnostics);
    }

    public RuleLimits withMaxDiagnostics(int diagnostics) {
        return new RuleLimits(maxSourceBytes, maxStatements, maxNesting, maxRegexChars, maxNumberDigits, diagnostics);
    }
}
