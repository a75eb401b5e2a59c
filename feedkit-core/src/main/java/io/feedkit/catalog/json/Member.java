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
    /** So many members are compared with what stands there before one is looked up by its name. */
    private static final int NEAR = 16;

    /** The object it was last seen in, by number: twice in one is a mistake. */
    long seenIn;

    private final QuotedName name;
    /** Where it stands among the members of its object. */
    private final int number;

    private final List<Member> inside = new ArrayList<>();
    private final Map<String, Member> byName = new HashMap<>();
    /** Whether its name has no character that would have to be escaped. */
    private final boolean asItStands;

    /** Its way from the record, members without a name of their own included. */
    private final String place;

    private final RecordParts parts;
    private int nextInside;

    /** Of no record: what is read is only checked. */
    Member(Nesting nesting) {
        this(nesting, RecordParts.NONE);
    }

    /** The record itself. */
    Member(Nesting nesting, RecordParts parts) {
        super(null, "", nesting);
        this.parts = parts;
        place = "";
        name = new QuotedName(new byte[0]);
        number = 0;
        asItStands = false;
    }

    Member(Member parent, String place, String path, byte[] name, Nesting nesting) {
        super(parent, path, parent.parts.outer().contains(place) ? Nesting.NONE : nesting);
        this.place = place;
        parts = parent.parts;
        this.name = new QuotedName(name);
        number = parent.inside.size();
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

    /**
     * The member whose name the scanner stands before, which is then read with its colon; null when there are too many. Objects name theirs in the same order and leave
     * some out, so those after the last one are tried where they stand.
     */
    @Nullable
    Member next(JsonScanner scanner, TreeRecord record) {
        int known = inside.size();
        for (int tried = Math.min(known, NEAR), i = nextInside; tried > 0; tried--, i++) {
            Member member = inside.get(i < known ? i : i - known);
            if (member.asItStands && scanner.skipName(member.name)) {
                nextInside = member.number + 1;
                return member;
            }
        }
        scanner.name();
        return byName(scanner.nameText(), scanner, record);
    }

    private @Nullable Member byName(String text, JsonScanner scanner, TreeRecord record) {
        Member found = byName.get(text);
        if (found == null) {
            String below = place.isEmpty() ? text : place + "/" + text;
            String at = parts.unnamed().contains(below) ? path() : path().isEmpty() ? text : path() + "." + text;
            if (!record.countBranch(at)) {
                return null;
            }
            found = new Member(this, below, at, scanner.nameBytes(), record.nesting());
            inside.add(found);
            byName.put(text, found);
        }
        nextInside = found.number + 1;
        return found;
    }

    /** Forgets what the record has for this member and those inside it. */
    void removeFrom(TreeRecord record) {
        record.remove(this);
        inside.forEach(member -> member.removeFrom(record));
    }
}
