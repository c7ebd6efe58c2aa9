package dev.interlace.testkit;

import dev.interlace.spi.Features;
import dev.interlace.spi.Supervision;

/**
 * Two modalities with a known correspondence.
 *
 * @param left features of the one side
 * @param right features of the other
 * @param supervision what a method is given
 * @param truth for each left row the right row that belongs to it; hidden from the method
 */
@SuppressWarnings("ArrayRecordComponent") // row numbers; never compared
public record AlignmentProblem(Features left, Features right, Supervision supervision, int[] truth) {
    /** The same data under another supervision. */
    public AlignmentProblem with(Supervision other) {
        return new AlignmentProblem(left, right, other, truth);
    }
}
