package io.feedkit.rules.eval;

import io.feedkit.batch.Selection;
import io.feedkit.rules.Explanation.Join;
import io.feedkit.rules.Explanation.Part;
import io.feedkit.rules.Explanation.Truth;
import java.util.List;

/**
 * A condition taken apart, to say of each part what it was for a product.
 *
 * @param glimpses the values it looks at, where it has no parts
 */
public record Inquiry(String text, Join join, Condition condition, List<Inquiry> parts, List<Glimpse> glimpses) {
    public Inquiry {
        parts = List.copyOf(parts);
        glimpses = List.copyOf(glimpses);
    }

    Part look(Run run, Selection rows) {
        return new Part(
                text,
                join,
                truth(run, rows),
                parts.stream().map(part -> part.look(run, rows)).toList(),
                Glimpse.look(glimpses, run, rows));
    }

    private Truth truth(Run run, Selection rows) {
        Selection yes = run.lend();
        Selection no = run.lend();
        Selection unknown = run.lend();
        condition.decide(run, rows, yes, no, unknown);
        Truth truth = yes.size > 0 ? Truth.TRUE : no.size > 0 ? Truth.FALSE : Truth.UNKNOWN;
        run.giveBack(3);
        return truth;
    }
}
