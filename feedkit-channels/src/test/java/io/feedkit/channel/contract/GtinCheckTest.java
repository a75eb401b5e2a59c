package io.feedkit.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.feed.ValueCheck;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Gtin;
import io.feedkit.product.Schema;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Numbers are looked at as bytes first; what is refused is what reading them says. */
class GtinCheckTest {
    /** As the descriptor of Google has them. */
    private static final List<String> FORBIDDEN = List.of("02", "04", "2", "98", "99");

    private final ChannelMember google = Channels.get("google-shopping").member("FR", "fr");
    private final Schema schema = google.extend(Schema.of(Attribute.of("id", AttributeType.TEXT)));
    private final ValueCheck values = google.values(schema).orElseThrow();

    @Property(tries = 500)
    void takesNumbersWithTheRightCheckDigitAndNoPrefixOfItsOwn(
            @ForAll @StringLength(min = 6, max = 14) @CharRange(from = '0', to = '9') String body,
            @ForAll @IntRange(max = 9) int wrongBy) {
        String number = body + (Gtin.checkDigit(body) + (wrongBy < 7 ? 0 : wrongBy)) % 10;

        assertThat(isTaken(number)).as(number).isEqualTo(isFine(number));
    }

    @Test
    void refusesPrefixesOfNumbersThatBeginWithZeros() {
        for (String body :
                List.of("02000000000", "20000000000", "00200000000", "0020000000000", "2000000", "9800000")) {
            String number = body + Gtin.checkDigit(body);
            assertThat(isTaken(number)).as(number).isEqualTo(isFine(number));
        }
    }

    private boolean isTaken(String number) {
        return values.refusal("gtin", number).isEmpty();
    }

    private static boolean isFine(String number) {
        String thirteen = "0".repeat(Math.max(0, 14 - number.length())) + number;
        return Gtin.isValid(number) && FORBIDDEN.stream().noneMatch(thirteen.substring(1)::startsWith);
    }
}
