package dev.interlace.learn;

import dev.interlace.spi.MissingPolicy;

/**
 * How a network is trained. An options record implements this by naming components as here; what it does not name keeps
 * the default.
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

    /** Step size of the optimiser. */
    default double learningRate() {
        return 1e-3;
    }

    /** What turns gradients into steps. */
    default Optimization optimizer() {
        return Optimization.ADAM;
    }

    /** Share of the last velocity that {@link Optimization#MOMENTUM} keeps, in [0, 1). */
    default double momentum() {
        return 0.9;
    }

    /** How the step size runs over the training. */
    default Schedule schedule() {
        return Schedule.CONSTANT;
    }

    /** Share of all steps over which the step size grows from 0, in [0, 1). */
    default double warmUp() {
        return 0;
    }

    /** Epochs after which {@link Schedule#STEPS} lowers the step size. */
    default int decayEvery() {
        return 20;
    }

    /** What {@link Schedule#STEPS} multiplies the step size by, in (0, 1]. */
    default double decayFactor() {
        return 0.1;
    }

    /**
     * Largest Euclidean norm of all gradients together; longer ones are shortened to it. Infinity leaves them as they
     * are.
     */
    default double clipNorm() {
        return Double.POSITIVE_INFINITY;
    }

    /** How the classes of a classifier count in its loss. */
    default ClassBalance classBalance() {
        return ClassBalance.NONE;
    }

    /** What early stopping watches. */
    default Watch watch() {
        return Watch.LOSS;
    }

    /** Decoupled weight decay. */
    default double weightDecay() {
        return 1e-4;
    }

    /** Epochs without a better value of what is watched after which training stops; the best parameters are kept. */
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
