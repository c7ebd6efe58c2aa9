package dev.interlace.learn.training;

/** The optimisers to choose from. */
public enum Optimization {
    /** {@link Adam} with decoupled weight decay. */
    ADAM,
    /** {@link Momentum}: stochastic gradient descent with momentum. */
    MOMENTUM;

    /** An optimiser of that kind with a training's numbers. */
    public Optimizer start(TrainingOptions options) {
        return switch (this) {
            case ADAM -> new Adam(options.learningRate(), options.weightDecay());
            case MOMENTUM -> new Momentum(options.learningRate(), options.momentum(), options.weightDecay());
        };
    }
}
