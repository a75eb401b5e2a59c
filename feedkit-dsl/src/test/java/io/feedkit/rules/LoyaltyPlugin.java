package io.feedkit.rules;

import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Money;
import io.feedkit.rules.function.Function;
import io.feedkit.rules.function.FunctionPlugin;
import io.feedkit.rules.function.Parameter;
import java.util.List;

/** What a jar would bring. */
public final class LoyaltyPlugin implements FunctionPlugin {
    @Override
    public List<Function> functions() {
        return List.of(HostFunction.named("loyalty_points")
                .takes(Parameter.of("price", Kind.MONEY))
                .gives(AttributeType.INTEGER)
                .saying("The points a customer gets for a purchase.")
                .example("loyalty_points(25 EUR)", "2")
                .example("(9.99 EUR).loyalty_points()", "0")
                .by(arguments -> ((Money) arguments.get(0)).amount().longValue() / 10));
    }
}
