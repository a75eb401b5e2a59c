/** Channel descriptors and contracts, taxonomies, marketplaces and shops. */
module io.feedkit.channels {
    requires transitive io.feedkit.dsl;
    requires static transitive org.jspecify;
    requires org.snakeyaml.engine;

    exports io.feedkit.channel;
}
