package io.feedkit.channel.generate;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import java.util.Optional;

/** Which attribute of a catalogue a marketplace's name usually means. */
final class UsualNames {
    private UsualNames() {}

    /** The attribute that goes by that name in exports, if it is a text that rules may write. */
    static Optional<String> text(String name) {
        return Attributes.standard()
                .knownAs(name)
                .filter(known -> known.type().equals(AttributeType.TEXT) && !known.readOnly())
                .map(Attribute::name);
    }

    /** The measure that goes by that name in exports. */
    static Optional<String> measure(String name) {
        return Attributes.standard()
                .knownAs(name)
                .filter(known -> known.type().kind() == AttributeType.Kind.MEASURE)
                .map(Attribute::name);
    }
}
