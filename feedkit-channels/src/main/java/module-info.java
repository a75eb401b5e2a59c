/** Channel descriptors and contracts, taxonomies, marketplaces and shops. */
module io.feedkit.channels {
    requires transitive io.feedkit.dsl;
    requires static transitive org.jspecify;
    requires com.ctc.wstx;
    requires java.xml;
    requires org.snakeyaml.engine;
    requires tools.jackson.core;

    exports io.feedkit.channel;
    exports io.feedkit.channel.generate;
    exports io.feedkit.channel.tooling;
    exports io.feedkit.shop;
    exports io.feedkit.shop.answer;

    uses io.feedkit.shop.ShopSystem;

    provides io.feedkit.location.LocationScheme with
            io.feedkit.shop.ShopScheme;
    provides io.feedkit.shop.ShopSystem with
            io.feedkit.shop.akeneo.Akeneo,
            io.feedkit.shop.magento.Magento,
            io.feedkit.shop.medusa.Medusa,
            io.feedkit.shop.prestashop.PrestaShop,
            io.feedkit.shop.shopify.Shopify,
            io.feedkit.shop.shopware.Shopware,
            io.feedkit.shop.vendure.Vendure,
            io.feedkit.shop.woocommerce.WooCommerce;
}
