package io.feedkit.channel;

import java.util.List;
import java.util.Optional;

/**
 * The inside of a group.
 *
 * <p>A group is filled from one text in the spelling below (the attribute of the group's name, or several of them when it repeats), or part by part from the
 * attributes {@code group.part}.
 *
 * @param fields the parts in the order of the descriptor
 * @param textOrder the parts that one text holds, in this order; empty when the group has no text spelling
 * @param textSeparator between them
 * @param rules checks inside one group; names mean parts first
 */
public record Parts(List<FieldSpec> fields, List<String> textOrder, String textSeparator, List<ChannelRule> rules) {

    public static final Parts NONE = new Parts(List.of(), List.of(), ":", List.of());

    public Parts {
        fields = List.copyOf(fields);
        textOrder = List.copyOf(textOrder);
        rules = List.copyOf(rules);
    }

    public Optional<FieldSpec> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
