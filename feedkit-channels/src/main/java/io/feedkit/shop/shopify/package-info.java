/** Reads the catalogue of Shopify. Start at {@link io.feedkit.shop.shopify.Shopify}. */
@NullMarked
package io.feedkit.shop.shopify;

import org.jspecify.annotations.NullMarked;
