package io.feedkit.channel;

import io.feedkit.feed.api.ApiPlan;

/**
 * How a channel is called, for channels that take products call by call.
 *
 * @param layout whose records the calls carry
 * @param plan which calls there are; fields are named as the descriptor names them
 * @param provenance where that is written
 */
public record ChannelApi(String layout, ApiPlan plan, Provenance provenance) {}
