package io.feedkit.catalog.json;

import io.feedkit.catalog.Nesting;
import io.feedkit.catalog.tree.Branch;
import io.feedkit.catalog.tree.TreeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One member of the records, with the members inside it. */
final class Member extends Branch {
    private static final int MANY = 16;

    /** The object it was last seen in, by number: twice in one is a mistake. */
    long seenIn;

    private final byte[] name;
    private final List<Member> inside = new ArrayList<>();
    private final Map<String, Member> byName = new HashMap<>();
    /** Whether its name has no character that would have to be escaped. */
    private final boolean asItStands;

    private int nextInside;

    /** The record itself. */
    Member(Nesting nesting) {
        super(null, "", nesting);
        name = new byte[0];
        asItStands = false;
    }

    Member(Member parent, String path, byte[] name, Nesting nesting) {
        super(parent, path, nesting);
        this.name = name;
        asItStands = isAsItStands(name);
    }

    private static boolean isAsItStands(byte[] name) {
        for (byte b : name) {
            if (b == '"' || b == '\\' || b >= 0 && b < ' ') {
                return false;
            }
        }
        return true;
    }

    /** An object of this place begins. */
    void begin() {
        nextInside = 0;
    }

    /** The member after the last one when the scanner stands before its name, which is then read; null when not, and nothing is read. */
    @Nullable
    Member expected(JsonScanner scanner) {
        if (nextInside < inside.size()) {
            Member next = inside.get(nextInside);
            if (next.asItStands && scanner.skipName(next.name)) {
                nextInside++;
                return next;
            }
        }
        return null;
    }

    /** The member whose name was just read, or null when there are too many. Objects name theirs in the same order, so the one after the last is tried first. */
    @Nullable
    Member inside(JsonScanner scanner, TreeRecord record) {
        if (nextInside < inside.size() && scanner.isName(inside.get(nextInside).name)) {
            return inside.get(nextInside++);
        }
        Member found = find(scanner);
        if (found == null) {
            String text = scanner.nameText();
            String at = path().isEmpty() ? text : path() + "." + text;
            if (!record.countBranch(at)) {
                return null;
            }
            found = new Member(this, at, scanner.nameBytes(), record.nesting());
            inside.add(found);
            byName.put(text, found);
            nextInside = inside.size();
        }
        return found;
    }

    private @Nullable Member find(JsonScanner scanner) {
        if (inside.size() > MANY) {
            Member member = byName.get(scanner.nameText());
            nextInside = member == null ? 0 : inside.indexOf(member) + 1;
            return member;
        }
        for (int i = 0; i < inside.size(); i++) {
            if (scanner.isName(inside.get(i).name)) {
                nextInside = i + 1;
                return inside.get(i);
            }
        }
        return null;
    }

    /** Forgets what the record has for this member and those inside it. */
    void removeFrom(TreeRecord record) {
        record.remove(this);
        inside.forEach(member -> member.removeFrom(record));
    }
}
