/** What only the build of feedkit needs. Start at {@link io.feedkit.build.Seeds}. */
@NullMarked
package io.feedkit.build;

import org.jspecify.annotations.NullMarked;
