package io.feedkit.location;

/**
 * A pattern for names of entries: {@code *} is anything up to the next slash, {@code **} also beyond it, {@code ?} one character; all else is itself.
 *
 * <p>All ways through the pattern are followed at once, so that no name takes long, whatever it and the pattern are: both may come from strangers.
 */
record EntryPattern(String pattern) {
    private static final int MOST_CHARS = 1_000;

    /** Whether a text can be one. */
    static boolean isUsable(String pattern) {
        return !pattern.isEmpty() && pattern.length() <= MOST_CHARS;
    }

    boolean matches(String name) {
        boolean[] at = new boolean[pattern.length() + 1];
        at[0] = true;
        skip(at);
        for (int i = 0; i < name.length(); i++) {
            at = after(name.charAt(i), at);
        }
        return at[pattern.length()];
    }

    private boolean[] after(char c, boolean[] at) {
        boolean[] next = new boolean[at.length];
        for (int p = 0; p < pattern.length(); p++) {
            if (!at[p]) {
                continue;
            }
            if (pattern.charAt(p) == '*') {
                next[p] |= c != '/' || isDouble(p);
            } else {
                next[p + 1] |= pattern.charAt(p) == c || pattern.charAt(p) == '?' && c != '/';
            }
        }
        skip(next);
        return next;
    }

    /** What may be nothing is passed over. */
    private void skip(boolean[] at) {
        for (int p = 0; p < pattern.length(); p++) {
            if (at[p] && pattern.charAt(p) == '*') {
                boolean deep = isDouble(p);
                int behind = p + (deep ? 2 : 1);
                at[behind] = true;
                // As in patterns of files, "**/" stands for no folder as well.
                boolean folder = deep && (p == 0 || pattern.charAt(p - 1) == '/');
                if (folder && behind < pattern.length() && pattern.charAt(behind) == '/') {
                    at[behind + 1] = true;
                }
            }
        }
    }

    private boolean isDouble(int p) {
        return p + 1 < pattern.length() && pattern.charAt(p + 1) == '*';
    }

    @Override
    public String toString() {
        return pattern;
    }
}
