package io.feedkit.catalog.json;

import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.tree.TreeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Turns JSON objects into flat records. */
final class ObjectRecord {
    /** One member of the objects, with its column and the members inside it. */
    private static final class Member {
        final String name;
        final String path;
        final int place;
        final List<Member> inside = new ArrayList<>();
        final Map<String, Member> byName = new HashMap<>();
        int column = -1;

        Member(String name, String path, int place) {
            this.place = place;
            this.name = name;
            this.path = path;
        }

        /** Objects name their members in the same order, so the one after the last is tried first. */
        @Nullable
        Member inside(String wanted, int hint) {
            if (hint < inside.size() && inside.get(hint).name.equals(wanted)) {
                return inside.get(hint);
            }
            return byName.get(wanted);
        }

        Member add(String name) {
            Member member = new Member(name, path.isEmpty() ? name : path + "." + name, inside.size());
            inside.add(member);
            byName.put(name, member);
            return member;
        }
    }

    /** Members that only hold others or nothing are remembered, though they are no columns. */
    private static final int EMPTY_MEMBERS = 1_000;

    private static final char[] TRUE = {'t', 'r', 'u', 'e'};
    private static final char[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private final TreeRecord record;
    private final int maxMembers;
    private int known;
    private final Member root = new Member("", "", 0);

    ObjectRecord(ReadLimits limits) {
        record = new TreeRecord(limits);
        maxMembers = EMPTY_MEMBERS + 2 * limits.maxColumns();
    }

    TreeRecord record() {
        return record;
    }

    /** Takes in the object that the parser has just begun, to its end. */
    void read(JsonParser parser) {
        members(parser, root);
    }

    private void members(JsonParser parser, Member owner) {
        int hint = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Member member = owner.inside(name, hint);
            if (member == null && known == maxMembers) {
                // What is remembered of names must not grow with the source.
                record.object("there are more than " + maxMembers + " different names", name);
                parser.nextToken();
                parser.skipChildren();
                continue;
            }
            if (member == null) {
                known++;
                member = owner.add(name);
            }
            hint = member.place + 1;
            value(parser, parser.nextToken(), member);
        }
    }

    private void value(JsonParser parser, JsonToken token, Member member) {
        switch (token) {
            case START_OBJECT -> members(parser, member);
            case START_ARRAY -> {
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    value(parser, next, member);
                }
            }
            case VALUE_NULL -> {}
            case VALUE_TRUE -> leaf(TRUE, 0, TRUE.length, member);
            case VALUE_FALSE -> leaf(FALSE, 0, FALSE.length, member);
            default ->
                leaf(
                        parser.getStringCharacters(),
                        parser.getStringOffset(),
                        parser.getStringOffset() + parser.getStringLength(),
                        member);
        }
    }

    private void leaf(char[] chars, int from, int to, Member member) {
        record.startLeaf();
        record.append(chars, from, to, member.path);
        if (record.hasText()) {
            if (member.column < 0) {
                member.column = record.column(member.path);
            }
            record.endLeaf(member.column);
        }
    }
}
