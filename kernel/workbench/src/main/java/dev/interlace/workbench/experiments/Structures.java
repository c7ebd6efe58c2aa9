package dev.interlace.workbench.experiments;

import dev.interlace.learn.Host;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.models.FusionHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a method can represent, on rows that are drawn to have one structure. */
final class Structures {
    private static final int TOKENS = 6;

    private Structures() {}

    /** The exclusive or: above late fusion for a pro; for a con, nearer to chance than to early fusion. */
    static Outcome interaction(Trial trial) {
        Contest contest = new Contest(trial, trial.pro() ? OptionalDouble.empty() : OptionalDouble.of(0.5));
        contest.drawn("classes differ only jointly", trial.pro() ? "fusion/late" : "fusion/early", Draws::exclusiveOr);
        return contest.outcome("drawn rows, two classes, chance 0.5");
    }

    /**
     * Classes of a private and a joint part: above early and late fusion for a pro, below mid fusion by concatenation
     * for a con.
     */
    static Outcome privateAndJoint(Trial trial) {
        Contest contest = new Contest(trial);
        for (String rival : trial.pro() ? List.of("fusion/early", "fusion/late") : List.of("fusion/mid-concat")) {
            contest.drawn("against " + rival, rival, Draws::privateAndJoint);
        }
        return contest.outcome("drawn rows, four classes, chance 0.25");
    }

    /** Members that are worth more for some classes than for others: against the mean of the members. */
    static Outcome worthByClass(Trial trial) {
        Contest contest = new Contest(trial);
        contest.drawn("each modality tells two of four classes apart", "fusion/late", Draws::worthByClass);
        contest.given("the given rows", "fusion/late");
        return contest.outcome("drawn rows, and " + trial.given());
    }

    /** A method and its rivals on the same rows. */
    private static final class Contest {
        private final Trial trial;
        private final List<Finding> findings = new ArrayList<>();
        private final Map<String, Double> accuracy = new LinkedHashMap<>();
        private final OptionalDouble chance;

        Contest(Trial trial) {
            this(trial, OptionalDouble.empty());
        }

        /**
         * A contest against halfway from that chance to the rival, so that being a little worse is not yet being at
         * chance.
         */
        Contest(Trial trial, OptionalDouble chance) {
            this.trial = trial;
            this.chance = chance;
        }

        void drawn(String condition, String rival, Function<SeedSource, Draws> draw) {
            compare(condition, rival, seed -> draw.apply(trial.random("rows", seed)), "seed " + condition);
        }

        void given(String condition, String rival) {
            compare(
                    condition,
                    rival,
                    seed -> new Draws(trial.split().train(), trial.split().test()),
                    "");
        }

        private void compare(String condition, String rival, Function<Long, Draws> rows, String prefix) {
            Effects effects = new Effects();
            for (long seed : trial.seeds()) {
                Draws draws = rows.apply(seed);
                double[] own = right(trial.method(), draws, condition, seed);
                double[] theirs = right(trial.other(rival), draws, condition, seed);
                double[] other = Arrays.stream(theirs)
                        .map(right -> chance.isPresent() ? (right + chance.getAsDouble()) / 2 : right)
                        .toArray();
                String group = prefix.isEmpty() ? "" : prefix + seed + " ";
                effects.add(draws.test(), group, trial.pro() ? own : other, trial.pro() ? other : own);
            }
            String id = trial.method().name();
            findings.add(trial.finding(
                    condition,
                    "accuracy" + (chance.isPresent() ? " halfway from chance to " : " of ")
                            + (trial.pro() ? id + " minus " + rival : rival + " minus " + id),
                    effects));
        }

        private double[] right(FusionHandle fit, Draws draws, String condition, long seed) {
            double[] right = Trial.right(trial.fit(fit, draws.train(), seed), draws.test());
            accuracy.merge(
                    fit.name() + ", " + condition,
                    Trial.mean(right) / trial.seeds().size(),
                    Double::sum);
            return right;
        }

        Outcome outcome(String data) {
            List<String> names = List.copyOf(accuracy.keySet());
            double[] values =
                    accuracy.values().stream().mapToDouble(value -> value).toArray();
            return trial.outcome(
                    findings,
                    data,
                    Charts.bars("Accuracy", "", "accuracy", List.of(Charts.Bars.of("mean over seeds", names, values))));
        }
    }

    /**
     * An interaction of full rank at the smallest and a large value of the option that bounds what the method can hold.
     */
    static Outcome capacity(Trial trial) {
        String option = List.of("rank", "sketch", "factor", "hidden").stream()
                .filter(name -> Trial.has(trial.method(), name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(trial.id()
                        + ": fusion/capacity turns the option rank, sketch, factor or hidden, and it has none"));
        double[] sizes = option.equals("sketch") ? new double[] {4, 32, 256} : new double[] {1, 4, 16};
        double[] accuracy = new double[sizes.length];
        Effects effects = new Effects();
        for (long seed : trial.seeds()) {
            Draws draws = Draws.fullRank(trial.random("rows", seed));
            double[][] right = new double[sizes.length][];
            for (int i = 0; i < sizes.length; i++) {
                FusionHandle fit = Trial.with(trial.method(), Map.of(option, (int) sizes[i]));
                right[i] = Trial.right(trial.fit(fit, draws.train(), seed), draws.test());
                accuracy[i] += Trial.mean(right[i]) / trial.seeds().size();
            }
            effects.add(draws.test(), "seed " + seed + " ", right[sizes.length - 1], right[0]);
        }
        String measure = "accuracy at " + option + " " + (int) sizes[sizes.length - 1] + " minus at " + (int) sizes[0];
        return trial.outcome(
                List.of(trial.finding("an interaction of rank 6", measure, effects)),
                "drawn rows, two classes, chance 0.5",
                Charts.lines("Accuracy", option, "accuracy", List.of(Charts.Line.of(trial.id(), sizes, accuracy))));
    }

    /** Sequences of which one token counts: the attention on it beyond what even attention gives. */
    static Outcome attention(Trial trial) {
        Map<String, Effects> effects = new LinkedHashMap<>();
        Map<String, double[]> sorted = new LinkedHashMap<>();
        for (long seed : trial.seeds()) {
            Draws.Planted planted = Draws.plantedTokens(trial.random("rows", seed), TOKENS);
            Encoded test = planted.draws().test();
            FusionModel model = trial.fit(trial.method(), planted.draws().train(), seed);
            for (Map.Entry<String, INDArray> said : model.explain(test.batch()).entrySet()) {
                INDArray weights = said.getValue();
                if (weights.size(weights.rank() - 1) != TOKENS) {
                    continue; // weights of something else than tokens
                }
                double[][] perToken = perToken(weights, test.rows());
                double[] even = new double[test.rows()];
                Arrays.fill(even, 1.0 / TOKENS);
                double[] onPlanted = new double[test.rows()];
                double[] means = sorted.computeIfAbsent(said.getKey(), key -> new double[2]);
                for (int row = 0; row < onPlanted.length; row++) {
                    onPlanted[row] = perToken[row][planted.place()[row]];
                }
                means[0] += Trial.mean(onPlanted) / trial.seeds().size();
                means[1] = (1 - means[0]) / (TOKENS - 1);
                effects.computeIfAbsent(said.getKey(), key -> new Effects())
                        .add(test, "seed " + seed + " ", onPlanted, even);
            }
        }
        if (effects.isEmpty()) {
            throw new IllegalArgumentException(trial.id() + " gives no attention over tokens");
        }
        List<Finding> findings = new ArrayList<>();
        effects.forEach((name, rows) ->
                findings.add(trial.finding(name, "weight on the token that counts minus 1/" + TOKENS, rows)));
        List<String> names = List.copyOf(sorted.keySet());
        return trial.outcome(
                findings,
                "drawn sequences of " + TOKENS + " tokens",
                Charts.bars(
                        "Attention",
                        "",
                        "mean weight",
                        List.of(
                                Charts.Bars.of("token that counts", names, column(sorted, 0)),
                                Charts.Bars.of("each other token", names, column(sorted, 1)))));
    }

    private static double[] column(Map<String, double[]> rows, int place) {
        return rows.values().stream().mapToDouble(row -> row[place]).toArray();
    }

    /** The mean over heads and queries, {@code [n][T]}. */
    private static double[][] perToken(INDArray weights, int rows) {
        double[] flat = Host.doubles(weights); // [n, ..., T]
        double[][] mean = new double[rows][TOKENS];
        int perRow = flat.length / rows;
        for (int i = 0; i < flat.length; i++) {
            mean[i / perRow][i % TOKENS] += flat[i] * TOKENS / perRow;
        }
        return mean;
    }

    /**
     * With block scaling and without it: how much the narrow modality counts, by the fall of accuracy where it is
     * absent.
     */
    static Outcome blockScaling(Trial trial) {
        if (!Trial.has(trial.method(), "blockScaling")) {
            throw new IllegalArgumentException(trial.id() + " has no option blockScaling");
        }
        Map<String, Effects> effects = new LinkedHashMap<>();
        Map<String, double[]> falls = new LinkedHashMap<>();
        for (long seed : trial.seeds()) {
            scaled(
                    trial,
                    "2 strong columns beside 300 faint ones",
                    Draws.narrowAndWide(trial.random("rows", seed)),
                    seed,
                    "seed " + seed + " ",
                    effects,
                    falls);
            scaled(
                    trial,
                    "the given rows",
                    new Draws(trial.split().train(), trial.split().test()),
                    seed,
                    "",
                    effects,
                    falls);
        }
        List<Finding> findings = new ArrayList<>();
        effects.forEach((condition, rows) -> findings.add(trial.finding(
                condition, "fall without the narrowest modality, with block scaling minus without it", rows)));
        List<String> names = List.copyOf(falls.keySet());
        return trial.outcome(
                findings,
                "drawn rows, and " + trial.given(),
                Charts.bars(
                        "Fall of accuracy without the narrowest modality",
                        "",
                        "fall",
                        List.of(
                                Charts.Bars.of("with block scaling", names, column(falls, 0)),
                                Charts.Bars.of("without", names, column(falls, 1)))));
    }

    private static void scaled(
            Trial trial,
            String condition,
            Draws rows,
            long seed,
            String prefix,
            Map<String, Effects> effects,
            Map<String, double[]> falls) {
        String narrow = rows.test().batch().modalities().stream()
                .min(java.util.Comparator.comparingInt(dev.interlace.spi.Features::width))
                .orElseThrow()
                .modality()
                .name();
        Encoded without = rows.test()
                .masked(narrow, dev.interlace.spi.Presence.none(rows.test().rows()));
        double[][] fall = new double[2][];
        for (int i = 0; i < 2; i++) {
            FusionHandle fit = Trial.with(trial.method(), Map.of("blockScaling", i == 0, "missing", "MEAN"));
            FusionModel model = trial.fit(fit, rows.train(), seed);
            fall[i] = Trial.right(model, rows.test());
            double[] blind = Trial.right(model, without);
            for (int row = 0; row < blind.length; row++) {
                fall[i][row] -= blind[row];
            }
            falls.computeIfAbsent(condition, key -> new double[2])[i] +=
                    Trial.mean(fall[i]) / trial.seeds().size();
        }
        effects.computeIfAbsent(condition, key -> new Effects()).add(rows.test(), prefix, fall[0], fall[1]);
    }
}
