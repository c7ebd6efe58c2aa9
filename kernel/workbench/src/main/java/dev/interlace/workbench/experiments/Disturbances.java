package dev.interlace.workbench.experiments;

import dev.interlace.learn.Host;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.Names;
import dev.interlace.spi.Presence;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.models.FusionHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What becomes of a method when modalities are noisy, absent, in contradiction or the same. */
final class Disturbances {
    private static final double[] LEVELS = {0, 0.5, 1, 2, 4};
    private static final double[] SHARES = {0, 0.25, 0.5, 0.75, 1};

    private Disturbances() {}

    /** The other side of the comparison: early fusion, and for early fusion itself late fusion. */
    private static FusionHandle rival(Trial trial) {
        return trial.other(
                trial.id().equals("fusion/early") || trial.id().equals("fusion/tribuo")
                        ? "fusion/late"
                        : "fusion/early");
    }

    private static boolean[] all(int rows) {
        boolean[] all = new boolean[rows];
        Arrays.fill(all, true);
        return all;
    }

    /**
     * Noise on one modality at a time, then on all: by how much less accuracy falls than the rival's, or more for a
     * con.
     */
    static Outcome noise(Trial trial) {
        Encoded test = trial.split().test();
        Map<String, List<String>> conditions = new LinkedHashMap<>();
        test.batch().names().forEach(name -> conditions.put("noise on " + name, List.of(name)));
        if (test.batch().names().size() > 1) {
            conditions.put("noise on every modality", test.batch().names());
        }
        Curves curves = new Curves(trial, rival(trial), LEVELS);
        conditions.forEach((condition, noisy) -> {
            for (long seed : trial.seeds()) {
                curves.add(condition, "", trial.method(), rival(trial), seed, place -> {
                    Encoded rows = test;
                    for (String name : noisy) {
                        rows = Draws.noisy(rows, name, LEVELS[place], all(test.rows()), trial.random(name, seed));
                    }
                    return rows;
                });
            }
        });
        return curves.outcome("noise, in standard deviations of each column", "over noise of 0.5 to 4 deviations");
    }

    /** One modality absent in more and more rows, by two policies of the networks. */
    static Outcome missing(Trial trial) {
        Encoded test = trial.split().test();
        FusionHandle rival = rival(trial);
        Curves curves = new Curves(trial, rival, SHARES);
        for (MissingPolicy policy : List.of(MissingPolicy.MEAN, MissingPolicy.ZERO)) {
            FusionHandle own = Trial.tolerant(trial.method(), policy);
            FusionHandle other = Trial.tolerant(rival, policy);
            for (String name : test.batch().names()) {
                String by = policy == MissingPolicy.MEAN ? "training means" : "zeros";
                for (long seed : trial.seeds()) {
                    int[] order = trial.random(name, seed).permutation(test.rows());
                    curves.add("without " + name + ", networks fill with " + by, "", own, other, seed, place -> {
                        long absent = Math.round(SHARES[place] * test.rows());
                        return test.masked(name, Presence.where(test.rows(), row -> order[row] >= absent));
                    });
                }
            }
        }
        return curves.outcome("share of rows without the modality", "over shares of 0.25 to 1");
    }

    /** Rights of two methods at levels of a disturbance, by condition. */
    private static final class Curves {
        private final Trial trial;
        private final FusionHandle rival;
        private final double[] levels;
        private final Map<String, Effects> effects = new LinkedHashMap<>();
        private final Map<String, double[]> accuracy = new LinkedHashMap<>();

        Curves(Trial trial, FusionHandle rival, double[] levels) {
            this.trial = trial;
            this.rival = rival;
            this.levels = levels;
        }

        void add(
                String condition,
                String prefix,
                FusionHandle own,
                FusionHandle other,
                long seed,
                IntFunction<Encoded> disturbed) {
            Encoded clean = disturbed.apply(0);
            double[] ownFall = fall(own.name() + ", " + condition, own, seed, disturbed);
            double[] otherFall = fall(other.name() + ", " + condition, other, seed, disturbed);
            Effects sum = effects.computeIfAbsent(condition, key -> new Effects());
            if (trial.pro()) {
                sum.add(clean, prefix, otherFall, ownFall);
            } else {
                sum.add(clean, prefix, ownFall, otherFall);
            }
        }

        /** For each row, its right at level 0 minus the mean of the others. */
        private double[] fall(String line, FusionHandle fit, long seed, IntFunction<Encoded> disturbed) {
            FusionModel model = trial.fit(fit, trial.split().train(), seed);
            double[] means = accuracy.computeIfAbsent(line, key -> new double[levels.length]);
            double[] fall = new double[0];
            for (int place = 0; place < levels.length; place++) {
                double[] right = Trial.right(model, disturbed.apply(place));
                means[place] += Trial.mean(right) / trial.seeds().size();
                for (int row = 0; row < right.length; row++) {
                    if (place == 0) {
                        fall = right;
                    } else {
                        fall[row] -= right[row] / (levels.length - 1);
                    }
                }
            }
            return fall;
        }

        Outcome outcome(String axis, String where) {
            List<Finding> findings = new ArrayList<>();
            String measure = (trial.pro()
                            ? "fall of " + rival.name() + " minus " + trial.id()
                            : "fall of " + trial.id() + " minus " + rival.name())
                    + ", " + where;
            effects.forEach((condition, rows) -> findings.add(trial.finding(condition, measure, rows)));
            List<Charts.Line> lines = new ArrayList<>();
            accuracy.forEach((name, y) -> lines.add(Charts.Line.of(name, levels, y)));
            return trial.outcome(findings, trial.given(), Charts.lines("Accuracy", axis, "accuracy", lines));
        }
    }

    /** Each row has one noisy modality, in training also: whether that modality's weight falls. */
    static Outcome reliability(Trial trial) {
        double level = 4;
        Map<String, Effects> effects = new LinkedHashMap<>();
        List<Charts.Bars> bars = new ArrayList<>();
        List<String> names =
                trial.split().test().batch().names().stream().sorted().toList();
        double[] cleanMean = new double[names.size()];
        double[] noisyMean = new double[names.size()];
        for (long seed : trial.seeds()) {
            int[] chosen = chosen(
                    trial.split().train().rows(),
                    names.size(),
                    trial.random("training", seed).generator());
            Encoded train = disturbed(trial, trial.split().train(), names, chosen, level, seed);
            FusionModel model = trial.fit(trial.method(), train, seed);
            Encoded test = trial.split().test();
            double[][] clean = weights(trial, model, test, names.size());
            for (int m = 0; m < names.size(); m++) {
                Encoded noisy = Draws.noisy(
                        test, names.get(m), level, all(test.rows()), trial.random("test " + names.get(m), seed));
                double[][] after = weights(trial, model, noisy, names.size());
                int place = m;
                double[] before =
                        Arrays.stream(clean).mapToDouble(w -> w[place]).toArray();
                double[] then = Arrays.stream(after).mapToDouble(w -> w[place]).toArray();
                effects.computeIfAbsent("noise on " + names.get(m), key -> new Effects())
                        .add(test, "", before, then);
                cleanMean[m] += Trial.mean(before) / trial.seeds().size();
                noisyMean[m] += Trial.mean(then) / trial.seeds().size();
            }
        }
        bars.add(Charts.Bars.of("clean", names, cleanMean));
        bars.add(Charts.Bars.of("noisy", names, noisyMean));
        List<Finding> findings = new ArrayList<>();
        effects.forEach((condition, rows) -> findings.add(
                trial.finding(condition, "weight of the modality where it is clean minus where it is noisy", rows)));
        return trial.outcome(
                findings, trial.given(), Charts.bars("Weight of a modality", "modality", "mean weight", bars));
    }

    private static int[] chosen(int rows, int modalities, SplittableRandom random) {
        return random.ints(rows, 0, 2 * modalities).toArray(); // as many rows stay clean
    }

    private static Encoded disturbed(
            Trial trial, Encoded rows, List<String> names, int[] chosen, double level, long seed) {
        Encoded changed = rows;
        for (int m = 0; m < names.size(); m++) {
            boolean[] who = new boolean[chosen.length];
            for (int row = 0; row < who.length; row++) {
                who[row] = chosen[row] == m;
            }
            changed = Draws.noisy(changed, names.get(m), level, who, trial.random("training " + names.get(m), seed));
        }
        return changed;
    }

    private static double[][] weights(Trial trial, FusionModel model, Encoded test, int modalities) {
        INDArray weights = explained(trial, model, test, "weights");
        if (weights.rank() != 2 || weights.size(1) != modalities) {
            throw new IllegalArgumentException(trial.id() + ": its weights are not one per modality");
        }
        return Rows.matrix(weights);
    }

    private static INDArray explained(Trial trial, FusionModel model, Encoded test, String name) {
        Map<String, INDArray> explained = model.explain(test.batch());
        INDArray array = explained.get(name);
        if (array == null) {
            throw new IllegalArgumentException(trial.id() + " explains itself by no '" + name + "': "
                    + Names.unknown("explanation", name, explained.keySet()));
        }
        return array;
    }

    /** One modality of every row comes from another row of another class: whether the conflict rises. */
    static Outcome conflict(Trial trial) {
        Map<String, Effects> effects = new LinkedHashMap<>();
        List<String> names = trial.split().test().batch().names();
        double[] own = new double[names.size()];
        double[] mixed = new double[names.size()];
        for (long seed : trial.seeds()) {
            FusionModel model = trial.fit(trial.method(), trial.split().train(), seed);
            for (int m = 0; m < names.size(); m++) {
                Encoded test = trial.split().test();
                int[] order = trial.random(names.get(m), seed).permutation(test.rows());
                int[] differing = java.util.stream.IntStream.range(0, order.length)
                        .filter(row -> test.labels().get(row) != test.labels().get(order[row]))
                        .toArray();
                Encoded rows = test.rows(differing);
                int[] sources = Arrays.stream(differing).map(row -> order[row]).toArray();
                Encoded shuffled = rows.with(test.get(names.get(m)).rows(sources));
                double[] before = Host.doubles(explained(trial, model, rows, "conflict"));
                double[] after = Host.doubles(explained(trial, model, shuffled, "conflict"));
                effects.computeIfAbsent(names.get(m) + " from a row of another class", key -> new Effects())
                        .add(rows, "", after, before);
                own[m] += Trial.mean(before) / trial.seeds().size();
                mixed[m] += Trial.mean(after) / trial.seeds().size();
            }
        }
        List<Finding> findings = new ArrayList<>();
        effects.forEach((condition, rows) ->
                findings.add(trial.finding(condition, "conflict of shuffled rows minus that of their own", rows)));
        return trial.outcome(
                findings,
                trial.given(),
                Charts.bars(
                        "Conflict",
                        "modality that was shuffled",
                        "mean conflict",
                        List.of(Charts.Bars.of("own", names, own), Charts.Bars.of("shuffled", names, mixed))));
    }

    /** A modality and its copy: how much worse the probabilities get than those of the mean. */
    static Outcome redundancy(Trial trial) {
        List<Finding> findings = new ArrayList<>();
        List<String> names = trial.split().test().batch().names();
        double[] own = new double[names.size()];
        double[] mean = new double[names.size()];
        FusionHandle late = trial.other("fusion/late");
        for (int m = 0; m < names.size(); m++) {
            Effects rows = new Effects();
            Encoded train = doubled(trial.split().train(), names.get(m));
            Encoded test = doubled(trial.split().test(), names.get(m));
            for (long seed : trial.seeds()) {
                double[] first = Trial.surprise(trial.fit(trial.method(), train, seed), test);
                double[] second = Trial.surprise(trial.fit(late, train, seed), test);
                rows.add(test, "", trial.pro() ? second : first, trial.pro() ? first : second);
                own[m] += Trial.mean(first) / trial.seeds().size();
                mean[m] += Trial.mean(second) / trial.seeds().size();
            }
            findings.add(trial.finding(
                    names.get(m) + " and its copy",
                    "negative log-likelihood, " + (trial.pro() ? "fusion/late minus it" : "minus that of fusion/late"),
                    rows));
        }
        return trial.outcome(
                findings,
                trial.given(),
                Charts.bars(
                        "Negative log-likelihood with a copy",
                        "modality",
                        "nats per row",
                        List.of(Charts.Bars.of(trial.id(), names, own), Charts.Bars.of("fusion/late", names, mean))));
    }

    private static Encoded doubled(Encoded rows, String modality) {
        return rows.only(modality).with(rows.get(modality).named(modality + "-copy"));
    }
}
