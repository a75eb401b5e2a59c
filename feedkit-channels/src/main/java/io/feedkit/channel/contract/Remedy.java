package io.feedkit.channel.contract;

import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.List;
import java.util.regex.Pattern;

/** What a merchant can do about a field that has no value: where it would come from. */
final class Remedy {
    private static final Pattern SOURCES = Pattern.compile("\\w+( \\?\\? \\w+)*");

    /** A source that reads more attributes than this is too long to tell. */
    private static final int MOST_NAMES = 4;

    private Remedy() {}

    /** A field as sentences name it: {@code PRICE_VAT (Price with VAT)}. */
    static String name(FieldSpec spec) {
        return spec.label().replace(' ', '_').equalsIgnoreCase(spec.name())
                ? spec.name()
                : spec.name() + " (" + spec.label() + ")";
    }

    static String of(FieldSpec spec, Schema schema, Formulas formulas) {
        Expression from = spec.source().orElse(null);
        if (from == null || from.text().equals(spec.name())) {
            return "Map a column to it, or set it in a rule.";
        }
        boolean ownFirst = from.text().replaceFirst("^\\[?\"\\{", "").startsWith("`" + spec.name() + "`");
        List<String> read = formulas.attributesRead(from, schema).stream()
                .filter(name -> !ownFirst || !name.equals(spec.name()))
                .toList();
        if (SOURCES.matcher(from.text()).matches()
                && read.containsAll(List.of(from.text().split(" \\?\\? ")))) {
            return "It is taken from " + listed(List.of(from.text().split(" \\?\\? ")), "or")
                    + ": map a column to that, or set " + spec.name() + " in a rule.";
        }
        List<String> fitting =
                read.stream().filter(name -> fits(name, spec, schema)).toList();
        List<String> named = fitting.isEmpty() ? read : fitting;
        if (named.isEmpty() || named.size() > MOST_NAMES) {
            return "Map a column to it, or set it in a rule.";
        }
        return "It is worked out from " + listed(named, "and") + ": map a column to "
                + (named.size() == 1 ? "that" : "one of those") + ", or set " + spec.name() + " in a rule.";
    }

    /** Of the attributes an expression reads, those of the field's own type can fill it; the others rather decide. */
    private static boolean fits(String name, FieldSpec spec, Schema schema) {
        AttributeType.Kind wanted = FieldKind.attributeType(spec).kind();
        return wanted != AttributeType.Kind.TEXT
                && schema.slot(name).stream()
                        .anyMatch(slot -> schema.attribute(slot).type().kind() == wanted);
    }

    /** Names as a sentence lists them: {@code a, b and c}. */
    static String listed(List<String> names, String join) {
        int last = names.size() - 1;
        return last == 0
                ? names.get(0)
                : String.join(", ", names.subList(0, last)) + " " + join + " " + names.get(last);
    }
}
