package io.feedkit.catalog.csv;

import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogFormatContract;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

class CsvCatalogFormatTest extends CatalogFormatContract {

    private static final String SHOP = "id;titre;description;prix\n"
            + "0012;\"Chaise \"\"Léa\"\"\";\"Une chaise\r\nsolide; en bois\";12,90\n"
            + "13;Table ronde;;1 299,00\r\n"
            + "\r\n"
            + "14;Étagère 🪑;\"sans fin\";0,00\n";

    @Override
    protected CatalogFormat format() {
        return new CsvCatalogFormat();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(
                new Sample("shop.csv", SHOP),
                new Sample("shop.csv", SHOP.replace('\n', '\r').replace("\r\r", "\r")),
                new Sample(
                        "broken.csv",
                        "id,title,price\n1,\"12 inch,9.99\n2,\"12\" lamp, red\",5\n3,\"Best\" rug,7\n4,x\n5,a,b,c\n6,\"open,1\n"),
                new Sample("controls.csv", "id,title\n1,a\u0000b\u001Ec\n2,\"d\u000B\u001Fe\"\n"),
                new Sample(
                        "invalid.csv",
                        bytes("id,title\n1,caf\u00E9 d\u00E9j\u00E0\n2,tasse\n", StandardCharsets.ISO_8859_1)),
                new Sample("latin.csv", bytes(SHOP.replace("🪑", "€"), Charset.forName("windows-1252"))),
                new Sample("wide.csv", bytes(SHOP, StandardCharsets.UTF_16LE)),
                new Sample("items.tsv", "sku\tname\tqty\nA-1\tRug \"soft\"\t3\nA-2\tLamp\t0\n"),
                new Sample("words.txt", "name\nalpha\nbeta\n"));
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }

    @Override
    protected Sample large(int records) {
        StringBuilder text = new StringBuilder("id,title,description,price\n");
        for (int i = 1; i <= records; i++) {
            text.append(i)
                    .append(",Produit n° ")
                    .append(i)
                    .append(",\"Une \"\"belle\"\" description\nsur deux lignes, ".repeat(1 + i % 7))
                    .append("\",")
                    .append(i % 100)
                    .append(".50\n");
        }
        return new Sample("large.csv", text.toString());
    }
}
