/**
 * Exercises that check themselves. A check compares what a student's method gives with what is right, names typical
 * mistakes, and gives points; nbgrader reads the points as the value of the cell.
 */
@NullMarked
package dev.interlace.workbench.exercises;

import org.jspecify.annotations.NullMarked;
