package dev.interlace.workbench.tables;

import dev.interlace.spi.Features;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Measured;
import dev.interlace.workbench.evaluation.Relevance;
import dev.interlace.workbench.evaluation.Retrieval;
import dev.interlace.workbench.models.AlignmentHandle;
import dev.interlace.workbench.models.AlignmentRun;
import dev.interlace.workbench.models.MeasureHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Alignments on several splits of one data set, measured by search: rows of one modality look for their partners in the
 * other, among test rows whose groups were not seen in training. Immutable: {@link #add} gives another one.
 *
 * <p>A query's own partner counts for rank and recall. The mean average precision counts every row of the query's group
 * as right: look-alikes that a split keeps together are no mistakes there.
 */
public final class Searches {
    private static final int FEWEST_RESAMPLES = 20;

    private final LongFunction<EncodedSplit> splits;
    private final String left;
    private final String right;
    private final List<Long> seeds;
    private final Map<String, Similarity> lines;
    private final List<MeasureHandle> measures;
    private final Bootstrap bootstrap;

    /** How similar every left test row is to every right one. */
    @FunctionalInterface
    public interface Similarity {
        /**
         * Fits to the training rows of a split and compares its test rows.
         *
         * @param split of which the validation rows are free to use
         * @param seed of the split, and for the fit
         * @return {@code [test rows, test rows]}, left by right, larger is closer
         */
        INDArray on(EncodedSplit split, long seed);
    }

    Searches(
            LongFunction<EncodedSplit> splits,
            String left,
            String right,
            List<Long> seeds,
            Map<String, Similarity> lines,
            List<MeasureHandle> measures,
            Bootstrap bootstrap) {
        this.splits = splits;
        this.left = left;
        this.right = right;
        this.seeds = List.copyOf(seeds);
        this.lines = new LinkedHashMap<>(lines);
        this.measures = List.copyOf(measures);
        this.bootstrap = bootstrap;
    }

    /** A method under its id and the options that were given. */
    public Searches add(AlignmentHandle fit) {
        return add(fit.name(), fit);
    }

    /** A method under a name of its own, told all pairs of the training rows. */
    public Searches add(String name, AlignmentHandle fit) {
        return add(name, fit, left, right);
    }

    /** A method on other features of the same rows, for instance tokens and regions. */
    public Searches add(String name, AlignmentHandle fit, String ofLeft, String ofRight) {
        return add(name, (split, seed) -> {
            AlignmentRun run = fit.seed(seed).fit(split.train(), ofLeft, ofRight);
            return run.similarity(split.test().get(ofLeft), split.test().get(ofRight));
        });
    }

    /** A method that is told no pair. */
    public Searches addUnpaired(String name, AlignmentHandle fit) {
        return add(name, (split, seed) -> {
            Features one = split.train().complete(left).get(left);
            Features other = split.train().complete(right).get(right);
            AlignmentRun run = fit.seed(seed).fit(one, other, Supervision.unpaired());
            return run.similarity(split.test().get(left), split.test().get(right));
        });
    }

    /** Any similarity, for instance that of a method corrected for hubs. */
    public Searches add(String name, Similarity similarity) {
        if (lines.containsKey(name)) {
            throw new IllegalArgumentException(
                    "searches already have a line '" + name + "'; give this one another name");
        }
        Map<String, Similarity> more = new LinkedHashMap<>(lines);
        more.put(name, similarity);
        return new Searches(splits, left, right, seeds, more, measures, bootstrap);
    }

    /**
     * Fits and measures all lines on all splits; see {@link Measures#run}. Test rows that lack the left or the right
     * modality are no pairs and left out.
     */
    public SearchTable run() {
        // every line is fitted once and measured twice: each direction is a table of its own
        Map<String, List<Measured>> backward = new LinkedHashMap<>();
        Measures<EncodedSplit> forward = new Measures<>(left + " → " + right, splits, seeds, Map.of(), bootstrap);
        for (Map.Entry<String, Similarity> line : lines.entrySet()) {
            backward.put(line.getKey(), new ArrayList<>());
            forward = forward.add(line.getKey(), (rows, seed) -> {
                EncodedSplit split = new EncodedSplit(
                        rows.train(), rows.validation(), rows.test().complete(left, right), rows.steps());
                long start = System.nanoTime();
                INDArray similarity = line.getValue().on(split, seed);
                double seconds = (System.nanoTime() - start) / 1e9;
                Both both = measured(similarity, split.test().groups(), measures, seconds);
                backward.getOrDefault(line.getKey(), new ArrayList<>()).add(both.backward);
                return both.forward;
            });
        }
        MeasureTable there = forward.run();
        Map<String, String> refusals = new LinkedHashMap<>();
        there.lines().forEach(line -> line.refusal().ifPresent(why -> refusals.put(line.name(), why)));
        return new SearchTable(
                there, MeasureTable.of(right + " → " + left, backward, refusals, seeds, bootstrap, there.brought()));
    }

    private record Both(Measured forward, Measured backward) {}

    private static Both measured(
            INDArray similarity, List<String> groups, List<MeasureHandle> measures, double seconds) {
        Bootstrap few =
                new Bootstrap(FEWEST_RESAMPLES, 0.95, 0); // its intervals are not used: those of the pooled rows are
        Labels concepts = Labels.of(groups);
        Retrieval own = Retrieval.of(
                "", similarity, Relevance.pairs(groups.size()), Retrieval.Setting.ofPairs(groups, measures), few);
        Retrieval alike = Retrieval.of("", similarity, Relevance.sameClass(concepts, concepts), few);
        BiFunction<Retrieval.Direction, Retrieval.Direction, Measured> measure = (way, byGroup) -> Measured.of(groups)
                .search("R", way)
                .rows(
                        "MAP of groups",
                        byGroup.precisions().stream()
                                .mapToDouble(value -> value)
                                .toArray(),
                        byGroup.mapChance())
                .after(seconds);
        return new Both(
                measure.apply(own.leftToRight(), alike.leftToRight()),
                measure.apply(own.rightToLeft(), alike.rightToLeft()));
    }
}
