package io.feedkit.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names what a descriptor says, with what it takes over from others: SHA-256 over keys, values and their kinds; comments and layout of the text do not count. */
final class DescriptorHash {
    private final MessageDigest digest;

    private DescriptorHash(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(YamlNode root) {
        try {
            DescriptorHash hash = new DescriptorHash(MessageDigest.getInstance("SHA-256"));
            hash.add(root);
            return HexFormat.of().formatHex(hash.digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void add(YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar) {
            add(scalar.resolved().name());
            add(scalar.text());
        } else if (node instanceof YamlNode.Mapping mapping) {
            add("{" + mapping.entries().size());
            for (YamlNode.Entry entry : mapping.entries()) {
                add(entry.name());
                add(entry.value());
            }
        } else if (node instanceof YamlNode.Sequence sequence) {
            add("[" + sequence.items().size());
            sequence.items().forEach(this::add);
        }
    }

    private void add(String text) {
        digest.update(text.getBytes(UTF_8));
        digest.update((byte) 0);
    }
}
