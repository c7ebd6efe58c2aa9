/**
 * The jars of a notebook: those that ship for cells and those that a user adds, in one loader whose order can change
 * until a class is used.
 */
@NullMarked
package dev.interlace.jupyter.jars;

import org.jspecify.annotations.NullMarked;
