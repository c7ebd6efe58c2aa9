/**
 * Reverse-mode differentiation over ND4J arrays.
 *
 * <p>A {@link dev.interlace.learn.tape.Tape} runs each operation at once and remembers it;
 * {@link dev.interlace.learn.tape.Tape#backward} walks the list in reverse and lets every operation add its gradient to
 * its inputs. An {@link dev.interlace.learn.tape.Op} holds its forward and its backward side by side, so that the chain
 * rule can be read. The author of a method writes the forward computation only.
 *
 * <p>Steady training allocates next to nothing: where the k-th operation of a run has the shapes that it had in the run
 * before, its arrays are written again, and gradients are added inside the matrix product (beta = 1). All tensors are
 * row-major and contiguous.
 */
@NullMarked
package dev.interlace.learn.tape;

import org.jspecify.annotations.NullMarked;
