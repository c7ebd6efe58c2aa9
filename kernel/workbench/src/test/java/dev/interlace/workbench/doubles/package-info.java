@NullMarked
package dev.interlace.workbench.doubles;

import org.jspecify.annotations.NullMarked;
