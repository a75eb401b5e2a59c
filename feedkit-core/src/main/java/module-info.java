/** Products, catalogues, feeds, locations and exports. */
// Micrometer has no module descriptor in the versions that hosts pin; its name is in its manifest.
// Rules and channels are built after the core, and it lets them in by name.
@SuppressWarnings({"module", "requires-automatic"})
module io.feedkit.core {
    requires static com.jcraft.jsch;
    requires static micrometer.core;
    requires static transitive java.sql;
    requires static org.apache.commons.net;
    requires static transitive org.jspecify;
    requires java.net.http;
    requires jdk.unsupported;
    requires com.ctc.wstx;
    requires com.github.benmanes.caffeine;
    requires org.snakeyaml.engine;
    requires tools.jackson.core;

    exports io.feedkit.batch;
    exports io.feedkit.catalog;
    exports io.feedkit.catalog.spill to
            io.feedkit.channels,
            io.feedkit.dsl;
    exports io.feedkit.catalog.yaml to
            io.feedkit.channels;
    exports io.feedkit.export;
    exports io.feedkit.export.api;
    exports io.feedkit.export.micrometer;
    exports io.feedkit.feed;
    exports io.feedkit.feed.api;
    exports io.feedkit.location;
    exports io.feedkit.location.http;
    exports io.feedkit.location.jdbc;
    exports io.feedkit.problem;
    exports io.feedkit.product;

    uses io.feedkit.catalog.CatalogFormat;
    uses io.feedkit.feed.FeedFormat;
    uses io.feedkit.location.LocationScheme;
    uses java.sql.Driver;

    provides io.feedkit.catalog.CatalogFormat with
            io.feedkit.catalog.csv.CsvCatalogFormat,
            io.feedkit.catalog.json.JsonCatalogFormat,
            io.feedkit.catalog.xlsx.XlsxCatalogFormat,
            io.feedkit.catalog.xml.XmlCatalogFormat;
    provides io.feedkit.feed.FeedFormat with
            io.feedkit.feed.csv.DelimitedFeedFormat,
            io.feedkit.feed.json.JsonFeedFormat,
            io.feedkit.feed.json.NdjsonFeedFormat,
            io.feedkit.feed.xml.AtomFeedFormat,
            io.feedkit.feed.xml.RssFeedFormat,
            io.feedkit.feed.xml.XmlFeedFormat;
    provides io.feedkit.location.LocationScheme with
            io.feedkit.location.ClasspathScheme,
            io.feedkit.location.FileScheme,
            io.feedkit.location.ftp.FtpScheme,
            io.feedkit.location.http.HttpScheme,
            io.feedkit.location.jdbc.JdbcScheme,
            io.feedkit.location.s3.S3Scheme,
            io.feedkit.location.sftp.SftpScheme;
}
