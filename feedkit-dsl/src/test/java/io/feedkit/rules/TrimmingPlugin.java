package io.feedkit.rules;

import io.feedkit.product.AttributeType;
import io.feedkit.rules.function.Function;
import io.feedkit.rules.function.FunctionPlugin;
import java.util.List;

/** A jar that means something else by a name of the library. */
public final class TrimmingPlugin implements FunctionPlugin {
    @Override
    public List<Function> functions() {
        return List.of(HostFunction.named("trim").gives(AttributeType.TEXT).by(arguments -> ""));
    }
}
