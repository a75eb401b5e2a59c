/**
 * Decides what a checked program does for one member, and in which order.
 *
 * <p>Start at {@link io.feedkit.rules.plan.Planner}: it drops the statements whose scopes, dates or switches do not hold, puts the layers one after the other, replaces what is
 * known of the member and the run by constants, finds the slots of attributes, and builds the nodes that run. A formula is computed once for each
 * state of what it reads: since the order of statements is fixed, every read knows which state it sees.
 *
 * <p>Traps: plans hold slots of one schema; numbers of places belong to one plan.
 */
@NullMarked
package io.feedkit.rules.plan;

import org.jspecify.annotations.NullMarked;
