/**
 * What a query of a database answers, read as a catalogue.
 *
 * <p>Start at {@link io.feedkit.location.jdbc.JdbcQuery} with a host's own connections, or write a {@code jdbc:} address and give the query in the options. The rows
 * travel as lines of JSON, one object for each, so that all that follows is the same as for a file: numbers are exact, what is NULL is left out, times are ISO 8601
 * (with their offset where the column has one), arrays are arrays and JSON columns objects.
 *
 * <p>Traps: a catalogue is opened more than once, and each time the query runs; its order is the database's affair, so say {@code order by}; a column of time without
 * a zone has none here either. Nobody but the host should write addresses of databases: some drivers run code that an address names.
 */
@NullMarked
package io.feedkit.location.jdbc;

import org.jspecify.annotations.NullMarked;
