package io.feedkit.feed.json;

import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLayout.Documents;
import io.feedkit.feed.FeedPath;
import io.feedkit.feed.FeedPath.Kind;
import io.feedkit.feed.FeedPath.Step;
import io.feedkit.feed.FeedProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings the paths of fields together into the objects of one record. */
final class JsonTree {
    private static final Step RECORD = new Step("", Kind.ELEMENT, List.of(), false);

    private JsonTree() {}

    static JsonNode.Branch record(FeedLayout layout) {
        Documents documents = layout.documents();
        Place place = Place.of(RECORD, layout.fields(), documents);
        if (!documents.isNone()) {
            Place variants = place.descend(FeedPath.parse(documents.variants()).steps(), documents.variants());
            if (variants.members.isEmpty()) {
                throw bad(documents.variants(), "no field stands in it, so there is nothing to say of each product");
            }
            variants.next = layout.fields().size();
        }
        return place.node();
    }

    /** The key a step stands for; JSON knows no attributes, but keys that start with {@code @}. */
    static String key(Step step, String path) {
        if (step.kind() == Kind.TEXT) {
            throw bad(path, "an object has no text of its own");
        }
        return step.kind() == Kind.ATTRIBUTE ? "@" + step.name() : step.name();
    }

    private static FeedException bad(String path, String why) {
        return new FeedException(new Problem(
                FeedProblem.BAD_LAYOUT,
                SourcePosition.unknown("layout"),
                Problem.quote(path) + " is no place in a JSON object: " + why + ".",
                "Give each field a key of its own, such as prices/price."));
    }

    /** An object with what stands in it, by key: places and finished nodes. */
    private static final class Place {
        private final Step step;
        private final Map<String, Object> members = new LinkedHashMap<>();

        /** The column that leads from one product of the record to the next, where this is what stands once for each. */
        private int next = -1;

        private Place(Step step) {
            this.step = step;
        }

        static Place of(Step step, List<FeedField> fields, Documents documents) {
            Place place = new Place(step);
            for (int i = 0; i < fields.size(); i++) {
                place.add(fields.get(i), i, documents);
            }
            return place;
        }

        private void add(FeedField field, int index, Documents documents) {
            FeedPath path = FeedPath.parse(field.name());
            List<Step> steps = path.steps();
            if (!field.repeated() && !field.isGroup()) {
                JsonNode text = new JsonNode.Leaf(index, field.form());
                descend(path.above(), field.name())
                        .put(path.last(), path.last().listed() ? new JsonNode.Only(text) : text, field);
                return;
            }
            // A list stands where the path says, or at its end.
            int list = steps.size() - 1;
            int first = documents.depth(path);
            while (list > first && !steps.get(list).listed()) {
                list--;
            }
            list = steps.get(list).listed() ? list : steps.size() - 1;
            Place inside = of(RECORD, field.parts(), Documents.NONE);
            JsonNode one = field.isGroup() ? inside.node() : new JsonNode.Leaf(0, field.form());
            if (list < steps.size() - 1) {
                // What is fixed in a list's step stands in each of its objects.
                Place element =
                        new Place(new Step("", Kind.ELEMENT, steps.get(list).fixed(), false));
                List<Step> rest = steps.subList(list + 1, steps.size());
                element.descend(rest.subList(0, rest.size() - 1), field.name()).put(path.last(), one, field);
                one = element.node();
            }
            JsonNode all =
                    new JsonNode.Each(index, field.repeated(), field.parts().size(), one);
            descend(steps.subList(0, list), field.name()).put(steps.get(list), all, field);
        }

        private Place descend(List<Step> steps, String path) {
            Place place = this;
            for (Step below : steps) {
                Object child = place.members.computeIfAbsent(key(below, path), key -> new Place(below));
                if (!(child instanceof Place found)) {
                    throw bad(path, "another field stands where an object is needed");
                }
                place = found;
            }
            return place;
        }

        private void put(Step last, JsonNode node, FeedField field) {
            if (members.putIfAbsent(key(last, field.name()), node) != null) {
                throw bad(field.name(), "another field stands there already");
            }
        }

        private JsonNode below() {
            return next < 0 ? node() : new JsonNode.Variants(next, node());
        }

        private JsonNode.Branch node() {
            Map<String, String> fixed = new LinkedHashMap<>();
            step.fixed().forEach(text -> fixed.put((text.attribute() ? "@" : "") + text.name(), text.value()));
            JsonNode.Member[] nodes = members.entrySet().stream()
                    .map(member -> new JsonNode.Member(
                            JsonWriter.readyName(member.getKey()),
                            member.getValue() instanceof Place place ? place.below() : (JsonNode) member.getValue()))
                    .toArray(JsonNode.Member[]::new);
            return new JsonNode.Branch(fixed, nodes, step.listed() && next < 0);
        }
    }
}
