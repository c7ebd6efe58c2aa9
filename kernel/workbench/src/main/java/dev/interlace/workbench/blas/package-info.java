/** Whether the linear algebra that was loaded multiplies correctly. */
@NullMarked
package dev.interlace.workbench.blas;

import org.jspecify.annotations.NullMarked;
