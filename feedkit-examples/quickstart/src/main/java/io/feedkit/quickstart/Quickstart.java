package io.feedkit.quickstart;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.rules.RuleSet;
import java.nio.file.Path;

/** A catalogue in, rules, feeds out. Takes the folder to work in; this module's own if none is given. */
public final class Quickstart {
    private Quickstart() {}

    public static void main(String[] args) {
        Path shop = Path.of(args.length == 0 ? "." : args[0]);
        // README: from here
        // Dialect, encoding and types are detected, reported, and can be overruled.
        Catalog catalog = Catalog.open(shop.resolve("catalogue.csv"));
        // All mistakes at once, with caret and fix.
        RuleSet rules = RuleSet.compile(shop.resolve("shop.fk"), catalog.schema());
        ExportReport report = Export.of(catalog)
                .rules(rules)
                .to(Channels.get("google-shopping").member("FR", "fr"), shop.resolve("out/google-fr.xml"))
                .to(Channels.get("generic-csv").member("FR", "fr"), shop.resolve("out/everything.csv"))
                .run();
        System.out.print(report.summary());
        // README: to here
    }
}
