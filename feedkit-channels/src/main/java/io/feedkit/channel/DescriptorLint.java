package io.feedkit.channel;

import io.feedkit.channel.contract.ExpressionCheck;
import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import io.feedkit.problem.SourcePosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells the author of a descriptor everything at once: what loading refuses, what a run would refuse (expressions that do not compile), and advice about what loads but is probably not meant.
 *
 * <p>Errors are errors; advice is a warning or, where taste decides, an info. Advice about a line is kept back by a comment on it or above it that names the code and a reason:
 * {@code # lint: channel.unused, kept for a relative}.
 */
public final class DescriptorLint {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparingLong(
                    (Problem problem) -> problem.at().line().orElse(0))
            .thenComparingInt(problem -> problem.at().column().orElse(0))
            .thenComparing(problem -> problem.code().id());

    private final String source;
    private final Findings findings;

    private DescriptorLint(String source, DescriptorLimits limits, Locale language) {
        this.source = source;
        this.findings = new Findings(limits.maxProblems(), DescriptorWords.in(language));
    }

    /**
     * Reads a file and says all there is to say, in the order of the file.
     *
     * @param language of messages: English or French
     * @throws io.feedkit.problem.FeedException {@code channel.unreadable} when there is no such file, {@code channel.syntax} when it is not UTF-8
     */
    public static List<Problem> file(Path file, DescriptorLimits limits, Locale language) {
        return text(file.toString(), Channels.text(file, limits), limits, Channels.beside(file, limits), language);
    }

    /** As {@link #file}, for a text that may come from anywhere. */
    public static List<Problem> text(
            String source, String yaml, DescriptorLimits limits, BaseDescriptors bases, Locale language) {
        return new DescriptorLint(source, limits, language).lint(yaml, limits, bases);
    }

    private List<Problem> lint(String yaml, DescriptorLimits limits, BaseDescriptors bases) {
        Optional<DescriptorReader.Reading> reading = DescriptorReader.readAll(source, yaml, limits, bases, findings);
        reading.ifPresent(read -> {
            expressions(read.descriptor());
            read.descriptor().versions().stream()
                    .flatMap(version -> Stream.ofNullable(version.descriptor()))
                    .forEach(this::expressions);
            // What a mistake left behind is no ground for advice about the rest.
            if (findings.isEmpty()) {
                new DescriptorAdvice(read, source, findings).all();
            }
        });
        List<Problem> problems = new ArrayList<>();
        findings.tell(problems::add);
        Excuses excuses = new Excuses(yaml);
        Set<String> said = new HashSet<>();
        problems.removeIf(problem -> excuses.excuse(problem) || !said.add(problem.toString()));
        problems.sort(BY_PLACE);
        return List.copyOf(problems);
    }

    private void expressions(ChannelDescriptor descriptor) {
        for (ExpressionCheck.Mistake mistake :
                ExpressionCheck.mistakes(descriptor, findings.words().locale())) {
            if (mistake.type().isEmpty()) {
                findings.repeat(ChannelProblem.BAD_EXPRESSION, mistake.at(), mistake.message(), mistake.fix());
            } else {
                findings.report(
                        ChannelProblem.BAD_EXPRESSION,
                        mistake.at(),
                        "no-condition",
                        Problem.quote(mistake.where().text()),
                        mistake.type());
            }
        }
    }

    /** The comments by which an author keeps advice back. */
    private static final class Excuses {
        private static final Pattern EXCUSE = Pattern.compile("#\\s*lint:\\s*([a-z.-]+)\\s*,\\s*\\S.*");

        private final List<String> lines;

        Excuses(String yaml) {
            lines = yaml.lines().toList();
        }

        boolean excuse(Problem problem) {
            if (problem.severity() == Severity.ERROR || problem.at().line().isEmpty()) {
                return false;
            }
            SourcePosition at = problem.at();
            int line = (int) at.line().orElse(1) - 1;
            for (int i = line; i >= 0 && i < lines.size() && (i == line || isComment(lines.get(i))); i--) {
                var excuse = EXCUSE.matcher(lines.get(i));
                if (excuse.find() && excuse.group(1).equals(problem.code().id())) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isComment(String line) {
            return line.strip().startsWith("#");
        }
    }
}
