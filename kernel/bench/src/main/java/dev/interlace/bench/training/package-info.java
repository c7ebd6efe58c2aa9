/** Training steps in sizes that other libraries can repeat: the tape's side of {@code compare_training.py}. */
@NullMarked
package dev.interlace.bench.training;

import org.jspecify.annotations.NullMarked;
