package io.feedkit.channel.generate;

import io.feedkit.channel.generate.json.JsonRules;
import io.feedkit.channel.generate.json.JsonText;
import io.feedkit.channel.generate.json.JsonValue;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a marketplace says about itself, as its API answered it.
 *
 * @param source name in positions, such as a file name
 * @param json the answer, UTF-8
 */
public record Description(String source, byte[] json) {

    public Description {
        Objects.requireNonNull(source, "source");
        json = json.clone();
    }

    /** An answer that was kept in a file; no more of it is read than {@link GenerateLimits#maxBytes} and one byte. */
    public static Description of(Path file, GenerateLimits limits) {
        try (InputStream in = Files.newInputStream(file)) {
            return new Description(file.toString(), in.readNBytes(limits.maxBytes() + 1));
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            GenerateProblem.UNREADABLE,
                            SourcePosition.unknown(file.toString()),
                            "The description cannot be read: " + e.getMessage(),
                            ""),
                    e);
        }
    }

    @Override
    public byte[] json() {
        return json.clone();
    }

    JsonValue read(GenerateLimits limits) {
        return JsonText.read(
                source,
                json,
                new JsonRules(
                        limits.maxBytes(),
                        limits.maxDepth(),
                        limits.maxValues(),
                        GenerateProblem.NOT_JSON,
                        GenerateProblem.TOO_LARGE,
                        GenerateProblem.WRONG_SHAPE));
    }
}
