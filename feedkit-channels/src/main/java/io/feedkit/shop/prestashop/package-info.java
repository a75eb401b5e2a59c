/** Reads the catalogue of PrestaShop. Start at {@link io.feedkit.shop.prestashop.PrestaShop}. */
@NullMarked
package io.feedkit.shop.prestashop;

import org.jspecify.annotations.NullMarked;
