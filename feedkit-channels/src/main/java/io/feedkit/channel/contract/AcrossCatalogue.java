package io.feedkit.channel.contract;

import io.feedkit.catalog.spill.FirstSeen;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.ChannelProblem;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.GroupRule;
import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the products of one feed are held against each other with: ids taken twice, variants that do not differ, labels with too many values.
 *
 * <p>It needs the whole catalogue but no second read: each product is compared with those before it, so the first of two stays and the later one is told. Sessions come here
 * batch by batch in the order of the catalogue ({@link CrossChecks}), which makes the answer the same on any number of threads.
 */
final class AcrossCatalogue implements AutoCloseable {
    /** Enough for the ids of a million products. */
    private static final long DEFAULT_BYTES = 24L << 20;

    private final List<Question> questions;
    private final String channel;
    private final FirstSeen.Allowance allowance;

    /**
     * One thing that is asked of all products.
     *
     * @param fields whose values together must not come twice; for {@link Kind#SAME} the fields that must be equal
     * @param by fields that must be there, or else nothing is asked; for {@link Kind#SAME} and {@link Kind#DIFFER} what makes a group
     */
    record Question(
            Kind kind,
            String code,
            String field,
            int[] by,
            int[] fields,
            Verdict.Outcome outcome,
            int max,
            @Nullable GroupRule rule,
            Memory memory) {}

    enum Kind {
        UNIQUE,
        DISTINCT,
        DIFFER,
        SAME
    }

    /** What one question remembers. */
    static final class Memory {
        final FirstSeen values;
        final FirstSeen groups;
        /** Records from this one on could not all be remembered; 0 while they can. */
        int fullAt;

        Memory(FirstSeen.Allowance allowance) {
            values = new FirstSeen(allowance);
            groups = new FirstSeen(allowance);
        }
    }

    private AcrossCatalogue(String channel, FirstSeen.Allowance allowance, List<Question> questions) {
        this.channel = channel;
        this.allowance = allowance;
        this.questions = List.copyOf(questions);
    }

    /** One that puts nothing on disk. */
    static AcrossCatalogue of(ChannelDescriptor descriptor, List<FieldSpec> fields) {
        return of(descriptor, fields, DEFAULT_BYTES, 0);
    }

    static AcrossCatalogue of(ChannelDescriptor descriptor, List<FieldSpec> fields, long memoryBytes, long diskBytes) {
        FirstSeen.Allowance allowance = new FirstSeen.Allowance(descriptor.name(), memoryBytes, diskBytes);
        FieldScope scope = new FieldScope(descriptor.name(), "", "");
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            FieldSpec field = fields.get(i);
            int[] self = {i};
            if (field.unique()) {
                questions.add(question(Kind.UNIQUE, Verdict.of(scope, field, "unique"), self, 0, allowance));
            }
            if (field.maxDistinct() != Integer.MAX_VALUE) {
                Verdict verdict = Verdict.of(scope, field, "max-distinct");
                questions.add(question(Kind.DISTINCT, verdict, self, field.maxDistinct(), allowance));
            }
        }
        for (GroupRule rule : descriptor.groupRules()) {
            int[] by = places(List.of(rule.by()), fields);
            if (by.length > 0 && !rule.differ().isEmpty()) {
                questions.add(question(Kind.DIFFER, rule, by, places(rule.differ(), fields), allowance));
            }
            if (by.length > 0 && !rule.same().isEmpty()) {
                questions.add(question(Kind.SAME, rule, by, places(rule.same(), fields), allowance));
            }
        }
        return new AcrossCatalogue(descriptor.name(), allowance, questions);
    }

    private static Question question(Kind kind, Verdict verdict, int[] field, int max, FirstSeen.Allowance allowance) {
        Memory memory = new Memory(allowance);
        return new Question(kind, verdict.by(), verdict.field(), field, field, verdict.outcome(), max, null, memory);
    }

    private static Question question(Kind kind, GroupRule rule, int[] by, int[] fields, FirstSeen.Allowance allowance) {
        Verdict.Outcome outcome =
                rule.effectiveSeverity() == Severity.ERROR ? Verdict.Outcome.REFUSE_PRODUCT : Verdict.Outcome.WARN;
        return new Question(kind, rule.code(), rule.by(), by, fields, outcome, 0, rule, new Memory(allowance));
    }

    /** Fields that take no part have no values, so they tell nothing apart. */
    private static int[] places(List<String> names, List<FieldSpec> fields) {
        return names.stream()
                .flatMap(name -> Stream.iterate(0, i -> i < fields.size(), i -> i + 1)
                        .filter(i -> fields.get(i).name().equals(name)))
                .mapToInt(i -> i)
                .toArray();
    }

    List<Question> questions() {
        return questions;
    }

    /** The checks that were not made for all products. */
    List<String> notChecked() {
        return questions.stream()
                .filter(question -> question.memory.fullAt > 0)
                .map(Question::code)
                .toList();
    }

    /** What is to be said when all products were seen. */
    List<Problem> problems() {
        return questions.stream()
                .filter(question -> question.memory.fullAt > 0)
                .map(this::notAllCompared)
                .toList();
    }

    private Problem notAllCompared(Question question) {
        String why = allowance.refusal().isEmpty() ? "there is no room for more." : allowance.refusal();
        return new Problem(
                ChannelProblem.MEMORY_FULL,
                SourcePosition.unknown(channel),
                "For " + question.code + ", records from " + question.memory.fullAt
                        + " on were not all compared with each other: " + why,
                "Allow the run more disk or memory for such checks (Export.diskForChecks, --check-disk; Export.memoryForChecks,"
                        + " --check-memory).");
    }

    long bytesOnDisk() {
        return allowance.bytesOnDisk();
    }

    @Override
    public void close() {
        for (Question question : questions) {
            question.memory.values.close();
            question.memory.groups.close();
        }
    }
}
