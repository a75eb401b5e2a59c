package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextsTest {
    private static final String LIST = String.valueOf((char) TextBuffer.LIST_SEPARATOR);

    private static Work work(List<List<String>> rows) {
        Work work = new Work(4, "test", problem -> {}, Work.nothingSaid());
        work.records.clear();
        for (List<String> row : rows) {
            work.records.startRecord(work.rows() + 1, -1, -1, row.size());
            for (int column = 0; column < row.size(); column++) {
                // As in a source: one byte between neighbouring cells.
                work.records.set(column, work.text().append(row.get(column)));
                work.text().append(",".getBytes(StandardCharsets.UTF_8));
            }
            work.records.endRecord();
        }
        return work;
    }

    private static List<String> texts(Texts texts, Work work) {
        long[] slices = texts.of(work);
        List<String> found = new ArrayList<>();
        for (int row = 0; row < work.rows(); row++) {
            found.add(slices[row] == Column.MISSING ? "-" : work.text().string(slices[row]));
        }
        return found;
    }

    private static Texts cell(int column) {
        return new Texts.Cell(column);
    }

    @Property
    void splittingInPlaceAndBesideIsTheSame(@ForAll("cells") String cell) {
        List<String> inPlace = texts(new Texts.Split(cell(0), Texts.utf8(","), true, 0), work(List.of(List.of(cell))));
        List<String> beside = texts(new Texts.Split(cell(0), Texts.utf8(","), false, 0), work(List.of(List.of(cell))));
        assertThat(inPlace).isEqualTo(beside);
    }

    @Property
    void splittingFindsTheElementsOfASimpleModel(@ForAll("plainCells") String cell) {
        List<String> elements = new ArrayList<>();
        for (String part : cell.split(",")) {
            if (!part.isBlank()) {
                elements.add(part.strip());
            }
        }
        String expected = elements.isEmpty() ? "-" : String.join(LIST, elements);
        assertThat(texts(new Texts.Split(cell(0), Texts.utf8(","), true, 0), work(List.of(List.of(cell)))))
                .containsExactly(expected);
    }

    @Provide
    Arbitrary<String> cells() {
        return Arbitraries.strings().withChars("ab ,\\\"é").ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> plainCells() {
        return Arbitraries.strings().withChars("ab ,é").ofMaxLength(30);
    }

    @Property
    void leavesOutWhatCameBeforeInItsList(@ForAll("lists") List<String> list) {
        Texts distinct = new Texts.Distinct(cell(0), 0);
        assertThat(texts(distinct, work(List.of(List.of(String.join(LIST, list))))))
                .containsExactly(String.join(LIST, new LinkedHashSet<>(list)));
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return Arbitraries.of("/a.jpg", "/b.jpg", "b", "https://i.example/a.jpg", "https://i.example/ab.jpg")
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property
    void putsTogetherTheAddressesThatASeparatorStandsIn(@ForAll("addresses") List<String> addresses) {
        String cell = String.join(",", addresses);
        Texts split = new Texts.Split(cell(0), Texts.utf8(","), false, 0);
        Texts whole = new Texts.WholeAddresses(split, ",", 1);
        assertThat(texts(whole, work(List.of(List.of(cell))))).containsExactly(String.join(LIST, addresses));
    }

    @Provide
    Arbitrary<List<String>> addresses() {
        return Arbitraries.of(
                        "/a.jpg",
                        "https://i.example/a.jpg",
                        "https://i.example/w_400,h_300/a.jpg",
                        "https://i.example/x,y:z,q/a.png")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Property
    void puttingListsTogetherCopiesNothingTwiceAndLosesNothing(
            @ForAll("plainCells") String a, @ForAll("plainCells") String b) {
        Texts lists = new Texts.Concatenated(
                List.of(
                        new Texts.Split(cell(0), Texts.utf8(","), false, 0),
                        new Texts.Split(cell(1), Texts.utf8(","), false, 1)),
                2);
        List<String> expected = new ArrayList<>();
        for (String part : (a + "," + b).split(",")) {
            if (!part.isBlank()) {
                expected.add(part.strip());
            }
        }
        String found = texts(lists, work(List.of(List.of(a, b)))).get(0);
        assertThat(found.equals("-") ? List.of() : List.of(found.split(LIST)))
                .containsAll(expected)
                .hasSizeLessThanOrEqualTo(expected.size());
    }

    @Example
    void neighboursBecomeAListWithoutCopying() {
        Work work = work(List.of(List.of("x", "y")));
        int before = work.text().end();
        assertThat(texts(new Texts.Concatenated(List.of(cell(0), cell(1)), 0), work))
                .containsExactly("x" + LIST + "y");
        assertThat(work.text().end()).isEqualTo(before);
    }

    @Example
    void takesTheFirstThatHasAValue() {
        Work work = work(List.of(List.of("", "b"), List.of(" a ", "b"), List.of("", " ")));
        assertThat(texts(new Texts.First(List.of(cell(0), cell(1)), 0), work)).containsExactly("b", "a", "-");
    }

    @Example
    void findsTheDeepestCategory() {
        Work work =
                work(List.of(List.of("Root/Men" + LIST + "Root/Men/Tops" + LIST + "Root/Sale/All"), List.of("Root")));
        assertThat(texts(new Texts.Deepest(cell(0), "/", List.of("Root"), 0), work))
                .containsExactly("Men > Tops", "-");
    }

    @Example
    void leavesATemplateOutWhenAHoleIsEmpty() {
        Work work = work(List.of(List.of("a"), List.of("")));
        Texts template = new Texts.Template(List.of(Texts.utf8("<"), Texts.utf8(">")), List.of(cell(0)), 0);
        assertThat(texts(template, work)).containsExactly("<a>", "-");
    }

    @Example
    void doesNotCountTwiceWhatSaysItsCurrencyItself() {
        Work work = work(List.of(List.of("5", "USD"), List.of("5 EUR", "USD"), List.of("", "USD")));
        assertThat(texts(new Texts.Counted(cell(0), cell(1), 0), work)).containsExactly("5 USD", "5 EUR", "-");
    }
}
