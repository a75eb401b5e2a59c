package io.feedkit.shop;

/**
 * Reads the catalogues of one shop system or PIM over its API. Implementations are stateless and thread-safe; the pages they open are neither.
 *
 * <p>Found by {@link java.util.ServiceLoader}: a public constructor without arguments, {@code provides} in the module and an entry in {@code META-INF/services}.
 */
public interface ShopSystem {

    /** Lower-case and stable, as it stands in locations: {@code woocommerce} in {@code woocommerce+https://shop.example}. */
    String name();

    /** Starts a pass; nothing is asked of the shop before the first page is. */
    OfferPages open(ShopAccount account, ShopApi api);
}
