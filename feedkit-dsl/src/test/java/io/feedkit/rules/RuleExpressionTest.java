package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.eval.Values;
import org.junit.jupiter.api.Test;

class RuleExpressionTest {

    /** A batch of products that differ in their quantity; a negative one is missing. */
    private static ProductBatch quantities(long... quantities) {
        RecordBatch records = new RecordBatch(new TextBuffer(256));
        Column column = Column.of(AttributeType.INTEGER);
        for (int row = 0; row < quantities.length; row++) {
            records.startRecord(row + 1, -1, -1, 0);
            records.endRecord();
            column.bits[row] = quantities[row] < 0 ? Column.MISSING : quantities[row];
        }
        ProductBatch batch = new ProductBatch(Shop.SCHEMA, records);
        batch.start(records);
        batch.supply(Shop.SCHEMA.slot("quantity").orElseThrow(), column);
        return batch;
    }

    @Test
    void splitsABatchIntoTrueAndTheRest() {
        RuleExpression condition =
                RuleExpression.condition(Shop.ENVIRONMENT, "google.yaml", "quantity > 0 and country = \"FR\"");
        ProductBatch batch = quantities(3, 0, -1, 5);
        Selection yes = new Selection();
        Selection no = new Selection();

        condition.open("", Shop.SCHEMA, Shop.GOOGLE_FR, Shop.NOW, problem -> {}).split(batch, batch.live(), yes, no);

        assertThat(yes.size).isEqualTo(2);
        assertThat(yes.rows).startsWith(0, 3);
        assertThat(no.size).isEqualTo(2);
    }

    @Test
    void computesAColumnOfItsType() {
        RuleExpression value = RuleExpression.compile(
                Shop.ENVIRONMENT,
                "google.yaml",
                "if quantity > 0 then \"in_stock in {country}\" else \"out_of_stock\"");
        ProductBatch batch = quantities(3, 0, -1);

        RuleExpression.Evaluation evaluation = value.open("", Shop.SCHEMA, Shop.GOOGLE_FR, Shop.NOW, problem -> {});
        Column column = evaluation.evaluate(batch, batch.live());

        assertThat(value.type()).isEqualTo(AttributeType.TEXT);
        assertThat(Values.read(column, 0, value.type(), batch.text())).isEqualTo("in_stock in FR");
        assertThat(Values.read(column, 1, value.type(), batch.text())).isEqualTo("out_of_stock");
        assertThat(Values.read(column, 2, value.type(), batch.text())).isEqualTo("out_of_stock");
        assertThat(value.attributes()).containsExactly("quantity");
        assertThat(evaluation.slots())
                .containsExactly(Shop.SCHEMA.slot("quantity").orElseThrow());
    }

    @Test
    void saysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> RuleExpression.compile(Shop.ENVIRONMENT, "google.yaml", "quantitty > 0"))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("FK1101");
        assertThatThrownBy(() -> RuleExpression.condition(Shop.ENVIRONMENT, "google.yaml", "title"))
                .hasMessageContaining("FK1202");
        assertThatThrownBy(() -> RuleExpression.compile(Shop.ENVIRONMENT, "google.yaml", "1\nset y = 2"))
                .isInstanceOf(RuleException.class);
    }
}
