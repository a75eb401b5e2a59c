package io.feedkit.shop.akeneo;

import io.feedkit.problem.FeedException;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models above variants, which hold what variants share. The ones used last are kept. */
final class ProductModels {
    private static final int KEPT = 5_000;
    /** The PIM has two levels of models; more would be a circle. */
    private static final int LEVELS = 2;

    private final ShopApi api;
    /** The last one that could not be had; its variants follow one another, and each asking would fail as slowly as the first. */
    private String failedCode = "";

    private @Nullable FeedException failed;
    private final Map<String, Answer> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Answer> eldest) {
            return size() > KEPT;
        }
    };

    ProductModels(ShopApi api) {
        this.api = api;
    }

    /** The models above a product, the nearest first; none for a product without variants. */
    List<Answer> above(Answer product) {
        List<Answer> models = new ArrayList<>();
        String code = product.get("parent").text();
        while (!code.isEmpty() && models.size() < LEVELS) {
            Answer model = kept.get(code);
            if (model == null) {
                model = model(code);
                kept.put(code, model);
            }
            models.add(model);
            code = model.get("parent").text();
        }
        return models;
    }

    private Answer model(String code) {
        if (code.equals(failedCode) && failed != null) {
            throw failed;
        }
        try {
            return api.get("product-models/" + Query.segment(code)).body();
        } catch (FeedException e) {
            failedCode = code;
            failed = e;
            throw e;
        }
    }
}
