package io.feedkit.export.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class InterleafTest {
    private final Interleaf all = new Interleaf(16);

    @Test
    void putsRowsWhereTheyStoodBetweenThePieces() {
        all.clear();
        piece("a");
        piece("b");
        all.row();
        all.row();
        piece("c");
        all.row();
        piece("d");
        rows("1", "", "3");

        assertThat(written()).isEqualTo("ab1c3d");
        assertThat(all.before(0)).isEqualTo(2);
        assertThat(all.before(1)).isEqualTo(3);
        assertThat(all.before(2)).isEqualTo(5);
    }

    @Test
    void keepsPiecesWhileRowsAreWorkedOutAgain() {
        all.clear();
        piece("a");
        all.row();
        rows("wrong");
        all.clearRows();
        rows("right");

        assertThat(written()).isEqualTo("aright");
    }

    @Test
    void writesPiecesOfAnyLength() {
        String longOne = "x".repeat(200_000);
        String shorter = "y".repeat(50_000);
        all.clear();
        piece(longOne);
        piece(shorter);
        all.row();
        piece(shorter);
        all.row();
        rows(shorter, longOne);

        assertThat(written()).isEqualTo(longOne + shorter + shorter + shorter + longOne);
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(written()).isEmpty();
    }

    private void piece(String text) {
        all.between().append(text);
        all.piece();
    }

    private void rows(String... texts) {
        for (String text : texts) {
            all.rows().append(text);
            all.endRow();
        }
    }

    private String written() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        all.writeTo((source, from, to) -> out.write(source, from, to - from));
        return out.toString(UTF_8);
    }
}
