/**
 * Objects in stores that speak S3, without a library: requests are signed here (Signature Version 4) and sent with {@link io.feedkit.location.http.HttpCalls}.
 *
 * <p>Start at {@link io.feedkit.location.s3.S3Scheme}. An object is sent in parts that nobody sees until they are put together with one request, so a reader gets the old
 * object or the new one. The parts of a run that was killed are used again where their checksums fit.
 *
 * <p>Traps: a store may answer with 200 and an error in the body when parts are put together; times in signatures are the store's own, which it tells with every answer, so
 * that a wrong clock on this machine does no harm.
 */
@NullMarked
package io.feedkit.location.s3;

import org.jspecify.annotations.NullMarked;
