package io.feedkit.location.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a store answers: small XML documents of a few elements that hold text only. Looked through for those elements, which needs no parser and nothing that a hostile answer could
 * make one do.
 */
record Answer(String text) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    /** An upload nobody completed. */
    record Upload(String key, String id) {}

    /** A part of it. */
    record Part(String tag, long size) {}

    static Answer of(String text) {
        return new Answer(text);
    }

    /** The text of the first element of that name; empty when there is none. */
    String first(String element) {
        return inside(text, element);
    }

    private static String inside(String from, String element) {
        int start = from.indexOf("<" + element + ">");
        int end = start < 0 ? -1 : from.indexOf("</" + element + ">", start);
        return end < 0
                ? ""
                : from.substring(start + element.length() + 2, end)
                        .replace("&quot;", "\"")
                        .replace("&#34;", "\"")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&apos;", "'")
                        .replace("&amp;", "&")
                        .strip();
    }

    private List<String> all(String element) {
        List<String> found = new ArrayList<>();
        Matcher each = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(text);
        while (each.find()) {
            found.add(each.group(1));
        }
        return found;
    }

    List<Upload> uploads() {
        return all("Upload").stream()
                .map(upload -> new Upload(inside(upload, "Key"), inside(upload, "UploadId")))
                .filter(upload -> !upload.id().isEmpty())
                .toList();
    }

    /** By number. */
    Map<Integer, Part> parts() {
        Map<Integer, Part> parts = new TreeMap<>();
        for (String part : all("Part")) {
            String number = inside(part, "PartNumber");
            String size = inside(part, "Size");
            if (NUMBER.matcher(number).matches() && size.matches("\\d{1,18}")) {
                parts.put(Integer.valueOf(number), new Part(inside(part, "ETag"), Long.parseLong(size)));
            }
        }
        return parts;
    }
}
