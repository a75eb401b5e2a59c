package io.feedkit.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two hundred files made of good lines, some of them broken: a bad line gives one message, a good one none. */
class BrokenFilesTest {
    private static final int FILES = 200;

    private static final List<String> GOOD = List.of(
            "quantity < 3 -> 0",
            "set title = \"{brand?} {name}\"",
            "when price > 20 EUR then set tier = \"dear\" else set tier = \"cheap\"",
            "exclude when (price < cost) ?? false because \"too cheap\"",
            "let margin = (price - cost).ratio(price)",
            "rule clean: set title = title.squeeze()",
            "channel google { set title = title.truncate_words(150) }",
            "add \"new\" to labels",
            "price is missing -> exclude because \"no price\"",
            "fn half(x: decimal): decimal = x / 2",
            "set color = case { quantity > 3 -> \"many\", else -> \"few\" }",
            "keep when brand in [\"Acme\", \"Zed\"] and quantity in 1..9",
            "clear gtin",
            "segment best = top 10 by sales_30d");

    /** What is done to a line; each leaves something no rule looks like. */
    private static final Map<String, String> DAMAGE = Map.of(
            " = ", " = = ",
            " < ", " < < ",
            " > ", " > * ",
            "set ", "set set ",
            " when ", " when when ",
            " -> ", " -> -> ",
            "let ", "let let ",
            "add ", "add to ",
            "clear ", "clear clear ",
            "fn ", "fn fn ");

    @Test
    void oneMessageForEachBadLineAndNoneForAGoodOne() {
        for (int seed = 0; seed < FILES; seed++) {
            Random random = new Random(seed);
            List<String> lines = new ArrayList<>();
            TreeSet<Integer> broken = new TreeSet<>();
            for (int line = 1; line <= 12; line++) {
                String good = GOOD.get(random.nextInt(GOOD.size()));
                String bad = random.nextInt(3) == 0 ? damaged(good, random) : good;
                if (!bad.equals(good)) {
                    broken.add(line);
                }
                lines.add(bad);
            }
            String text = String.join("\n", lines);
            List<Integer> said = Parser.parse(SourceText.of("broken-" + seed + ".fk", text)).diagnostics().stream()
                    .filter(Diagnostic::isError)
                    .map(diagnostic -> diagnostic.span().line())
                    .toList();
            assertThat(said).as(text).containsExactlyElementsOf(broken);
        }
    }

    private static String damaged(String line, Random random) {
        List<String> possible = DAMAGE.keySet().stream()
                .filter(piece -> line.startsWith(piece) || piece.startsWith(" ") && line.contains(piece))
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        if (possible.isEmpty()) {
            return line;
        }
        String piece = possible.get(random.nextInt(possible.size()));
        int at = line.indexOf(piece);
        return line.substring(0, at) + DAMAGE.get(piece) + line.substring(at + piece.length());
    }
}
