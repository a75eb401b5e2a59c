/**
 * Places on the web, and calls to the interfaces of shops and channels.
 *
 * <p>Start at {@link io.feedkit.location.http.HttpCalls}: it sends a {@link io.feedkit.location.http.HttpCall} with bounded patience, follows redirections that are
 * safe, presents credentials to the one origin they are for, and gives a {@link io.feedkit.location.http.HttpReply}. A feed on the web is opened as any other
 * {@link io.feedkit.location.Location}; it goes on where a connection broke, and asks only for what is new where copies are kept.
 *
 * <p>Traps: a call that changes something is sent once unless it says that it may be repeated; replies hold a connection until they are closed; after a redirection
 * to another host no credentials are sent.
 */
@NullMarked
package io.feedkit.location.http;

import org.jspecify.annotations.NullMarked;
