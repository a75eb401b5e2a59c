/** Reads the catalogue of Shopware. Start at {@link io.feedkit.shop.shopware.Shopware}. */
@NullMarked
package io.feedkit.shop.shopware;

import org.jspecify.annotations.NullMarked;
