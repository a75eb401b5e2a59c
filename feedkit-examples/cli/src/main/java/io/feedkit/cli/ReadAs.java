package io.feedkit.cli;

import io.feedkit.channel.Channel;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Whose feed a catalogue is, as {@code --read-as} says it: {@code google-shopping:FR}, {@code bol:BE:nl}, {@code awin:FR:fr/json-lines}, {@code corner-shop.yaml:FR}.
 *
 * @param channel name, or the file of a descriptor
 * @param country ISO 3166-1 alpha-2
 * @param language ISO 639-1, or empty for the country's own
 * @param layout of the channel, or empty for the one that the file is in
 */
record ReadAs(String channel, String country, String language, String layout) {
    private static final Pattern FORM =
            Pattern.compile("(.+?):([A-Za-z]{2})(?::([A-Za-z]{2}))?(?:/([a-z0-9-]+))?", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile(".*\\.ya?ml", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    ChannelMember member() {
        Channel found = FILE.matcher(channel).matches() ? Channels.load(Path.of(channel)) : Channels.get(channel);
        String spoken = language.isEmpty() ? spoken() : language;
        ChannelMember member = found.member(country, spoken);
        return layout.isEmpty() ? member : member.layout(layout);
    }

    private String spoken() {
        List<String> choices = CountryLanguage.choices(country);
        return choices.isEmpty() ? "en" : choices.get(0);
    }

    /** Reads what was typed; says what is wrong in the words of the command line. */
    static final class Converter implements ITypeConverter<ReadAs> {
        @Override
        public ReadAs convert(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new TypeConversionException(
                        "\"" + text
                                + "\" names no channel and country. Write it as CHANNEL:COUNTRY[:LANGUAGE][/LAYOUT], for example google-shopping:FR");
            }
            return new ReadAs(
                    form.group(1),
                    form.group(2).toUpperCase(Locale.ROOT),
                    form.group(3) == null ? "" : form.group(3).toLowerCase(Locale.ROOT),
                    form.group(4) == null ? "" : form.group(4));
        }
    }
}
