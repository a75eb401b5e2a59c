package io.feedkit.cli;

/** For whom a command writes its results. */
enum OutputFormat {
    TEXT,
    JSON
}
