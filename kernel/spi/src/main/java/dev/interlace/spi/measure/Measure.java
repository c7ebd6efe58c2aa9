package dev.interlace.spi.measure;

import dev.interlace.spi.Method;

/**
 * A number that says how good answers are. The kind of answers that a measure reads is the interface it implements:
 * {@link OfClasses}, {@link OfProbabilities}, {@link OfRankings} or {@link OfNumbers}; it is registered as a
 * {@code Measure}. Its Javadoc and descriptor give the definition, how ties count, and a reference.
 *
 * <p>A measure is stateless and never changes what it reads. It gives NaN where it is not defined, for instance an area
 * under a curve where only one class has rows; tables show a dash there.
 *
 * @param <O> the options record; tables use its defaults
 */
public sealed interface Measure<O extends Record> extends Method<O>
        permits Measure.OfClasses, Measure.OfProbabilities, Measure.OfRankings, Measure.OfNumbers {
    /** The range, and which end of it is the good one. */
    Scale scale();

    /** What a table says below it, for instance which classes a mean is over; empty where the title says all. */
    default String rule() {
        return "";
    }

    /**
     * A measure of predicted classes alone.
     *
     * @param <O> the options record
     */
    non-sealed interface OfClasses<O extends Record> extends Measure<O> {
        /** The value on these rows, at least one; their probabilities are not to be read. */
        double of(Predictions predictions, O options);
    }

    /**
     * A measure of class probabilities.
     *
     * @param <O> the options record
     */
    non-sealed interface OfProbabilities<O extends Record> extends Measure<O> {
        /** The value on these rows, at least one, which have probabilities. */
        double of(Predictions predictions, O options);
    }

    /**
     * A measure of what a query finds; of several queries it is the mean.
     *
     * @param <O> the options record
     */
    non-sealed interface OfRankings<O extends Record> extends Measure<O> {
        /** The value of one query. */
        double of(Ranking ranking, O options);
    }

    /**
     * A measure of estimated numbers.
     *
     * @param <O> the options record
     */
    non-sealed interface OfNumbers<O extends Record> extends Measure<O> {
        /** The value on these rows, at least one. */
        double of(Estimates estimates, O options);
    }
}
