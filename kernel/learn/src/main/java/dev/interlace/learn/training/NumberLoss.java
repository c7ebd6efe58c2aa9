package dev.interlace.learn.training;

/** What the error of an estimated number costs, in deviations of the training rows. */
public enum NumberLoss {
    /** {@code r^2}: the estimate tends to the mean, and far rows count most. */
    SQUARED,
    /** {@code r^2 / 2} up to {@code huberDelta} and linear beyond: far rows count no more than near ones. */
    HUBER
}
