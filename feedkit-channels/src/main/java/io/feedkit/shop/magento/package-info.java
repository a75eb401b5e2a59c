/** Reads the catalogue of Magento. Start at {@link io.feedkit.shop.magento.Magento}. */
@NullMarked
package io.feedkit.shop.magento;

import org.jspecify.annotations.NullMarked;
