/**
 * Files on FTP servers, plain or with TLS, through commons-net.
 *
 * <p>Start at {@link io.feedkit.location.ftp.FtpScheme}: {@code ftp} is plain, {@code ftpes} turns on TLS after connecting, {@code ftps} begins with it. A
 * {@link io.feedkit.location.ftp.FtpConnection} is logged in, binary and passive, ready to read or to write. With TLS the data travels encrypted as well, or not at
 * all.
 *
 * <p>Traps: a path is relative to the folder one is logged in to, two slashes make it absolute; servers that demand the control connection's TLS session on data
 * connections (vsftpd's default) refuse Java's, which the error says; a data connection that ends is no proof that the file did.
 */
@NullMarked
package io.feedkit.location.ftp;

import org.jspecify.annotations.NullMarked;
