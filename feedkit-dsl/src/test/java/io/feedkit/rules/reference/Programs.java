package io.feedkit.rules.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes programs that compile: every expression has the type it is asked for, and reads only what is known where it stands. What is declared on the way can be used by
 * everything behind it.
 */
final class Programs {

    enum Type {
        WHOLE,
        DECIMAL,
        RATE,
        MONEY,
        TEXT,
        CONDITION,
        DATE,
        TEXTS,
        WHOLES
    }

    /** Where an expression stands, and so what it may read: the catalogue as it came, the product in the trunk, the product of a member. */
    enum Stage {
        SOURCE,
        TRUNK,
        MEMBER
    }

    /** Something declared; {@code #WHOLE} in its use stands for any whole number. */
    private record Known(Type type, Stage stage, String use) {}

    private static final Pattern ARGUMENT = Pattern.compile("#([A-Z]+)");
    private static final Type[] SIMPLE = {
        Type.WHOLE, Type.DECIMAL, Type.RATE, Type.MONEY, Type.TEXT, Type.CONDITION, Type.DATE
    };

    private final Random random;
    private final List<Known> known = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    private final List<String> trunkRules = new ArrayList<>();
    /** Functions by what they take and give: {@code TEXT>CONDITION}. */
    private final Map<String, List<String>> functions = new LinkedHashMap<>();

    private final Map<String, String> modules = new LinkedHashMap<>();
    private int names;
    private boolean allocated;

    Programs(Random random) {
        this.random = random;
    }

    /** Functions that can be given to others, of which a file has some of its own. */
    private String basics() {
        String edited = name("edited");
        String brief = name("brief");
        String small = name("small");
        functions.put("TEXT>TEXT", new ArrayList<>(List.of("upper", "trim", edited)));
        functions.put("TEXT>WHOLE", new ArrayList<>(List.of("length")));
        functions.put("TEXT>CONDITION", new ArrayList<>(List.of(brief)));
        functions.put("WHOLE>WHOLE", new ArrayList<>(List.of("abs")));
        functions.put("WHOLE>CONDITION", new ArrayList<>(List.of(small)));
        return "fn " + edited + "(t: text): text = if t contains \"e\" then missing else \"{t}!\"\n" + "fn " + brief
                + "(t: text): boolean = missing_if(t.length(), 3) < 5\n" + "fn " + small
                + "(n: integer): boolean = n < missing_if(quantity, 2)\n";
    }

    /** Modules a program imports, by name. */
    Map<String, String> modules() {
        return modules;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private String name(String kind) {
        return kind + "_" + ++names;
    }

    String program() {
        StringBuilder text = new StringBuilder();
        text.append(basics());
        if (chance(3)) {
            text.append(imported(Stage.TRUNK));
        }
        declarations(text);
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            text.append(item(Stage.TRUNK)).append('\n');
        }
        if (chance(4)) {
            text.append(allocation()).append('\n');
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            text.append(scope(2)).append('\n');
        }
        if (chance(2)) {
            text.append(item(Stage.TRUNK)).append('\n');
        }
        if (chance(4)) {
            text.append("@final rule frozen: set tier = ")
                    .append(text(1, Stage.TRUNK))
                    .append('\n');
        }
        if (chance(4) && !rules.isEmpty()) {
            text.append(dated(6)).append("disable ").append(pick(rules)).append('\n');
        }
        return text.toString();
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void declarations(StringBuilder text) {
        for (int i = 0; i < random.nextInt(4); i++) {
            text.append(
                            switch (random.nextInt(3)) {
                                case 0 -> function(Stage.SOURCE);
                                case 1 -> table(Stage.SOURCE);
                                default -> let(Stage.SOURCE);
                            })
                    .append('\n');
        }
        for (int i = 0; i < random.nextInt(4); i++) {
            text.append(
                            switch (random.nextInt(6)) {
                                case 0, 1 -> window();
                                case 2, 3 -> ranking();
                                case 4 -> experiment();
                                default -> segment();
                            })
                    .append('\n');
        }
        if (chance(3)) {
            text.append(hostTable()).append('\n');
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            text.append(chance(2) ? let(Stage.TRUNK) : function(Stage.TRUNK)).append('\n');
        }
    }

    /** A module with declarations and rules of its own, and the line that imports it. */
    private String imported(Stage stage) {
        String name = "parts.m" + ++names;
        String alias = chance(2) ? name("mod") : "";
        List<Known> outside = new ArrayList<>(known);
        known.clear();
        Map<String, List<String>> all = new LinkedHashMap<>(functions);
        List<String> others = new ArrayList<>(rules);
        rules.clear();
        int before = rules.size();
        StringBuilder text = new StringBuilder(chance(2) ? "module " + name + "\n" : "");
        text.append(basics());
        declarations(text);
        List<Known> offered = new ArrayList<>(known);
        for (int i = 0; i < random.nextInt(4); i++) {
            text.append(chance(4) ? scope(1) : item(stage)).append('\n');
        }
        modules.put(name, text.toString());
        List<String> own = new ArrayList<>(rules.subList(before, rules.size()));
        rules.clear();
        rules.addAll(others);
        for (String rule : own) {
            // An alias given inside a scope is known only there.
            boolean byAlias = !alias.isEmpty() && stage == Stage.TRUNK;
            String written = chance(2) ? rule : (byAlias ? alias : name) + "." + rule;
            rules.add(written);
            if (trunkRules.remove(rule)) {
                trunkRules.add(written);
            }
        }
        functions.clear();
        functions.putAll(all);
        known.clear();
        known.addAll(outside);
        for (Known thing : offered) {
            known.add(
                    new Known(thing.type(), thing.stage(), alias.isEmpty() ? thing.use() : alias + "." + thing.use()));
        }
        return dated(6) + "import " + name + (alias.isEmpty() ? "" : " as " + alias) + "\n";
    }

    // Declarations

    private static String prefix(Type type) {
        return switch (type) {
            case WHOLE -> "whole";
            case DECIMAL -> "dec";
            case RATE -> "rate";
            case MONEY -> "money";
            case TEXT -> "text";
            case CONDITION -> "cond";
            case DATE -> "date";
            case TEXTS -> "texts";
            case WHOLES -> "wholes";
        };
    }

    private static String written(Type type) {
        return switch (type) {
            case WHOLE -> "integer";
            case DECIMAL -> "decimal";
            case RATE -> "percent";
            case MONEY -> "money";
            case TEXT -> "text";
            case CONDITION -> "boolean";
            case DATE -> "date";
            case TEXTS -> "list<text>";
            case WHOLES -> "list<integer>";
        };
    }

    private Type type() {
        return chance(6) ? chance(2) ? Type.TEXTS : Type.WHOLES : SIMPLE[random.nextInt(SIMPLE.length)];
    }

    private String let(Stage stage) {
        Type type = type();
        String name = name(prefix(type));
        String text = "let " + name + (chance(3) ? ": " + written(type) : "") + " = " + value(type, 2, stage);
        known.add(new Known(type, stage, name));
        return text;
    }

    private String function(Stage stage) {
        Type result = type();
        String name = name("fn");
        List<String> parameters = new ArrayList<>();
        StringBuilder use = new StringBuilder(name + "(");
        int outside = known.size();
        Type first = null;
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            Type type = SIMPLE[random.nextInt(SIMPLE.length)];
            first = i == 0 ? type : null;
            String parameter = name("p");
            parameters.add(parameter + ": " + written(type) + (chance(3) ? "?" : ""));
            known.add(new Known(type, Stage.SOURCE, parameter));
            known.add(new Known(type, Stage.SOURCE, parameter));
            use.append(i == 0 ? "#" : ", #").append(type);
        }
        String body = value(result, 2, stage);
        known.subList(outside, known.size()).clear();
        known.add(new Known(result, stage, use.append(")").toString()));
        String shape = first + ">" + result;
        if (stage == Stage.SOURCE && functions.containsKey(shape)) {
            functions.get(shape).add(name);
        }
        return "fn " + name + "(" + String.join(", ", parameters) + ")"
                + (result == Type.DECIMAL || chance(2) ? ": " + written(result) : "") + " = " + body;
    }

    private String table(Stage stage) {
        String name = name("tab");
        String policy = pick("unique", "first", "first", "collect", "collect");
        List<Type> inputs = new ArrayList<>();
        List<Type> outputs = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            inputs.add(pickType(Type.WHOLE, Type.TEXT, Type.RATE, Type.MONEY, Type.CONDITION, Type.DECIMAL));
        }
        for (int i = 0; i < 1 + random.nextInt(2); i++) {
            outputs.add(
                    policy.equals("collect")
                            ? pickType(Type.WHOLE, Type.TEXT)
                            : pickType(Type.WHOLE, Type.TEXT, Type.RATE, Type.MONEY, Type.DECIMAL));
        }
        StringBuilder text = new StringBuilder("table " + name + "(");
        StringBuilder use = new StringBuilder(name + "(");
        for (int i = 0; i < inputs.size(); i++) {
            text.append(i == 0 ? "" : ", ").append("i").append(i).append(": ").append(written(inputs.get(i)));
            use.append(i == 0 ? "#" : ", #").append(inputs.get(i));
        }
        text.append(") -> (");
        for (int k = 0; k < outputs.size(); k++) {
            text.append(k == 0 ? "" : ", ").append("o").append(k).append(": ").append(written(outputs.get(k)));
        }
        text.append(") ").append(policy).append(" {\n");
        rows(text, policy.equals("unique"), inputs, outputs, stage);
        use.append(")");
        for (int k = 0; k < outputs.size(); k++) {
            Type type = outputs.get(k);
            Type given = !policy.equals("collect") ? type : type == Type.WHOLE ? Type.WHOLES : Type.TEXTS;
            known.add(new Known(given, stage, use + (outputs.size() == 1 ? "" : ".o" + k)));
        }
        return text.append("}").toString();
    }

    private Type pickType(Type... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private void rows(StringBuilder text, boolean unique, List<Type> inputs, List<Type> outputs, Stage stage) {
        List<String> apart = apart(inputs.get(0));
        int count = unique ? apart.size() : 1 + random.nextInt(4);
        for (int row = 0; row < count; row++) {
            text.append("  |");
            for (int i = 0; i < inputs.size(); i++) {
                boolean parting = unique && i == 0;
                text.append(' ')
                        .append(parting ? apart.get(row) : cell(inputs.get(i), stage))
                        .append(" |");
            }
            for (Type output : outputs) {
                text.append(' ')
                        .append(chance(8) ? pick("missing", "_") : value(output, 1, stage))
                        .append(" |");
            }
            text.append('\n');
        }
    }

    /** Cells of which never two match one value. */
    private List<String> apart(Type type) {
        List<String> cells = new ArrayList<>(
                switch (type) {
                    case WHOLE -> List.of("< 0", "0..<3", "3..5", "> 5", "missing");
                    case DECIMAL -> List.of("< 0.5", "0.5..<10.25", ">= 10.25", "missing");
                    case RATE -> List.of("< 8%", "8%", "8.5%..40%", "missing");
                    case MONEY -> List.of("< 10 EUR", "10 EUR..<20.50 EUR", ">= 20.50 EUR", "missing");
                    case CONDITION -> List.of("true", "false", "missing");
                    default -> List.of("\"Acme\"", "\"Zed\", \"é\"", "\"red\"", "missing");
                });
        for (int dropped = random.nextInt(3); dropped > 0; dropped--) {
            cells.remove(random.nextInt(cells.size()));
        }
        return cells;
    }

    private String cell(Type type, Stage stage) {
        if (chance(5)) {
            return pick("_", "_", "missing", "present");
        }
        return switch (type) {
            case WHOLE ->
                pick(
                        "3",
                        "1, 2, 5",
                        "0..<3",
                        "not 2..4",
                        "> 1",
                        "in [1, 4]",
                        "<= " + value(type, 0, stage),
                        "not in [0, 1]");
            case DECIMAL -> pick("0.5", "< 10.25", "1.5..20", "not 1.5", ">= score");
            case RATE -> pick("8%", ">= 40%", "15%..<40%", "not < 10%", "< rate");
            case MONEY -> pick("< 20 EUR", "20 EUR..<50 EUR", "not >= 50 EUR", "> price", "10 EUR");
            case CONDITION -> pick("true", "false", "not true");
            default ->
                pick(
                        "\"Acme\", \"é\"",
                        "contains \"e\"",
                        "starts with \"A\"",
                        "ends with \"d\"",
                        "matches r\"^[A-Z]c\"",
                        "matches r\"r|Z\"i, \"x\"",
                        "not \"Acme\"",
                        "in [\"red\", \"Zed\"]",
                        "not contains \"b\"",
                        "= color",
                        "not in [\"Acme\"]");
        };
    }

    private String hostTable() {
        String name = name("host");
        if (chance(2)) {
            known.add(new Known(Type.DECIMAL, Stage.TRUNK, name + "(#TEXT).d"));
            known.add(new Known(Type.WHOLE, Stage.TRUNK, name + "(#TEXT).n"));
            return "table " + name + "(k: text) -> (d: decimal, n: integer) from 'by_text'";
        }
        known.add(new Known(Type.TEXT, Stage.TRUNK, name + "(#WHOLE, #TEXT)"));
        return "table " + name + "(n: integer, k: text) -> (t: text) from 'by_both'";
    }

    private String window() {
        String[] choice = pick(
                        "WHOLE count()",
                        "WHOLE sum(quantity)",
                        "WHOLE sum(stock)",
                        "DECIMAL sum(score)",
                        "MONEY sum(price)",
                        "RATE sum(rate)",
                        "DECIMAL avg(quantity)",
                        "MONEY avg(price)",
                        "DECIMAL avg(score)",
                        "MONEY min(sale_price)",
                        "MONEY max(price)",
                        "TEXT min(color)",
                        "TEXT max(brand)",
                        "DATE max(released_on)",
                        "WHOLE min(quantity)",
                        "WHOLE rank(price)",
                        "WHOLE rank(quantity)",
                        "WHOLE rank(released_on)",
                        "RATE share(quantity)",
                        "RATE share(price)",
                        "RATE cumulative_share(quantity)",
                        "RATE cumulative_share(price)",
                        "TEXTS collect(color)",
                        "WHOLES collect(quantity)",
                        "WHOLE sum(quantity) - count()",
                        "RATE ratio(sum(quantity), count())",
                        "MONEY max(price) - min(price)",
                        "CONDITION rank(score) = 1")
                .split(" ", 2);
        Type type = Type.valueOf(choice[0]);
        String name = name(prefix(type));
        known.add(new Known(type, Stage.TRUNK, name));
        String per = pick(
                "brand", "color", "brand, color", "brand ?? id", value(Type.TEXT, 1, Stage.SOURCE), "quantity, flag");
        return "let " + name + " = " + choice[1] + " per " + per
                + (chance(3) ? " where " + value(Type.CONDITION, 1, Stage.SOURCE) : "");
    }

    private String ranking() {
        String name = name("seg");
        known.add(new Known(Type.CONDITION, Stage.TRUNK, name));
        Type by = pickType(Type.WHOLE, Type.DECIMAL, Type.RATE, Type.MONEY, Type.DATE);
        return "segment " + name + " = " + pick("top ", "bottom ") + pick("1", "2", "5", "30%", "12.5%", "100%")
                + " by "
                + value(by, 1, Stage.SOURCE)
                + (chance(2) ? " per " + pick("brand", "color ?? \"none\"", "flag, brand") : "")
                + (chance(3) ? " where " + value(Type.CONDITION, 1, Stage.SOURCE) : "");
    }

    private String segment() {
        String name = name("seg");
        String text = "segment " + name + " = " + value(Type.CONDITION, 2, Stage.TRUNK);
        known.add(new Known(Type.CONDITION, Stage.TRUNK, name));
        return text;
    }

    private String experiment() {
        String name = name("exp");
        known.add(new Known(Type.TEXT, Stage.TRUNK, name));
        return dated(3) + (chance(3) ? "@version(" + (2 + random.nextInt(3)) + ") " : "") + "experiment " + name
                + " on "
                + pick("id", "brand", "brand ?? id", "quantity", value(Type.TEXT, 1, Stage.SOURCE))
                + (chance(3) ? " where " + value(Type.CONDITION, 1, Stage.SOURCE) : "")
                + pick(" { arm a 50%; arm b 50% }", " { arm a 12.5%; arm b 37.5%; arm c 50% }", " { arm all 100% }");
    }

    /** Dates around the run instant, or nothing. */
    private String dated(int rarity) {
        if (!chance(rarity)) {
            return "";
        }
        return pick(
                "@from(2026-11-01) ",
                "@until(2026-12-01) ",
                "@from(2026-11-27T09:00[Europe/Paris]) ",
                "@until(2026-11-27T09:00Z) ",
                "@from(2026-11-27T09:00Z) @until(2026-12-01) ",
                "@disabled ");
    }

    private String annotated() {
        return dated(5) + (chance(5) ? "@rounding(\"half_even\") " : "") + (chance(8) ? "@owner(\"shop\") " : "");
    }

    // Statements

    /** A statement or a rule. */
    private String item(Stage stage) {
        if (!chance(3)) {
            return annotated() + statement(2, stage);
        }
        String name = name("rule");
        rules.add(name);
        if (stage == Stage.TRUNK) {
            trunkRules.add(name);
        }
        if (chance(2)) {
            return annotated() + "rule " + name + ": " + statement(1, stage);
        }
        int outside = known.size();
        StringBuilder text = new StringBuilder(annotated() + "rule " + name + " {\n");
        if (chance(2)) {
            text.append("  ").append(let(stage)).append('\n');
        }
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            text.append("  ").append(statement(2, stage)).append('\n');
        }
        known.subList(outside, known.size()).clear();
        return text.append("}").toString();
    }

    private String scope(int depth) {
        String head = pick(
                "channel google",
                "channel google, meta",
                "channel amazon",
                "channel google_shopping",
                "channel where channel.kind = \"marketplace\"",
                "channel where channel.commission_rate > 8%",
                "country FR",
                "country FR, DE",
                "language fr",
                "account 'outlet'",
                "country where country = \"DE\" or language = \"fr\"");
        StringBuilder text = new StringBuilder(annotated() + head + " {\n");
        int outside = known.size();
        if (chance(3)) {
            text.append(let(Stage.MEMBER)).append('\n');
        }
        if (depth == 2 && chance(8)) {
            text.append(imported(Stage.MEMBER));
        }
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            text.append(depth > 0 && chance(3) ? scope(depth - 1) : item(Stage.MEMBER))
                    .append('\n');
        }
        List<String> narrow =
                rules.stream().filter(rule -> !trunkRules.contains(rule)).toList();
        if (chance(4) && !narrow.isEmpty()) {
            text.append(dated(6)).append("disable ").append(pick(narrow)).append('\n');
        }
        known.subList(outside, known.size()).clear();
        return text.append("}").toString();
    }

    private String allocation() {
        if (allocated) {
            return "";
        }
        allocated = true;
        List<String> lines = new ArrayList<>();
        if (chance(2)) {
            lines.add("reserve " + value(Type.WHOLE, 1, Stage.TRUNK));
        }
        int left = 100;
        for (String channel : List.of("google", "amazon", "meta")) {
            if (chance(2)) {
                int share = random.nextInt(left + 1);
                left -= share;
                lines.add(channel + " " + share + pick("", ".0") + "%"
                        + (chance(3) ? " max " + value(Type.WHOLE, 1, Stage.TRUNK) : ""));
            } else if (chance(4) && lines.stream().noneMatch(line -> line.startsWith("rest"))) {
                lines.add("rest to " + channel);
            }
        }
        if (lines.isEmpty()) {
            lines.add("reserve 1");
        }
        return dated(6) + "allocate " + pick("stock", "quantity") + " {\n  " + String.join("\n  ", lines) + "\n}";
    }

    private String statement(int depth, Stage stage) {
        return switch (random.nextInt(depth > 0 ? 15 : 10)) {
            case 0 -> "set quantity = " + value(Type.WHOLE, 2, stage);
            case 1 -> "set score = " + value(chance(4) ? Type.WHOLE : Type.DECIMAL, 3, stage);
            case 2 -> "set sale_price = " + value(Type.MONEY, 2, stage);
            case 3 -> "set color = " + value(Type.TEXT, 2, stage);
            case 4 ->
                pick(
                        "clear brand",
                        "clear labels",
                        "set flag = " + value(Type.CONDITION, 2, stage),
                        "warn " + template(1, stage));
            case 5 -> pick("set stock = " + value(Type.WHOLE, 1, stage), "set rate = " + value(Type.RATE, 2, stage));
            case 6 -> "set released_on = " + value(Type.DATE, 2, stage);
            case 7 -> "set labels = " + value(chance(4) ? Type.WHOLES : Type.TEXTS, 2, stage);
            case 8 ->
                pick("add ", "remove ").equals("add ")
                        ? "add " + value(Type.TEXT, 1, stage) + " to labels"
                        : "remove " + value(Type.TEXT, 1, stage) + " from labels";
            case 9 -> arrow(stage);
            case 10 ->
                "when " + value(Type.CONDITION, 3, stage) + " { exclude" + pick("", " because " + template(1, stage))
                        + " }";
            case 11 ->
                pick("exclude when ", "keep when ") + "(" + value(Type.CONDITION, 2, stage) + ") ?? "
                        + pick("true", "false") + pick("", " because " + template(1, stage));
            default -> when(depth, stage);
        };
    }

    private String arrow(Stage stage) {
        return pick(
                "quantity < 3 -> 0",
                "quantity > 0 and quantity < 3 → 2",
                "brand is missing -> \"Acme\"",
                "color not in [\"red\", \"blue\"] -> clear color",
                "labels contains \"new\" -> set color = \"fresh\"",
                value(Type.CONDITION, 2, stage) + " -> add \"sale\" to labels",
                value(Type.CONDITION, 2, stage) + " -> exclude because " + template(1, stage),
                "score in 0..10 -> " + value(Type.DECIMAL, 1, stage));
    }

    private String when(int depth, Stage stage) {
        String condition = value(Type.CONDITION, 3, stage);
        if (chance(4)) {
            return "when " + condition + " then " + action(stage) + pick("", " else " + action(stage));
        }
        int outside = known.size();
        StringBuilder text = new StringBuilder("when " + condition + " {\n");
        if (chance(4)) {
            text.append(let(stage)).append('\n');
        }
        text.append(statement(depth - 1, stage))
                .append('\n')
                .append(statement(depth - 1, stage))
                .append("\n}");
        known.subList(outside, known.size()).clear();
        if (chance(2)) {
            text.append(" else {\n").append(statement(depth - 1, stage)).append("\n}");
        }
        return text.toString();
    }

    private String action(Stage stage) {
        return pick(
                "set quantity = " + value(Type.WHOLE, 1, stage),
                "set color = " + value(Type.TEXT, 1, stage),
                "clear sale_price",
                "warn " + template(1, stage),
                "add \"last\" to labels");
    }

    // Expressions

    private String value(Type type, int depth, Stage stage) {
        if (chance(depth == 0 ? 3 : 4)) {
            String use = use(type, depth, stage);
            if (!use.isEmpty()) {
                return use;
            }
        }
        return switch (type) {
            case WHOLE -> whole(depth, stage);
            case DECIMAL -> decimal(depth, stage);
            case RATE -> rate(depth, stage);
            case MONEY -> money(depth, stage);
            case TEXT -> text(depth, stage);
            case CONDITION -> "(" + condition(depth, stage) + ")";
            case DATE -> date(depth, stage);
            case TEXTS -> texts(depth, stage);
            case WHOLES -> wholes(depth, stage);
        };
    }

    /** Something declared, called with random arguments, or nothing when there is none. */
    private String use(Type type, int depth, Stage stage) {
        List<String> uses = known.stream()
                .filter(thing -> thing.type() == type && thing.stage().compareTo(stage) <= 0)
                .filter(thing -> depth > 0 || !thing.use().contains("#"))
                .map(Known::use)
                .toList();
        if (uses.isEmpty()) {
            return "";
        }
        Matcher argument = ARGUMENT.matcher(pick(uses));
        return argument.replaceAll(
                found -> Matcher.quoteReplacement(value(Type.valueOf(found.group(1)), Math.max(0, depth - 1), stage)));
    }

    private String view(String attribute, Stage stage) {
        return stage != Stage.SOURCE && chance(6) ? pick("source.", "trunk.") + attribute : attribute;
    }

    private String choice(Type type, int depth, Stage stage) {
        String condition = value(Type.CONDITION, depth - 1, stage);
        return switch (random.nextInt(5)) {
            case 0 -> "(" + value(type, depth - 1, stage) + " ?? " + value(type, depth - 1, stage) + ")";
            case 1 ->
                "(if " + condition + " then " + value(type, depth - 1, stage) + " else " + value(type, depth - 1, stage)
                        + ")";
            case 2 ->
                "case { " + condition + " -> " + value(type, depth - 1, stage) + ", "
                        + value(Type.CONDITION, depth - 1, stage) + " -> " + value(type, depth - 1, stage)
                        + pick("", ", else -> " + value(type, 0, stage)) + " }";
            case 3 -> {
                Type subject = pickType(Type.WHOLE, Type.TEXT, Type.RATE);
                yield "case " + value(subject, depth - 1, stage) + " { " + arm(subject, stage) + " -> "
                        + value(type, depth - 1, stage) + ", " + arm(subject, stage) + " -> "
                        + value(type, depth - 1, stage) + pick("", ", else -> " + value(type, 0, stage)) + " }";
            }
            default -> "coalesce(" + value(type, depth - 1, stage) + ", " + value(type, depth - 1, stage) + ")";
        };
    }

    private String arm(Type subject, Stage stage) {
        String cell = cell(subject, stage);
        return cell.equals("_") ? "missing" : cell;
    }

    private String whole(int depth, Stage stage) {
        if (depth == 0) {
            return pick(view("quantity", stage), view("stock", stage), "3", "0", "-2", "1_000");
        }
        Type some = pickType(Type.WHOLE, Type.WHOLE, Type.DECIMAL);
        return switch (random.nextInt(9)) {
            case 0, 1 ->
                "(" + value(Type.WHOLE, depth - 1, stage) + pick(" + ", " - ", " * ")
                        + value(Type.WHOLE, depth - 1, stage) + ")";
            case 2, 3 -> choice(Type.WHOLE, depth, stage);
            case 4 ->
                pick(
                        value(Type.TEXT, depth - 1, stage) + ".length()",
                        value(Type.TEXTS, depth - 1, stage) + ".count()",
                        "word_count(" + value(Type.TEXT, depth - 1, stage) + ")",
                        "sum(" + value(Type.WHOLES, depth - 1, stage) + ")",
                        pick("min(", "max(", "first(", "last(") + value(Type.WHOLES, depth - 1, stage) + ")");
            case 5 ->
                pick(
                        "abs(" + value(Type.WHOLE, depth - 1, stage) + ")",
                        "sign(" + value(some, depth - 1, stage) + ")",
                        "mod(" + value(Type.WHOLE, depth - 1, stage) + ", " + value(Type.WHOLE, 0, stage) + ")",
                        pick("least(", "greatest(") + value(Type.WHOLE, depth - 1, stage) + ", "
                                + value(Type.WHOLE, depth - 1, stage) + ")",
                        value(Type.WHOLE, depth - 1, stage) + pick(".at_least(", ".at_most(")
                                + value(Type.WHOLE, 0, stage) + ")",
                        "missing_if(" + value(Type.WHOLE, depth - 1, stage) + ", " + value(Type.WHOLE, 0, stage) + ")");
            case 6 -> pick("floor(", "ceil(", "round(") + value(Type.DECIMAL, depth - 1, stage) + ")";
            case 7 ->
                pick(
                        value(Type.DATE, depth - 1, stage) + pick(".year()", ".month()", ".day()", ".weekday()"),
                        "days_between(" + value(Type.DATE, depth - 1, stage) + ", " + value(Type.DATE, 0, stage) + ")");
            default -> "-" + value(Type.WHOLE, 0, stage).replaceFirst("^-", "");
        };
    }

    private String decimal(int depth, Stage stage) {
        if (depth == 0) {
            return pick(view("score", stage), "1.5", "0.000001", "12.25", "score");
        }
        return switch (random.nextInt(9)) {
            case 0, 1 ->
                "(" + value(Type.DECIMAL, depth - 1, stage) + pick(" + ", " - ", " * ", " / ")
                        + value(Type.DECIMAL, depth - 1, stage) + ")";
            case 2 ->
                "(" + value(Type.DECIMAL, depth - 1, stage) + pick(" + ", " * ", " / ")
                        + value(Type.WHOLE, depth - 1, stage) + ")";
            case 3 -> "(" + value(Type.MONEY, depth - 1, stage) + " / " + value(Type.MONEY, depth - 1, stage) + ")";
            case 4 -> "avg(" + value(Type.WHOLES, depth - 1, stage) + ")";
            case 5 ->
                pick(
                        "round(" + value(Type.DECIMAL, depth - 1, stage) + ", 2)",
                        "abs(" + value(Type.DECIMAL, depth - 1, stage) + ")");
            case 6 -> "amount(" + value(Type.MONEY, depth - 1, stage) + ")";
            default -> choice(Type.DECIMAL, depth, stage);
        };
    }

    private String rate(int depth, Stage stage) {
        if (depth == 0) {
            return stage == Stage.MEMBER && chance(4)
                    ? "channel.commission_rate"
                    : pick(view("rate", stage), "8%", "12.5%", "rate");
        }
        return switch (random.nextInt(5)) {
            case 0 ->
                "(" + value(Type.RATE, depth - 1, stage) + pick(" + ", " - ", " * ")
                        + value(Type.RATE, depth - 1, stage) + ")";
            case 1 -> "ratio(" + value(Type.MONEY, depth - 1, stage) + ", " + value(Type.MONEY, depth - 1, stage) + ")";
            case 2 -> value(Type.WHOLE, depth - 1, stage) + ".ratio(" + value(Type.WHOLE, 0, stage) + ")";
            default -> choice(Type.RATE, depth, stage);
        };
    }

    private String money(int depth, Stage stage) {
        if (depth == 0) {
            return pick(view("price", stage), view("sale_price", stage), "20 EUR", "0.01 EUR");
        }
        return switch (random.nextInt(9)) {
            case 0 ->
                "(" + value(Type.MONEY, depth - 1, stage) + pick(" + ", " - ") + value(Type.MONEY, depth - 1, stage)
                        + ")";
            case 1 ->
                "(" + value(Type.MONEY, depth - 1, stage) + " * " + pick(rate(0, stage), whole(0, stage), "1.2") + ")";
            case 2 -> "(" + value(Type.MONEY, depth - 1, stage) + " / " + pick("3", "score", "quantity") + ")";
            case 3 -> "cost.with_vat(" + value(Type.RATE, depth - 1, stage) + ")";
            case 4 ->
                value(Type.MONEY, depth - 1, stage) + pick(".discount(", ".gross_up(") + value(Type.RATE, 0, stage)
                        + ")";
            case 5 ->
                pick("least(", "greatest(") + value(Type.MONEY, depth - 1, stage) + ", "
                        + value(Type.MONEY, depth - 1, stage) + ")";
            case 6 -> "round_money(" + value(Type.MONEY, depth - 1, stage) + ")";
            default -> choice(Type.MONEY, depth, stage);
        };
    }

    private String date(int depth, Stage stage) {
        if (depth == 0) {
            return pick(view("released_on", stage), "released_on", "2026-01-31", "today");
        }
        return chance(2)
                ? "(" + value(Type.DATE, depth - 1, stage) + pick(" + ", " - ")
                        + pick("30 days", "1 months", "2 weeks", "1 years") + ")"
                : choice(Type.DATE, depth, stage);
    }

    private String text(int depth, Stage stage) {
        if (depth == 0) {
            return stage == Stage.MEMBER && chance(5)
                    ? pick("country", "channel.kind", "language", "channel.name", "account")
                    : pick(view("brand", stage), view("color", stage), "\"Acme\"", "\"red\"", "id");
        }
        String inner = value(Type.TEXT, depth - 1, stage);
        return switch (random.nextInt(9)) {
            case 0, 1 -> template(depth - 1, stage);
            case 2, 3 -> choice(Type.TEXT, depth, stage);
            case 4 ->
                inner
                        + pick(
                                ".upper()",
                                ".lower()",
                                ".trim()",
                                ".squeeze()",
                                ".left(2)",
                                ".right(3)",
                                ".truncate(4)",
                                ".before(\"e\")",
                                ".after(\" \")",
                                ".replace(\"e\", \"--\")",
                                ".blank_to_missing()",
                                ".missing_if(\"red\")",
                                ".replace_words(" + pick(functions.get("TEXT>TEXT")) + ")");
            case 5 ->
                pick(
                        "join(\", \", " + inner + ", " + value(Type.TEXT, 0, stage) + ", brand)",
                        "join(" + value(Type.TEXTS, depth - 1, stage) + ", \"/\")");
            case 6 ->
                pick(
                        value(Type.TEXTS, depth - 1, stage) + pick(".first()", ".last()", ".nth(2)"),
                        pick("min(", "max(") + value(Type.TEXTS, depth - 1, stage) + ")");
            case 7 -> "currency(" + value(Type.MONEY, depth - 1, stage) + ")";
            default -> text(0, stage);
        };
    }

    private String template(int depth, Stage stage) {
        String hole = pick(
                "{brand}",
                "{brand?}",
                "{color?}",
                "{quantity?}",
                "{price?}",
                "{score?}",
                "{rate?}",
                "{flag?}",
                "{labels?}",
                "{released_on?}",
                "{weight?}");
        if (depth > 0 && chance(2)) {
            hole = "{" + value(type(), depth - 1, stage) + pick("?", "") + "}";
        }
        return "\"" + pick("", " ", "a ") + hole + pick("", " ", " b ", " - ")
                + pick("{color?}", "{brand?}", "x", "{sale_price}") + pick("", " ", "!") + "\"";
    }

    private String texts(int depth, Stage stage) {
        if (depth == 0) {
            return pick(view("labels", stage), "labels", "[\"new\", \"é\"]", "[\"b\", \"a\", \"b\"]");
        }
        String inner = value(Type.TEXTS, depth - 1, stage);
        return switch (random.nextInt(8)) {
            case 0 -> "[" + value(Type.TEXT, depth - 1, stage) + ", " + value(Type.TEXT, depth - 1, stage) + "]";
            case 1 -> inner + pick(".distinct()", ".reverse()", ".sort()", ".sort(true)", ".take(2)", ".drop(1)");
            case 2 -> inner + pick(".with(", ".without(") + value(Type.TEXT, depth - 1, stage) + ")";
            case 3 -> "concat(" + inner + ", " + value(Type.TEXTS, 0, stage) + ")";
            case 4 -> inner + ".map(" + pick(functions.get("TEXT>TEXT")) + ")";
            case 5 -> inner + ".filter(" + pick(functions.get("TEXT>CONDITION")) + ")";
            case 6 ->
                pick("words(", "split(").equals("words(")
                        ? "words(" + value(Type.TEXT, depth - 1, stage) + ")"
                        : "split(" + value(Type.TEXT, depth - 1, stage) + ", \"e\")";
            default -> choice(Type.TEXTS, depth, stage);
        };
    }

    private String wholes(int depth, Stage stage) {
        if (depth == 0) {
            return pick("[1, 2, 3]", "[quantity, 2]", "[3, quantity, 3]");
        }
        String inner = value(Type.WHOLES, depth - 1, stage);
        return switch (random.nextInt(6)) {
            case 0 -> "[" + value(Type.WHOLE, depth - 1, stage) + ", " + value(Type.WHOLE, depth - 1, stage) + "]";
            case 1 -> inner + pick(".distinct()", ".reverse()", ".sort()", ".sort(true)", ".take(2)", ".drop(1)");
            case 2 -> inner + ".map(" + pick(functions.get("WHOLE>WHOLE")) + ")";
            case 3 -> inner + ".filter(" + pick(functions.get("WHOLE>CONDITION")) + ")";
            case 4 -> value(Type.TEXTS, depth - 1, stage) + ".map(" + pick(functions.get("TEXT>WHOLE")) + ")";
            default -> choice(Type.WHOLES, depth, stage);
        };
    }

    private String condition(int depth, Stage stage) {
        if (depth == 0) {
            return stage == Stage.MEMBER && chance(4)
                    ? pick("country = \"FR\"", "channel.kind = \"marketplace\"", "language != \"fr\"")
                    : pick(
                            "flag",
                            "quantity < 3",
                            "price > 20 EUR",
                            "brand = \"Acme\"",
                            "rate >= 8%",
                            "score is present",
                            "labels contains \"new\"",
                            "weight > 500 g");
        }
        String operator = pick(" = ", " != ", " < ", " <= ", " > ", " >= ");
        Type type = SIMPLE[random.nextInt(SIMPLE.length)];
        return switch (random.nextInt(17)) {
            case 0 -> value(Type.CONDITION, depth - 1, stage) + " and " + value(Type.CONDITION, depth - 1, stage);
            case 1 ->
                value(Type.CONDITION, depth - 1, stage) + " or " + value(Type.CONDITION, depth - 1, stage) + " or "
                        + value(Type.CONDITION, depth - 1, stage);
            case 2 -> "not " + value(Type.CONDITION, depth - 1, stage);
            case 3 ->
                value(Type.CONDITION, depth - 1, stage) + " ?? "
                        + pick("true", "false", value(Type.CONDITION, 0, stage));
            case 4, 5 ->
                type == Type.CONDITION
                        ? "known(" + value(type, depth - 1, stage) + ")"
                        : value(type, depth - 1, stage) + operator + value(type, depth - 1, stage);
            case 6 ->
                value(Type.TEXT, depth - 1, stage)
                        + pick(" contains ", " starts with ", " ends with ")
                        + value(Type.TEXT, depth - 1, stage);
            case 7 -> value(Type.TEXT, depth - 1, stage) + pick(" in", " not in") + " [\"Acme\", \"é\", color]";
            case 8 -> value(type, depth - 1, stage) + pick(" is missing", " is present");
            case 9 -> value(Type.WHOLE, depth - 1, stage) + " in " + pick("0..3", "1..<4", "0..stock");
            case 10 ->
                value(Type.DECIMAL, depth - 1, stage) + " in " + pick("0..10", "0.5..<score", "0..9999999999999999");
            case 11 ->
                value(Type.TEXTS, depth - 1, stage) + pick(".any(", ".all(") + pick(functions.get("TEXT>CONDITION"))
                        + ")";
            case 12 ->
                value(Type.WHOLES, depth - 1, stage) + pick(".any(", ".all(") + pick(functions.get("WHOLE>CONDITION"))
                        + ")";
            case 13 ->
                pick(
                        value(Type.TEXT, depth - 1, stage) + " in " + value(Type.TEXTS, depth - 1, stage),
                        value(Type.WHOLE, depth - 1, stage) + " in [0, quantity, 3]");
            case 14 ->
                value(Type.TEXT, depth - 1, stage) + " matches " + pick("r\"^[A-Z]c\"", "r\"r|Z\"i", "r\"e{1,2}d?$\"");
            case 15 ->
                pick(
                        "released_on >= today - 30 days",
                        value(Type.DATE, depth - 1, stage) + " in 2026-01-01..2026-11-27",
                        "weight in 1 kg..<2 kg",
                        "weight <= 750 g");
            default -> value(Type.CONDITION, 0, stage);
        };
    }
}
