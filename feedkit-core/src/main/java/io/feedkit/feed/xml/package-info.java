/**
 * Feeds as XML: RSS 2.0 or Atom 1.0 with a namespace for the channel's own elements, as Google, Meta and many others read it.
 *
 * <p>Front door: {@link io.feedkit.feed.xml.RssFeedFormat}. Texts go from the batch's bytes to the feed's bytes with one escape and no string in between.
 *
 * <p>Traps: characters XML 1.0 forbids are dropped here whatever happened before, because one of them would make the whole feed unreadable.
 */
@NullMarked
package io.feedkit.feed.xml;

import org.jspecify.annotations.NullMarked;
