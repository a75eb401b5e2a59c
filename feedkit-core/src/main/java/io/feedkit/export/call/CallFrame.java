package io.feedkit.export.call;

/**
 * What stands around the records in the body of a call. The arrays are not copied and not changed.
 *
 * @param head before the first
 * @param between two of them
 * @param tail behind the last
 */
public record CallFrame(byte[] head, byte[] between, byte[] tail) {}
