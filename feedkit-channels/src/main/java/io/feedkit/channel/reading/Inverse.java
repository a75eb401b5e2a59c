package io.feedkit.channel.reading;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.ReadBack;
import io.feedkit.channel.ReadBack.Into;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns round what fields are filled from: {@code title ?? name} becomes the title.
 *
 * <p>What is worked out in a way nobody can turn round keeps the name of the field, which the contract takes before anything else when the feed is written again.
 */
final class Inverse {
    /** What expressions read of the member or the run; it comes back by itself. */
    private static final Set<String> CONTEXT = Set.of("country", "language", "currency", "account", "now", "today");

    private static final String NAME = "[a-zA-Z_][a-zA-Z0-9_]*";
    private static final Pattern FIRST = Pattern.compile("(" + NAME + ")(\\s*\\?\\?.*)?", Pattern.DOTALL);
    private static final Pattern CALL =
            Pattern.compile("(" + NAME + ")\\.(at_most|at_least|first)\\([^()]*\\)(\\s*\\?\\?.*)?", Pattern.DOTALL);
    private static final Pattern NTH =
            Pattern.compile("(images|additional_image_link)\\.nth\\(\\d+\\).*", Pattern.DOTALL);
    private static final Pattern CHOICE =
            Pattern.compile("\\((" + NAME + ")\\s*\\?\\?[^()]*\\)\\.keep_tags\\(.*\\)", Pattern.DOTALL);
    private static final Pattern SHARE = Pattern.compile("(" + NAME + ") / (1|100)%");
    private static final Pattern ALL_PICTURES =
            Pattern.compile("concat\\(\\[image_link.*additional_image_link.*\\)", Pattern.DOTALL);
    private static final Pattern TEXTS = Pattern.compile("\"(\\\\.|[^\"\\\\{])*\"|'[^']*'");
    private static final Pattern WORD = Pattern.compile(NAME);

    private final ChannelDescriptor descriptor;

    /** How a value is written that is not of its attribute's type. */
    enum Way {
        AS_IT_IS,
        /** One of several columns that hold a picture each. */
        PICTURE,
        /** A rate in points: 19 for 19 percent. */
        POINTS,
        /** A rate as a fraction: 0.19. */
        FRACTION
    }

    /** Where a value goes. */
    record Goal(List<Into> into, Way way) {
        static final Goal NOWHERE = new Goal(List.of(), Way.AS_IT_IS);

        static Goal of(String attribute) {
            return new Goal(List.of(Into.plain(attribute)), Way.AS_IT_IS);
        }
    }

    Inverse(ChannelDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    Goal of(FieldSpec field) {
        if (field.readBack().said()) {
            return new Goal(field.readBack().into(), Way.AS_IT_IS);
        }
        String from = field.source().map(Expression::text).orElse("").strip();
        if (field.isOfCurrency()) {
            return Goal.NOWHERE;
        }
        if (from.isEmpty()) {
            return own(field);
        }
        Matcher first = FIRST.matcher(from);
        if (first.matches()) {
            return named(first.group(1), field);
        }
        Matcher call = CALL.matcher(from);
        if (call.matches()) {
            return named(call.group(1), field);
        }
        Matcher choice = CHOICE.matcher(from);
        if (choice.matches()) {
            return named(choice.group(1), field);
        }
        Matcher share = SHARE.matcher(from);
        if (share.matches()) {
            return new Goal(
                    List.of(Into.plain(share.group(1))), share.group(2).equals("1") ? Way.POINTS : Way.FRACTION);
        }
        if (NTH.matcher(from).matches()) {
            return new Goal(List.of(Into.plain("additional_image_link")), Way.PICTURE);
        }
        if (ALL_PICTURES.matcher(from).matches()) {
            return Goal.of("images");
        }
        return saysOnlyContext(from) ? Goal.NOWHERE : own(field);
    }

    private Goal named(String name, FieldSpec field) {
        if (descriptor.lets().containsKey(name)) {
            ReadBack said = descriptor.reads().get(name);
            return said == null ? own(field) : new Goal(said.into(), Way.AS_IT_IS);
        }
        if (descriptor.lists().containsKey(name)) {
            return own(field);
        }
        return CONTEXT.contains(name) ? Goal.NOWHERE : Goal.of(name);
    }

    /** A name that expressions read as something else cannot be an attribute. */
    private static Goal own(FieldSpec field) {
        return field.source().isPresent() && CONTEXT.contains(field.name()) ? Goal.NOWHERE : Goal.of(field.name());
    }

    private static boolean saysOnlyContext(String from) {
        Matcher words = WORD.matcher(TEXTS.matcher(from).replaceAll(""));
        boolean any = false;
        while (words.find()) {
            any = true;
            if (!CONTEXT.contains(words.group())) {
                return false;
            }
        }
        return any;
    }
}
