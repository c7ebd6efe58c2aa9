/**
 * Training: the one loop, what it is told ({@link dev.interlace.learn.training.Training}), and what it needs.
 *
 * <p>An epoch shuffles the rows, takes a step of the optimizer per batch and looks at the rows held out; the best
 * parameters are kept. A loop can be cancelled between steps and resumed from a checkpoint, with the same bits.
 */
@NullMarked
package dev.interlace.learn.training;

import org.jspecify.annotations.NullMarked;
