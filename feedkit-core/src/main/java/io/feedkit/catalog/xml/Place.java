package io.feedkit.catalog.xml;

import io.feedkit.catalog.Nesting;
import io.feedkit.catalog.tree.Branch;
import io.feedkit.catalog.tree.TreeRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A kind of element or attribute inside a record. Name spaces count, prefixes do not; names of the record's own name space are called without one. */
final class Place extends Branch {
    private static final int MANY = 24;

    /** Markup inside a text that should have been escaped: the text goes on through it. */
    private static final Set<String> INLINE =
            Set.of("a", "b", "em", "font", "i", "img", "small", "span", "strong", "sub", "sup", "u");

    /** Markup that parts what stands before it from what stands behind. */
    private static final Set<String> BLOCK = Set.of(
            "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "table", "tbody", "td", "th",
            "thead", "tr", "ul");

    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    private final String namespace;
    private final String local;
    private final List<Place> inside = new ArrayList<>();
    private final List<Place> attributes = new ArrayList<>();
    private final Map<String, Place> byName = new HashMap<>();
    private final Map<String, Place> languages = new HashMap<>();
    private final boolean likeMarkup;
    /** The name space of the record. */
    private String home;

    private boolean inLanguage;
    private int nextInside;
    private int nextAttribute;

    /** The record itself. */
    Place(Nesting nesting) {
        super(null, "", nesting);
        namespace = "";
        local = "";
        home = "";
        likeMarkup = false;
    }

    private Place(Place parent, String path, String namespace, String local, Nesting nesting) {
        super(parent, path, nesting);
        this.namespace = namespace;
        this.local = local;
        home = parent.home;
        String name = local.toLowerCase(Locale.ROOT);
        likeMarkup = namespace.equals(XHTML) || INLINE.contains(name) || BLOCK.contains(name);
    }

    /** A record begins, in this name space. */
    void beginRecord(String namespace) {
        home = namespace;
    }

    /** An element of this place begins. */
    void begin() {
        nextInside = 0;
        nextAttribute = 0;
    }

    /** The place of a child; null when there are too many. Most elements have the same children in the same order, so the one after the last is tried first. */
    @Nullable
    Place child(String prefix, String space, String name, TreeRecord record) {
        if (nextInside < inside.size() && inside.get(nextInside).is(space, name)) {
            return inside.get(nextInside++);
        }
        if (nextInside > 0 && inside.get(nextInside - 1).is(space, name)) {
            return inside.get(nextInside - 1);
        }
        Place found = find(inside, space, name, "");
        if (found == null) {
            found = add(inside, prefix, space, name, "", record);
            nextInside = inside.size();
        } else {
            nextInside = inside.indexOf(found) + 1;
        }
        return found;
    }

    @Nullable
    Place attribute(String prefix, String space, String name, TreeRecord record) {
        if (nextAttribute < attributes.size() && attributes.get(nextAttribute).is(space, name)) {
            return attributes.get(nextAttribute++);
        }
        Place found = find(attributes, space, name, "@");
        if (found == null) {
            found = add(attributes, prefix, space, name, "@", record);
        }
        return found;
    }

    /** The same element in a language: {@code description[fr]}. */
    @Nullable
    Place in(String language, TreeRecord record) {
        Place place = languages.get(language);
        if (place == null) {
            String at = path() + "[" + language + "]";
            if (!record.countBranch(at)) {
                return null;
            }
            place = new Place(this, at, namespace, local, record.nesting());
            place.inLanguage = true;
            languages.put(language, place);
        }
        return place;
    }

    /** Whether markup of this name parts words. */
    static boolean isBlock(String local) {
        return BLOCK.contains(local.toLowerCase(Locale.ROOT));
    }

    /** Whether its name is one of HTML's. */
    boolean looksLikeMarkup() {
        return likeMarkup;
    }

    /** Whether this is one language of an element, so that nobody needs the attribute that says so. */
    boolean isInLanguage() {
        return inLanguage;
    }

    private boolean is(String space, String name) {
        return local.equals(name) && namespace.equals(space);
    }

    private @Nullable Place find(List<Place> places, String space, String name, String mark) {
        if (places.size() > MANY) {
            return byName.get(mark + name + ' ' + space);
        }
        for (Place place : places) {
            if (place.is(space, name)) {
                return place;
            }
        }
        return null;
    }

    private @Nullable Place add(
            List<Place> places, String prefix, String space, String name, String mark, TreeRecord record) {
        String step = mark + XmlInput.name(space.equals(home) ? "" : prefix, space, name);
        String at = path().isEmpty() ? step : path() + "/" + step;
        if (!record.countBranch(at)) {
            return null;
        }
        Place place = new Place(this, at, space, name, record.nesting());
        places.add(place);
        byName.put(mark + name + ' ' + space, place);
        return place;
    }
}
