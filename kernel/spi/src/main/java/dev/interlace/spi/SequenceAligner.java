package dev.interlace.spi;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Says which step of one sequence belongs with which step of another, in the order of time: frames with speech, words
 * with sounds. Nothing is fitted.
 *
 * @param <O> the options record
 */
public interface SequenceAligner<O extends Record> extends Method<O> {
    /**
     * The best warping of two sequences under {@code options}.
     *
     * @param x {@code [t, d]}, {@code t >= 1}
     * @param y {@code [s, e]}, {@code s >= 1}; {@code e = d} unless the method claims {@link Capability#UNEQUAL_WIDTHS}
     * @throws IllegalArgumentException when the sequences do not fit the method or each other; the message says what to
     *     do
     */
    Warping align(INDArray x, INDArray y, O options);

    /**
     * The gradient of {@link Warping#cost} with respect to {@code x}, {@code [t, d]}, where the method claims
     * {@link Capability#GRADIENT}.
     *
     * @throws UnsupportedOperationException where it does not
     */
    default INDArray gradient(INDArray x, INDArray y, O options) {
        throw new UnsupportedOperationException(descriptor().id() + " has no gradient; sequence/soft-dtw has one");
    }
}
