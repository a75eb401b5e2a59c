package io.feedkit.channel;

/**
 * Under which name a field is written, where that is not simply its own.
 *
 * @param column header in delimited files and sheets
 * @param element element name in XML and key in JSON
 * @param attribute whether XML writes it as an attribute of the record
 * @param wrapper element around all values of a repeated field, or empty
 * @param cdata whether XML wraps the text in a CDATA section
 */
public record Spelling(String column, String element, boolean attribute, String wrapper, boolean cdata) {

    public static Spelling of(String name) {
        return new Spelling(name, name, false, "", false);
    }
}
