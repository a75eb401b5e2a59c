package io.feedkit.rules;

/**
 * Bounds of what a rule text may ask of its host. Reaching one is a diagnostic of family 19, or a fault of a product, never an exception.
 *
 * <p>With the defaults, whatever a text says is read, checked and run for one member in a heap of 64 MB.
 *
 * @param maxSourceBytes size of one file in UTF-8
 * @param maxTokens words, numbers and signs of one file
 * @param maxStatements items of one file, nested ones included
 * @param maxStatementTokens words, numbers and signs of one item, those of items inside it apart
 * @param maxNesting brackets inside brackets, blocks included
 * @param maxRegexChars length of one regex in code units
 * @param maxNumberDigits digits of one number
 * @param maxDiagnostics how many diagnostics of one file are kept
 * @param maxModules how many modules a program imports, those of modules included
 * @param maxProgramParts values, operators and calls of a checked program, with functions and tables written out where they are called
 * @param maxBatchTextBytes UTF-8 that rules may hold for the products worked on at once, 256 at most, what the catalogue says about them included
 * @param maxCatalogBytes what segments and formulas over groups may keep of a catalogue in memory, roughly, on all threads together; the rest goes to disk
 */
public record RuleLimits(
        int maxSourceBytes,
        int maxTokens,
        int maxStatements,
        int maxStatementTokens,
        int maxNesting,
        int maxRegexChars,
        int maxNumberDigits,
        int maxDiagnostics,
        int maxModules,
        int maxProgramParts,
        int maxBatchTextBytes,
        long maxCatalogBytes) {

    public static final RuleLimits DEFAULTS =
            new RuleLimits(1 << 20, 200_000, 10_000, 50_000, 64, 1_000, 100, 200, 100, 100_000, 16 << 20, 8L << 20);

    public RuleLimits {
        int least = Math.min(Math.min(maxSourceBytes, maxTokens), Math.min(maxStatements, maxStatementTokens));
        least = Math.min(
                least, Math.min(Math.min(maxNesting, maxRegexChars), Math.min(maxNumberDigits, maxDiagnostics)));
        least = Math.min(least, maxModules);
        if (Math.min(least, Math.min(maxProgramParts, maxBatchTextBytes)) < 1 || maxCatalogBytes < 1) {
            throw new IllegalArgumentException("limits count from 1");
        }
    }

    public RuleLimits withMaxSourceBytes(int bytes) {
        return new RuleLimits(
                bytes,
                maxTokens,
                maxStatements,
                maxStatementTokens,
                maxNesting,
                maxRegexChars,
                maxNumberDigits,
                maxDiagnostics,
                maxModules,
                maxProgramParts,
                maxBatchTextBytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxTokens(int tokens) {
        return new RuleLimits(
                maxSourceBytes,
                tokens,
                maxStatements,
                maxStatementTokens,
                maxNesting,
                maxRegexChars,
                maxNumberDigits,
                maxDiagnostics,
                maxModules,
                maxProgramParts,
                maxBatchTextBytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxStatements(int statements) {
        return new RuleLimits(
                maxSourceBytes,
                maxTokens,
                statements,
                maxStatementTokens,
                maxNesting,
                maxRegexChars,
                maxNumberDigits,
                maxDiagnostics,
                maxModules,
                maxProgramParts,
                maxBatchTextBytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxStatementTokens(int tokens) {
        return new RuleLimits(
                maxSourceBytes,
                maxTokens,
                maxStatements,
                tokens,
                maxNesting,
                maxRegexChars,
                maxNumberDigits,
                maxDiagnostics,
                maxModules,
                maxProgramParts,
                maxBatchTextBytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxNesting(int levels) {
        return new RuleLimits(
                maxSourceBytes,
                maxTokens,
                maxStatements,
                maxStatementTokens,
                levels,
                maxRegexChars,
                maxNumberDigits,
                maxDiagnostics,
                maxModules,
                maxProgramParts,
                maxBatchTextBytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxRegexChars(int chars) {
        return new RuleLimits(
                maxSourceBytes,
                maxTokens,
                maxStatements,
                maxStatementTokens,
                maxNesting,
                chars,
                maxNumberDigits,
                maxDiagnostics,
                maxModules,
                maxProgramParts,
                maxBatchTextBytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxNumberDigits(int digits) {
        return new RuleLimits(
                maxSourceBytes,
                maxTokens,
                maxStatements,
                maxStatementTokens,
                maxNesting,
                maxRegexChars,
                digits,
                maxDiagnostics,
                maxModules,
                maxProgramParts,
                maxBatchTextBytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxDiagnostics(int diagnostics) {
        return new RuleLimits(
                maxSourceBytes,
                maxTokens,
                maxStatements,
                maxStatementTokens,
                maxNesting,
                maxRegexChars,
                maxNumberDigits,
                diagnostics,
                maxModules,
                maxProgramParts,
                maxBatchTextBytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxModules(int modules) {
        return new RuleLimits(
                maxSourceBytes,
                maxTokens,
                maxStatements,
                maxStatementTokens,
                maxNesting,
                maxRegexChars,
                maxNumberDigits,
                maxDiagnostics,
                modules,
                maxProgramParts,
                maxBatchTextBytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxProgramParts(int parts) {
        return new RuleLimits(
                maxSourceBytes,
                maxTokens,
                maxStatements,
                maxStatementTokens,
                maxNesting,
                maxRegexChars,
                maxNumberDigits,
                maxDiagnostics,
                maxModules,
                parts,
                maxBatchTextBytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxBatchTextBytes(int bytes) {
        return new RuleLimits(
                maxSourceBytes,
                maxTokens,
                maxStatements,
                maxStatementTokens,
                maxNesting,
                maxRegexChars,
                maxNumberDigits,
                maxDiagnostics,
                maxModules,
                maxProgramParts,
                bytes,
                maxCatalogBytes);
    }

    public RuleLimits withMaxCatalogBytes(long bytes) {
        return new RuleLimits(
                maxSourceBytes,
                maxTokens,
                maxStatements,
                maxStatementTokens,
                maxNesting,
                maxRegexChars,
                maxNumberDigits,
                maxDiagnostics,
                maxModules,
                maxProgramParts,
                maxBatchTextBytes,
                bytes);
    }

    /** Written out, since the hash of every rule set holds it: what Java makes for records is slow to begin with. */
    @Override
    public String toString() {
        return "maxSourceBytes=" + maxSourceBytes
                + ", maxTokens=" + maxTokens
                + ", maxStatements=" + maxStatements
                + ", maxStatementTokens=" + maxStatementTokens
                + ", maxNesting=" + maxNesting
                + ", maxRegexChars=" + maxRegexChars
                + ", maxNumberDigits=" + maxNumberDigits
                + ", maxDiagnostics=" + maxDiagnostics
                + ", maxModules=" + maxModules
                + ", maxProgramParts=" + maxProgramParts
                + ", maxBatchTextBytes=" + maxBatchTextBytes
                + ", maxCatalogBytes=" + maxCatalogBytes;
    }
}
