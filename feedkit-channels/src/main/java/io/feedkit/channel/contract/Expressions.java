package io.feedkit.channel.contract;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Expression;
import io.feedkit.channel.NamedList;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleExpression;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The compiled expressions of one contract, for all its sessions: compiling costs far more than a batch, and a run has a session for each thread. Thread-safe.
 *
 * <p>An expression is compiled together with the lists and lets of the descriptor that it can reach, and no others.
 */
final class Expressions {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final Map<String, String> declarations = new LinkedHashMap<>();
    private final Map<Key, RuleExpression> compiled = new ConcurrentHashMap<>();

    /** Schemas count as the same only when they are the same object. */
    private record Key(String source, String text, Schema schema) {}

    Expressions(ChannelDescriptor descriptor, String language) {
        for (NamedList list : descriptor.lists().values()) {
            String words = list.values(language).stream()
                    .map(word -> "'" + word.replace("'", "''") + "'")
                    .collect(Collectors.joining(", "));
            declarations.put(list.name(), "let " + list.name() + " = [" + words + "]\n");
        }
        for (Map.Entry<String, Expression> let : descriptor.lets().entrySet()) {
            String name = let.getKey();
            declarations.put(name, "let " + name + " = (" + let.getValue().text() + ")\n");
        }
    }

    RuleExpression compile(String source, String text, Schema schema) {
        return compiled.computeIfAbsent(
                new Key(source, text, schema),
                key -> RuleExpression.compile(RuleEnvironment.of(schema), source, declarationsFor(text), text));
    }

    /** In the order of the descriptor, whatever the order in which they are found. */
    private String declarationsFor(String text) {
        Set<String> reached = new LinkedHashSet<>();
        reach(text, reached);
        return declarations.entrySet().stream()
                .filter(declaration -> reached.contains(declaration.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining());
    }

    private void reach(String text, Set<String> reached) {
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String declaration = declarations.get(words.group());
            if (declaration != null && reached.add(words.group())) {
                reach(declaration, reached);
            }
        }
    }
}
