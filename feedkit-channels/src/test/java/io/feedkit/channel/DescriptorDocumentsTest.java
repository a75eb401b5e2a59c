package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.FeedLayout;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a descriptor may say about several products in one record. */
class DescriptorDocumentsTest {
    private static final String FIELDS = """
            fields:
              name: { from: title }
              pieces: { type: integer, from: quantity }
              sku: { required: true, unique: true, from: id, key: "skus[]/sku" }
            """;

    private static String channel(String layout, String fields) {
        return "channel: corner\nkind: file\nversion: 1\nlayouts:\n  " + layout + "\n" + fields;
    }

    private static String documents(String documents) {
        return channel("json: { format: json, documents: " + documents + " }", FIELDS);
    }

    private static List<String> problems(String yaml) {
        return DescriptorLint.text("corner", yaml, DescriptorLimits.DEFAULTS, BaseDescriptors.NONE, Locale.ENGLISH)
                .stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void saysWhatProductsOfARecordHaveInCommon() {
        List<Problem> problems = new ArrayList<>();
        ChannelDescriptor descriptor = ChannelDescriptor.parse(
                        "corner",
                        documents("{ by: item_group_id ?? id, variants: skus, max: 30, first: [name], sum: [pieces] }"),
                        DescriptorLimits.DEFAULTS,
                        problems::add)
                .orElseThrow();

        assertThat(problems).isEmpty();
        Documents documents = descriptor.layout().documents();
        assertThat(documents).isNotNull();
        assertThat(documents.by().text()).isEqualTo("item_group_id ?? id");
        assertThat(documents.most()).isEqualTo(30);
        assertThat(documents.sum()).containsExactly("pieces");
        assertThat(documents.first()).containsExactly("name");
    }

    @Test
    void holdsAsManyProductsAsMemoryAllowsUnlessToldOtherwise() {
        ChannelDescriptor descriptor = ChannelDescriptor.parse(
                        "corner",
                        documents("{ by: item_group_id, variants: skus }"),
                        DescriptorLimits.DEFAULTS,
                        problem -> {})
                .orElseThrow();

        assertThat(descriptor.layout().documents()).isNotNull();
        assertThat(descriptor.layout().documents().most()).isEqualTo(FeedLayout.Documents.MOST_PRODUCTS);
    }

    @Test
    void refusesAnAttributeThatNothingHas() {
        assertThat(problems(documents("{ by: item_grup_id, variants: skus }")))
                .singleElement()
                .asString()
                .contains("channel.bad-expression", "item_grup_id", "item_group_id");
        assertThat(problems(documents("{ by: \"item_group_id +\", variants: skus }")))
                .anyMatch(problem -> problem.contains("channel.bad-expression"));
    }

    @Test
    void refusesAPlaceThatNoFieldStandsIn() {
        assertThat(problems(documents("{ by: item_group_id, variants: offers }")))
                .singleElement()
                .asString()
                .contains("No field stands in \"offers\"");
    }

    @Test
    void refusesATable() {
        assertThat(problems(channel(
                        "csv: { format: delimited, documents: { by: item_group_id, variants: skus } }", FIELDS)))
                .anyMatch(problem -> problem.contains("channel.conflict")
                        && problem.contains("\"documents\" means nothing for the format delimited"));
    }

    @Test
    void refusesAFieldThatStandsOnceAndIsUnique() {
        String fields = FIELDS.replace("from: title", "from: title, unique: true");
        assertThat(problems(
                        channel("json: { format: json, documents: { by: item_group_id, variants: skus } }", fields)))
                .singleElement()
                .asString()
                .contains("\"name\" stands once in a record");
    }

    @Test
    void refusesSumsOfTextsAndOfWhatStandsWithEachProduct() {
        assertThat(problems(documents("{ by: item_group_id, variants: skus, sum: [name] }")))
                .singleElement()
                .asString()
                .contains("\"name\" is of type text");
        assertThat(problems(documents("{ by: item_group_id, variants: skus, list: [sku] }")))
                .singleElement()
                .asString()
                .contains("\"sku\" stands once for each product");
        assertThat(problems(documents("{ by: item_group_id, variants: skus, list: [skus] }")))
                .singleElement()
                .asString()
                .contains("There is no field \"skus\"");
    }

    @Test
    void refusesMoreProductsThanARecordCanHold() {
        assertThat(problems(documents("{ by: item_group_id, variants: skus, max: 5001 }")))
                .isNotEmpty();
        assertThat(problems(documents("{ by: item_group_id, variants: skus, max: 0 }")))
                .isNotEmpty();
    }

    @Test
    void asksForTheKeyAndThePlace() {
        assertThat(problems(documents("{ by: item_group_id }")))
                .anyMatch(problem -> problem.contains("\"variants\" is missing"));
        assertThat(problems(documents("{ variants: skus }")))
                .anyMatch(problem -> problem.contains("\"by\" is missing"));
    }
}
