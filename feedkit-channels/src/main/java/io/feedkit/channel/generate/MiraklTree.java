package io.feedkit.channel.generate;

import io.feedkit.channel.generate.MiraklAnswers.Hierarchy;
import io.feedkit.channel.generate.ValueSets.Word;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The categories of an operator, and how a condition speaks about all below one of them. */
final class MiraklTree {
    private static final int FEW = 4;

    private final Map<String, Hierarchy> byCode = new LinkedHashMap<>();
    private final Map<String, List<String>> children = new LinkedHashMap<>();
    private final Map<String, String> listNames = new LinkedHashMap<>();
    private final Names names;
    private final ValueSets sets;

    private MiraklTree(Names names, ValueSets sets) {
        this.names = names;
        this.sets = sets;
    }

    static MiraklTree of(List<Hierarchy> hierarchies, Names names, ValueSets sets, LeftOut leftOut) {
        MiraklTree tree = new MiraklTree(names, sets);
        for (Hierarchy hierarchy : hierarchies) {
            if (tree.byCode.putIfAbsent(hierarchy.code(), hierarchy) == null) {
                tree.children
                        .computeIfAbsent(hierarchy.parent(), code -> new ArrayList<>())
                        .add(hierarchy.code());
            } else {
                leftOut.add(hierarchy.at(), "The hierarchy " + Problem.quote(hierarchy.code()) + " is there twice.");
            }
        }
        tree.checkForCircles();
        return tree;
    }

    /** Whoever is not reached from a root leads back to itself; a parent nobody describes is a root. */
    private void checkForCircles() {
        Set<String> reached = new LinkedHashSet<>();
        for (Hierarchy hierarchy : byCode.values()) {
            if (!byCode.containsKey(hierarchy.parent())) {
                reached.addAll(below(hierarchy.code()));
            }
        }
        for (Hierarchy hierarchy : byCode.values()) {
            if (!reached.contains(hierarchy.code())) {
                throw new FeedException(new Problem(
                        GenerateProblem.CIRCLE,
                        hierarchy.at(),
                        "The hierarchy " + Problem.quote(hierarchy.code()) + " is among its own parents.",
                        "Ask H11 again; give all of its answer."));
            }
        }
    }

    boolean isEmpty() {
        return byCode.isEmpty();
    }

    boolean knows(String code) {
        return byCode.containsKey(code);
    }

    /** A category and all below it, each once even where the answer goes in circles. */
    private Set<String> below(String code) {
        Set<String> codes = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(code));
        while (!open.isEmpty()) {
            String next = open.removeFirst();
            if (codes.add(next)) {
                open.addAll(children.getOrDefault(next, List.of()));
            }
        }
        return codes;
    }

    /** Every category as a word: its code, with its labels and, in the operator's own language, its path as other spellings. */
    List<Word> words() {
        List<Word> words = new ArrayList<>();
        for (Hierarchy hierarchy : byCode.values()) {
            Set<String> synonyms = new LinkedHashSet<>(hierarchy.labels());
            synonyms.add(path(hierarchy));
            words.add(new Word(hierarchy.code(), synonyms, hierarchy.at()));
        }
        return words;
    }

    private String path(Hierarchy hierarchy) {
        Deque<String> labels = new ArrayDeque<>();
        for (Hierarchy each = hierarchy; each != null; each = byCode.get(each.parent())) {
            labels.addFirst(each.labels().stream().findFirst().orElse(each.code()));
        }
        return String.join(" > ", labels);
    }

    /** A condition that a category is one of these or below one. */
    String within(String field, Collection<String> codes) {
        Set<String> few = new LinkedHashSet<>();
        List<String> conditions = new ArrayList<>();
        for (String code : codes) {
            Set<String> below = below(code);
            if (few.size() + below.size() <= FEW) {
                few.addAll(below);
            } else {
                conditions.add(field + " in " + list(code, below));
            }
        }
        if (!few.isEmpty()) {
            conditions.add(0, Formula.oneOf(field, few));
        }
        return String.join(" or ", conditions);
    }

    private String list(String code, Set<String> below) {
        return listNames.computeIfAbsent(code, key -> {
            String name = names.of("under " + key);
            sets.addList(name, below);
            return name;
        });
    }
}
