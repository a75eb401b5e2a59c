/**
 * The shortest program that does the whole job; copy it.
 *
 * <p>Start at {@link io.feedkit.quickstart.Quickstart}. It reads {@code catalogue.csv} and {@code shop.fk} beside it and writes two feeds into {@code out}.
 *
 * <p>Traps: none; the README shows these lines, and a test keeps both the same.
 */
@NullMarked
package io.feedkit.quickstart;

import org.jspecify.annotations.NullMarked;
