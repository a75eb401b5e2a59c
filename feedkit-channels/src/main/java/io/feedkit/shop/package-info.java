/**
 * Catalogues of shops and PIMs, read over their APIs.
 *
 * <p>Start at {@link io.feedkit.shop.Shop}: it makes a {@link io.feedkit.location.Location} of a shop, which a catalogue opens like any file. A connector is a
 * {@link io.feedkit.shop.ShopSystem} in a room of its own; it asks through {@link io.feedkit.shop.ShopApi}, walks through {@link io.feedkit.shop.answer.Answer}s and puts
 * what it finds into {@link io.feedkit.shop.OfferLines}.
 *
 * <p>Traps: a list that is asked for by position moves while the shop goes on selling, so ask by id where the API can and use {@link io.feedkit.shop.OffsetWalk}
 * where it cannot; stock usually stands elsewhere than the product; a pass that fails in the middle must throw, never end early.
 */
@NullMarked
package io.feedkit.shop;

import org.jspecify.annotations.NullMarked;
