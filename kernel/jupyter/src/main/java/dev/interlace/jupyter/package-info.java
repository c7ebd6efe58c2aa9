/** The entry points: start a kernel process, configure it, and the functions that a cell can call. */
@NullMarked
package dev.interlace.jupyter;

import org.jspecify.annotations.NullMarked;
