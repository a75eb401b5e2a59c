/** XML from shops. Start at {@link io.feedkit.shop.xml.XmlAnswers}. */
@NullMarked
package io.feedkit.shop.xml;

import org.jspecify.annotations.NullMarked;
