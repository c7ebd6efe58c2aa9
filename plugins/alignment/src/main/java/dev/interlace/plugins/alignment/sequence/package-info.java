/**
 * Sequences laid on each other in the order of time: which frame belongs with which sound, which word with which
 * stretch of speech.
 *
 * <p>All methods here choose a <em>path</em>: pairs of steps that go forward in both sequences, from the first pair to
 * the last. That is a graph of relations between two modalities with a strong prior, order, and it is this prior that
 * makes the search quick: of exponentially many paths the cheapest is found in a table of t s cells.
 *
 * <ul>
 *   <li>{@link dev.interlace.plugins.alignment.sequence.DynamicTimeWarping sequence/dtw} returns the one cheapest path.
 *       Both sequences must lie in one space. With open ends it finds a short sequence within a long one.
 *   <li>{@link dev.interlace.plugins.alignment.sequence.SoftDynamicTimeWarping sequence/soft-dtw} counts all paths, the
 *       cheap ones most. It says how sure a pair is, and has a gradient, so that what makes the sequences can be
 *       trained.
 *   <li>{@link dev.interlace.plugins.alignment.sequence.CanonicalTimeWarping sequence/ctw} takes sequences without a
 *       common space and finds directions in which they agree, in turns with the path.
 * </ul>
 *
 * <p>Worked example: x = 0, 2 and y = 0, 1, 2 with squared costs {@code [0 1 4; 4 1 0]}. The table is {@code [0 1 5; 4
 * 1 1]}: the path (0, 0), (0, 1) or (1, 1), (1, 2) costs 1. Soft-DTW adds up all five paths and, with gamma = 1, comes
 * out lower than 1.
 *
 * <p>Where it fails: nothing here can undo a change of order, and closed ends force first on first and last on last
 * even when one recording began too early. A path is always found; whether it means anything is for a comparison with
 * chance to say.
 */
@NullMarked
package dev.interlace.plugins.alignment.sequence;

import org.jspecify.annotations.NullMarked;
