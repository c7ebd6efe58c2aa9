/** Tribuo's trainers as heads of early fusion, and so as members of late fusion. */
@NullMarked
package dev.interlace.workbench.tribuo;

import org.jspecify.annotations.NullMarked;
