/** Products, catalogues, feeds, locations and exports. */
module io.feedkit.core {
    requires static org.jspecify;
    requires com.ctc.wstx;
    requires org.snakeyaml.engine;
    requires tools.jackson.core;

    exports io.feedkit.problem;
}
