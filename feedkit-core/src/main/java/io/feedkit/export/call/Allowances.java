package io.feedkit.export.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.feed.api.CallLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All limits of one account. What was taken is remembered in files, so that the next run does not begin with a full allowance: a limit for a day outlives a run. Thread-safe.
 */
final class Allowances {
    /** Shorter ones are over before another run begins. */
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Map<String, Allowance> allowances = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();

    /** Counts by these limits too, and remembers in this file what was taken. */
    synchronized void add(List<CallLimit> limits, Path file, Instant now) {
        for (CallLimit limit : limits) {
            String key = limit.name() + " " + limit.calls() + "/" + limit.per();
            allowances.computeIfAbsent(key, name -> new Allowance(limit));
        }
        if (files.contains(file)) {
            return;
        }
        files.add(file);
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                int tab = line.indexOf('\t');
                Allowance allowance = tab < 0 ? null : allowances.get(line.substring(0, tab));
                if (allowance != null) {
                    allowance.restore(line.substring(tab + 1), now);
                }
            }
        } catch (IOException e) {
            return; // nothing is remembered
        }
    }

    /** Takes a token for a call of each limit that counts it, or says how long to wait for them. */
    synchronized Duration take(String call, Instant now) {
        Duration longest = Duration.ZERO;
        List<Allowance> counting = new ArrayList<>();
        for (Allowance allowance : allowances.values()) {
            if (allowance.limit().counts(call)) {
                Duration wait = allowance.wait(now);
                longest = wait.compareTo(longest) > 0 ? wait : longest;
                counting.add(allowance);
            }
        }
        if (longest.isZero()) {
            counting.forEach(allowance -> allowance.take(now));
            if (counting.stream().anyMatch(Allowances::isLong)) {
                save();
            }
        }
        return longest;
    }

    private static boolean isLong(Allowance allowance) {
        return allowance.limit().per().compareTo(LONG) >= 0;
    }

    private void save() {
        StringBuilder text = new StringBuilder();
        allowances.forEach((key, allowance) -> {
            if (isLong(allowance)) {
                text.append(key).append('\t').append(allowance.state()).append('\n');
            }
        });
        for (Path file : files) {
            Path beside = file.resolveSibling("." + file.getFileName() + ".part");
            try {
                Files.write(beside, text.toString().getBytes(UTF_8));
                Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                continue; // the channel counts as well, and says so
            }
        }
    }
}
