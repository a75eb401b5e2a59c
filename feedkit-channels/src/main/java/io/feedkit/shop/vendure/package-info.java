/** Reads the catalogue of Vendure. Start at {@link io.feedkit.shop.vendure.Vendure}. */
@NullMarked
package io.feedkit.shop.vendure;

import org.jspecify.annotations.NullMarked;
