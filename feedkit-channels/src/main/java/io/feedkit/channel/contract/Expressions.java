package io.feedkit.channel.contract;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Expression;
import io.feedkit.channel.NamedList;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleExpression;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The compiled expressions of one contract, for all its sessions: compiling costs far more than a batch, and a run has a session for each thread. Thread-safe.
 *
 * <p>The lists and lets of the descriptor are read once; an expression checks those it uses.
 */
final class Expressions {
    private final RuleExpression.Declarations declarations;
    private final Locale messages;
    private final Map<Key, RuleExpression> compiled = new ConcurrentHashMap<>();

    /** What means other things in other languages: lists with words of several, and what is said with the help of those. */
    private final Set<String> byLanguage = new HashSet<>();

    /** Schemas count as the same only when they are the same object. */
    private record Key(String source, String text, Schema schema) {}

    Expressions(ChannelDescriptor descriptor, String language) {
        this(descriptor.name(), descriptor.lists().values(), descriptor.lets(), language, Locale.ENGLISH);
        descriptor.lists().values().stream()
                .filter(NamedList::isByLanguage)
                .map(NamedList::name)
                .forEach(byLanguage::add);
        // A let may use others, whatever their order.
        for (int i = 0; i < descriptor.lets().size(); i++) {
            descriptor.lets().forEach((name, let) -> {
                if (isByLanguage(let.text())) {
                    byLanguage.add(name);
                }
            });
        }
    }

    /**
     * @param language which words of lists count
     * @param messages what mistakes are told in
     */
    Expressions(
            String name, Collection<NamedList> lists, Map<String, Expression> lets, String language, Locale messages) {
        this.messages = messages;
        declarations = RuleExpression.Declarations.parse(
                RuleEnvironment.of(Schema.of()), name, declarations(lists, lets, language));
    }

    private static String declarations(Collection<NamedList> lists, Map<String, Expression> lets, String language) {
        StringBuilder lines = new StringBuilder();
        for (NamedList list : lists) {
            String words = list.values(language).stream()
                    .map(word -> "'" + word.replace("'", "''") + "'")
                    .collect(Collectors.joining(", "));
            lines.append("let ")
                    .append(list.name())
                    .append(" = [")
                    .append(words)
                    .append("]\n");
        }
        for (Map.Entry<String, Expression> let : lets.entrySet()) {
            lines.append("let ")
                    .append(let.getKey())
                    .append(" = (")
                    .append(let.getValue().text())
                    .append(")\n");
        }
        return lines.toString();
    }

    /** Whether an expression may mean something else in another language, since it names a list that does. */
    boolean isByLanguage(String text) {
        return byLanguage.stream().anyMatch(text::contains);
    }

    RuleExpression compile(String source, String text, Schema schema) {
        return compiled.computeIfAbsent(
                new Key(source, text, schema),
                key -> RuleExpression.compile(
                        RuleEnvironment.of(schema).withLanguage(messages), declarations, source, text));
    }
}
