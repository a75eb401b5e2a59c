package io.feedkit.catalog.tree;

import io.feedkit.catalog.Nesting.Sign;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Objects in an array inside records, as the head of a source shows them: variants, pictures, reviews.
 *
 * @param path of its columns
 * @param members names of the members of its objects
 * @param repeated those of which one array has the same text twice, so that they tell nothing apart
 * @param whole whether each record has one such array; else it is inside of further arrays, and its objects cannot become records
 */
public record InnerArray(String path, Set<String> members, Set<String> repeated, boolean whole) {

    /** What two have together that stand at one path. */
    public InnerArray and(InnerArray other) {
        Set<String> allMembers = new TreeSet<>(members);
        allMembers.addAll(other.members);
        Set<String> allRepeated = new TreeSet<>(repeated);
        allRepeated.addAll(other.repeated);
        return new InnerArray(path, allMembers, allRepeated, whole && other.whole);
    }

    /** The one that holds variants, or null: the first sign counts most, then the outermost array. */
    static @Nullable InnerArray variants(List<InnerArray> all, List<Sign> signs) {
        InnerArray found = null;
        int best = signs.size();
        for (InnerArray one : all) {
            Sign sign = one.whole ? one.signOf(signs) : null;
            int place = sign == null || sign.called().isEmpty() ? signs.size() : signs.indexOf(sign);
            if (place < best || found != null && place == best && one.depth() < found.depth()) {
                found = one;
                best = place;
            }
        }
        return found;
    }

    /** Whether its objects look like variants although nothing calls them so. */
    public boolean looksLikeVariants(List<Sign> signs) {
        return signOf(signs) != null;
    }

    /** The members by which a sign knows it. */
    public List<String> signsOf(List<Sign> signs) {
        Sign sign = signOf(signs);
        List<String> found = new ArrayList<>();
        if (sign != null) {
            Set<String> wanted = new TreeSet<>(sign.apart());
            wanted.addAll(sign.with());
            members.stream()
                    .filter(one -> wanted.contains(Sign.folded(one)))
                    .sorted()
                    .forEach(found::add);
        }
        return found;
    }

    /** The first sign by which it is known; none where it stands in what a sign without members calls something else. */
    private @Nullable Sign signOf(List<Sign> signs) {
        String place = "." + Sign.folded(path) + ".";
        Sign found = null;
        for (Sign sign : signs) {
            boolean other = sign.apart().isEmpty() && sign.with().isEmpty();
            if (other && sign.called().stream().anyMatch(one -> place.contains("." + one + "."))) {
                return null;
            }
            boolean isCalled =
                    sign.called().isEmpty() || sign.called().stream().anyMatch(one -> place.endsWith("." + one + "."));
            if (!other && found == null && isCalled && has(sign.apart(), true) && has(sign.with(), false)) {
                found = sign;
            }
        }
        return found;
    }

    private boolean has(List<String> wanted, boolean apart) {
        return wanted.isEmpty()
                || members.stream()
                        .anyMatch(one -> wanted.contains(Sign.folded(one)) && !(apart && repeated.contains(one)));
    }

    private int depth() {
        return (int) path.chars().filter(c -> c == '.').count();
    }
}
