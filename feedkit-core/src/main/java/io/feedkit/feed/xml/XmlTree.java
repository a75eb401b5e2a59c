package io.feedkit.feed.xml;

import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedField.Form;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLayout.Documents;
import io.feedkit.feed.FeedPath;
import io.feedkit.feed.FeedPath.Kind;
import io.feedkit.feed.FeedPath.Step;
import io.feedkit.feed.FeedProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings the paths of fields together into the elements of one record. */
final class XmlTree {
    private static final int NONE = -1;

    private XmlTree() {}

    /**
     * A record: its element holds the fields, each element of it on a line of its own.
     *
     * @param left number of a field that stands elsewhere, or -1
     */
    static XmlNode.Branch record(String name, FeedLayout layout, int left) {
        Element record = new Element(FeedPath.parse(name).last());
        for (int i = 0; i < layout.fields().size(); i++) {
            if (i != left) {
                record.add(layout.fields().get(i), i);
            }
        }
        Documents documents = layout.documents();
        if (!documents.isNone()) {
            Element variants = record.find(FeedPath.parse(documents.variants()).steps());
            if (variants == null) {
                throw bad(
                        Problem.quote(documents.variants())
                                + " is no element that fields stand in, so there is nothing to say of each product.",
                        "Name the element that stands once for each product, such as variations/variation.");
            }
            variants.next = layout.fields().size();
        }
        return record.branch("\n", "\n", true);
    }

    /** An element outside the records, on a line of its own. */
    static XmlNode.Branch line(FeedPath.Step step, List<FeedField> fields) {
        return Element.of(step, fields).branch("\n", "", false);
    }

    private static FeedException bad(String message, String fix) {
        return new FeedException(new Problem(FeedProblem.BAD_LAYOUT, SourcePosition.unknown("layout"), message, fix));
    }

    /** What becomes a node once all fields are known. */
    private interface Place {
        XmlNode node(String lineEnd);
    }

    /** A field with several values or parts. */
    private record Values(int field, boolean repeated, int parts, Element one) implements Place {
        @Override
        public XmlNode node(String lineEnd) {
            return new XmlNode.Each(field, repeated, parts, one.node(lineEnd));
        }
    }

    /** An element with the fields inside it. */
    private static final class Element implements Place {
        private final Step step;
        private final List<XmlNode.Attribute> attributes = new ArrayList<>();
        private final List<Place> children = new ArrayList<>();

        private int text = NONE;
        private Form form = Form.TEXT;
        /** The column that leads from one product of the record to the next, where this is what stands once for each. */
        private int next = NONE;

        private Element(Step step) {
            this.step = step;
        }

        private static Element of(Step step, List<FeedField> fields) {
            Element tree = new Element(step);
            for (int i = 0; i < fields.size(); i++) {
                tree.add(fields.get(i), i);
            }
            return tree;
        }

        private void add(FeedField field, int index) {
            FeedPath path = FeedPath.parse(field.name());
            boolean inside = path.last().kind() != Kind.ELEMENT;
            List<Step> steps = inside ? path.above() : path.steps();
            if (field.repeated() || field.isGroup()) {
                addValues(field, index, steps);
                return;
            }
            Element place = inside ? descend(steps) : descend(path.above());
            if (inside) {
                place.fill(path.last(), index, field.form());
            } else {
                place.emptyChild(path.last()).fill(path.last(), index, field.form());
            }
        }

        private void addValues(FeedField field, int index, List<Step> steps) {
            if (steps.isEmpty()) {
                throw bad(
                        Problem.quote(field.name()) + " of the record itself cannot have several values or parts.",
                        "Give the field an element: values/value, values/value/@id.");
            }
            Step one = steps.get(steps.size() - 1);
            Element value = of(one, field.parts());
            if (!field.isGroup()) {
                value.fill(FeedPath.parse(field.name()).last(), 0, field.form());
            }
            Element parent = descend(steps.subList(0, steps.size() - 1));
            parent.children.add(
                    new Values(index, field.repeated(), field.parts().size(), value));
        }

        private void fill(Step last, int index, Form textForm) {
            if (last.kind() == Kind.ATTRIBUTE) {
                attributes.add(new XmlNode.Attribute(index, Markup.of(" " + last.name() + "=\"")));
            } else {
                text = index;
                form = textForm;
            }
        }

        private Element descend(List<Step> steps) {
            Element place = this;
            for (Step below : steps) {
                place = place.child(below);
            }
            return place;
        }

        /** The element at a path, by the names of its steps. */
        @Nullable
        Element find(List<Step> steps) {
            Element place = this;
            for (Step below : steps) {
                Element found = null;
                for (Place child : place.children) {
                    if (child instanceof Element tree && tree.step.name().equals(below.name())) {
                        found = tree;
                        break;
                    }
                }
                if (found == null) {
                    return null;
                }
                place = found;
            }
            return place;
        }

        private Element child(Step sought) {
            for (Object child : children) {
                if (child instanceof Element tree && tree.step.equals(sought)) {
                    return tree;
                }
            }
            Element made = new Element(sought);
            children.add(made);
            return made;
        }

        /** The element of that name that has no text yet. */
        private Element emptyChild(Step sought) {
            Element found = child(sought);
            if (found.text != NONE) {
                found = new Element(sought);
                children.add(found);
            }
            return found;
        }

        @Override
        public XmlNode node(String lineEnd) {
            if (next != NONE) {
                return new XmlNode.Variants(next, branch(lineEnd, "", true), branch(lineEnd, "", false));
            }
            if (attributes.isEmpty() && children.isEmpty() && step.fixed().isEmpty()) {
                return new XmlNode.Leaf(
                        text, form, Markup.of("<" + step.name() + ">"), Markup.of("</" + step.name() + ">" + lineEnd));
            }
            return branch(lineEnd, "", false);
        }

        private XmlNode.Branch branch(String lineEnd, String childEnd, boolean always) {
            StringBuilder start = new StringBuilder("<" + step.name());
            StringBuilder opened = new StringBuilder(">" + childEnd);
            for (FeedPath.Fixed fixed : step.fixed()) {
                String value = XmlEscape.escaped(fixed.value());
                if (fixed.attribute()) {
                    start.append(' ')
                            .append(fixed.name())
                            .append("=\"")
                            .append(value)
                            .append('"');
                } else {
                    opened.append('<').append(fixed.name()).append('>').append(value);
                    opened.append("</").append(fixed.name()).append('>').append(childEnd);
                }
            }
            return new XmlNode.Branch(
                    Markup.of(start.toString()),
                    attributes.toArray(XmlNode.Attribute[]::new),
                    Markup.of(opened.toString()),
                    content(childEnd),
                    Markup.of("</" + step.name() + ">" + lineEnd),
                    Markup.of((opened.length() == 1 ? "/>" : opened + "</" + step.name() + ">") + lineEnd),
                    always);
        }

        private XmlNode[] content(String lineEnd) {
            List<XmlNode> content = new ArrayList<>();
            if (text != NONE) {
                Markup nothing = Markup.of("");
                content.add(new XmlNode.Leaf(text, form, nothing, nothing));
            }
            children.forEach(child -> content.add(child.node(lineEnd)));
            return content.toArray(XmlNode[]::new);
        }
    }
}
