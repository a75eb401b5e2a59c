package io.feedkit.catalog.xml;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.tree.TreeRecord;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Turns elements into flat records. */
final class ElementRecord {
    /** Markup has attributes of these names only; others tell that an element is data, such as {@code <a name="EAN">}. */
    private static final Set<String> HTML_ATTRIBUTES = Set.of(
            "align",
            "alt",
            "bgcolor",
            "border",
            "cellpadding",
            "cellspacing",
            "class",
            "color",
            "colspan",
            "dir",
            "face",
            "height",
            "href",
            "id",
            "rel",
            "rowspan",
            "size",
            "src",
            "style",
            "target",
            "title",
            "valign",
            "width");

    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final char[] BLANK = {' '};

    private final TreeRecord record;
    private final int maxDepth;
    private final Place root;
    private Place[] way = new Place[16];
    private int depth;
    /** Levels on the way whose element has had text of its own. */
    private boolean[] texts = new boolean[16];
    /** Levels of markup the text goes through. */
    private int markup;
    /** Levels that are left out, since the record is unusable. */
    private int ignored;

    /** Parts of the record that have begun and of which only the first counts. */
    private final Set<Place> begun = new HashSet<>();

    private String repeated = "";
    private String unknownEntity = "";
    private String htmlEntity = "";

    ElementRecord(TreeRecord record, int maxDepth) {
        this.record = record;
        this.maxDepth = maxDepth;
        root = new Place(record.nesting());
    }

    /** An entity that made the last record unusable, or empty. */
    String unknownEntity() {
        return unknownEntity;
    }

    /** An entity of HTML that the last record used, or empty. */
    String htmlEntity() {
        return htmlEntity;
    }

    /** A part of the last record that stood there again though only the first counts, or empty. */
    String repeated() {
        return repeated;
    }

    /** Takes in the element that has just begun, to its end. */
    void read(Markup xml, int above) {
        depth = 0;
        markup = 0;
        ignored = 0;
        begun.clear();
        repeated = "";
        unknownEntity = "";
        htmlEntity = "";
        root.beginRecord(xml.namespace());
        push(root);
        attributes(xml, root);
        record.startLeaf();
        while (depth > 0) {
            Place place = way[depth - 1];
            switch (xml.next()) {
                case START -> begin(xml, place, above);
                case END -> end(xml, place);
                case TEXT -> {
                    if (ignored == 0) {
                        xml.appendText(record, place);
                        String entity = xml.textEntity();
                        if (!entity.isEmpty()) {
                            entity(entity, place);
                        }
                    }
                }
                case ENTITY -> {
                    char character = HtmlEntities.character(xml.local());
                    if (character != 0) {
                        record.append(character, place);
                    }
                    entity(xml.local(), place);
                }
                case OTHER -> {}
                case NONE -> depth = 0;
            }
        }
    }

    /** Takes note of a reference to an entity that XML does not have. */
    private void entity(String name, Place place) {
        if (HtmlEntities.character(name) != 0) {
            htmlEntity = name;
        } else if (record.objection().isEmpty()) {
            unknownEntity = name;
            record.object("the entity &" + name + "; is not one of XML's own", place.path());
        }
    }

    private void push(Place place) {
        if (depth == way.length) {
            way = Arrays.copyOf(way, depth * 2);
            texts = Arrays.copyOf(texts, depth * 2);
        }
        texts[depth] = false;
        way[depth++] = place;
        place.begin();
    }

    private void begin(Markup xml, Place place, int above) {
        if (ignored > 0) {
            ignored++;
            return;
        }
        Place child = markup > 0 ? null : place.child(xml.prefix(), xml.namespace(), xml.local(), record);
        if (markup > 0 || child != null && child.looksLikeMarkup() && isMarkup(xml, place)) {
            markup++;
            part(xml, place);
            return;
        }
        // Text before a child is the parent's own; it is kept at once, so that texts never interleave.
        keep(place);
        if (above + depth > maxDepth) {
            record.object("elements are nested deeper than " + maxDepth, place.path());
        }
        String language = language(xml);
        if (child != null && !language.isEmpty() && !child.isDescribed()) {
            child = child.in(language, record);
        }
        if (child == null || !record.objection().isEmpty()) {
            ignored = 1;
            return;
        }
        if (child.isOnce() && !begun.add(child)) {
            repeated = child.path();
            ignored = 1;
            return;
        }
        push(child);
        if (child.isMarked()) {
            record.enter(child, xml.line(), -1);
        }
        attributes(xml, child);
        record.startLeaf();
    }

    private void part(Markup xml, Place place) {
        if (Place.isBlock(xml.local())) {
            record.append(BLANK, 0, 1, place);
        }
    }

    private void end(Markup xml, Place place) {
        if (ignored > 0) {
            ignored--;
        } else if (markup > 0) {
            markup--;
            part(xml, place);
        } else {
            keep(place);
            if (place.isMarked()) {
                record.leave(place);
            }
            depth--;
            record.resumeLeaf();
        }
    }

    /** Whether an element is markup of the text around it rather than data. */
    private boolean isMarkup(Markup xml, Place place) {
        if (depth < 2 || place.isDescribed()) {
            return false;
        }
        for (int i = 0; i < xml.attributes(); i++) {
            if (!HTML_ATTRIBUTES.contains(xml.attributeLocal(i).toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    /** The language an element says its text is in, in two letters where there are two, or empty. */
    private static String language(Markup xml) {
        for (int i = 0; i < xml.attributes(); i++) {
            boolean own = XML.equals(xml.attributeNamespace(i));
            if (xml.attributeLocal(i).equals("lang")
                    && (own || xml.attributeNamespace(i).isEmpty())) {
                return Languages.twoLetters(xml.attributeValue(i));
            }
        }
        return "";
    }

    private void keep(Place place) {
        // Further text of the same element, behind a child, belongs to the first; it is no second value.
        boolean again = texts[depth - 1];
        if (record.endLeaf(place, again ? (byte) ' ' : TextBuffer.LIST_SEPARATOR)) {
            texts[depth - 1] = true;
        }
    }

    private void attributes(Markup xml, Place place) {
        int count = xml.attributes();
        for (int i = 0; i < count && record.objection().isEmpty(); i++) {
            String namespace = xml.attributeNamespace(i);
            if (place.isInLanguage() && xml.attributeLocal(i).equals("lang")) {
                continue;
            }
            Place attribute = place.attribute(xml.attributePrefix(i), namespace, xml.attributeLocal(i), record);
            if (attribute != null) {
                record.startLeaf();
                xml.appendValue(i, record, attribute);
                record.endLeaf(attribute);
                String entity = xml.attributeEntity(i);
                if (!entity.isEmpty()) {
                    entity(entity, attribute);
                }
            }
        }
    }
}
