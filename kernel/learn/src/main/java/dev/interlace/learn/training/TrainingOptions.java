package dev.interlace.learn.training;

import dev.interlace.spi.MissingPolicy;

/**
 * The options of a trained method. An options record implements this with a component {@code Training training}; the
 * other accessors are short for its parts.
 */
public interface TrainingOptions {
    /** How the network is trained. */
    default Training training() {
        return Training.defaults();
    }

    /** Passes over the training rows at most; 0 leaves them to the rows. */
    default int epochs() {
        return training().epochs();
    }

    /** Epochs where {@link #epochs} is 0 and the rows are many; {@link Passes} makes more of few rows. */
    default int usualEpochs() {
        return 60;
    }

    /** Patience where {@link #patience} is 0 and the rows are many. */
    default int usualPatience() {
        return 8;
    }

    /** Rows in a step. */
    default int batchSize() {
        return training().batchSize();
    }

    /** Step size of the optimizer. */
    default double learningRate() {
        return training().descent().learningRate();
    }

    /** What turns gradients into steps. */
    default Optimization optimizer() {
        return training().descent().optimizer();
    }

    /** Share of the last velocity that {@link Optimization#MOMENTUM} keeps, in [0, 1). */
    default double momentum() {
        return training().descent().momentum();
    }

    /** How the step size runs over the training. */
    default Schedule schedule() {
        return training().rate().schedule();
    }

    /** Share of all steps over which the step size grows from 0, in [0, 1). */
    default double warmUp() {
        return training().rate().warmUp();
    }

    /** Epochs after which {@link Schedule#STEPS} lowers the step size. */
    default int decayEvery() {
        return training().rate().decayEvery();
    }

    /** What {@link Schedule#STEPS} multiplies the step size by, in (0, 1]. */
    default double decayFactor() {
        return training().rate().decayFactor();
    }

    /** Euclidean norm to which longer gradients, all together, are shortened; 0 leaves them as they are. */
    default double clipNorm() {
        return training().descent().clipNorm();
    }

    /** How the classes of a classifier count in its loss. */
    default ClassBalance classBalance() {
        return training().counting().classBalance();
    }

    /** How much classes count, and errors of numbers cost. */
    default Training.Counting counting() {
        return training().counting();
    }

    /** What early stopping watches. */
    default Watch watch() {
        return training().stopping().watch();
    }

    /** Decoupled weight decay. */
    default double weightDecay() {
        return training().descent().weightDecay();
    }

    /**
     * Epochs without a better value of what is watched after which training stops; the best parameters are kept. 0
     * leaves them to the rows.
     */
    default int patience() {
        return training().stopping().patience();
    }

    /** Share of the training rows held out for early stopping; 0 trains on all for all epochs. */
    default double holdout() {
        return training().stopping().holdout();
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
