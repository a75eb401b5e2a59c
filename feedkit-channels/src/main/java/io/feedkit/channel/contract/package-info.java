/**
 * A channel's descriptor at work: checks and converts batches of products into the texts of a feed.
 *
 * <p>Front door: {@link io.feedkit.channel.contract.Contract}. Each field is a pipeline over columns: where the value comes from, its type, how it is spelled,
 * what it must obey; conditions and checks across fields see the values that would be sent. A field's value that breaks a rule is left out with a warning when the
 * field is optional, and the product is refused when it is not; either way the ledger says so.
 *
 * <p>Traps: a check that rests on an unverified fact never refuses anything; it warns.
 */
@NullMarked
package io.feedkit.channel.contract;

import org.jspecify.annotations.NullMarked;
