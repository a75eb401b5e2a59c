package io.feedkit.catalog;

import io.feedkit.catalog.MappingSpec.AttributeSpec;
import io.feedkit.product.Attribute;
import io.feedkit.product.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one slot is made of: an attribute, perhaps in one language, and the alternatives its texts come from. */
final class Target {
    final Attribute attribute;
    final String language;
    final AttributeSpec spec;
    final String field;
    final String reason;
    final int confidence;
    final List<Source> sources = new ArrayList<>();
    /** The price it is struck out for, on the target that is the reduced one. */
    boolean reduced;

    /** @param confidence that the columns really are this attribute, of 100 */
    Target(Attribute attribute, String language, AttributeSpec spec, String field, String reason, int confidence) {
        this.attribute = attribute;
        this.language = language;
        this.spec = spec;
        this.field = field;
        this.reason = reason;
        this.confidence = confidence;
    }

    /** The attribute and its language, as mapping files write it. */
    String key() {
        return language.isEmpty() ? attribute.name() : attribute.name() + "@" + language;
    }

    /** One alternative of a target, with what the column's name says about its values. */
    record Source(
            Texts texts,
            int column,
            String currency,
            @Nullable Unit unit) {}

    /** Marks parts that are added up once it is known how their numbers are written. */
    record SumParts(List<Texts> parts) implements Texts {
        @Override
        public long[] of(Work work) {
            throw new IllegalStateException("parts are added up before they are read");
        }
    }

    /** Marks the parts of a list that are put together only after each was split. */
    record AllParts(List<Texts> parts) implements Texts {
        @Override
        public long[] of(Work work) {
            throw new IllegalStateException("parts are joined before they are read");
        }
    }
}
