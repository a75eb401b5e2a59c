/**
 * What shops answer, as trees.
 *
 * <p>Start at {@link io.feedkit.shop.answer.Answer}. Whether a shop speaks JSON or XML makes no difference from here on.
 *
 * <p>Traps: numbers are texts; in XML one element and a list of one look the same, so ask for {@link io.feedkit.shop.answer.Answer#each}.
 */
@NullMarked
package io.feedkit.shop.answer;

import org.jspecify.annotations.NullMarked;
