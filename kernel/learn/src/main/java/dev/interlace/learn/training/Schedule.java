package dev.interlace.learn.training;

/**
 * How the learning rate runs over a training, after a linear warm-up; the share of {@link TrainingOptions#learningRate}
 * at a step.
 */
public enum Schedule {
    /** The same throughout. */
    CONSTANT,
    /**
     * Half a cosine from 1 down to 0.
     *
     * <p>Reference: Loshchilov and Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017, eq. 5,
     * without restarts.
     */
    COSINE,
    /** Multiplied by {@link TrainingOptions#decayFactor} after every {@link TrainingOptions#decayEvery} epochs. */
    STEPS;

    /**
     * The share at a step.
     *
     * @param epochs epochs of the training at most
     * @param step number of steps already made, from 0
     * @param stepsPerEpoch steps of an epoch
     */
    double share(TrainingOptions options, int epochs, long step, int stepsPerEpoch) {
        double all = (double) epochs * stepsPerEpoch;
        double warmUp = options.warmUp() * all;
        if (step + 1 < warmUp) {
            return (step + 1) / warmUp;
        }
        return switch (this) {
            case CONSTANT -> 1;
            case COSINE -> {
                double progress = all <= warmUp ? 1 : Math.min(1, Math.max(0, (step - warmUp) / (all - warmUp)));
                yield 0.5 * (1 + Math.cos(Math.PI * progress));
            }
            case STEPS ->
                Math.pow(options.decayFactor(), Math.floor((double) step / stepsPerEpoch / options.decayEvery()));
        };
    }
}
