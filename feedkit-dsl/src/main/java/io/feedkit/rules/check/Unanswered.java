package io.feedkit.rules.check;

import io.feedkit.rules.check.Checked.Clause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the calls of tables whose author did not say what happens without an answer: no {@code ??} behind them, no {@code is missing} about them, no optional hole around them. */
final class Unanswered {
    private final Map<Typed, Tables.Decided> calls;
    private final List<Tables.Decided> found = new ArrayList<>();
    private final Set<Typed> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Unanswered(Map<Typed, Tables.Decided> calls) {
        this.calls = calls;
    }

    static List<Tables.Decided> calls(List<Clause> clauses, Map<Typed, Tables.Decided> calls) {
        Unanswered unanswered = new Unanswered(calls);
        for (Clause clause : calls.isEmpty() ? List.<Clause>of() : clauses) {
            Walk.expressions(clause.act()).forEach(unanswered::look);
        }
        return unanswered.found;
    }

    private void look(Typed expression) {
        // Only what is reached without an answer counts as seen: elsewhere the same formula may have none.
        if (!seen.add(expression)) {
            return;
        }
        Tables.Decided call = calls.get(expression);
        if (call != null) {
            found.add(call);
        }
        if (expression instanceof Typed.Use use) {
            look(use.binding().value());
        } else if (expression instanceof Typed.Coalesce coalesce) {
            look(coalesce.operands().get(coalesce.operands().size() - 1));
        } else if (expression instanceof Typed.Template template) {
            template.parts().stream().filter(part -> !part.optional()).forEach(part -> look(part.hole()));
        } else {
            boolean prepared = expression instanceof Typed.Present
                    || expression instanceof Typed.Over over && over.way() == Typed.Over.Way.WORDS
                    || expression instanceof Typed.Call function
                            && function.function().seesMissing();
            if (!prepared) {
                expression.children().forEach(this::look);
            }
        }
    }
}
