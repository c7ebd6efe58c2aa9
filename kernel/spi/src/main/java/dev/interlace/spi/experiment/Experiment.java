package dev.interlace.spi.experiment;

import dev.interlace.spi.Method;

/**
 * A measurement that tests a claim. Its descriptor's id, {@code family/name}, is what a claim names; the summary is the
 * question that it asks. It is stateless, and found by {@link java.util.ServiceLoader} like every plugin.
 *
 * @param <O> the options record; a claim gives its options by {@link dev.interlace.spi.Claim#with}
 */
public interface Experiment<O extends Record> extends Method<O> {
    /** What it runs on, in a few words, for instance {@code the given split}. */
    String data();

    /** Whether it measures time, so that nothing else may run beside it. */
    default boolean timed() {
        return false;
    }

    /**
     * Measures the effects that the claim of {@code trial} expects above 0. The same trial gives the same measurement,
     * measured seconds aside.
     *
     * @param trial the claim, the method, and what the experiment may use
     * @param options validated options
     * @throws IllegalArgumentException when the experiment does not fit the method or the rows; the message says why
     */
    Measurement run(Trial trial, O options);
}
