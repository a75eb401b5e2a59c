package io.feedkit.build;

import java.lang.reflect.Method;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives each property the same seed in every build, so that a change is never refused by chance. The system property {@code feedkit.seeds}, any text, draws
 * other ones; the profile {@code long} draws by the time of day. A property that names its seed keeps it. {@code feedkit.tries} tries each property so many
 * times as often as it says.
 *
 * <p>jqwik finds this class as a service. It is a module of its own because tests run inside the module they test, and a named module offers no service that
 * its descriptor does not name.
 */
public final class Seeds implements AroundPropertyHook {
    /** What jqwik tries where a property does not say. */
    private static final int USUAL_TRIES = 1_000;

    private final String draw = System.getProperty("feedkit.seeds", "");
    private final int times = Integer.getInteger("feedkit.tries", 1);

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyAttributes attributes = context.attributes();
        if (attributes.seed().isEmpty()) {
            attributes.setSeed(seed(context.targetMethod()));
        }
        attributes.setTries(attributes.tries().orElse(USUAL_TRIES) * times);
        return property.execute();
    }

    /** Of its own for each property, so that two with the same generators do not try the same values. */
    private String seed(Method property) {
        String name = property.getDeclaringClass().getName() + '.' + property.getName();
        return Integer.toString((draw + name).hashCode());
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
