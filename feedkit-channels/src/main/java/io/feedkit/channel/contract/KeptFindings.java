package io.feedkit.channel.contract;

import io.feedkit.batch.Note;
import io.feedkit.batch.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one session found out about all rows of a batch, to be said by each session about its own. */
final class KeptFindings implements Findings {
    private final List<Found> all = new ArrayList<>();
    private final Set<Struck> struck = new HashSet<>();

    /** One thing that was said. */
    private interface Found {
        void sayTo(Findings findings, Sharing sharing);
    }

    private record Said(Note note) implements Found {
        @Override
        public void sayTo(Findings findings, Sharing sharing) {
            if (sharing.has(note.row())) {
                findings.note(note);
            }
        }
    }

    private record Struck(int row, String field) implements Found {
        @Override
        public void sayTo(Findings findings, Sharing sharing) {
            if (sharing.has(row)) {
                findings.strike(row, field);
            }
        }
    }

    private record Advised(String by, String field, String text, int[] rows) implements Found {
        @Override
        public void sayTo(Findings findings, Sharing sharing) {
            Selection products = sharing.own(rows);
            if (!products.isEmpty()) {
                findings.advise(by, field, text, products);
            }
        }
    }

    @Override
    public void note(Note note) {
        all.add(new Said(note));
    }

    @Override
    public void strike(int row, String field) {
        Struck one = new Struck(row, field);
        all.add(one);
        struck.add(one);
    }

    @Override
    public boolean isStruck(int row, String field) {
        return !struck.isEmpty() && struck.contains(new Struck(row, field));
    }

    @Override
    public void advise(String by, String field, String text, Selection products) {
        all.add(new Advised(by, field, text, Arrays.copyOf(products.rows, products.size)));
    }

    @Override
    public void advise(int row, String by, String field, String text) {
        all.add(new Advised(by, field, text, new int[] {row}));
    }

    /** Says it all again, about the rows a session has. */
    void sayTo(Findings findings, Sharing sharing) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).sayTo(findings, sharing);
        }
    }
}
