/**
 * Files on SSH servers, through the maintained fork of jsch.
 *
 * <p>Start at {@link io.feedkit.location.sftp.SftpScheme}. A {@link io.feedkit.location.sftp.SftpConnection} is made only to a host whose key is known, from the file
 * of known hosts or as one pinned fingerprint, and is ready to read or to write. Who logs in shows a password or a private key.
 *
 * <p>Traps: a path is absolute, {@code /~/} begins at the user's home; there is no way to accept any host key, because then anybody could answer.
 */
@NullMarked
package io.feedkit.location.sftp;

import org.jspecify.annotations.NullMarked;
