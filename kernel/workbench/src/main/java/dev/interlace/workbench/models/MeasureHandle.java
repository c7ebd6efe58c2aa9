package dev.interlace.workbench.models;

import dev.interlace.spi.PluginException;
import dev.interlace.spi.measure.Estimates;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.workbench.catalogue.PluginKind;
import java.util.Arrays;
import java.util.List;

/**
 * A measure with its options, ready to judge answers of its kind.
 *
 * @param selection the measure and its options
 */
public record MeasureHandle(Selection<Measure<?>> selection) implements Handle<Measure<?>, MeasureHandle> {
    /** What a measure reads. */
    public enum Reads {
        CLASSES("predicted classes"),
        PROBABILITIES("class probabilities"),
        RANKINGS("rankings of items"),
        NUMBERS("estimated numbers");

        private final String words;

        Reads(String words) {
            this.words = words;
        }

        /** The kind in words. */
        public String words() {
            return words;
        }
    }

    @Override
    public PluginKind kind() {
        return PluginKind.MEASURE;
    }

    @Override
    public MeasureHandle with(Selection<Measure<?>> other) {
        return new MeasureHandle(other);
    }

    private Measure<?> measure() {
        return selection.found().method();
    }

    /** What the measure is called. */
    public String title() {
        return measure().descriptor().title();
    }

    /** What it reads. */
    public Reads reads() {
        Measure<?> measure = measure();
        if (measure instanceof Measure.OfClasses<?>) {
            return Reads.CLASSES;
        }
        if (measure instanceof Measure.OfProbabilities<?>) {
            return Reads.PROBABILITIES;
        }
        return measure instanceof Measure.OfRankings<?> ? Reads.RANKINGS : Reads.NUMBERS;
    }

    /** The value of these predictions; NaN where it is not defined. */
    public double of(Predictions predictions) {
        return selection.call(measure -> value(measure, predictions));
    }

    /** The mean over queries, at least one; NaN where it is not defined. */
    public double of(List<Ranking> rankings) {
        if (rankings.isEmpty()) {
            throw new IllegalArgumentException(selection.id() + " needs at least one query, got none");
        }
        return Arrays.stream(values(rankings)).average().orElse(Double.NaN);
    }

    /** The value of one query. */
    public double of(Ranking ranking) {
        return values(List.of(ranking))[0];
    }

    /** The value of each query, {@code [queries]}. */
    public double[] values(List<Ranking> rankings) {
        return selection.call(measure -> values(measure, rankings));
    }

    /** The value of these estimates; NaN where it is not defined. */
    public double of(Estimates estimates) {
        return selection.call(measure -> value(measure, estimates));
    }

    /**
     * The value of estimated numbers.
     *
     * @param truth {@code [n]}
     * @param estimated {@code [n]}
     */
    public double of(double[] truth, double[] estimated) {
        return of(Estimates.of(truth, estimated));
    }

    private <O extends Record> double value(Measure<O> measure, Predictions predictions) {
        O options = measure.descriptor().schema().parse(options());
        if (measure instanceof Measure.OfClasses<O> classes) {
            return checked(classes.of(predictions, options));
        }
        if (measure instanceof Measure.OfProbabilities<O> probabilities) {
            if (!predictions.hasProbabilities()) {
                throw new IllegalArgumentException(
                        selection.id() + " reads probabilities, got predicted classes alone; give the probabilities");
            }
            return checked(probabilities.of(predictions, options));
        }
        throw unread("predictions of classes");
    }

    private <O extends Record> double[] values(Measure<O> measure, List<Ranking> rankings) {
        if (measure instanceof Measure.OfRankings<O> ofRankings) {
            O options = measure.descriptor().schema().parse(options());
            return rankings.stream()
                    .mapToDouble(ranking -> checked(ofRankings.of(ranking, options)))
                    .toArray();
        }
        throw unread("rankings");
    }

    private <O extends Record> double value(Measure<O> measure, Estimates estimates) {
        if (measure instanceof Measure.OfNumbers<O> numbers) {
            return checked(numbers.of(estimates, measure.descriptor().schema().parse(options())));
        }
        throw unread("estimated numbers");
    }

    private double checked(double value) {
        if (!measure().scale().holds(value)) {
            throw new PluginException(
                    selection.id(),
                    "gave " + value + ", outside its own range ["
                            + measure().scale().least() + ", "
                            + measure().scale().most() + "]; this is a fault of the plugin, not of the cell");
        }
        return value;
    }

    private IllegalArgumentException unread(String got) {
        return new IllegalArgumentException(selection.id() + " reads " + reads().words() + ", got " + got
                + "; lab.measures() lists what each reads");
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
