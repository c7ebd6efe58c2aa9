/** The programs that make the shipped network weights from pinned packages; nothing of this package is in the jar. */
@NullMarked
package dev.interlace.plugins.encoders.derive;

import org.jspecify.annotations.NullMarked;
