package dev.interlace.learn;

import dev.interlace.spi.MissingPolicy;

/**
 * How a network is trained. An options record implements this by naming components as here; what it does not name keeps the
 * default.
 */
public interface TrainingOptions {
    /** Passes over the training rows at most. */
    default int epochs() {
        return 60;
    }

    /** Rows in a step. */
    default int batchSize() {
        return 64;
    }

    /** Adam's step size. */
    default double learningRate() {
        return 1e-3;
    }

    /** Decoupled weight decay. */
    default double weightDecay() {
        return 1e-4;
    }

    /** Epochs without a better validation loss after which training stops; the best parameters are kept. */
    default int patience() {
        return 8;
    }

    /** Share of the training rows held out for early stopping; 0 trains on all for all epochs. */
    default double holdout() {
        return 0.15;
    }

    /** Probability with which an entry of a hidden layer is dropped in training. */
    default double dropout() {
        return 0.2;
    }

    /** What to do with absent modalities. */
    default MissingPolicy missing() {
        return MissingPolicy.REJECT;
    }
}
