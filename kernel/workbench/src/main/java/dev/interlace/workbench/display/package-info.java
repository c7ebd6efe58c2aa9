/** How the workbench shows its values: tables with a text twin, and the renderers that the kernel finds. */
@NullMarked
package dev.interlace.workbench.display;

import org.jspecify.annotations.NullMarked;
