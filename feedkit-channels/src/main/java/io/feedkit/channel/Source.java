package io.feedkit.channel;

/**
 * A document that facts of a descriptor were taken from.
 *
 * @param id the short name that fields and rules refer to
 * @param document title, revision, section
 * @param url where it can be read, or empty
 * @param dated the date the document gives itself, or empty; a year, year-month or full date
 * @param read when it was read; a year, year-month or full date
 */
public record Source(String id, String document, String url, String dated, String read) {}
