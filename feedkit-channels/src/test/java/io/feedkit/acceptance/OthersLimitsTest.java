package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Channels;
import io.feedkit.channel.FieldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/** Descriptors beside definitions that hold no file we write, but say names, words and lengths. They do not belong to this project; without them the tests are skipped. */
class OthersLimitsTest {

    /** What the interface has and files do not, or call otherwise. */
    private static final Set<String> INVENTORY_DIFFERENCES = Set.of(
            // Members' prices and attributes of one's own are left out, as the summary says.
            "google-local-inventory: loyalty_programs is only in the API",
            "google-local-inventory: custom_attributes is only in the API",
            "google-regional-inventory: loyalty_programs is only in the API",
            // The product and the place are in the address of the call.
            "google-local-inventory: id is only in the descriptor",
            "google-local-inventory: store_code is only in the descriptor",
            "google-regional-inventory: id is only in the descriptor",
            "google-regional-inventory: region is only in the descriptor",
            // Files write the number as a digit.
            "google-local-inventory: pickup_sla TWO_DAY is only in the API",
            "google-local-inventory: pickup_sla THREE_DAY is only in the API",
            "google-local-inventory: pickup_sla FOUR_DAY is only in the API",
            "google-local-inventory: pickup_sla FIVE_DAY is only in the API",
            "google-local-inventory: pickup_sla SIX_DAY is only in the API",
            "google-local-inventory: pickup_sla SEVEN_DAY is only in the API");

    @Test
    void inventoriesOfGoogleDifferFromTheInterfaceOnlyWhereExplained() {
        JsonNode extract = SharedFacts.json("ads/schemas/google/inventories_common.fields.json");
        Set<String> differences = new TreeSet<>();
        compare(extract, "LocalInventoryAttributes", "google-local-inventory", differences);
        compare(extract, "RegionalInventoryAttributes", "google-regional-inventory", differences);

        assertThat(differences).isEqualTo(new TreeSet<>(INVENTORY_DIFFERENCES));
    }

    private static void compare(JsonNode extract, String message, String channel, Set<String> differences) {
        Map<String, FieldSpec> ours = new TreeMap<>();
        descriptor(channel).fields().forEach(field -> ours.put(field.name(), field));
        extract.path("messages").path(message).properties().forEach(entry -> {
            FieldSpec field = ours.remove(entry.getKey());
            if (field == null) {
                differences.add(channel + ": " + entry.getKey() + " is only in the API");
                return;
            }
            JsonNode words = extract.path("enums")
                    .path(message + "." + entry.getValue().path("type").asString());
            Set<String> said = new TreeSet<>();
            field.values().words().forEach(word -> said.add(constant(word)));
            words.forEach(word -> {
                if (!said.contains(word.asString())) {
                    differences.add(channel + ": " + entry.getKey() + " " + word.asString() + " is only in the API");
                }
            });
        });
        ours.keySet().forEach(name -> differences.add(channel + ": " + name + " is only in the descriptor"));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    }

    /** Names of our fields with the definition whose length holds for them. */
    private static final Map<String, String> YANDEX =
            Map.of("id", "ShopSku", "description", "OfferDescription", "picture", "Url", "name", "OfferName");

    /** Files may be stricter than the interface: search shows 150 characters of a name. */
    @Test
    void asksForNothingLongerThanTheInterfaceOfYandexTakes() {
        List<String> longer = new ArrayList<>();
        YANDEX.forEach((name, definition) -> {
            int theirs = maxLength(SharedFacts.text("ads/schemas/yandex/" + definition + ".yaml"));
            int ours = descriptor("yandex-yml").field(name).orElseThrow().text().maxLength();
            if (theirs > 0 && ours > theirs) {
                longer.add(name + ": " + ours + " here, " + theirs + " there");
            }
        });

        assertThat(longer).isEmpty();
    }

    @Test
    void takesAsManyPicturesAsTheInterfaceOfYandex() {
        Object offer = yaml(SharedFacts.text("ads/schemas/yandex/BaseOfferDTO.yaml"));
        Object pictures = ((Map<?, ?>) ((Map<?, ?>) offer).get("properties")).get("pictures");

        assertThat(descriptor("yandex-yml")
                        .field("picture")
                        .orElseThrow()
                        .repeat()
                        .max())
                .isEqualTo(((Map<?, ?>) pictures).get("maxItems"));
    }

    private static int maxLength(String definition) {
        return yaml(definition) instanceof Map<?, ?> map && map.get("maxLength") instanceof Integer length ? length : 0;
    }

    private static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static ChannelDescriptor descriptor(String channel) {
        return Channels.get(channel).descriptor();
    }
}
