package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.shop.MockShop.Asked;
import io.feedkit.shop.MockShop.Said;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What holds for the catalogue of every system: all of it, once, over any number of pages and broken connections, and no word of a secret. */
class WholeShopTest {
    private static final Pattern ARTICLE = Pattern.compile("\"P(\\d+)\"");

    private final MockShop mock = new MockShop();

    @AfterEach
    void stop() {
        mock.close();
    }

    private Shop open(HonestShop honest) {
        honest.open(mock);
        return honest.at(mock);
    }

    /** The article numbers that came, in their order. */
    private static List<Integer> articles(Shop shop) {
        return MockShop.lines(shop)
                .lines()
                .map(line -> ARTICLE.matcher(line)
                        .results()
                        .map(found -> Integer.valueOf(found.group(1)))
                        .findFirst()
                        .orElse(-1))
                .toList();
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private long lists(HonestShop honest) {
        return mock.asked().stream().filter(honest::isList).count();
    }

    @ParameterizedTest
    @EnumSource
    void readsAllPagesInOrder(HonestShop honest) {
        for (int count : new int[] {1, 100, 101, 250}) {
            Shop shop = open(honest);
            long before = lists(honest);
            honest.serve(mock, upTo(count));
            assertThat(articles(shop)).as("%d products", count).containsExactlyElementsOf(upTo(count));
            assertThat(lists(honest) - before).as("calls").isLessThanOrEqualTo(count / 100 + 2);
        }
    }

    /** Where one comes for each that goes no total tells of it. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SHOPIFY")
    void readsEachProductOnceWhileOthersComeAndGo(HonestShop honest) {
        Shop shop = open(honest);
        List<Integer> numbers = new ArrayList<>(upTo(250));
        honest.serve(mock, numbers);
        AtomicInteger pages = new AtomicInteger();
        mock.twisted((asked, said) -> {
            if (honest.isList(asked) && pages.incrementAndGet() <= 2) {
                numbers.remove(Integer.valueOf(pages.get() * 40));
                numbers.add(250 + pages.get());
            }
            return said;
        });
        assertThat(articles(shop)).doesNotHaveDuplicates().containsAll(upTo(250));
    }

    @ParameterizedTest
    @EnumSource
    void readsAgainWhenAConnectionIsCutInTheMiddleOfAnAnswer(HonestShop honest) {
        Shop shop = open(honest);
        AtomicInteger calls = new AtomicInteger();
        mock.cutting(asked -> calls.getAndIncrement() % 2 == 0);
        assertThat(MockShop.lines(shop).lines()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void saysInOneProblemThatConnectionsAreAlwaysCut(HonestShop honest) {
        Shop shop = open(honest);
        mock.cutting(honest::isList);
        FeedException refused = catchThrowableOfType(FeedException.class, () -> MockShop.lines(shop));
        // An answer so short may be over before anybody has asked for its first byte.
        assertThat(refused.problem().code().id()).isIn("location.read-failed", "location.unreachable");
        assertThat(refused.problem().fix()).isNotEmpty();
    }

    /** What a shop is asked with, in each form in which it could be told. */
    private static List<String> secrets() {
        List<String> forms = new ArrayList<>();
        for (String secret : List.of("the-secret", "the-key", "the-password", "the-token", "the-id")) {
            String reveals = secret + "-hunter2hunter2";
            forms.add(reveals);
            for (String user : List.of("", "ck", "feeds", "keeper", "the-id-hunter2hunter2")) {
                String pair = user + ":" + reveals;
                forms.add(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            }
            forms.add(Base64.getEncoder().encodeToString((reveals + ":").getBytes(StandardCharsets.UTF_8)));
        }
        // What a login gave.
        forms.addAll(List.of("token-of-login-77", "session-of-login-77"));
        return forms;
    }

    private static Said telling(Asked asked, int status) {
        String all = asked.headers() + " " + asked.query() + " " + asked.body();
        String said = all.replace("\\", "").replace("\"", "").replaceAll("\\p{Cntrl}", " ");
        String cut = said.length() > 4000 ? said.substring(0, 4000) : said;
        return Said.refusal(status, "{\"message\":\"No: " + cut + "\",\"errors\":[{\"message\":\"No: " + cut + "\"}]}");
    }

    /** A shop that repeats whatever it was asked with. */
    @ParameterizedTest
    @EnumSource
    void tellsNoSecretWhateverTheShopRepeats(HonestShop honest) {
        Shop shop = open(honest)
                .options(MockShop.options()
                        .withStore(reference ->
                                java.util.Optional.of(io.feedkit.location.Secret.of(reference + "-hunter2hunter2"))));
        Map<String, String> logins = Map.of("'t'", "'token-of-login-77'", "'t1'", "'token-of-login-77'");
        StringBuilder told = new StringBuilder().append(shop).append(shop.catalogue());
        told.append(shop.catalogue().name());
        for (int status : new int[] {200, 400, 401, 403, 500}) {
            mock.twisted((asked, said) -> {
                if (asked.path().contains("token") || asked.body().contains("login(")) {
                    String body = said.body();
                    for (Map.Entry<String, String> login : logins.entrySet()) {
                        body = body.replace(
                                login.getKey().replace('\'', '"'),
                                login.getValue().replace('\'', '"'));
                    }
                    Said in = new Said(said.status(), body, said.headers());
                    return said.headers().containsKey("vendure-auth-token")
                            ? in.with("vendure-auth-token", "session-of-login-77")
                            : in;
                }
                return telling(asked, status);
            });
            FeedException refused = catchThrowableOfType(
                    FeedException.class,
                    () -> shop.catalogue().open(SourceLimits.DEFAULTS).bytes().readAllBytes());
            assertThat(refused).as("status %d", status).isNotNull();
            StringWriter trace = new StringWriter();
            refused.printStackTrace(new PrintWriter(trace));
            told.append(trace)
                    .append(refused.problem())
                    .append(refused.problem().fix());
        }
        mock.twisted((asked, said) -> said);
        List<Problem> problems = new ArrayList<>();
        Catalog catalog = Catalog.open(shop.catalogue(), CatalogOptions.DEFAULTS);
        told.append(catalog)
                .append(catalog.detections())
                .append(catalog.first(10, problems::add))
                .append(problems);
        for (String secret : secrets()) {
            assertThat(told.toString()).doesNotContain(secret);
        }
    }

    /** What each system is asked for where only what changed is wanted: from ten minutes earlier, since its clock may differ. */
    @ParameterizedTest
    @EnumSource
    void asksForWhatChangedFromALittleEarlier(HonestShop honest) {
        Shop shop = open(honest).updatedSince(Instant.parse("2026-02-01T10:00:00Z"));
        if (honest == HonestShop.VENDURE) {
            mock.twisted((asked, said) -> asked.body().contains("ProductListOptions")
                    ? Said.json("{\"data\":{\"products\":{\"totalItems\":0,\"items\":[]}}}")
                    : said);
        }
        MockShop.lines(shop);
        boolean bulk = honest == HonestShop.SHOPIFY;
        assertThat(mock.asked())
                .filteredOn(asked -> bulk ? asked.body().contains("bulkOperationRunQuery") : honest.isList(asked))
                .isNotEmpty()
                .anySatisfy(asked -> assertThat(asked.query() + asked.body())
                        .containsPattern("2026-02-01[T ]09:50:00")
                        .containsPattern("updated_at|\"updated\"|modified_after|date_upd|updatedAt"));
    }
}
