/** Choosing: which method suits data, and which value an option, by nested grouped folds under a time limit. */
@NullMarked
package dev.interlace.workbench.choosing;

import org.jspecify.annotations.NullMarked;
