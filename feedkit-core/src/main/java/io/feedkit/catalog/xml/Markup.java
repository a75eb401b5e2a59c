package io.feedkit.catalog.xml;

import io.feedkit.catalog.tree.Branch;
import io.feedkit.catalog.tree.TreeRecord;

/**
 * The markup of a document, piece by piece.
 *
 * <p><b>Shape:</b> {@link #next} goes on, the other methods tell of the piece it found and hold until it is called again. One text may come in several pieces.
 * <b>Errors:</b> {@link BadXml} where the document is not well-formed.
 */
interface Markup {
    /** What {@link #next} found. */
    enum Piece {
        START,
        END,
        TEXT,
        /** A reference to an entity that XML itself does not have. */
        ENTITY,
        OTHER,
        /** The document is over. */
        NONE
    }

    Piece next();

    /** The line in which the element that has begun starts, from 1. */
    long line();

    /** The name of an element that has begun or ended without its prefix, or the name of an entity. */
    String local();

    /** The prefix of an element that has begun, or empty. */
    String prefix();

    /** The name space of an element that has begun, or empty. */
    String namespace();

    /** How many attributes the element that has begun has; declarations of name spaces are none. */
    int attributes();

    String attributeLocal(int attribute);

    String attributePrefix(int attribute);

    String attributeNamespace(int attribute);

    String attributeValue(int attribute);

    /** An entity in the value of an attribute that XML itself does not have, one that is none of HTML's first; or empty. */
    default String attributeEntity(int attribute) {
        return "";
    }

    /** Adds the value of an attribute to the current leaf. */
    void appendValue(int attribute, TreeRecord record, Branch leaf);

    /** Adds the text that was found to the current leaf; at most once. Nobody has to. */
    void appendText(TreeRecord record, Branch leaf);

    /** An entity XML itself does not have in the text that was just added, where such are no pieces of their own; or empty. */
    default String textEntity() {
        return "";
    }

    void close();
}
