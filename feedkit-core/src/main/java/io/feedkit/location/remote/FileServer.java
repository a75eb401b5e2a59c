package io.feedkit.location.remote;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A connection to a server that keeps files, ready to write. For one thread.
 *
 * <p>All methods throw {@link IOException} for what may pass, which ends the connection, and {@link io.feedkit.problem.FeedException} for what will not. Paths are as an
 * address gives them: decoded, with their first slash.
 */
public interface FileServer extends AutoCloseable {
    /** There is no such file. */
    long ABSENT = -1;

    /** There may be a file; the server does not tell. */
    long UNKNOWN = -2;

    /** The size of a file in bytes, {@link #ABSENT} or {@link #UNKNOWN}. */
    long size(String path) throws IOException;

    /**
     * Writes a file from an offset to its end, over whatever stands there.
     *
     * @param offset 0 to begin anew, else the size the file has
     * @param bytes from that offset on
     */
    void write(String path, long offset, InputStream bytes) throws IOException;

    /** Puts one file in the place of another, in one step; false where the server does not do that while the other is there. */
    boolean replace(String from, String to) throws IOException;

    /** Removes a file; nothing happens when there is none. */
    void delete(String path) throws IOException;

    /** Names of the files in the folder of a path that begin like its last name; empty where the server does not tell. */
    List<String> beginningLike(String path) throws IOException;

    @Override
    void close();

    /** Connects. */
    @FunctionalInterface
    interface Opener {
        FileServer open() throws IOException;
    }
}
