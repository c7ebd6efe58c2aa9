package dev.interlace.workbench.experiments;

import dev.interlace.spi.Claim;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.figures.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What every run of an experiment knows, whatever is asked: the claim, the method's name, the seeds; and how findings
 * are made of effects.
 */
abstract sealed class Inquiry permits Trial, AlignmentTrial {
    /** Fits behind each number: enough to see that one seed is no exception, few enough to wait for. */
    private static final int SEEDS = 3;

    private final String experiment;
    private final String name;
    private final Claim claim;
    private final long seed;

    /**
     * One run.
     *
     * @param experiment id of the experiment
     * @param name of the method with its options
     * @param claim what is tested
     * @param seed the first of the seeds
     */
    Inquiry(String experiment, String name, Claim claim, long seed) {
        this.experiment = experiment;
        this.name = name;
        this.claim = claim;
        this.seed = seed;
    }

    String experiment() {
        return experiment;
    }

    /** Whether the claim speaks for the method. */
    boolean pro() {
        return claim.side() == Claim.Side.PRO;
    }

    /** 1 where the claim speaks for the method, -1 where it speaks against it. */
    int sign() {
        return pro() ? 1 : -1;
    }

    List<Long> seeds() {
        return LongStream.range(0, SEEDS).map(i -> seed + i).boxed().toList();
    }

    /** The seeds that an outcome names. */
    List<Long> told() {
        return seeds();
    }

    SeedSource random(String purpose, long from) {
        return new SeedSource(from).split(experiment + " " + purpose);
    }

    Bootstrap bootstrap() {
        return Bootstrap.seeded(seed);
    }

    /** The finding of one condition: one effect per row, rows of a group drawn together. */
    Finding finding(String condition, String measure, Effects effects) {
        return Finding.of(condition, measure, bootstrap().mean(effects.values(), effects.groups()));
    }

    Outcome outcome(List<Finding> findings, String data, Figure figure) {
        return new Outcome(experiment, name, claim, findings, told(), data, figure);
    }

    /** Lowest, mean and highest of a few. */
    static Interval range(double[] values, String what) {
        return new Interval(
                mean(values),
                Arrays.stream(values).min().orElse(Double.NaN),
                Arrays.stream(values).max().orElse(Double.NaN),
                "lowest to highest of " + values.length + " " + what);
    }

    /** An effect that is counted, not estimated. */
    static Interval counted(double value, String how) {
        return new Interval(value, value, value, how);
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
