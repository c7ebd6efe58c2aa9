/** Runs the contract of a method in the notebook and shows which promises it keeps. */
@NullMarked
package dev.interlace.workbench.contracts;

import org.jspecify.annotations.NullMarked;
