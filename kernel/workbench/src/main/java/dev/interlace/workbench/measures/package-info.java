/**
 * The measures that ship, each a plugin as a third party would write it: of predicted classes, of probabilities, of
 * rankings and of numbers. Every class gives its definition, how ties count, over which classes a mean is taken, and
 * where it comes from.
 */
@NullMarked
package dev.interlace.workbench.measures;

import org.jspecify.annotations.NullMarked;
