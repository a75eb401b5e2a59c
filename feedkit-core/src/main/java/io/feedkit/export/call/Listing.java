package io.feedkit.export.call;

import io.feedkit.export.api.ApiTarget;
import io.feedkit.export.call.json.JsonAnswer;
import io.feedkit.export.change.Reconciliation;
import io.feedkit.export.change.Settlement;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import io.feedkit.feed.api.ApiPlan;
import io.feedkit.feed.api.ListCall;
import io.feedkit.location.PublishProblem;
import io.feedkit.location.http.HttpCall;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks a channel page by page what it has, and corrects what we believe by it. */
final class Listing {
    private static final int MOST_NAMED = 5;
    private static final long MOST_PAGES = 10_000_000;

    private final ApiFiles files;
    private final ApiPlan plan;
    private final ApiTarget target;
    private final Map<String, String> values;
    private final FeedLayout layout;
    private final Caller caller;
    private long offset;

    Listing(
            ApiFiles files,
            ApiPlan plan,
            ApiTarget target,
            Map<String, String> values,
            FeedLayout layout,
            Allowances allowances) {
        this.files = files;
        this.plan = plan;
        this.target = target;
        this.values = values;
        this.layout = layout;
        caller = new Caller(
                plan, target, values, new Turnstile(target.name(), target.pace(), target.within(), allowances));
    }

    /** How many products the channel listed, 0 when it cannot be asked; then all are sent again. */
    long reconcile(ProblemSink problems) {
        ListCall call = plan.listing();
        try {
            if (call == null) {
                Settlement.doubt(files.sent());
                return 0;
            }
            Path list = files.sent().resolveSibling(files.sent().getFileName() + ".listed");
            // A list says one thing of a record, not one of each of its products.
            List<String> told = call.fields().keySet().stream()
                    .filter(field -> layout.documents().depth(FeedPath.parse(field)) == 0)
                    .toList();
            try (Reconciliation reconciliation = Reconciliation.begin(list, told)) {
                read(call, told, reconciliation);
                Set<String> unknown = new TreeSet<>();
                Reconciliation.Result result = reconciliation.correct(
                        files.sent(),
                        layout.fields().stream().map(FeedField::name).toList(),
                        id -> {
                            if (unknown.size() < MOST_NAMED) {
                                unknown.add(id);
                            }
                        },
                        target.removesUnknown());
                report(result, unknown, problems);
                return result.listed();
            }
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(
                    files.sent().toString(), "What the channel has cannot be compared: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(ApiProblem.STOPPED, "The run was interrupted while the channel was asked what it has.", "");
        } catch (Ending e) {
            throw new FeedException(e.problem());
        }
    }

    private void report(Reconciliation.Result result, Set<String> unknown, ProblemSink problems) {
        SourcePosition at = SourcePosition.unknown(target.name());
        if (result.missing() > 0 || result.different() > 0) {
            problems.report(new Problem(
                    ApiProblem.DIFFERED,
                    at,
                    "The channel did not have " + result.missing() + " products it was believed to have, and had "
                            + result.different() + " with other values.",
                    "They are sent again. If that stays, somebody else writes to the same account."));
        }
        if (result.unknown() > 0 && !target.removesUnknown()) {
            problems.report(
                    new Problem(
                            ApiProblem.UNKNOWN_LISTED,
                            at,
                            "The channel has " + result.unknown() + " products that this feed never sent, such as "
                                    + String.join(", ", unknown) + ".",
                            "They stay. If nobody else writes to this account, ApiTarget.removingUnknown (--remove-unknown) takes away those the feed does not have."));
        }
    }

    private FeedException failure(ApiProblem code, String message, String fix) {
        return new FeedException(new Problem(code, SourcePosition.unknown(target.name()), message, fix));
    }

    private void read(ListCall call, List<String> told, Reconciliation into) throws IOException, InterruptedException {
        Map<String, String> where = new HashMap<>();
        call.where().forEach((place, text) -> where.put(place, Template.fill(text, values, Template.Place.PLAIN)));
        String next = "";
        for (long page = 0; page < MOST_PAGES; page++) {
            Object answer = page(call, next);
            List<?> items = JsonAnswer.list(answer, call.items());
            String following = call.next().isEmpty() ? "" : JsonAnswer.text(answer, call.next());
            if (items == null && !(answer instanceof Map<?, ?>)) {
                throw unreadable();
            }
            for (Object item : items == null ? List.<Object>of() : items) {
                take(item, call, where, told, into);
            }
            offset += items == null ? 0 : items.size();
            boolean more = call.next().isEmpty()
                    ? items != null && !items.isEmpty() && call.path().contains("{offset}")
                    : !following.isEmpty();
            if (!more) {
                return;
            }
            if (!call.next().isEmpty() && page > 0 && following.equals(next)) {
                throw failure(
                        ApiProblem.UNREADABLE_ANSWER, "The channel's list leads from a page to the same page.", "");
            }
            next = following;
        }
    }

    private FeedException unreadable() {
        return failure(
                ApiProblem.UNREADABLE_ANSWER,
                "The channel's list of products cannot be read.",
                "Compare its answer with what the channel's descriptor says; nothing was sent.");
    }

    private Object page(ListCall call, String next) throws InterruptedException {
        Map<String, String> named = new HashMap<>(values);
        named.put("offset", String.valueOf(offset));
        named.put("next", next);
        String path = Template.fill(call.path(), named, Template.Place.ADDRESS);
        if (!next.isEmpty()) {
            path += (path.contains("?") ? "&" : "?") + Template.fill(call.nextQuery(), named, Template.Place.ADDRESS);
        }
        Caller.Told told = caller.told(
                ListCall.NAME,
                HttpCall.get(URI.create(target.address() + path)).withHeader("Accept", "application/json"));
        Object answer = told.isGood() ? JsonAnswer.parse(told.body()) : null;
        if (answer == null) {
            throw told.isGood()
                    ? unreadable()
                    : failure(
                            ApiProblem.STOPPED,
                            "The channel does not say what it has: status " + told.status() + ".",
                            "Look at the credentials and the address; nothing was sent.");
        }
        return answer;
    }

    private static void take(
            Object item, ListCall call, Map<String, String> where, List<String> told, Reconciliation into)
            throws IOException {
        String id = JsonAnswer.text(item, call.id());
        boolean ours = where.entrySet().stream()
                .allMatch(entry -> JsonAnswer.text(item, entry.getKey()).equals(entry.getValue()));
        if (id.isEmpty() || !ours) {
            return;
        }
        List<String> texts = new ArrayList<>();
        for (String field : told) {
            texts.add(JsonAnswer.text(item, call.fields().getOrDefault(field, "")));
        }
        into.add(id, texts);
    }
}
