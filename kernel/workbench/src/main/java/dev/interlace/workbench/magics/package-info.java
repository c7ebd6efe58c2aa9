/** Magics of the workbench, which the kernel finds as services: the registry and the data sets. */
@NullMarked
package dev.interlace.workbench.magics;

import org.jspecify.annotations.NullMarked;
