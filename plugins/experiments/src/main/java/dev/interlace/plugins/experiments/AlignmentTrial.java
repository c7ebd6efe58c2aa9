package dev.interlace.plugins.experiments;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Supervision;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Effort;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A trial of a method of alignment, a loss, a discrepancy, a measure of dependence, a sequence aligner or a matcher.
 */
public final class AlignmentTrial {
    private static final String TOWERS = "alignment/contrastive";
    private static final int SEEDS = 3;
    private static final int FEW_EPOCHS = 3;

    private final Trial trial;
    private int seedsUsed = 1;

    /** What the workbench gives. */
    public AlignmentTrial(Trial trial) {
        this.trial = trial;
    }

    /** What the workbench gives. */
    public Trial given() {
        return trial;
    }

    /** The method and the options that were given. */
    public String name() {
        return trial.subject().name();
    }

    /** The id of the method. */
    public String id() {
        return trial.subject().id();
    }

    /** Whether the method is a loss. */
    public boolean ofLoss() {
        return trial.subject().method() instanceof AlignmentLoss<?>;
    }

    /** Whether the claim speaks for the method. */
    public boolean pro() {
        return trial.pro();
    }

    /** The first seed. */
    public long seed() {
        return trial.seed();
    }

    /** Whether a split is given. */
    public boolean hasRows() {
        return trial.hasRows();
    }

    /** The given training rows. */
    public Rows train() {
        return trial.train();
    }

    /** The given test rows. */
    public Rows test() {
        return trial.test();
    }

    /** So many repetitions, or the few that tell whether the experiment runs. */
    public int repeats(int full) {
        return trial.effort().repeats(full);
    }

    /** So many rows or steps, or a tenth of them. */
    public int size(int full) {
        return trial.effort().size(full);
    }

    /**
     * The seeds of trainings: one, since what is drawn again are the rows that are measured on; three would take
     * minutes.
     */
    public List<Long> trainings() {
        return List.of(trial.seed());
    }

    /** Several seeds, where they are what is drawn again. */
    public List<Long> seeds() {
        return seeds(SEEDS);
    }

    /** So many seeds. */
    public List<Long> seeds(int count) {
        seedsUsed = Math.max(seedsUsed, count);
        return trial.seeds(count);
    }

    /** The seeds that were used. */
    List<Long> seedsUsed() {
        return trial.seeds(seedsUsed);
    }

    /** A random order of the numbers 0 to {@code n - 1}. */
    public int[] permutation(String purpose, long from, int n) {
        return trial.random(purpose, from).permutation(n);
    }

    /** A generator of its own for one repetition. */
    public SplittableRandom draw(String purpose, int repetition) {
        return trial.random(purpose, trial.seed() + repetition).generator();
    }

    /** The method itself; of a loss the two towers that train by it. */
    public Chosen<AlignmentMethod<?>> own() {
        return own(Map.of());
    }

    /** The method itself with further options; options of a loss that the towers have not are handed on to it. */
    public Chosen<AlignmentMethod<?>> own(Map<String, ?> changes) {
        if (!ofLoss()) {
            Map<String, Object> options = new HashMap<>(trial.subject().options());
            options.putAll(changes);
            return alignment(id(), options);
        }
        Chosen<AlignmentMethod<?>> towers = trial.method(AlignmentMethod.class, TOWERS, Map.of());
        Map<String, Object> options = new HashMap<>();
        Map<String, Object> further = new TreeMap<>();
        trial.subject().options().forEach((name, value) -> (towers.has(name) ? options : further).put(name, value));
        if (!further.isEmpty()) {
            options.put(
                    "lossOptions",
                    further.entrySet().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        options.put("loss", id());
        options.putAll(changes);
        return towers(options);
    }

    /** Another alignment method; with few epochs, where effort is small. */
    public Chosen<AlignmentMethod<?>> alignment(String id, Map<String, ?> options) {
        Chosen<AlignmentMethod<?>> fit = trial.method(AlignmentMethod.class, id, options);
        boolean small = trial.effort() == Effort.SMALL;
        return small && fit.has("epochs") && !options.containsKey("epochs")
                ? fit.with(Map.of("epochs", FEW_EPOCHS))
                : fit;
    }

    /** The two towers that a contrastive loss trains, with the usual loss where the options name none. */
    public Chosen<AlignmentMethod<?>> towers(Map<String, ?> options) {
        return alignment(TOWERS, options);
    }

    /** A model, fitted from a seed. */
    public AlignmentModel fit(
            Chosen<AlignmentMethod<?>> fit,
            Features left,
            Features right,
            Supervision supervision,
            List<String> groups,
            long from) {
        return trial.fit(fit, new Trial.Pairing(left, right, supervision, groups), from);
    }

    /** The given test rows in words. */
    public String givenRows() {
        return trial.test().count() + " test rows of " + trial.test().datasetId();
    }
}
