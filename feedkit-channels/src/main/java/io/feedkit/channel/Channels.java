package io.feedkit.channel;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds channels: {@code Channels.get("google-shopping")}.
 *
 * <p>A channel is a file {@code META-INF/feedkit/channels/<name>.yaml} on the class path or module path, listed by name, one a line and with its family where that is another name, in the
 * file {@code META-INF/feedkit/channels/index} beside it. Any jar may bring some; two jars with the same name are an error that names both. Descriptors are read at
 * each call, nothing is kept.
 *
 * <p>Errors are {@link FeedException}s with the codes of {@link ChannelProblem}.
 */
public final class Channels {
    private static final String FOLDER = "META-INF/feedkit/channels/";
    private static final String INDEX = FOLDER + "index";
    private static final String EXTENSION = ".yaml";
    private static final int MAX_LISTED_PROBLEMS = 20;

    private Channels() {}

    /** The channel of that name, seen from the thread's context class loader; {@code name@version} for an older version of its descriptor. */
    public static Channel get(String name) {
        return get(name, contextLoader());
    }

    /** The channel of that name among those a class loader sees, for hosts that load plugins themselves. */
    public static Channel get(String name, ClassLoader loader) {
        int at = name.indexOf('@');
        if (at > 0) {
            return get(name.substring(0, at), loader).version(name.substring(at + 1));
        }
        if (!Forms.HYPHENED.matcher(name).matches()) {
            throw notFound(name, loader);
        }
        List<URL> places = resources(FOLDER + name + EXTENSION, loader);
        if (places.isEmpty()) {
            throw notFound(name, loader);
        }
        return read(name, single(name, places), loader);
    }

    /** All channels, by name. */
    public static List<Channel> all() {
        return all(contextLoader());
    }

    /** All channels a class loader sees, by name. */
    public static List<Channel> all(ClassLoader loader) {
        return names(loader).stream().map(name -> get(name, loader)).toList();
    }

    /** The names of all channels, sorted, without reading their descriptors. */
    public static List<String> names() {
        return names(contextLoader());
    }

    /** The names of all channels a class loader sees, sorted, without reading their descriptors. */
    public static List<String> names(ClassLoader loader) {
        return List.copyOf(families(loader).keySet());
    }

    /** The family of each channel a class loader sees, by name, as the index says it, without reading descriptors: what scopes in rules may be called. */
    public static Map<String, String> families(ClassLoader loader) {
        Map<String, URL> owners = new TreeMap<>();
        Map<String, String> families = new TreeMap<>();
        for (URL index : resources(INDEX, loader)) {
            for (String line : text(index).lines().toList()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] words = line.strip().split("\\s+");
                URL owner = owners.putIfAbsent(words[0], index);
                if (owner != null && !owner.toExternalForm().equals(index.toExternalForm())) {
                    single(words[0], List.of(owner, index));
                }
                families.put(words[0], words[words.length - 1]);
            }
        }
        return families;
    }

    /** A channel from a file of your own. */
    public static Channel load(Path file) {
        return load(file, DescriptorLimits.DEFAULTS);
    }

    /** A channel from a file of a stranger's, which may be no larger or deeper than the limits say. */
    public static Channel load(Path file, DescriptorLimits limits) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(file.toString(), in, limits, beside(file, limits));
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** The text of a file, cut where the limits say that it is too long. */
    static String text(Path file, DescriptorLimits limits) {
        try (InputStream in = Files.newInputStream(file)) {
            return text(file.toString(), in, limits);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    static BaseDescriptors beside(Path file, DescriptorLimits limits) {
        return new Beside(file, limits, new OnClassPath(contextLoader()));
    }

    /** The files beside one, then the channels on the class path. */
    private record Beside(Path file, DescriptorLimits limits, BaseDescriptors known) implements BaseDescriptors {
        @Override
        public Optional<Text> find(String name) {
            return text(name + EXTENSION).or(() -> known.find(name));
        }

        @Override
        public Optional<Text> table(String name) {
            return text(name).or(() -> known.table(name));
        }

        private Optional<Text> text(String name) {
            Path sibling = file.resolveSibling(name);
            if (sibling.equals(file) || !Files.isRegularFile(sibling)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(sibling)) {
                return Optional.of(new Text(sibling.toString(), Channels.text(sibling.toString(), in, limits)));
            } catch (IOException e) {
                throw unreadable(sibling.toString(), e);
            }
        }
    }

    /** What a class loader sees. */
    private record OnClassPath(ClassLoader loader) implements BaseDescriptors {
        @Override
        public Optional<Text> find(String name) {
            return text(name, name + EXTENSION);
        }

        @Override
        public Optional<Text> table(String name) {
            return text(name, name);
        }

        private Optional<Text> text(String name, String file) {
            List<URL> places = resources(FOLDER + file, loader);
            if (places.isEmpty()) {
                return Optional.empty();
            }
            URL place = single(name, places);
            try (InputStream in = open(place)) {
                return Optional.of(
                        new Text(place.toString(), Channels.text(place.toString(), in, DescriptorLimits.DEFAULTS)));
            } catch (IOException e) {
                throw unreadable(place.toString(), e);
            }
        }
    }

    private static ClassLoader contextLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? Channels.class.getClassLoader() : context;
    }

    private static Channel read(String name, URL place, ClassLoader loader) {
        Channel channel;
        try (InputStream in = open(place)) {
            channel = parse(place.toString(), in, DescriptorLimits.DEFAULTS, new OnClassPath(loader));
        } catch (IOException e) {
            throw unreadable(place.toString(), e);
        }
        if (!channel.name().equals(name)) {
            throw problem(
                    ChannelProblem.NAME_DIFFERS,
                    place.toString(),
                    "The file is named " + name + EXTENSION + ", but describes channel " + channel.name() + ".",
                    "Give file and channel the same name.");
        }
        return channel;
    }

    private static Channel parse(String source, InputStream in, DescriptorLimits limits, BaseDescriptors bases)
            throws IOException {
        List<Problem> problems = new ArrayList<>();
        Optional<ChannelDescriptor> descriptor =
                ChannelDescriptor.parse(source, text(source, in, limits), limits, bases, problems::add);
        return descriptor.map(Channel::of).orElseThrow(() -> bad(source, problems));
    }

    private static String text(String source, InputStream in, DescriptorLimits limits) throws IOException {
        // four bytes for each code point at most, and one more to see that there are too many
        byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, limits.maxCodePoints() * 4L + 1));
        return decode(source, bytes);
    }

    private static String decode(String source, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FeedException(
                    new Problem(
                            ChannelProblem.SYNTAX,
                            SourcePosition.unknown(source),
                            "The descriptor is not written in UTF-8.",
                            "Save it as UTF-8."),
                    e);
        }
    }

    /** One problem as it is; several as one that lists them. */
    private static FeedException bad(String source, List<Problem> problems) {
        Problem first = problems.get(0);
        if (problems.size() == 1) {
            return new FeedException(first);
        }
        String list = problems.stream()
                .limit(MAX_LISTED_PROBLEMS)
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining());
        int cut = problems.size() - MAX_LISTED_PROBLEMS;
        String more = cut > 0 ? "\n  and " + cut + " more" : "";
        return problem(
                (ChannelProblem) first.code(),
                source,
                "The descriptor has " + problems.size() + " problems:" + list + more,
                "");
    }

    private static FeedException notFound(String name, ClassLoader loader) {
        List<String> names = names(loader);
        String question = question(name, names);
        String known =
                names.isEmpty() ? "No channel is on the class path." : "Known: " + String.join(", ", names) + ".";
        return problem(
                ChannelProblem.NOT_FOUND,
                name,
                "There is no channel " + Problem.quote(name) + ".",
                question.isEmpty() ? known : question);
    }

    /** The channel that is written nearly so, else those of the same company. */
    private static String question(String name, List<String> names) {
        String near = NearMiss.question(name, names);
        if (!near.isEmpty()) {
            return near;
        }
        String related = names.stream()
                .filter(known -> firstWord(known).equalsIgnoreCase(firstWord(name)))
                .collect(Collectors.joining(", "));
        return related.isEmpty() ? "" : "Did you mean one of: " + related + "?";
    }

    private static String firstWord(String name) {
        return name.split("[-_ ]", 2)[0];
    }

    private static URL single(String name, List<URL> places) {
        if (places.size() > 1) {
            String list = places.stream().map(URL::toString).collect(Collectors.joining(" and "));
            throw problem(
                    ChannelProblem.NAME_TAKEN,
                    name,
                    "Channel " + Problem.quote(name) + " is described more than once: " + list + ".",
                    "Remove one of them, or give it another name.");
        }
        return places.get(0);
    }

    private static List<URL> resources(String path, ClassLoader loader) {
        try {
            // A loader may name the same place twice, its parent's and its own.
            Set<String> seen = new LinkedHashSet<>();
            return Collections.list(loader.getResources(path)).stream()
                    .filter(url -> seen.add(url.toExternalForm()))
                    .toList();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static String text(URL place) {
        try (InputStream in = open(place)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(place.toString(), e);
        }
    }

    private static InputStream open(URL place) throws IOException {
        URLConnection connection = place.openConnection();
        // a cached jar connection would keep the plugin's file open after its class loader is closed
        connection.setUseCaches(false);
        return connection.getInputStream();
    }

    private static FeedException unreadable(String source, IOException cause) {
        return new FeedException(
                new Problem(
                        ChannelProblem.UNREADABLE,
                        SourcePosition.unknown(source),
                        "The descriptor cannot be read: " + cause.getMessage(),
                        ""),
                cause);
    }

    private static FeedException problem(ChannelProblem code, String source, String message, String fix) {
        return new FeedException(new Problem(code, SourcePosition.unknown(source), message, fix));
    }
}
