/**
 * What a product is made of: attributes with types, and values that are exact.
 *
 * <p>A {@link io.feedkit.product.Schema} fixes which {@link io.feedkit.product.Attribute} lives in which slot. Values are {@code Money} with currency and
 * VAT basis, measures with units, GTINs that keep their zeros; what has no value is missing, never 0 or empty. Start at {@link io.feedkit.product.Schema}.
 *
 * <p>Traps: a text such as {@code 1.299} has two readings; parsing reports that instead of choosing.
 */
@NullMarked
package io.feedkit.product;

import org.jspecify.annotations.NullMarked;
