/** Executes every notebook of this folder on the real kernel. */
@NullMarked
package dev.interlace.notebooks;

import org.jspecify.annotations.NullMarked;
