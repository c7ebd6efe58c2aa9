package dev.interlace.plugins.alignment.distribution;

/** Estimators of the squared maximum mean discrepancy: which pairs of rows count. */
public enum MmdEstimator {
    /**
     * All pairs, a row with itself included: a squared length, so never negative; too large by what the sample is too
     * small.
     */
    BIASED,

    /**
     * All pairs of different rows. Right on average, so negative about half of the time where the distributions are
     * equal: a mean of 0 is not reached from above alone. The same holds for every estimator below.
     */
    UNBIASED,

    /**
     * Pairs of rows that lie a few places apart; may be negative. Rows in random order, as many of each side as the
     * shorter has.
     */
    INCOMPLETE,

    /**
     * Rows two by two, each in one term only: linear time, independent terms; may be negative. Rows as with INCOMPLETE.
     */
    LINEAR,

    /**
     * The mean of UNBIASED over blocks of rows: independent blocks, a normal mean; may be negative. Rows in random
     * order.
     */
    BLOCK;

    /** What the option {@code estimator} does wherever pairs of rows are averaged. */
    static final String DOC = "which pairs of rows count; only BIASED is never negative";
}
