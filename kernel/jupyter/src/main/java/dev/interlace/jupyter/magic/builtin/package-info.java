/** The magics that every kernel has. */
@NullMarked
package dev.interlace.jupyter.magic.builtin;

import org.jspecify.annotations.NullMarked;
