/**
 * Texts in YAML: the one place that knows when a text may stand as it is and how it is written when it may not.
 *
 * <p>Start at {@link io.feedkit.catalog.yaml.YamlScalar}. Whoever writes a mapping or a descriptor asks it for every single text; how lines and indents are laid out is his own.
 * Nothing here reads YAML: that is left to the library.
 *
 * <p>Traps: what looks plain to people may be a truth value, a number or nothing at all to YAML 1.1, which many editors still speak.
 */
@NullMarked
package io.feedkit.catalog.yaml;

import org.jspecify.annotations.NullMarked;
