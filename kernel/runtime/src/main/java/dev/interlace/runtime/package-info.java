/**
 * What a plain Java program needs to use what a notebook has fitted: it loads a saved
 * {@link dev.interlace.runtime.Pipeline} and asks it for new rows.
 *
 * <p>Cells of a row are read here alone, whether a notebook reads its training table or a program a new row, so that
 * what counts as missing, as a number or as a category is the same in both.
 */
@NullMarked
package dev.interlace.runtime;

import org.jspecify.annotations.NullMarked;
