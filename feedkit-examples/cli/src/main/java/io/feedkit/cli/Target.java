package io.feedkit.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One feed as {@code --to} asks for it: {@code google-shopping:FR:fr:account=out/google-fr.xml}.
 *
 * @param country ISO 3166-1 alpha-2
 * @param language ISO 639-1, or empty for the country's own
 * @param account the merchant's account, or empty
 * @param file where it goes on this machine; for an address its last name
 * @param address where it is sent, or empty
 * @param isFolder whether only a folder was said, here or at the address, so that the channel names the file
 */
record Target(
        String channel, String country, String language, String account, Path file, String address, boolean isFolder) {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*", Pattern.DOTALL);
    private static final Pattern WEB = Pattern.compile("https?:.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern FOLDER = Pattern.compile("[^?#]*/(?:[?#].*)?", Pattern.DOTALL);

    Target(String channel, String country, String language, String account, Path file) {
        this(channel, country, language, account, file, "", false);
    }

    /**
     * The same with the file that the channel names, where only a folder was said.
     *
     * @param name in a folder of this machine
     * @param delivered at an address
     */
    Target named(String name, String delivered) {
        if (!isFolder) {
            return this;
        }
        int end = address.length() - address.replaceFirst("^[^?#]*", "").length();
        String whole = address.isEmpty() ? "" : address.substring(0, end) + delivered + address.substring(end);
        return new Target(
                channel, country, language, account, file.resolve(name).normalize(), whole, false);
    }

    /** Whether it is sent to a file, which the next that is sent there takes the place of; a web address may be that of an API, which takes several feeds. */
    boolean isOneFile() {
        return !address.isEmpty() && !WEB.matcher(address).matches();
    }

    /** Reads whom a feed is for, without a file. */
    static final class MemberConverter implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            try {
                return new Converter().convert(text + "=feed");
            } catch (TypeConversionException e) {
                String message = String.valueOf(e.getMessage()).replaceFirst("\\. Write it as .*", "");
                throw new TypeConversionException(message.replaceFirst("=feed\"", "\"")
                        + ". Write it as CHANNEL:COUNTRY[:LANGUAGE[:ACCOUNT]], for example google-shopping:FR");
            }
        }
    }

    /** Reads a target; says what is wrong in the words of the command line. */
    static final class Converter implements ITypeConverter<Target> {
        @Override
        public Target convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw bad(text, "names no file");
            }
            String[] member = text.substring(0, equals).split(":", -1);
            if (member[0].isBlank()) {
                throw bad(text, "names no channel");
            }
            if (member.length < 2 || member[1].isBlank()) {
                throw bad(text, "names no country");
            }
            if (member.length > 4) {
                throw bad(text, "has more than channel, country, language and account");
            }
            if (!member[1].matches("[A-Za-z]{2}")) {
                throw bad(text, "has \"" + member[1] + "\" where a country of two letters belongs");
            }
            if (member.length > 2 && !member[2].matches("[A-Za-z]{2}|")) {
                throw bad(text, "has \"" + member[2] + "\" where a language of two letters belongs");
            }
            String place = text.substring(equals + 1);
            boolean address = ADDRESS.matcher(place).matches();
            // A web address may end in a slash and be that of an API, or of the place itself.
            boolean folder = address
                    ? FOLDER.matcher(place).matches() && !WEB.matcher(place).matches()
                    : place.endsWith("/") || place.endsWith(File.separator) || isFolder(text, place);
            return new Target(
                    member[0],
                    member[1].toUpperCase(Locale.ROOT),
                    member.length > 2 ? member[2].toLowerCase(Locale.ROOT) : "",
                    member.length > 3 ? member[3] : "",
                    path(text, folder && address ? "." : address ? name(place, member[0]) : place),
                    address ? place : "",
                    folder);
        }

        private static boolean isFolder(String text, String place) {
            return !place.isBlank() && Files.isDirectory(path(text, place));
        }

        /** Of an address; what may be a secret in its query is no part of it. */
        private static String lastName(String address) {
            String path = address.replaceFirst("[?#].*", "").replaceFirst("^[^:]*://[^/]*", "");
            return path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._%-]", "_");
        }

        /** The address of an API names no file; whoever needs one says so. */
        private static String name(String address, String channel) {
            String last = lastName(address);
            return last.isEmpty() && address.matches("(?is)https?://.*") ? channel : last;
        }

        private static Path path(String text, String name) {
            if (name.isBlank()) {
                throw bad(text, "names no file");
            }
            try {
                return Path.of(name);
            } catch (InvalidPathException e) {
                throw bad(text, "has a file name that is not possible here (" + e.getReason() + ")");
            }
        }

        private static TypeConversionException bad(String text, String what) {
            return new TypeConversionException(
                    "\"" + text + "\" " + what
                            + ". Write it as CHANNEL:COUNTRY[:LANGUAGE[:ACCOUNT]]=FILE, FOLDER/ or ADDRESS, for example google-shopping:FR=out/google-fr.xml");
        }
    }
}
