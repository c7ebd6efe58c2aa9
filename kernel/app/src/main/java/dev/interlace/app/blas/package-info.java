/** Whether the linear algebra that was loaded multiplies correctly. */
@NullMarked
package dev.interlace.app.blas;

import org.jspecify.annotations.NullMarked;
