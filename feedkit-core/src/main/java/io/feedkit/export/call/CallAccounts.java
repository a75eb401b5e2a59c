package io.feedkit.export.call;

import io.feedkit.export.api.ApiTarget;
import io.feedkit.feed.api.CallLimit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the feeds of a run share: those of one account are counted together. Thread-safe. */
public final class CallAccounts {
    private final Map<String, Allowances> accounts = new ConcurrentHashMap<>();

    Allowances of(ApiTarget target, List<CallLimit> limits, Path file) {
        Allowances shared = accounts.computeIfAbsent(target.account(), key -> new Allowances());
        shared.add(limits, file, target.pace().now());
        return shared;
    }
}
