package io.feedkit.channel.tooling;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comments of a descriptor, each with the key it stands above: there authors say which of two sources they followed and why.
 *
 * <p>YAML readers drop comments, so lines are read here; what stands inside a block of text is no comment.
 */
final class Remarks {
    private static final Pattern KEY =
            Pattern.compile("^( *)(?:- )?(?:\"([^\"]+)\"|'([^']+)'|([^\\s#:\"'\\[\\]{},-][^#:]*)):(?: .*|$)");
    private static final Pattern BLOCK = Pattern.compile(".*(?::|-) [|>][-+0-9]*\\s*(?:#.*)?$");

    private final List<Remark> remarks = new ArrayList<>();
    private final Deque<Level> path = new ArrayDeque<>();
    private final StringBuilder pending = new StringBuilder();
    private int block = -1;

    /**
     * A comment of one or several lines.
     *
     * @param about the field, rule or section below it; empty for the file
     */
    record Remark(String about, String text) {}

    private record Level(int indent, String key) {}

    static List<Remark> of(String yaml) {
        Remarks reading = new Remarks();
        yaml.lines().forEach(reading::line);
        reading.end("");
        return List.copyOf(reading.remarks);
    }

    private void line(String line) {
        String text = line.strip();
        int indent = line.length() - line.stripLeading().length();
        if (block >= 0 && (text.isEmpty() || indent > block)) {
            return;
        }
        block = -1;
        if (text.startsWith("#")) {
            String said = text.replaceFirst("^#+\\s*", "");
            if (!said.startsWith("yaml-language-server") && !said.startsWith("lint:")) {
                pending.append(pending.length() == 0 ? "" : " ").append(said);
            }
        } else if (!text.isEmpty()) {
            content(line, indent);
        }
    }

    private void content(String line, int indent) {
        Matcher key = KEY.matcher(line);
        while (!path.isEmpty() && path.peek().indent() >= indent) {
            path.pop();
        }
        if (key.matches()) {
            String name = key.group(2) != null ? key.group(2) : key.group(3) != null ? key.group(3) : key.group(4);
            path.push(new Level(indent, name.strip()));
        }
        end(about());
        if (BLOCK.matcher(line).matches()) {
            block = indent;
        }
    }

    /** The name below a section, such as that of a field, or the section. */
    private String about() {
        List<String> keys = new ArrayList<>();
        path.descendingIterator().forEachRemaining(level -> keys.add(level.key()));
        if (keys.isEmpty() || keys.get(0).equals("channel")) {
            return "";
        }
        boolean named = keys.size() > 1
                && List.of("fields", "rules", "group-rules", "let", "lists").contains(keys.get(0));
        return named
                ? keys.get(1)
                : keys.size() > 1 && !keys.get(0).equals("members") ? keys.get(0) + ": " + keys.get(1) : keys.get(0);
    }

    private void end(String about) {
        if (pending.length() > 0) {
            remarks.add(new Remark(about, pending.toString()));
            pending.setLength(0);
        }
    }
}
