/**
 * Metadata of CSV on the Web. Start at {@link io.feedkit.catalog.csvw.json.TableDialect}; what its members mean is said where dialects are.
 */
@NullMarked
package io.feedkit.catalog.csvw.json;

import org.jspecify.annotations.NullMarked;
