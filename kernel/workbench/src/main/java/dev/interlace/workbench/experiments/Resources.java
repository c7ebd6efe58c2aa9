package dev.interlace.workbench.experiments;

import dev.interlace.spi.EnsembleModel;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Member;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.models.FusionHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a method needs: rows, time, parameters, and choices of its designer. */
final class Resources {
    private static final int FEWEST_ROWS = 20;
    private static final double[] SHARES = {0.05, 0.1, 0.25, 0.5, 1};

    private Resources() {}

    /** Training rows from few to all: against early fusion on the fewest. */
    static Outcome sampleSize(Trial trial) {
        Encoded all = trial.split().train();
        Encoded test = trial.split().test();
        String rival = trial.id().equals("fusion/early") ? "fusion/late" : "fusion/early";
        Effects few = new Effects();
        double[] sizes = Arrays.stream(SHARES)
                .map(share -> Math.min(all.rows(), Math.max(FEWEST_ROWS, Math.round(share * all.rows()))))
                .distinct()
                .toArray();
        double[] own = new double[sizes.length];
        double[] other = new double[sizes.length];
        for (long seed : trial.seeds()) {
            int[] order = trial.random("rows", seed).permutation(all.rows());
            for (int i = 0; i < sizes.length; i++) {
                Encoded train = all.rows(Arrays.copyOf(order, (int) sizes[i]));
                double[] first = Trial.right(trial.fit(trial.method(), train, seed), test);
                double[] second = Trial.right(trial.fit(trial.other(rival), train, seed), test);
                own[i] += Trial.mean(first) / trial.seeds().size();
                other[i] += Trial.mean(second) / trial.seeds().size();
                if (i == 0) {
                    few.add(test, "", trial.pro() ? first : second, trial.pro() ? second : first);
                }
            }
        }
        String id = trial.method().name();
        String measure = "accuracy of " + (trial.pro() ? id + " minus " + rival : rival + " minus " + id);
        return trial.outcome(
                List.of(trial.finding((int) sizes[0] + " training rows", measure, few)),
                trial.given(),
                Charts.lines(
                        "Accuracy",
                        "training rows",
                        "accuracy",
                        List.of(Charts.Line.of(id, sizes, own), Charts.Line.of(rival, sizes, other))));
    }

    /** The spread over depth and width beyond that over seeds. */
    static Outcome depth(Trial trial) {
        List<FusionHandle> designs = new ArrayList<>(List.of(trial.method()));
        designs = crossed(designs, "depth", 1, 3);
        designs = crossed(designs, Trial.has(trial.method(), "width") ? "width" : "hidden", 8, 128);
        designs = Trial.has(trial.method(), "heads") ? crossed(designs, "heads", 1, 4) : designs;
        if (designs.size() < 2) {
            throw new IllegalArgumentException(trial.id()
                    + ": fusion/depth turns the options depth, width or hidden, and heads; it has none of them");
        }
        Encoded test = trial.split().test();
        double[][][] right = new double[designs.size()][trial.seeds().size()][];
        List<Charts.Bars> bars = new ArrayList<>();
        List<String> names = designs.stream().map(FusionHandle::name).toList();
        for (int s = 0; s < trial.seeds().size(); s++) {
            double[] accuracy = new double[designs.size()];
            for (int d = 0; d < designs.size(); d++) {
                long seed = trial.seeds().get(s);
                right[d][s] =
                        Trial.right(trial.fit(designs.get(d), trial.split().train(), seed), test);
                accuracy[d] = Trial.mean(right[d][s]);
            }
            bars.add(Charts.Bars.of("seed " + trial.seeds().get(s), names, accuracy));
        }
        Interval effect = trial.bootstrap().interval(test.groups(), rows -> spread(right, rows));
        return trial.outcome(
                List.of(Finding.of(
                        designs.size() + " designs",
                        "standard deviation of accuracy over designs minus that over seeds",
                        effect)),
                trial.given(),
                Charts.bars("Accuracy of designs", "", "accuracy", bars));
    }

    private static List<FusionHandle> crossed(List<FusionHandle> designs, String option, int... values) {
        List<FusionHandle> crossed = new ArrayList<>();
        for (FusionHandle design : designs) {
            if (!Trial.has(design, option)) {
                return designs;
            }
            for (int value : values) {
                crossed.add(Trial.with(design, Map.of(option, value)));
            }
        }
        return crossed;
    }

    private static double spread(double[][][] right, int[] rows) {
        double[] means = new double[right.length];
        double overSeeds = 0;
        for (int d = 0; d < right.length; d++) {
            double[] accuracy = Arrays.stream(right[d])
                    .mapToDouble(one -> Arrays.stream(rows)
                            .mapToDouble(row -> one[row])
                            .average()
                            .orElse(0))
                    .toArray();
            means[d] = Trial.mean(accuracy);
            overSeeds += deviation(accuracy) / right.length;
        }
        return deviation(means) - overSeeds;
    }

    private static double deviation(double[] values) {
        double mean = Trial.mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / (values.length - 1));
    }

    /** One member exchanged: which others are fitted again, told by the bits of what they say. */
    static Outcome modular(Trial trial) {
        FusionModel model =
                trial.fit(trial.method(), trial.split().train(), trial.method().seed());
        if (!(model instanceof EnsembleModel before)) {
            throw new IllegalArgumentException(trial.id() + " has no members");
        }
        Encoded train = trial.split().train();
        List<String> names = train.batch().names();
        String exchanged = names.get(0);
        FusionHandle other = Trial.with(
                Trial.tolerant(trial.other("fusion/early"), dev.interlace.spi.MissingPolicy.REJECT),
                Map.of("hidden", 0));
        FitContext context =
                FitContext.seeded(trial.method().seed()).on(train.datasetId()).grouped(train.groups());
        EnsembleModel after = before.refit(
                exchanged, member(other.found().method(), other.options()), train.batch(), train.labels(), context);
        double[] same = names.stream()
                .mapToDouble(name -> same(before.member(name), after.member(name), train.only(name)) ? 1 : 0)
                .toArray();
        double others = (Trial.mean(same) * names.size() - same[0]) / Math.max(1, names.size() - 1);
        return trial.outcome(
                List.of(Finding.of(
                        exchanged + " exchanged",
                        "share of the other members that say the same to the bit, minus the exchanged one's",
                        Trial.counted(others - same[0], "counted over " + names.size() + " members"))),
                train.rows() + " training rows of " + train.datasetId(),
                Charts.bars(
                        "Members that stay the same",
                        "member",
                        "1 if so",
                        List.of(Charts.Bars.of("same", names, same))));
    }

    private static <O extends Record> Member<O> member(FusionMethod<O> method, Map<String, ?> options) {
        return new Member<>(method, method.descriptor().schema().parse(options));
    }

    private static boolean same(FusionModel one, FusionModel other, Encoded rows) {
        int[] present = rows.batch().modalities().get(0).presence().rowsPresent();
        Encoded some = rows.rows(present);
        return Arrays.equals(Rows.doubles(one.predict(some.batch())), Rows.doubles(other.predict(some.batch())));
    }

    /** Parameters or seconds: against another method, or as an option or the rows grow. */
    static Outcome cost(Trial trial) {
        return switch (trial.id()) {
            case "fusion/bilinear", "fusion/tensor" -> growth(trial, "factor", new int[] {8, 16}, Cost.PARAMETERS, 1);
            case "fusion/stacking" -> growth(trial, "folds", new int[] {2, 8}, Cost.SECONDS, 0);
            case "fusion/kernel-sum" -> rows(trial);
            case "fusion/low-rank" -> against(trial, "fusion/tensor", Cost.PARAMETERS);
            case "fusion/mid-pooling" -> against(trial, "fusion/mid-concat", Cost.PARAMETERS);
            case "fusion/bottleneck" -> against(trial, "fusion/mid-attention", Cost.SECONDS);
            case "fusion/early", "fusion/tribuo" -> against(trial, "fusion/late", Cost.PARAMETERS);
            default -> against(trial, "fusion/early", Cost.PARAMETERS);
        };
    }

    private enum Cost {
        PARAMETERS,
        SECONDS;

        double of(Trial trial, FusionHandle fit, Encoded train, long seed) {
            long start = System.nanoTime();
            FusionModel model = trial.fitAnew(fit, train, seed);
            return this == SECONDS ? (System.nanoTime() - start) / 1e9 : model.parameterCount();
        }

        String words() {
            return this == SECONDS ? "seconds of a fit" : "trained numbers";
        }
    }

    private static Outcome against(Trial trial, String rival, Cost cost) {
        Encoded train = cost == Cost.SECONDS
                ? Draws.plantedTokens(trial.random("rows", trial.method().seed()), 48)
                        .draws()
                        .train()
                : trial.split().train();
        FusionHandle own = Trial.tolerant(trial.method(), dev.interlace.spi.MissingPolicy.MEAN);
        FusionHandle other = Trial.tolerant(trial.other(rival), dev.interlace.spi.MissingPolicy.MEAN);
        List<double[]> pairs = trial.seeds().stream()
                .map(seed -> new double[] {cost.of(trial, own, train, seed), cost.of(trial, other, train, seed)})
                .toList();
        double[] ratios = pairs.stream()
                .mapToDouble(pair -> trial.sign() * Math.log(pair[1] / pair[0]))
                .toArray();
        String measure = "ln of " + cost.words() + ", "
                + (trial.pro() ? rival + " over " + trial.id() : trial.id() + " over " + rival);
        return trial.outcome(
                List.of(Finding.of(
                        cost == Cost.SECONDS ? "sequences of 48 tokens" : "the given rows",
                        measure,
                        Trial.range(ratios, "fits"))),
                cost == Cost.SECONDS ? "drawn sequences" : train.rows() + " training rows of " + train.datasetId(),
                figure(cost, List.of(trial.id(), rival), pairs));
    }

    private static dev.interlace.workbench.figures.Figure figure(Cost cost, List<String> what, List<double[]> pairs) {
        List<Charts.Bars> bars = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i++) {
            bars.add(Charts.Bars.of("run " + (i + 1), what, pairs.get(i)));
        }
        return Charts.bars("Cost", "", cost.words(), bars);
    }

    /** By which power of an option the cost grows, beyond {@code least}. */
    private static Outcome growth(Trial trial, String option, int[] sizes, Cost cost, double least) {
        Encoded train = trial.split().train();
        FusionHandle fit = Trial.tolerant(trial.method(), dev.interlace.spi.MissingPolicy.MEAN);
        List<double[]> pairs = trial.seeds().stream()
                .map(seed -> Arrays.stream(sizes)
                        .mapToDouble(size -> cost.of(trial, Trial.with(fit, Map.of(option, size)), train, seed))
                        .toArray())
                .toList();
        return grown(trial, option, sizes, cost, least, pairs, train);
    }

    private static Outcome rows(Trial trial) {
        Encoded all = trial.split().train();
        int[] sizes = {all.rows() / 2, all.rows()};
        List<double[]> pairs = trial.seeds().stream()
                .map(seed -> Arrays.stream(sizes)
                        .mapToDouble(size -> Cost.SECONDS.of(
                                trial,
                                trial.method(),
                                all.rows(IntStream.range(0, size).toArray()),
                                seed))
                        .toArray())
                .toList();
        return grown(trial, "training rows", sizes, Cost.SECONDS, 1, pairs, all);
    }

    private static Outcome grown(
            Trial trial, String what, int[] sizes, Cost cost, double least, List<double[]> pairs, Encoded train) {
        double steps = Math.log((double) sizes[1] / sizes[0]);
        double[] powers = pairs.stream()
                .mapToDouble(pair -> Math.log(pair[1] / pair[0]) / steps - least)
                .toArray();
        String power = least == 0 ? "power" : "power minus 1, the power of what grows in proportion,";
        return trial.outcome(
                List.of(Finding.of(
                        what + " from " + sizes[0] + " to " + sizes[1],
                        power + " by which " + cost.words() + " grow with " + what,
                        Trial.range(powers, "fits"))),
                train.rows() + " training rows of " + train.datasetId(),
                figure(cost, List.of(what + " " + sizes[0], what + " " + sizes[1]), pairs));
    }
}
