/** Reads the catalogue of Akeneo. Start at {@link io.feedkit.shop.akeneo.Akeneo}. */
@NullMarked
package io.feedkit.shop.akeneo;

import org.jspecify.annotations.NullMarked;
