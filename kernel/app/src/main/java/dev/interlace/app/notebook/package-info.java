/** Notebooks without a front end: reads them, executes them on a kernel, and writes them as files and as pages. */
@NullMarked
package dev.interlace.app.notebook;

import org.jspecify.annotations.NullMarked;
