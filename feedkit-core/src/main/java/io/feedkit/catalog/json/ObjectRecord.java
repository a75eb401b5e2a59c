package io.feedkit.catalog.json;

import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.tree.TreeRecord;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Turns JSON objects into flat records. */
final class ObjectRecord {
    /** One member of the objects, with its column and the members inside it. */
    private static final class Member {
        final String name;
        final String path;
        final List<Member> inside = new ArrayList<>();
        int column = -1;

        Member(String name, String path) {
            this.name = name;
            this.path = path;
        }

        /** Objects name their members in the same order, so the one after the last is tried first. */
        Member inside(String wanted, int hint) {
            if (hint < inside.size() && inside.get(hint).name.equals(wanted)) {
                return inside.get(hint);
            }
            for (Member member : inside) {
                if (member.name.equals(wanted)) {
                    return member;
                }
            }
            Member member = new Member(wanted, path.isEmpty() ? wanted : path + "." + wanted);
            inside.add(member);
            return member;
        }
    }

    private static final char[] TRUE = {'t', 'r', 'u', 'e'};
    private static final char[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private final TreeRecord record;
    private final Member root = new Member("", "");

    ObjectRecord(ReadLimits limits) {
        record = new TreeRecord(limits);
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
            Member member = owner.inside(parser.currentName(), hint);
            hint = owner.inside.indexOf(member) + 1;
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
