package io.feedkit.channel;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can be wrong with a channel descriptor, or with asking for a channel. */
public enum ChannelProblem implements ProblemCode {
    /** The file is not YAML 1.2 in UTF-8. */
    SYNTAX("channel.syntax"),
    /** The file is larger, deeper or has more values than {@link DescriptorLimits} allow. */
    TOO_LARGE("channel.too-large"),
    /** A key that the descriptor language does not have at this place. */
    UNKNOWN_KEY("channel.unknown-key"),
    /** The same key twice in one mapping. */
    DUPLICATE_KEY("channel.duplicate-key"),
    /** A key that must be there is not. */
    MISSING_KEY("channel.missing-key"),
    /** A list where a text is expected, and the like. */
    WRONG_SHAPE("channel.wrong-shape"),
    /** A word that is not one of those allowed, a number out of range, a malformed name or date. */
    BAD_VALUE("channel.bad-value"),
    /** A reference to a source, list, value set, field or part that is not declared. */
    UNKNOWN_NAME("channel.unknown-name"),
    /** Two keys that exclude each other, or a key that means nothing for this type of field. */
    CONFLICT("channel.conflict"),
    /** A file that is to be read as a feed of a channel and cannot be one. */
    OTHER_FEED("channel.other-feed"),
    /** A condition, value or message that is not right in the rule language. */
    BAD_EXPRESSION("channel.bad-expression"),
    /** No channel of that name can be found. */
    NOT_FOUND("channel.not-found"),
    /** Two descriptors on the class path have the same name. */
    NAME_TAKEN("channel.name-taken"),
    /** The name inside the descriptor is not the name of its file. */
    NAME_DIFFERS("channel.name-differs"),
    /** The file cannot be read. */
    UNREADABLE("channel.unreadable"),
    /** The channel does not serve that country or language. */
    NO_SUCH_MEMBER("channel.no-such-member"),
    /** Checks across the catalogue that stopped remembering products. */
    MEMORY_FULL("channel.memory-full", Severity.WARNING),
    /** The feed has more records than the channel takes. */
    FEED_TOO_LARGE("channel.feed-too-large", Severity.WARNING),
    /** Advice to an author: nothing says where the facts of a descriptor are written. */
    NO_SOURCE("channel.no-source", Severity.WARNING),
    /** Advice to an author: a fact that counts as verified, from a source whose facts are otherwise not. */
    UNEVEN_EVIDENCE("channel.uneven-evidence", Severity.WARNING),
    /** Advice to an author: a closed set that does not know words most catalogues use. */
    MISSED_WORDS("channel.missed-words", Severity.WARNING),
    /** Advice to an author: something that can have no effect as it stands. */
    NO_EFFECT("channel.no-effect", Severity.WARNING),
    /** Advice to an author: something declared that nothing uses. */
    UNUSED("channel.unused", Severity.WARNING),
    /** Advice to an author: a field that refuses what it should accept. */
    CONTRADICTION("channel.contradiction", Severity.WARNING),
    /** Advice to an author: two fields written to one place. */
    SAME_PLACE("channel.same-place", Severity.WARNING),
    /** Advice to an author: a required field that no catalogue fills by itself. */
    UNFILLED("channel.unfilled", Severity.INFO),
    /** Advice to an author: a merchant is not told in words what is wrong or what to do. */
    NO_WORDS("channel.no-words", Severity.INFO);

    private final String id;
    private final Severity severity;

    ChannelProblem(String id) {
        this(id, Severity.ERROR);
    }

    ChannelProblem(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Blame blame() {
        return Blame.CONFIG;
    }
}
