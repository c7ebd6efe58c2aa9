package dev.interlace.learn.training;

/**
 * How long a training lasts.
 *
 * <p>An epoch of few rows has few steps, and it is steps that train: 60 passes over 105 rows in batches of 64 are 120
 * of them. So {@code epochs = 0} makes the usual number where an epoch has {@value #STEPS} steps, and more in
 * proportion where it has fewer; {@code patience = 0} then waits the same share of the training as usual.
 *
 * @param epochs at most
 * @param patience epochs without a better value of what is watched
 * @param lengthened whether there are more epochs than usual, since the rows are few
 */
public record Passes(int epochs, int patience, boolean lengthened) {
    private static final int STEPS = 16;
    private static final int LEAST_HELD = 32;

    /** What the options say, or what the rows ask for where they say 0. */
    static Passes of(TrainingOptions options, int stepsPerEpoch) {
        int usual = options.usualEpochs();
        boolean lengthened = options.epochs() == 0 && stepsPerEpoch < STEPS;
        int chosen = lengthened ? (usual * STEPS + stepsPerEpoch - 1) / stepsPerEpoch : usual;
        int epochs = options.epochs() == 0 ? chosen : options.epochs();
        int waits = lengthened ? options.usualPatience() * epochs / usual : options.usualPatience();
        return new Passes(epochs, options.patience() == 0 ? waits : options.patience(), lengthened);
    }

    /**
     * The share of rows that early stopping watches. Fewer than {@value #LEAST_HELD} rows tell little of when to stop
     * and are missed in training, so that none are held out where {@code epochs = 0} leaves it to the rows.
     */
    public static double holdout(TrainingOptions options, int rows) {
        return options.epochs() == 0 && options.holdout() * rows < LEAST_HELD ? 0 : options.holdout();
    }
}
