/** Reads the catalogue of Medusa. Start at {@link io.feedkit.shop.medusa.Medusa}. */
@NullMarked
package io.feedkit.shop.medusa;

import org.jspecify.annotations.NullMarked;
