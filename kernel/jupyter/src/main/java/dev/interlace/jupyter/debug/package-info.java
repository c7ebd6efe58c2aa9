/**
 * Answers the debugger of a front end: the Debug Adapter Protocol inside Jupyter's {@code debug_request} messages.
 *
 * <p>A front end names a cell by the hash of its text ({@link dev.interlace.jupyter.debug.CellFiles}). The threads that
 * stop belong to {@link dev.interlace.jupyter.engine.Debuggee}; this package only shows them.
 */
@NullMarked
package dev.interlace.jupyter.debug;

import org.jspecify.annotations.NullMarked;
