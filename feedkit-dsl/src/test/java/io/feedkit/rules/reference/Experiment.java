package io.feedkit.rules.reference;

import io.feedkit.rules.syntax.Annotation;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Item;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Deals products by MurmurHash3 of name, version and key, written down from its description. */
final class Experiment {
    private Experiment() {}

    static Optional<Object> arm(Declaration.Experiment experiment, Item item, Formula there) {
        int mark = there.product().faults.mark();
        boolean takesPart =
                there.world().exists(item) && (experiment.where() == null || there.isTrue(experiment.where()));
        Optional<Object> key = there.eval(experiment.key());
        there.product().faults.excuse(mark);
        if (!takesPart || key.isEmpty()) {
            return Optional.empty();
        }
        String salted = experiment.name().text() + "/" + version(item) + "\0" + Numbers.shown(key.get());
        long hash = murmur(salted.getBytes(StandardCharsets.UTF_8)) & 0xFFFFFFFFL;
        BigDecimal bucket = BigDecimal.valueOf(hash * 1_000_000 >>> 32);
        BigDecimal end = BigDecimal.ZERO;
        for (Declaration.Experiment.Arm arm : experiment.arms()) {
            end = end.add(arm.share().number().multiply(BigDecimal.valueOf(10_000)));
            if (bucket.compareTo(end) < 0) {
                return Optional.of(arm.name().text());
            }
        }
        return Optional.empty();
    }

    private static long version(Item item) {
        for (Annotation annotation : item.annotations()) {
            if (annotation.name().text().equals("version")) {
                return ((Expr.Number) annotation.arguments().get(0).value())
                        .value()
                        .longValueExact();
            }
        }
        return 1;
    }

    private static int murmur(byte[] bytes) {
        int h = 0;
        int whole = bytes.length / 4 * 4;
        for (int i = 0; i < whole; i += 4) {
            h = Integer.rotateLeft(h ^ mixed(little(bytes, i, 4)), 13) * 5 + 0xe6546b64;
        }
        if (bytes.length > whole) {
            h ^= mixed(little(bytes, whole, bytes.length - whole));
        }
        h ^= bytes.length;
        h = (h ^ h >>> 16) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return h ^ h >>> 16;
    }

    private static int mixed(int k) {
        return Integer.rotateLeft(k * 0xcc9e2d51, 15) * 0x1b873593;
    }

    private static int little(byte[] bytes, int from, int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number |= (bytes[from + i] & 0xFF) << 8 * i;
        }
        return number;
    }
}
