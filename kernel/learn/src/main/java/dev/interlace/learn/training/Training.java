package dev.interlace.learn.training;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;

/**
 * How a network is trained: the group of options that every trained method has. A method's options record names it as a
 * component and says which defaults differ: {@code @Group(defaults = "epochs=30") Training training}.
 *
 * @param epochs at most
 * @param batchSize rows in a step
 * @param descent how gradients become steps
 * @param rate how the step size runs
 * @param stopping when training ends before the last epoch
 * @param classBalance how the classes of a classifier count
 */
public record Training(
        @Param(
                doc = "passes over the training rows, pairs or seed pairs at most; more learn longer",
                unit = "epochs",
                min = 1,
                max = 10000,
                init = 60)
        int epochs,

        @Param(
                doc = "rows, pairs or seed pairs in a step; more make a step steadier and steps fewer",
                unit = "rows",
                min = 1,
                max = 1048576,
                init = 64,
                scale = Param.Scale.LOG)
        int batchSize,

        Descent descent,
        Rate rate,
        Stopping stopping,

        @Param(doc = "NONE lets every row of a classifier count alike, BALANCED every class", choice = "NONE")
        ClassBalance classBalance) {
    public Training {
        OptionsSchema.require(Training.class, epochs, batchSize, descent, rate, stopping, classBalance);
    }

    /**
     * This training, of a method that compares the rows of a step with each other.
     *
     * @throws IllegalArgumentException where a step has fewer rows than that
     */
    public Training requireBatch(int least) {
        if (batchSize < least) {
            throw new IllegalArgumentException("batchSize must be at least " + least
                    + ", since the rows of a step are compared with each other; got " + batchSize);
        }
        return this;
    }

    /** The defaults of all options. */
    public static Training defaults() {
        return OptionsSchema.of(Training.class).defaults();
    }

    /**
     * How gradients become steps.
     *
     * @param optimizer the rule
     * @param learningRate step size
     * @param momentum share of the last velocity
     * @param weightDecay decoupled weight decay
     * @param clipNorm largest norm of all gradients together
     */
    public record Descent(
            @Param(doc = "ADAM, or MOMENTUM: stochastic gradient descent with momentum", choice = "ADAM")
            Optimization optimizer,

            @Param(
                    doc = "step size of the optimizer; too large diverges, too small crawls",
                    min = 0,
                    max = 1,
                    init = 2e-3,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double learningRate,

            @Param(
                    doc = "share of the last velocity that MOMENTUM keeps; more smooths steps and lets them run on",
                    min = 0,
                    max = 0.9999,
                    init = 0.9)
            double momentum,

            @Param(doc = "decoupled weight decay; more regularises", min = 0, max = 10, init = 1e-2)
            double weightDecay,

            @Param(
                    doc = "Euclidean norm to which longer gradients, all together, are shortened; 0 leaves them",
                    min = 0,
                    max = 1e9,
                    init = 0)
            double clipNorm) {
        public Descent {
            OptionsSchema.require(Descent.class, optimizer, learningRate, momentum, weightDecay, clipNorm);
        }
    }

    /**
     * How the step size runs over the training.
     *
     * @param schedule its course after the warm-up
     * @param warmUp share of all steps over which it grows
     * @param decayEvery epochs between two steps down
     * @param decayFactor what a step down multiplies by
     */
    public record Rate(
            @Param(
                    doc = "CONSTANT, COSINE down to 0, or STEPS: times decayFactor after every decayEvery epochs",
                    choice = "CONSTANT")
            Schedule schedule,

            @Param(
                    doc = "share of all steps over which the step size grows from 0; more starts gentler",
                    min = 0,
                    max = 0.9999,
                    init = 0)
            double warmUp,

            @Param(
                    doc = "epochs after which STEPS lowers the step size",
                    unit = "epochs",
                    min = 1,
                    max = 10000,
                    init = 20)
            int decayEvery,

            @Param(
                    doc = "what STEPS multiplies the step size by",
                    min = 0,
                    max = 1,
                    init = 0.1,
                    ends = Param.Ends.OPEN_BELOW)
            double decayFactor) {
        public Rate {
            OptionsSchema.require(Rate.class, schedule, warmUp, decayEvery, decayFactor);
        }
    }

    /**
     * When training ends before the last epoch; the best parameters are kept.
     *
     * @param patience epochs without a better value
     * @param holdout share of the rows that is watched instead of trained on
     * @param watch what is watched
     */
    public record Stopping(
            @Param(
                    doc = "epochs without a better value of what is watched before training stops",
                    unit = "epochs",
                    min = 1,
                    max = 10000,
                    init = 8)
            int patience,

            @Param(
                    doc =
                            "share of the training rows, pairs or seed pairs held out for early stopping; 0 runs all epochs",
                    min = 0,
                    max = 0.5,
                    init = 0.15)
            double holdout,

            @Param(doc = "what early stopping watches on the rows held out", choice = "LOSS")
            Watch watch) {
        public Stopping {
            OptionsSchema.require(Stopping.class, patience, holdout, watch);
        }
    }
}
