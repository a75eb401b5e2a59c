package io.feedkit.catalog.fuzz;

import io.feedkit.catalog.xlsx.WorkbookFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sources that are as they should be, and how one of them is made into another that nobody has seen. */
final class Seeds {
    private static final List<String> CSV = List.of(
            "id,title,price\n1,\"Lamp, \"\"red\"\"\",5\n2,Rug,6\n3,Bed,7\n",
            "# list\nsku|+|title|+|price\nA|+|Lamp|+|5\n# no\nB|+||+|6\n",
            "id\u001Ftitle\u001Fprice\u001E1\u001FLamp\nred\u001F5\u001E2\u001FRug\u001F6\u001E",
            "id,title\n1,\"12\\\" monitor\"\n2,\"a \\\"soft\\\" rug, blue\"\n3,Bed\n",
            "Report\nMonday\n\nid;title;price;stock\n1;Lamp;5,00;2\n2;Rug;6,00;3\nTotal;;;5\n",
            "sep=;\r\nid;titre;poids\r\n;;kg\r\n1;Étagère;2\r\n",
            "id, title, price\n1, \"Lamp, red\", 5\n2, \"Rug\", 6\n",
            "id\ttitle\tprice\n1\tLamp\\\nred\t5\n2\tRug\t\\N\n3\t\\N\t7\n",
            "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\ncup,Cup,Size,S,C-S,5,u\ncup,,,M,C-M,6,v\n",
            "sku,product_type,additional_attributes,configurable_variations,price\n"
                    + "T,configurable,,\"sku=T-S,size=S|sku=T-M,size=M\",\nT-S,simple,\"size=S,color=Red\",,9\n",
            "sku;family;name-fr_FR;description-de_DE-print;price-EUR;weight;weight-unit;categories\nA;f;Nom;Text;9.00;1;KILOGRAM;a,b\n");

    private static final List<String> JSON = List.of(
            "[{\"id\":1,\"title\":\"Lamp\",\"price\":12.50},{\"id\":\"2\",\"tags\":[\"a\",null,true],\"x\":{\"y\":{\"z\":1e5}}}]",
            "{\"meta\":{\"n\":2},\"data\":{\"products\":[{\"id\":\"a\",\"variants\":[{\"id\":\"b\",\"price\":1},{\"id\":\"c\"}]},{\"id\":\"d\"}]}}",
            "{\"items\":{\"k1\":{\"name\":\"A\"},\"k2\":{\"name\":\"B\\u00e9\\ud83c\\udf75\"}},\"more\":[]}",
            "{\"products\":[{\"id\":\"p\",\"variants\":[{\"id\":\"v\",\"price\":{\"amount\":1999,\"currency\":\"USD\"},"
                    + "\"variant_options\":[{\"name\":\"Size\",\"value\":\"M\"}]}]}]}");

    private static final List<String> NDJSON = List.of(
            "{\"id\":1,\"title\":\"Lamp\"}\n{\"id\":2,\"title\":\"Ru\\\"g\"}\r\n\n{broken\n{\"id\":3}\n",
            "\uFEFF{\"a\":[1,2,{\"b\":3}],\"id\":\"x\"}\n{\"id\":\"y\",\"a\":[]}",
            "{\"id\":1}{\"id\":2} {\"id\":3}\n");

    private static final List<String> XML = List.of(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\"><channel><title>t</title>"
                    + "<item><g:id>1</g:id><g:title>Caf&#233; &amp; <![CDATA[<b>]]></g:title><g:shipping><g:country>FR</g:country></g:shipping></item>"
                    + "<item><g:id>2</g:id><!-- c --></item></channel></rss>",
            "<SHOP><SHOPITEM><PRODUCTNO>1</PRODUCTNO><PRICE_VAT>5 000,50</PRICE_VAT><PARAM><PARAM_NAME>a</PARAM_NAME><VAL>b</VAL></PARAM></SHOPITEM>"
                    + "<SHOPITEM><PRODUCTNO>2</PRODUCTNO></SHOPITEM></SHOP>",
            "<yml_catalog date=\"2026-01-01\"><shop><categories><category id=\"1\">A</category><category id=\"2\" parentId=\"1\">B</category></categories>"
                    + "<offers><offer id=\"9\" available=\"true\"><price>6</price><categoryId>2</categoryId><param name=\"W\" unit=\"kg\">2</param></offer></offers></shop></yml_catalog>",
            "<BMECAT version=\"1.2\"><HEADER><CATALOG><LANGUAGE>deu</LANGUAGE><CURRENCY>EUR</CURRENCY></CATALOG></HEADER><T_NEW_CATALOG><CATALOG_GROUP_SYSTEM>"
                    + "<CATALOG_STRUCTURE type=\"root\"><GROUP_ID>1</GROUP_ID><GROUP_NAME>R</GROUP_NAME><PARENT_ID>0</PARENT_ID></CATALOG_STRUCTURE></CATALOG_GROUP_SYSTEM>"
                    + "<ARTICLE><SUPPLIER_AID>1</SUPPLIER_AID><ARTICLE_PRICE_DETAILS><ARTICLE_PRICE price_type=\"net_list\"><PRICE_AMOUNT>5</PRICE_AMOUNT></ARTICLE_PRICE>"
                    + "</ARTICLE_PRICE_DETAILS></ARTICLE><ARTICLE_TO_CATALOGGROUP_MAP><ART_ID>1</ART_ID><CATALOG_GROUP_ID>1</CATALOG_GROUP_ID></ARTICLE_TO_CATALOGGROUP_MAP>"
                    + "</T_NEW_CATALOG></BMECAT>",
            "<!DOCTYPE a [<!ENTITY x \"y\"><!ELEMENT a ANY>]><a xml:lang=\"fr\"><b i='1'>t<c/>u</b><b i='2'>&x;&eacute;</b><b i='3'/></a>");

    private static final List<String> MAPPING = List.of(
            "base: none\ncurrency: EUR\nnumbers: comma\nattributes:\n  id: sku\n  title@fr: Nom\n  price: {from: Prix, vat: net}\n  weight: \"Weight ({unit})\"\n",
            "attributes:\n  id: {join: [sku, Taille], with: \"-\"}\n  labels: {from: Tags, split: \"|\"}\n  brand: {from: Marque, default: Acme}\n"
                    + "  availability: {from: Taille, values: {S: in_stock, \"*\": out_of_stock}}\nignore: [Prix]\nlanguages: true\n",
            "variants: {by: parent-key, key: sku, parent: parent_sku}\ntake: {Taille: [S, M]}\nskip: {Prix: \"\"}\n",
            "variants: {by: key-prefix, key: sku, separator: \"-\", parent-rows: true}\nimage-base: https://shop.example/media\nlink-base: https://shop.example\n",
            "variants: {by: row-order, start: [Nom], key: sku, own: [Prix]}\npacked: {Tags: {entries: \"|\", pair: \"=\"}}\n"
                    + "pairs: [{name: \"Option{n} name\", value: \"Option{n} value\", split: \";\"}]\n",
            "charset: windows-1252\ndialect: {delimiter: \";\", quote: none, escape: \"\\\\\", row-end: line, comment: \"#\", footer: none, skip-lines: 0, header: present}\n",
            "tables:\n  groups: {file: groups.csv, key: Code, label: Name, parent: Parent}\nsupplements:\n  - file: s.csv\n    key: {sku: id}\n    sum: {n: clicks}\n",
            "nesting:\n  records: [shop/article]\n  groups: {feature: {name: n, value: v}, price: {by: \"@kind\"}}\n"
                    + "  tables: [{name: g, rows: groups/g, key: \"@id\", value: text()}]\n  lookups: {x: {of: group, in: g}}\n");

    private static final List<String> LOCATION = List.of(
            "exports/*.csv",
            "all.zip!**/*.csv",
            "https://user:" + Target.SECRET + "@shop.example:8080/a/b.csv?token=x&page=2#f",
            "sftp://user@host/~/feed.csv",
            "ftp://user:" + Target.SECRET + "@host/dir/file.csv;type=i",
            "jdbc:postgresql://host:5432/db?user=u&password=p",
            "jdbc:h2:mem:x;USER=sa",
            "classpath:shop/catalogue.csv",
            "file:///no/such/file.csv",
            "C:\\exports\\shop.csv",
            "[a-z]{1,2}?.xml");

    private static final Map<Target, List<String>> WORDS = Map.of(
            Target.CSV,
            List.of(
                    "\"", "\"\"", "'", "\\", "\n", "\r\n", "\r", ",", ";", "|+|", "\t", "\0", "#", "sep=|", "\uFEFF",
                    "\u001E", "Total", "{\"", "é", "=", "\\N"),
            Target.JSON,
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\"",
                    "\\u",
                    "\\ud800",
                    "null",
                    "true",
                    "-",
                    "1e999",
                    "0.",
                    "{\"id\":",
                    "\uFEFF",
                    "[[[[",
                    "{}",
                    "\"\":",
                    "é",
                    "\0"),
            Target.NDJSON,
            List.of("{", "}", "\n", "\r\n", "{}", "[]", "{\"id\":4}\n", "\"", "\\", "\uFEFF", "null", ",", "é", "\n\n"),
            Target.XML,
            List.of(
                    "<",
                    ">",
                    "</",
                    "/>",
                    "&",
                    "&amp;",
                    "&#x0;",
                    "&#55296;",
                    "<![CDATA[",
                    "]]>",
                    "<!--",
                    "-->",
                    "<?x",
                    "?>",
                    "<!DOCTYPE a>",
                    " xmlns=\"u\"",
                    " xmlns:g='http://base.google.com/ns/1.0'",
                    "<item>",
                    "</item>",
                    "<a:b>",
                    " a=\"",
                    "encoding=\"UTF-16\"",
                    "\uFEFF",
                    "é",
                    "&nbsp;",
                    "xml:lang='de'"),
            Target.XLSX,
            List.of(
                    "<row>",
                    "</row>",
                    "<c t=\"s\">",
                    "<c r=\"XFD1048576\"/>",
                    "<v>",
                    "</v>",
                    "999999999",
                    "-1",
                    "1e308",
                    "t=\"d\"",
                    "t=\"e\"",
                    "s=\"99\"",
                    "<is><t>",
                    "r=\"A0\"",
                    "ref=\"A1:B2\"",
                    "hidden=\"1\"",
                    "<mergeCell ref=\"A1:A9\"/>",
                    "_x0000_",
                    "2958466",
                    "&amp;",
                    "state=\"hidden\"",
                    "Target=\"../../x\"",
                    "yyyy-mm-dd;@",
                    "[h]:mm",
                    "\"\"",
                    "<f>1/0</f>"),
            Target.MAPPING,
            List.of(
                    ":",
                    "- ",
                    "{",
                    "}",
                    "[",
                    "]",
                    "\n",
                    "  ",
                    "&a ",
                    "*a",
                    "<<: ",
                    "!!int ",
                    "\"",
                    "'",
                    "|",
                    ">",
                    "#",
                    "---\n",
                    "null",
                    "~",
                    "true",
                    "{n}",
                    "{unit}",
                    "{locale}",
                    "1e9",
                    "attributes:",
                    "values:",
                    "split: auto",
                    "type: money",
                    "type: list<text>",
                    "template: \"{sku}\"",
                    "\t",
                    "é",
                    "?"),
            Target.LOCATION,
            List.of(
                    ":", "//", "!", "*", "**", "?", "[", "]", "{", "}", "%", "%00", "\0", "@", "#", "..", "\\", "[::1]",
                    " ", "é", "http://", "jdbc:", "zip!", "~", ":99999"));

    private final Random random;

    Seeds(Random random) {
        this.random = random;
    }

    byte[] next(Target target) {
        Mutation mutation = new Mutation(random, WORDS.getOrDefault(target, List.of("")));
        return target == Target.XLSX ? workbook(mutation) : mutation.of(seed(target), seed(target));
    }

    private byte[] seed(Target target) {
        List<String> texts = switch (target) {
            case CSV -> CSV;
            case JSON -> JSON;
            case NDJSON -> NDJSON;
            case XML -> XML;
            case MAPPING -> MAPPING;
            case LOCATION -> LOCATION;
            case XLSX -> throw new IllegalArgumentException();
        };
        String text = texts.get(random.nextInt(texts.size()));
        Charset charset = random.nextInt(12) == 0
                ? List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.ISO_8859_1)
                        .get(random.nextInt(3))
                : StandardCharsets.UTF_8;
        return text.getBytes(charset);
    }

    /** Mutates what is in a workbook, then sometimes which parts it has, and seldom the archive itself: most changes of an archive only break its check sums. */
    private byte[] workbook(Mutation mutation) {
        Map<String, byte[]> parts =
                new LinkedHashMap<>(workbook(random.nextInt(3)).parts());
        List<String> names = new ArrayList<>(parts.keySet());
        for (int i = random.nextInt(3); i >= 0; i--) {
            String name = names.get(random.nextInt(names.size()));
            byte[] other = parts.getOrDefault(names.get(random.nextInt(names.size())), new byte[0]);
            switch (random.nextInt(8)) {
                case 0 -> parts.remove(name);
                case 1 -> parts.put(name, other);
                default -> parts.computeIfPresent(name, (key, part) -> mutation.of(part, other));
            }
        }
        byte[] bytes = WorkbookFile.zip(parts);
        return random.nextInt(6) == 0 ? mutation.of(bytes, bytes) : bytes;
    }

    private static WorkbookFile workbook(int kind) {
        String[] header = {"id", "title", "price"};
        if (kind == 0) {
            return WorkbookFile.ofRows(
                    WorkbookFile.rows(header, new String[] {"1", "Lamp", "5"}, new String[] {"2", null, "6"}));
        }
        String rows =
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"str\"><v>price</v></c></row>"
                        + "<row r=\"2\"><c r=\"A2\"><v>815</v></c><c r=\"B2\" t=\"b\"><v>1</v></c><c r=\"C2\" s=\"1\"><v>45000.5</v></c></row>"
                        + "<row r=\"4\" hidden=\"1\"><c r=\"A4\" s=\"2\"><v>7</v></c><c r=\"C4\" t=\"e\"><f>A1/0</f><v>#DIV/0!</v></c></row>"
                        + "<row><c t=\"inlineStr\"><is><r><t>a</t></r><rPh><t>no</t></rPh></is></c><c t=\"d\"><v>2026-01-31T00:00:00</v></c></row>";
        WorkbookFile file = kind == 1
                ? WorkbookFile.ofRows(rows)
                : new WorkbookFile()
                        .sheet("Notes", WorkbookFile.rows(new String[] {"a"}))
                        .sheet(
                                "Data",
                                "hidden",
                                "<dimension ref=\"A1:C5\"/><sheetData>" + rows
                                        + "</sheetData><mergeCells><mergeCell ref=\"A2:A4\"/></mergeCells>");
        return file.formats("yyyy-mm-dd", "00000")
                .shared("<si><t>id</t></si><si><r><t>ti</t></r><r><t>tle</t></r></si>");
    }
}
