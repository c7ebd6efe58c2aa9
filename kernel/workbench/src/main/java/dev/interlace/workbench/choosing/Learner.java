package dev.interlace.workbench.choosing;

import dev.interlace.spi.FitContext;
import dev.interlace.workbench.data.EncodedSplit;

/** What is fitted to the training rows of a round and scored on the others. */
@FunctionalInterface
interface Learner {
    /**
     * Fits and scores.
     *
     * @throws IllegalArgumentException where it does not take the rows; the message says why
     */
    Scored fit(EncodedSplit round, FitContext context);

    /**
     * The scores of one round.
     *
     * @param validation one per validation row
     * @param test one per test row
     * @param parameters number of parameters
     * @param seconds wall-clock seconds of the fit
     */
    @SuppressWarnings("ArrayRecordComponent") // scores; never compared
    record Scored(double[] validation, double[] test, long parameters, double seconds) {}
}
