package dev.interlace.learn.training;

import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;

/** The loss of some rows; the forward computation that is trained. */
@FunctionalInterface
public interface Objective {
    /** Runs the forward computation of the given training rows on {@code tape} and returns their mean loss. */
    Loss loss(Tape tape, int[] rows);
}
