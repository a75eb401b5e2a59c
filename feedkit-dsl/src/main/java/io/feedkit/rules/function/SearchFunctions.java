package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.INTEGER;
import static io.feedkit.product.AttributeType.PERCENT;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.product.AttributeType.TEXTS;
import static io.feedkit.rules.function.Definition.integer;
import static io.feedkit.rules.function.Definition.text;
import static io.feedkit.rules.function.Definition.texts;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import java.util.List;
import java.util.Optional;

/** Finding, taking out and putting in. */
final class SearchFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("replace")
                    .takes(text("t"), text("what"), text("with"))
                    .gives(TEXT)
                    .saying("Puts another text in every place where a text or a pattern stands; $1 is the first group"
                            + " of a pattern.")
                    .example("replace(\"a - b - c\", \" - \", \" – \")", "\"a – b – c\"")
                    .example("replace(\"Size 38 / 40\", r\"(\\d+) / (\\d+)\", \"$1-$2\")", "\"Size 38-40\"")
                    .squeezedBy(SearchFunctions::blankingOut)
                    .boundBy(SearchFunctions::replacing),
            Definition.of("extract")
                    .takes(text("t"), text("regex"), integer("group").orNothing())
                    .gives(TEXT)
                    .saying("Takes out the first group of a pattern where it first matches (the whole match when it"
                            + " has no group); missing when it does not.")
                    .example("extract(\"80% coton, 20% lin\", r\"(\\d{1,3} ?% (coton|laine|lin))\"i)", "\"80% coton\"")
                    .example("extract(\"Size 38\", r\"\\d+\")", "\"38\"")
                    .example("extract(\"Dress\", r\"\\d+\")", "missing")
                    .boundBy(SearchFunctions::extracting),
            Definition.of("extract_all")
                    .takes(text("t"), text("regex"), integer("group").orNothing())
                    .gives(TEXTS)
                    .saying("Takes out the first group of a pattern wherever it matches (the whole match when it has"
                            + " no group).")
                    .example("extract_all(\"38, 40 and 42\", r\"\\d+\")", "[\"38\", \"40\", \"42\"]")
                    .example("extract_all(\"Dress\", r\"\\d+\")", "missing")
                    .boundBy(SearchFunctions::extractingAll),
            Definition.of("count_matches")
                    .takes(text("t"), text("regex"))
                    .gives(INTEGER)
                    .saying("Counts the places where a pattern matches.")
                    .example("count_matches(\"38, 40 and 42\", r\"\\d+\")", "3")
                    .example("count_matches(\"Dress\", r\"\\d+\")", "0")
                    .boundBy(SearchFunctions::countingMatches),
            Definition.of("find_first_of")
                    .takes(text("t"), texts("values"))
                    .gives(TEXT)
                    .saying("The first listed value that stands in the text as whole words; missing when none does.")
                    .example("find_first_of(\"Shirt XL blue\", [\"S\", \"L\", \"XL\"])", "\"XL\"")
                    .example("find_first_of(\"Shirt\", [\"S\", \"L\"])", "missing")
                    .by(Kernels.rowsWith(() -> {
                        FirstListed listed = new FirstListed();
                        return (text, row, in, out) ->
                                out.bits[row] = listed.in(text, in[0].bits[row], in[1].bits[row]);
                    })),
            Definition.of("word_count")
                    .takes(text("t"))
                    .gives(INTEGER)
                    .saying("Counts the words, which are parted by blanks.")
                    .example("word_count(\"red summer dress\")", "3")
                    .example("word_count(\"  \")", "0")
                    .by(Kernels.count(SearchFunctions::countWords)),
            Definition.of("words")
                    .takes(text("t"))
                    .gives(TEXTS)
                    .saying("The words of a text, which are parted by blanks.")
                    .example("words(\"red  dress\")", "[\"red\", \"dress\"]")
                    .example("words(\" \")", "missing")
                    .by(Kernels.text(SearchFunctions::words)),
            Definition.of("split")
                    .takes(text("t"), text("sep"))
                    .gives(TEXTS)
                    .saying("The parts of a text between separators, without the blanks around them; empty parts are"
                            + " left out.")
                    .example("split(\"red, blue,,green\", \",\")", "[\"red\", \"blue\", \"green\"]")
                    .example("split(\"red\", \",\")", "[\"red\"]")
                    .by(Kernels.textText(SearchFunctions::split)),
            Definition.of("join")
                    .takes(Parameter.of("sep", Kind.TEXT, Kind.LIST), text("t").andMore())
                    .gives(TEXT)
                    .saying("Puts texts together with a separator between them; missing and blank ones are skipped. A"
                            + " list comes first, then the separator.")
                    .example("join(\" \", \"Acme\", missing, \"Shoe\")", "\"Acme Shoe\"")
                    .example("join([\"red\", \"blue\"], \", \")", "\"red, blue\"")
                    .example("join(\" \", missing, \"\")", "missing")
                    .seeingMissing()
                    .boundBy(SearchFunctions::joining),
            Definition.of("similarity")
                    .takes(text("a"), text("b"))
                    .gives(PERCENT)
                    .saying("How alike two texts are: the share of characters that need not be changed, added or taken"
                            + " out.")
                    .example("similarity(\"nike air\", \"nike air\")", "100%")
                    .example("similarity(\"abcd\", \"abxd\")", "75%")
                    .by(Kernels.rows(
                            (text, row, in, out) -> Similarity.put(text, in[0].bits[row], in[1].bits[row], out, row))));

    private static final int MAX_GROUP = 99;

    private SearchFunctions() {}

    private static Regex regex(CallSite site) {
        return regex(site.constants().get(1))
                .orElseThrow(() -> Objection.of("pattern-written", "The pattern must be written out here: r\"…\"."));
    }

    private static Optional<Regex> regex(Optional<Object> constant) {
        return constant.filter(CallSite.Pattern.class::isInstance).map(p -> Regex.of((CallSite.Pattern) p));
    }

    private static Kernel replacing(CallSite site) {
        Optional<Regex> regex = regex(site.constants().get(1));
        if (regex.isEmpty()) {
            return Kernels.rows((text, row, in, out) ->
                    out.bits[row] = replace(text, in[0].bits[row], in[1].bits[row], in[2].bits[row]));
        }
        return Kernels.rowsWith(() -> {
            Regex.Scan scan = regex.get().scan();
            int groups = regex.get().groups();
            Brackets brackets = regex.get().brackets();
            return (text, row, in, out) -> {
                long with = in[2].bits[row];
                out.bits[row] = brackets != null && Brackets.canPut(text, with)
                        ? brackets.replace(text, in[0].bits[row], with)
                        : Kernels.limited(replace(text, in[0].bits[row], scan, groups, with));
            };
        });
    }

    /** Tags and the like that are replaced with a blank. */
    private static Optional<Kernel> blankingOut(CallSite site) {
        return site.constants().get(2).equals(Optional.of(" "))
                ? regex(site.constants().get(1))
                        .flatMap(regex -> Optional.ofNullable(regex.brackets()))
                        .map(brackets -> Kernels.text(brackets::blankedOut))
                : Optional.empty();
    }

    private static long replace(TextBuffer text, long slice, long what, long with) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        int whatFrom = TextBuffer.start(what);
        int whatTo = TextBuffer.end(what);
        int found = Utf8.find(bytes, from, to, bytes, whatFrom, whatTo);
        if (found < 0 || whatFrom == whatTo) {
            return slice;
        }
        int length = whatTo - whatFrom;
        int replaced = TextBuffer.length(with);
        long size = (long) to - from;
        for (int at = found; at >= 0; at = Utf8.find(bytes, at + length, to, bytes, whatFrom, whatTo)) {
            size += replaced - length;
        }
        bytes = text.room(Limits.textBytes(size) + TextBuffer.BEYOND);
        int out = text.end();
        int at = from;
        for (int next = found; next >= 0; next = Utf8.find(bytes, at, to, bytes, whatFrom, whatTo)) {
            out = TextBuffer.copy(bytes, at, next, bytes, out);
            out = TextBuffer.copy(bytes, TextBuffer.start(with), TextBuffer.end(with), bytes, out);
            at = next + length;
        }
        return text.advanceTo(TextBuffer.copy(bytes, at, to, bytes, out));
    }

    private static long replace(TextBuffer text, long slice, Regex.Scan scan, int groups, long with) {
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        scan.over(text.bytes(), from, to);
        if (!scan.next()) {
            return slice;
        }
        int start = text.end();
        int at = from;
        boolean plain = TextBuffer.indexOf((byte) '$', text.bytes(), TextBuffer.start(with), TextBuffer.end(with))
                == TextBuffer.end(with);
        do {
            copy(text, at, scan.start(0));
            if (plain) {
                copy(text, TextBuffer.start(with), TextBuffer.end(with));
            } else {
                substitute(text, with, scan, groups);
            }
            Limits.textBytes((long) text.end() - start);
            at = scan.end(0);
        } while (scan.next());
        copy(text, at, to);
        return TextBuffer.slice(start, text.end());
    }

    /** Appends a part of the same buffer, the short ones by eights. */
    private static void copy(TextBuffer text, int from, int to) {
        byte[] bytes = text.room(to - from + TextBuffer.BEYOND);
        text.advanceTo(TextBuffer.copy(bytes, from, to, bytes, text.end()));
    }

    /** Appends the replacement of one match: {@code $1} is a group, {@code $0} the match, {@code $$} a dollar sign, and any other dollar sign itself. */
    private static void substitute(TextBuffer text, long with, Regex.Scan scan, int groups) {
        int to = TextBuffer.end(with);
        int plain = TextBuffer.start(with);
        for (int at = plain; at < to; at++) {
            byte[] bytes = text.bytes();
            if (bytes[at] != '$' || at + 1 == to) {
                continue;
            }
            byte next = bytes[at + 1];
            if (next == '$') {
                text.append(bytes, plain, at + 1);
                plain = at + 2;
                at++;
            } else if (next >= '0' && next <= '9') {
                text.append(bytes, plain, at);
                int group = next - '0';
                int end = at + 2;
                // As many digits as make a group that exists.
                while (end < to
                        && isDigit(bytes[end])
                        && group * 10 + bytes[end] - '0' <= Math.min(groups, MAX_GROUP)) {
                    group = group * 10 + bytes[end++] - '0';
                }
                if (group <= groups && scan.start(group) >= 0) {
                    text.append(text.bytes(), scan.start(group), scan.end(group));
                }
                plain = end;
                at = end - 1;
            }
        }
        text.append(text.bytes(), plain, to);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Which group a call means: the one it names, else the first, else the whole match. */
    private static int group(CallSite site, Regex regex) {
        if (site.arguments() < 3) {
            return Math.min(1, regex.groups());
        }
        long group = site.constants()
                .get(2)
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .orElseThrow(() -> Objection.of("group-written", "The number of the group must be written out here."));
        if (group < 0 || group > regex.groups()) {
            throw Objection.of("group", "The pattern has {0} groups; there is no group {1}.", regex.groups(), group);
        }
        return (int) group;
    }

    private static Kernel extracting(CallSite site) {
        Regex regex = regex(site);
        int group = group(site, regex);
        return Kernels.rowsWith(() -> {
            Regex.Scan scan = regex.scan();
            return (text, row, in, out) -> {
                long slice = in[0].bits[row];
                scan.over(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice));
                boolean found = scan.next() && scan.start(group) >= 0;
                out.bits[row] = found ? TextBuffer.slice(scan.start(group), scan.end(group)) : Column.MISSING;
            };
        });
    }

    private static Kernel extractingAll(CallSite site) {
        Regex regex = regex(site);
        int group = group(site, regex);
        return Kernels.rowsWith(() -> {
            Regex.Scan scan = regex.scan();
            return (text, row, in, out) -> {
                long slice = in[0].bits[row];
                scan.over(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice));
                TextList.Builder found = new TextList.Builder(text);
                while (scan.next()) {
                    if (scan.end(group) > scan.start(group)) {
                        found.add(scan.start(group), scan.end(group));
                    }
                }
                out.bits[row] = found.list();
            };
        });
    }

    private static Kernel countingMatches(CallSite site) {
        Regex regex = regex(site);
        return Kernels.rowsWith(() -> {
            Regex.Scan scan = regex.scan();
            return (text, row, in, out) -> {
                long slice = in[0].bits[row];
                scan.over(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice));
                int count = 0;
                while (scan.next()) {
                    count++;
                }
                out.bits[row] = count;
            };
        });
    }

    private static long countWords(byte[] bytes, int from, int to) {
        int count = 0;
        for (int at = Utf8.skipBlanks(bytes, from, to); at < to; at = Utf8.skipBlanks(bytes, at, to)) {
            at = wordEnd(bytes, at, to);
            count++;
        }
        return count;
    }

    private static int wordEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Utf8.blank(bytes, at) == 0) {
            at++;
        }
        return at;
    }

    private static long words(TextBuffer text, long slice) {
        int to = TextBuffer.end(slice);
        TextList.Builder words = new TextList.Builder(text);
        for (int at = Utf8.skipBlanks(text.bytes(), TextBuffer.start(slice), to); at < to; ) {
            int end = wordEnd(text.bytes(), at, to);
            words.add(at, end);
            at = Utf8.skipBlanks(text.bytes(), end, to);
        }
        return words.list();
    }

    private static long split(TextBuffer text, long slice, long separator) {
        int length = TextBuffer.length(separator);
        if (length == 0) {
            throw new Fault("a text cannot be split at an empty separator");
        }
        int to = TextBuffer.end(slice);
        TextList.Builder parts = new TextList.Builder(text);
        for (int at = TextBuffer.start(slice); at <= to; ) {
            byte[] bytes = text.bytes();
            int found = Utf8.find(bytes, at, to, bytes, TextBuffer.start(separator), TextBuffer.end(separator));
            int end = found < 0 ? to : found;
            int from = Utf8.skipBlanks(bytes, at, end);
            int last = Utf8.dropBlanks(bytes, from, end);
            if (last > from) {
                parts.add(from, last);
            }
            at = end + (found < 0 ? 1 : length);
        }
        return parts.list();
    }

    private static Kernel joining(CallSite site) {
        List<AttributeType> types = site.types();
        boolean list = types.get(0).kind() == Kind.LIST;
        if (list && types.size() != 2) {
            throw Objection.of("join", "A list is joined with one separator: join(list, \", \").");
        }
        return list ? Kernels.textText(SearchFunctions::joinList) : Kernels.rows(SearchFunctions::joinTexts);
    }

    private static long joinList(TextBuffer text, long list, long separator) {
        if (TextList.isEmpty(list) || separator == Column.MISSING) {
            return Column.MISSING;
        }
        Joining joining = new Joining(text, separator);
        int to = TextBuffer.end(list);
        for (int at = TextBuffer.start(list); at <= to; ) {
            int end = TextList.elementEnd(text.bytes(), at, to);
            joining.add(at, end);
            at = end + 1;
        }
        return joining.text();
    }

    private static void joinTexts(TextBuffer text, int row, Column[] in, Column out) {
        long separator = in[0].bits[row];
        if (separator == Column.MISSING) {
            out.bits[row] = Column.MISSING;
            return;
        }
        Joining joining = new Joining(text, separator);
        for (int i = 1; i < in.length; i++) {
            long part = in[i].bits[row];
            if (part != Column.MISSING) {
                joining.add(TextBuffer.start(part), TextBuffer.end(part));
            }
        }
        out.bits[row] = joining.text();
    }

    /** Texts put together at the end of the buffer. */
    private static final class Joining {
        private final TextBuffer text;
        private final long separator;
        private final int start;
        private boolean started;

        Joining(TextBuffer text, long separator) {
            this.text = text;
            this.separator = separator;
            start = text.end();
        }

        void add(int from, int to) {
            if (Utf8.skipBlanks(text.bytes(), from, to) == to) {
                return;
            }
            if (started) {
                text.append(text.bytes(), TextBuffer.start(separator), TextBuffer.end(separator));
            }
            text.append(text.bytes(), from, to);
            Limits.textBytes((long) text.end() - start);
            started = true;
        }

        long text() {
            return started ? TextBuffer.slice(start, text.end()) : Column.MISSING;
        }
    }
}
