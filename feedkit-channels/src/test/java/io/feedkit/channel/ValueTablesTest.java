package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long lists and closed sets that stand in a table beside the descriptor. */
class ValueTablesTest {
    private static final String SHOP = """
            channel: corner
            kind: file
            version: 1
            lists: { warm: { table: corner.values.tsv } }
            value-sets: { colours: { table: corner.values.tsv } }
            layouts: { csv: { format: delimited } }
            fields:
              id: { required: true }
              colour: { type: enum, values: colours, required-when: id in warm }
            """;
    private static final String TABLE = """
            set\tvalue\tfr\tde
            colours\tC-01\trouge\trot
            colours\tC-02\tbleu\t
            warm\tA-1
            """;

    @TempDir
    private Path folder;

    @Test
    void takesValuesAndSynonymsOutOfATableBesideTheFile() throws IOException {
        ChannelDescriptor corner = load(SHOP, TABLE);

        ValueSet colours = corner.field("colour").orElseThrow().values();
        assertThat(colours.words()).containsExactly("C-01", "C-02");
        assertThat(colours.find("Rot"))
                .get()
                .extracting(ValueSet.AllowedValue::value)
                .isEqualTo("C-01");
        assertThat(colours.finder().apply("bleu"))
                .get()
                .extracting(ValueSet.AllowedValue::value)
                .isEqualTo("C-02");
        assertThat(corner.lists().get("warm").values("any")).containsExactly("A-1");
    }

    @Test
    void saysTheSameAsIfTheValuesStoodInTheDescriptor() throws IOException {
        String inside = SHOP.replace("warm: { table: corner.values.tsv }", "warm: [A-1]")
                .replace("colours: { table: corner.values.tsv }", "colours: { C-01: [rouge, rot], C-02: [bleu] }");

        assertThat(load(SHOP, TABLE).hash()).isEqualTo(load(inside, TABLE).hash());
        assertThat(DescriptorCheck.schemaErrors(SHOP)).isEmpty();
    }

    @Test
    void findsTheTableOfABase() throws IOException {
        load(SHOP, TABLE);
        Path own = Files.writeString(folder.resolve("own.yaml"), "channel: own\nextends: corner\nversion: 1\n");

        assertThat(Channels.load(own)
                        .descriptor()
                        .field("colour")
                        .orElseThrow()
                        .values()
                        .words())
                .hasSize(2);
    }

    @Test
    void changesTheHashWithTheTable() throws IOException {
        String before = load(SHOP, TABLE).hash();

        assertThat(load(SHOP, TABLE.replace("bleu", "azur")).hash()).isNotEqualTo(before);
    }

    @Test
    void saysWhichTableIsNotThere() {
        assertThatThrownBy(() -> load(SHOP.replace("colours: { table: corner.", "colours: { table: other."), TABLE))
                .hasMessageContaining("There is no table \"other.values.tsv\".");
        assertThatThrownBy(() -> load(SHOP.replace("corner.values.tsv", "../corner.tsv"), TABLE))
                .hasMessageContaining("\"../corner.tsv\" is not the name of a file");
    }

    @Test
    void showsTheLineOfATableThatIsWrong() {
        assertThatThrownBy(() -> load(SHOP, TABLE + "colours\n"))
                .hasMessageContaining("corner.values.tsv:5:1: A line has a set and a value");
        assertThatThrownBy(() -> load(SHOP, "colours\tC-01\n"))
                .hasMessageContaining("corner.values.tsv:1:1: A table begins with a line of column names");
        assertThatThrownBy(() -> load(SHOP, TABLE.replace("warm", "cold")))
                .hasMessageContaining("has no line for \"warm\"");
        assertThatThrownBy(() -> load(SHOP, TABLE.replace("bleu", "rouge")))
                .hasMessageContaining("\"rouge\" stands for both \"C-01\" and \"C-02\"");
    }

    @Test
    void leavesASetAloneThatHasAWordTable() throws IOException {
        String furniture = SHOP.replace("colours: { table: corner.values.tsv }", "colours: { table: [desk] }");

        assertThat(load(furniture, TABLE).field("colour").orElseThrow().values().words())
                .containsExactly("table");
    }

    @Test
    void readsNoMoreLinesThanTheLimitsAllow() throws IOException {
        Files.writeString(folder.resolve("corner.values.tsv"), TABLE);
        Path file = Files.writeString(folder.resolve("corner.yaml"), SHOP);

        Files.writeString(folder.resolve("corner.values.tsv"), TABLE + "colours\tX\n".repeat(100));
        assertThatThrownBy(() -> Channels.load(file, DescriptorLimits.DEFAULTS.withMaxNodes(90)))
                .hasMessageContaining("Tables have more than 90 lines");
    }

    private ChannelDescriptor load(String yaml, String table) throws IOException {
        Files.writeString(folder.resolve("corner.values.tsv"), table);
        return Channels.load(Files.writeString(folder.resolve("corner.yaml"), yaml))
                .descriptor();
    }
}
