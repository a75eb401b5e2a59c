package io.feedkit.rules.scan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread, and after merging all of them, found in a catalogue.
 *
 * <p>Questions have numbers, in the order in which they were {@linkplain #ranking added}; threads ask the same questions in the same order. Single-threaded until {@linkplain
 * #end() ended}, then immutable.
 */
public final class Findings implements AutoCloseable {
    private final Budget budget;
    private final List<Ranking> rankings = new ArrayList<>();
    private final List<Windows> windows = new ArrayList<>();

    public Findings(Budget budget) {
        this.budget = budget;
    }

    /** Findings of another thread, which is asked the same: to be {@linkplain #merge merged} with these or with others beside these. */
    public Findings beside() {
        Findings other = new Findings(budget);
        rankings.forEach(ranking -> other.rankings.add(ranking.beside()));
        windows.forEach(window -> other.windows.add(window.beside()));
        return other;
    }

    /** Asks who is first, and gives the number of the question. */
    public int ranking(boolean highest, BigDecimal amount, boolean percent) {
        rankings.add(new Ranking(highest, amount, percent, budget));
        return rankings.size() - 1;
    }

    /** Asks for a total of groups, and gives the number of the question. */
    public int window(Total total) {
        windows.add(new Windows(total, budget));
        return windows.size() - 1;
    }

    /** Takes in a product that may be among the first. */
    public void rank(int ranking, String key, Measured value, Identity product) {
        rankings.get(ranking).add(key, value, product);
    }

    /** Takes in a product of a group. */
    public void total(int window, String key, @Nullable Measured value, Identity product) {
        windows.get(window).add(key, value, product);
    }

    /** Takes over what another thread found; that thread's findings are void afterwards. */
    public void merge(Findings other) {
        for (int i = 0; i < rankings.size(); i++) {
            rankings.get(i).merge(other.rankings.get(i));
        }
        for (int i = 0; i < windows.size(); i++) {
            windows.get(i).merge(other.windows.get(i));
        }
    }

    /** Nothing more comes; questions can be asked. */
    public void end() {
        rankings.forEach(Ranking::end);
        windows.forEach(Windows::end);
    }

    /** How much of it went to disk, where something stays until this is closed. */
    public long bytesOnDisk() {
        return rankings.stream().mapToLong(Ranking::bytesOnDisk).sum()
                + windows.stream().mapToLong(Windows::bytesOnDisk).sum();
    }

    @Override
    public void close() {
        rankings.forEach(Ranking::close);
        windows.forEach(Windows::close);
    }

    public Ranking ranking(int number) {
        return rankings.get(number);
    }

    public Windows window(int number) {
        return windows.get(number);
    }

    /** Groups whose amounts are in several currencies and therefore have no order and no total. */
    public long mixedGroups() {
        return rankings.stream().mapToLong(Ranking::mixedGroups).sum()
                + windows.stream().mapToLong(Windows::mixedGroups).sum();
    }
}
