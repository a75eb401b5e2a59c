package io.feedkit.catalog.json;

import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.tree.TreeRecord;

/** Turns JSON objects into flat records. */
final class ObjectRecord {
    private final TreeRecord record;
    private final int maxDepth;
    private final Member root;
    private long objects;
    private String twice = "";
    private boolean repaired;

    ObjectRecord(ReadLimits limits, TreeRecord record, RecordParts parts) {
        this.record = record;
        maxDepth = limits.maxDepth();
        root = new Member(record.nesting(), parts);
    }

    Member root() {
        return root;
    }

    /** A member that the last record has twice, or empty. */
    String twice() {
        return twice;
    }

    /** Whether a text of the last record was no valid UTF-8. */
    boolean isRepaired() {
        return repaired;
    }

    /** Takes in the object that the scanner stands before, to its end. */
    void read(JsonScanner scanner) {
        twice = "";
        repaired = false;
        members(scanner, root, 1, false);
    }

    private void members(JsonScanner scanner, Member owner, int depth, boolean inArray) {
        scanner.step();
        owner.begin();
        long object = ++objects;
        if (scanner.next() == '}') {
            scanner.step();
            return;
        }
        while (true) {
            Member member = owner.next(scanner, record);
            if (member == null) {
                scanner.skip(owner);
            } else {
                if (member.seenIn == object) {
                    twice = twice.isEmpty() ? member.path() : twice;
                    if (!inArray) {
                        member.removeFrom(record);
                    }
                }
                member.seenIn = object;
                value(scanner, scanner.next(), member, depth, inArray);
            }
            int c = scanner.next();
            if (c == '}') {
                scanner.step();
                return;
            }
            if (c != ',') {
                throw scanner.unexpected(c, "',' or '}'");
            }
            scanner.step();
        }
    }

    private void value(JsonScanner scanner, int first, Member member, int depth, boolean inArray) {
        switch (first) {
            case '"' -> {
                record.startLeaf();
                scanner.string(record, member);
                if (scanner.isBeyondAscii()) {
                    repaired |= record.repairLeaf();
                }
                record.endLeaf(member);
            }
            case '{', '[' -> nested(scanner, first, member, depth, inArray);
            default -> {
                record.startLeaf();
                if (first < 0) {
                    throw scanner.unexpected(first, "a value");
                }
                if (scanner.scalar(first, record, member)) {
                    record.endLeaf(member);
                }
            }
        }
    }

    private void nested(JsonScanner scanner, int first, Member member, int depth, boolean inArray) {
        if (depth >= maxDepth) {
            record.object("values are nested deeper than " + maxDepth, member.path());
            scanner.skip(member);
            return;
        }
        if (first == '{') {
            if (member.isMarked()) {
                record.enter(member, scanner.line(), scanner.byteOffset());
            }
            members(scanner, member, depth + 1, inArray);
            if (member.isMarked()) {
                record.leave(member);
            }
            return;
        }
        scanner.step();
        int c = scanner.next();
        if (c == ']') {
            scanner.step();
            return;
        }
        while (true) {
            value(scanner, c, member, depth + 1, true);
            c = scanner.next();
            if (c == ']') {
                scanner.step();
                return;
            }
            if (c != ',') {
                throw scanner.unexpected(c, "',' or ']'");
            }
            scanner.step();
            c = scanner.next();
        }
    }
}
