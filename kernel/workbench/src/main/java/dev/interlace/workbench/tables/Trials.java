package dev.interlace.workbench.tables;

import dev.interlace.spi.FitContext;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Progress;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.evaluation.Measured;
import dev.interlace.workbench.evaluation.PairedPermutation;
import dev.interlace.workbench.models.FusionHandle;
import dev.interlace.workbench.models.FusionRun;
import dev.interlace.workbench.tables.TrialTable.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * The same fits on several splits of one data set. Every fit of one seed sees the same rows, so that differences are
 * between methods and not between splits. Immutable: {@link #add} gives another one.
 */
public final class Trials {
    private final LongFunction<EncodedSplit> splits;
    private final BiFunction<FusionRun, Encoded, Evaluation> evaluate;
    private final List<Long> seeds;
    private final List<Entry> entries;
    private final Bootstrap bootstrap;

    /** A line of the table: a method with its options, on all modalities or on some. */
    private record Entry(String name, FusionHandle fit, List<String> modalities) {}

    Trials(
            LongFunction<EncodedSplit> splits,
            BiFunction<FusionRun, Encoded, Evaluation> evaluate,
            List<Long> seeds,
            List<Entry> entries,
            Bootstrap bootstrap) {
        if (seeds.isEmpty() || seeds.stream().distinct().count() < seeds.size()) {
            throw new IllegalArgumentException("trials need at least one seed, each once, got " + seeds);
        }
        this.splits = splits;
        this.evaluate = evaluate;
        this.seeds = List.copyOf(seeds);
        this.entries = List.copyOf(entries);
        this.bootstrap = bootstrap;
    }

    /** A method on all modalities, under its id and the options that were given. */
    public Trials add(FusionHandle fit) {
        return add(fit.name(), fit);
    }

    /**
     * A method under a name of its own.
     *
     * @param modalities those that it sees; none named means all
     */
    public Trials add(String name, FusionHandle fit, String... modalities) {
        if (entries.stream().anyMatch(entry -> entry.name.equals(name))) {
            throw new IllegalArgumentException("trials already have a line '" + name + "'; give this one another name");
        }
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(name, fit, List.of(modalities)));
        return new Trials(splits, evaluate, seeds, more, bootstrap);
    }

    /**
     * Fits and measures all lines on the test rows of all splits, with one progress bar; an interrupt stops it. A line
     * whose method refuses the data is kept with what it says.
     */
    public TrialTable run() {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("trials have no line yet; add(lab.fusion(ID)) adds one");
        }
        Map<String, Tally> tallies = new HashMap<>();
        Map<String, String> refusals = new HashMap<>();
        List<Double> chances = new ArrayList<>();
        FitProgress progress = FitProgress.of(entries.size() + " methods, " + seeds.size() + " splits");
        int done = 0;
        try {
            for (long seed : seeds) {
                EncodedSplit split = splits.apply(seed);
                chances.add(chance(split.test().labels()));
                for (Entry entry : entries) {
                    progress.on(new Progress.Step(
                            entry.name + ", seed " + seed, done, entries.size() * seeds.size(), "fits", done));
                    done++;
                    if (!refusals.containsKey(entry.name)) {
                        try {
                            run(entry, split, seed, progress, tallies.computeIfAbsent(entry.name, name -> new Tally()));
                        } catch (IllegalArgumentException e) {
                            refusals.put(entry.name, String.valueOf(e.getMessage()));
                        }
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
        progress.done(entries.size() + " methods on " + seeds.size() + " splits in "
                + FitProgress.number(progress.seconds()) + " s");
        List<Line> lines = new ArrayList<>();
        Tally first = tallies.getOrDefault(entries.get(0).name, new Tally());
        for (Entry entry : entries) {
            lines.add(
                    refusals.containsKey(entry.name)
                            ? Line.refused(entry.name, refusals.get(entry.name))
                            : tallies.getOrDefault(entry.name, new Tally()).outcome(entry.name, first, bootstrap));
        }
        return new TrialTable(
                lines,
                entries.get(0).name,
                seeds,
                chances.stream().mapToDouble(c -> c).average().orElse(Double.NaN),
                entries.stream()
                        .map(entry -> entry.fit.found().plugin())
                        .filter(plugin -> plugin.code().isBrought())
                        .map(plugin -> plugin.id() + " " + plugin.version() + " is " + plugin.code())
                        .distinct()
                        .toList());
    }

    private void run(Entry entry, EncodedSplit all, long seed, FitProgress progress, Tally tally) {
        EncodedSplit split = entry.modalities.isEmpty() ? all : all.only(entry.modalities.toArray(String[]::new));
        Encoded train = split.train();
        FitContext context = FitContext.seeded(seed)
                .on(train.datasetId())
                .grouped(train.groups())
                .with(progress.cancellation());
        FusionRun run = entry.fit.fit(train.batch(), train.labels(), context);
        tally.add(evaluate.apply(run, split.test()), split.test(), run);
    }

    private static double chance(Labels labels) {
        return Arrays.stream(labels.counts()).max().orElse(0) / (double) labels.rows();
    }

    /** What one line has scored so far. */
    private static final class Tally {
        private final List<Double> right = new ArrayList<>();
        private final List<String> groups = new ArrayList<>();
        private final List<Double> bySeed = new ArrayList<>();
        private final List<Double> macroF1 = new ArrayList<>();
        private final Map<String, Double> sums = new LinkedHashMap<>(); // of every measure, by title
        private final List<Double> seconds = new ArrayList<>();
        private long parameters;

        void add(Evaluation evaluation, Encoded test, FusionRun run) {
            double sum = 0;
            for (int row = 0; row < evaluation.rows(); row++) {
                double hit = evaluation
                                .truth()
                                .get(row)
                                .equals(evaluation.predicted().get(row))
                        ? 1
                        : 0;
                sum += hit;
                right.add(hit);
                groups.add((test.groups().isEmpty() ? test.batch().rowIds() : test.groups()).get(row));
            }
            bySeed.add(sum / evaluation.rows());
            macroF1.add(evaluation.macroF1());
            Measured.of(evaluation).further().forEach((title, value) -> sums.merge(title, value, Double::sum));
            seconds.add(run.seconds());
            parameters = run.parameterCount();
        }

        Line outcome(String name, Tally first, Bootstrap bootstrap) {
            double[] own = right.stream().mapToDouble(hit -> hit).toArray();
            boolean same = first.groups.equals(groups);
            double[] gain = same
                    ? IntStream.range(0, own.length)
                            .mapToDouble(row -> own[row] - first.right.get(row))
                            .toArray()
                    : new double[0];
            Map<String, Double> measures = new LinkedHashMap<>();
            sums.forEach((title, sum) -> measures.put(title, sum / bySeed.size()));
            return Line.of(
                    name,
                    bootstrap.mean(own, groups),
                    bySeed,
                    same ? Optional.of(bootstrap.mean(gain, groups)) : Optional.empty(),
                    same ? PairedPermutation.of(gain, groups, bootstrap.seed()).pValue() : Double.NaN,
                    mean(macroF1),
                    measures,
                    mean(seconds),
                    parameters);
        }

        private static double mean(List<Double> values) {
            return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
        }
    }
}
