/** Reads the catalogue of WooCommerce. Start at {@link io.feedkit.shop.woocommerce.WooCommerce}. */
@NullMarked
package io.feedkit.shop.woocommerce;

import org.jspecify.annotations.NullMarked;
