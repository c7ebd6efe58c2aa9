package dev.interlace.learn.training;

import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import java.util.List;

/**
 * How a network is trained: the group of options that every trained method has. A method's options record names it as a
 * component and says which defaults differ: {@code @Group(defaults = "epochs=30") Training training}.
 *
 * @param epochs at most; 0 leaves them, and a patience of 0, to the rows: {@link Passes}
 * @param batchSize rows in a step
 * @param descent how gradients become steps
 * @param rate how the step size runs
 * @param stopping when training ends before the last epoch
 * @param counting how much classes count, and errors of numbers cost
 */
public record Training(
        @Param(
                doc = "passes over the training rows, pairs or seed pairs at most; more learn longer; 0 leaves them to"
                        + " the rows: mostly 60, and in proportion more where a pass has fewer than 16 steps",
                unit = "epochs",
                min = 0,
                max = 10000,
                init = 0)
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

        Counting counting) {
    public Training {
        OptionsSchema.require(Training.class, epochs, batchSize, descent, rate, stopping, counting);
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
     * How much the classes of a target count, and what errors of numbers cost.
     *
     * @param classBalance how the classes count by their rows
     * @param classWeights how much each class counts
     * @param numberLoss what the error of a number costs
     * @param huberDelta where the loss of a number becomes linear
     */
    public record Counting(
            @Param(
                    doc = "NONE lets every row of a classifier count alike, BALANCED every class; of several labels"
                            + " it lets the presence of a label count as much as its absence",
                    choice = "NONE")
            ClassBalance classBalance,

            @Param(
                    doc = "how much classes count, as class=number separated by commas; who is not named has 1,"
                            + " empty counts all alike; of several labels a row that has the label")
            String classWeights,

            @Param(
                    doc = "SQUARED, or HUBER: squared up to huberDelta and linear beyond; for targets that are numbers",
                    choice = "SQUARED")
            NumberLoss numberLoss,

            @Param(
                    doc = "error from which on HUBER is linear; less lets far rows count less",
                    unit = "deviations of the target",
                    min = 0,
                    max = 1e6,
                    init = 1,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double huberDelta) {
        public Counting {
            OptionsSchema.require(Counting.class, classBalance, classWeights, numberLoss, huberDelta);
            if (!classWeights.isBlank() && classBalance != ClassBalance.NONE) {
                throw new IllegalArgumentException("Counting.classWeights and classBalance " + classBalance
                        + " both say how much classes count; give one of them");
            }
            ClassWeights.parse(classWeights);
        }

        /** The weight of each class, {@code [C]}; empty where no class has one of its own. */
        public double[] weights(List<String> classes) {
            return ClassWeights.of(classWeights, classes);
        }
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
     * @param patience epochs without a better value; 0 leaves it to the rows
     * @param holdout share of the rows that is watched instead of trained on
     * @param watch what is watched
     */
    public record Stopping(
            @Param(
                    doc = "epochs without a better value of what is watched before training stops; 0 leaves them to"
                            + " the rows: mostly 8, and in proportion more where epochs is 0 and the rows are few",
                    unit = "epochs",
                    min = 0,
                    max = 10000,
                    init = 0)
            int patience,

            @Param(
                    doc = "share of the training rows, pairs or seed pairs held out for early stopping; 0 runs all"
                            + " epochs; a fusion whose epochs is 0 holds out no fewer than 32 rows, else none",
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
