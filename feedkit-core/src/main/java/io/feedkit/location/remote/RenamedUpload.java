package io.feedkit.location.remote;

import io.feedkit.location.Destination;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.PartName;
import io.feedkit.location.PublishProblem;
import io.feedkit.location.Shipment;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.ProblemCode;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files that travel under another name and are renamed when they are there.
 *
 * <p>The other name holds the first letters of the content's checksum ({@code feed.xml.3fa9c2d01b77.part}). So a transfer that broke off, or whose process was killed, goes
 * on where it stopped if the content is still the same, and what two runs send at once never runs together into one file. What older transfers left behind is removed.
 *
 * <p>Most servers let a file be renamed over another in one step. Where a server refuses that, the old file is moved aside ({@code feed.xml.replaced}), the new one takes
 * its place, and the old one is removed: for a moment neither stands there, and who is killed just then leaves it to the next run to move the old one back.
 */
final class RenamedUpload implements Destination.Staged {
    private static final String STAGED = ".part";
    private static final String ASIDE = ".replaced";
    private static final int HASH_CHARS = 12;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Login login;
    private final FileServer.Opener opener;
    private final Shipment shipment;
    private @Nullable FileServer server;
    private boolean published;
    private boolean broken;
    /** How much of the part that is sent now was there when somebody looked. */
    private long arrived;

    RenamedUpload(Login login, FileServer.Opener opener, Shipment shipment) {
        this.login = login;
        this.opener = opener;
        this.shipment = shipment;
    }

    /** What is done over one connection, and once more over another when that breaks. */
    private interface Step {
        void on(FileServer connected, Attempts attempts) throws IOException;
    }

    private void repeated(Step step, String what) {
        Attempts attempts = new Attempts(login.name(), login.options().patience());
        while (true) {
            FeedException failure;
            try {
                FileServer open = connected();
                failure = tried(step, open, attempts, what);
                if (failure == null) {
                    return;
                }
                disconnect();
            } catch (IOException e) {
                failure = failure(LocationProblem.UNREACHABLE, "There is no connection", e);
            }
            attempts.waitOr(failure);
        }
    }

    private @Nullable FeedException tried(Step step, FileServer open, Attempts attempts, String what) {
        try {
            step.on(open, attempts);
            return null;
        } catch (IOException e) {
            broken = true;
            return failure(PublishProblem.SEND_FAILED, what, e);
        }
    }

    private FeedException failure(ProblemCode code, String what, IOException e) {
        return login.failure(
                code,
                what + ": " + Reason.of(e) + ".",
                "Check the network and the server, then run again; the last good file was left in place.",
                e);
    }

    private FileServer connected() throws IOException {
        FileServer open = server;
        if (open == null) {
            open = opener.open();
            server = open;
        }
        return open;
    }

    private void disconnect() {
        FileServer open = server;
        server = null;
        if (open != null) {
            open.close();
        }
    }

    void stage() {
        try {
            repeated((connected, attempts) -> moveBack(connected), "Looking at what is there failed");
            for (int part = 1; part <= shipment.items().size(); part++) {
                int number = part;
                arrived = 0;
                repeated((connected, attempts) -> send(connected, attempts, number), "Sending failed");
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Shipment.Item item(int part) {
        return shipment.items().get(part - 1);
    }

    private String target(int part) {
        return PartName.inPath(login.path(), part);
    }

    private String staged(int part) {
        return target(part) + "." + item(part).sha256().substring(0, HASH_CHARS) + STAGED;
    }

    /** A run that was killed between two renames left no file where one stood; the old one is the last good one. */
    private void moveBack(FileServer connected) throws IOException {
        for (int part = 1; part <= shipment.items().size(); part++) {
            String aside = target(part) + ASIDE;
            if (connected.size(target(part)) == FileServer.ABSENT && connected.size(aside) >= 0) {
                connected.replace(aside, target(part));
            }
        }
    }

    private void send(FileServer connected, Attempts attempts, int part) throws IOException {
        Shipment.Item item = item(part);
        long there = connected.size(staged(part));
        if (there > item.bytes()) {
            connected.delete(staged(part));
            there = FileServer.ABSENT;
        }
        if (there > arrived) {
            arrived = there;
            attempts.progressed();
        }
        if (there < item.bytes() || there == 0) {
            long offset = Math.max(there, 0);
            try (InputStream in = new Watched(opened(item, offset), attempts)) {
                connected.write(staged(part), offset, in);
            }
        }
        compare(connected, part);
    }

    /** Bytes that a server lost are sent again; a server that does not tell sizes is believed. */
    private void compare(FileServer connected, int part) throws IOException {
        long arrived = connected.size(staged(part));
        long sent = item(part).bytes();
        if (arrived != FileServer.UNKNOWN && arrived != sent) {
            throw new IOException("the server holds " + Math.max(arrived, 0) + " of " + sent + " bytes");
        }
    }

    private InputStream opened(Shipment.Item item, long offset) {
        try {
            InputStream in = Files.newInputStream(item.file());
            try {
                in.skipNBytes(offset);
                return new BufferedInputStream(in, BUFFER_BYTES);
            } catch (IOException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            // Not for another attempt: it is a file of this machine.
            throw PublishProblem.CANNOT_WRITE.at(
                    item.file().toString(), "The finished feed cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    @Override
    public void publish() {
        for (int part = 1; part <= shipment.items().size(); part++) {
            int number = part;
            repeated((connected, attempts) -> rename(connected, number), "Renaming failed");
        }
        repeated((connected, attempts) -> tidy(connected), "Tidying up failed");
        published = true;
    }

    private void rename(FileServer connected, int part) throws IOException {
        String from = staged(part);
        String to = target(part);
        long waiting = connected.size(from);
        if (waiting == FileServer.ABSENT) {
            // The connection may have been lost behind a rename that was done.
            if (broken && connected.size(to) == item(part).bytes()) {
                return;
            }
            throw PublishProblem.NOT_WHOLE.at(login.name(), "The file that was sent is gone from the server.");
        }
        if (!connected.replace(from, to)) {
            aside(connected, from, to);
        }
    }

    private void aside(FileServer connected, String from, String to) throws IOException {
        String aside = to + ASIDE;
        if (connected.size(to) != FileServer.ABSENT) {
            connected.delete(aside);
            if (!connected.replace(to, aside)) {
                throw refused("The server does not let the old file be replaced.");
            }
        }
        if (!connected.replace(from, to)) {
            connected.replace(aside, to);
            throw refused("The server does not let the file take its name.");
        }
        connected.delete(aside);
    }

    private FeedException refused(String message) {
        return PublishProblem.REFUSED.at(login.name(), message);
    }

    /** Parts of the last feed, and what killed runs left. */
    private void tidy(FileServer connected) throws IOException {
        for (int part : shipment.superfluousParts()) {
            connected.delete(target(part));
        }
        for (int part = 1; part <= shipment.items().size(); part++) {
            connected.delete(target(part) + ASIDE);
            String folder = target(part).substring(0, target(part).lastIndexOf('/') + 1);
            for (String name : leftBehind(connected, part)) {
                connected.delete(folder + name);
            }
        }
    }

    private List<String> leftBehind(FileServer connected, int part) throws IOException {
        String start = target(part).substring(target(part).lastIndexOf('/') + 1) + ".";
        return connected.beginningLike(target(part) + ".").stream()
                .filter(name -> name.startsWith(start) && name.endsWith(STAGED))
                .filter(name -> name.length() == start.length() + HASH_CHARS + STAGED.length())
                .toList();
    }

    @Override
    public void close() {
        try {
            FileServer open = server;
            if (!published && open != null) {
                // While the connection stands; otherwise the next run goes on with it or removes it.
                for (int part = 1; part <= shipment.items().size(); part++) {
                    open.delete(staged(part));
                }
            }
        } catch (IOException | FeedException e) {
            broken = true; // the next run removes it
        } finally {
            disconnect();
        }
    }

    /** Ends a transfer that takes too long. */
    private static final class Watched extends FilterInputStream {
        private final Attempts attempts;

        Watched(InputStream in, Attempts attempts) {
            super(in);
            this.attempts = attempts;
        }

        @Override
        public int read() throws IOException {
            attempts.left();
            return in.read();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            attempts.left();
            return in.read(into, from, length);
        }
    }
}
