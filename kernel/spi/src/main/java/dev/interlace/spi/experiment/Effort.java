package dev.interlace.spi.experiment;

/** How much an experiment repeats. */
public enum Effort {
    /** As the numbers that are published. */
    FULL,
    /** A few repetitions on few rows: whether the experiment runs, not what it finds. */
    SMALL;

    private static final int FEW_REPEATS = 3;
    private static final int FEWEST_ROWS = 20;
    private static final int SHARE = 10;

    /** So many repetitions, or 3 at most. */
    public int repeats(int full) {
        return this == FULL ? full : Math.min(full, FEW_REPEATS);
    }

    /** So many rows or steps, or a tenth of them and at least 20. */
    public int size(int full) {
        return this == FULL ? full : Math.max(FEWEST_ROWS, full / SHARE);
    }
}
