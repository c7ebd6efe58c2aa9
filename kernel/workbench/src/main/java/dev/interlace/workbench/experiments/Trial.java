package dev.interlace.workbench.experiments;

import dev.interlace.learn.TrainableFusion;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.Encoded;
import dev.interlace.workbench.EncodedSplit;
import dev.interlace.workbench.FusionFit;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Rows;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.LongStream;

/** What one run of an experiment works with: the method, its claim, the split, other methods to compare with, and the seeds. */
public final class Trial {
    /** Fits behind each number: enough to see that one seed is no exception, few enough to wait for. */
    private static final int SEEDS = 3;

    private final String experiment;
    private final FusionFit method;
    private final Claim claim;
    private final EncodedSplit split;
    private final Function<String, FusionFit> others;
    private final BiFunction<FusionFit, Encoded, FusionModel> fitting;
    private final Map<List<Object>, FusionModel> fitted = new HashMap<>();

    Trial(
            String experiment,
            FusionFit method,
            Claim claim,
            EncodedSplit split,
            Function<String, FusionFit> others,
            BiFunction<FusionFit, Encoded, FusionModel> fitting) {
        this.experiment = experiment;
        this.method = method;
        this.claim = claim;
        this.split = split;
        this.others = others;
        this.fitting = fitting;
    }

    FusionFit method() {
        return method;
    }

    String id() {
        return method.found().plugin().id();
    }

    EncodedSplit split() {
        return split;
    }

    /** Whether the claim speaks for the method. */
    boolean pro() {
        return claim.side() == Claim.Side.PRO;
    }

    /** 1 where the claim speaks for the method, -1 where it speaks against it. */
    int sign() {
        return pro() ? 1 : -1;
    }

    /** Another method with its default options. */
    FusionFit other(String id) {
        return others.apply(id);
    }

    List<Long> seeds() {
        return LongStream.range(0, SEEDS).map(i -> method.seed() + i).boxed().toList();
    }

    SeedSource random(String purpose, long seed) {
        return new SeedSource(seed).split(experiment + " " + purpose);
    }

    Bootstrap bootstrap() {
        return Bootstrap.seeded(method.seed());
    }

    /** That method with an option changed, where it has the option. */
    static FusionFit with(FusionFit fit, Map<String, ?> changes) {
        Map<String, Object> options = new HashMap<>(fit.options());
        changes.forEach((name, value) -> {
            if (has(fit, name)) {
                options.put(name, value);
            }
        });
        return fit.options(options);
    }

    static boolean has(FusionFit fit, String option) {
        return fit.found().method().descriptor().schema().options().stream()
                .map(Option::name)
                .anyMatch(option::equals);
    }

    /** That method under that policy for absent modalities, where it offers it; else under one that it offers. */
    static FusionFit tolerant(FusionFit fit, MissingPolicy policy) {
        MissingPolicy offered = !(fit.found().method() instanceof TrainableFusion<?> network)
                        || network.missingPolicies().contains(policy)
                ? policy
                : MissingPolicy.AVAILABLE_ONLY;
        return with(fit, Map.of("missing", offered));
    }

    /** A model of that method fitted from that seed; the same one where it was asked for before. */
    FusionModel fit(FusionFit fit, Encoded train, long seed) {
        FusionFit ready =
                fit.options().containsKey("missing") || complete(train) ? fit : tolerant(fit, MissingPolicy.MEAN);
        return fitted.computeIfAbsent(
                List.of(ready.name(), train, seed), key -> fitting.apply(ready.seed(seed), train));
    }

    /** A model that is fitted anew, to be timed. */
    FusionModel fitAnew(FusionFit fit, Encoded train, long seed) {
        return fitting.apply(fit.seed(seed), train);
    }

    private static boolean complete(Encoded rows) {
        return rows.batch().modalities().stream()
                .allMatch(features -> features.presence().isComplete());
    }

    /** 1 for each row whose most probable class is the true one, else 0; {@code [n]}. */
    static double[] right(FusionModel model, Encoded test) {
        double[][] p = Rows.matrix(model.predict(test.batch()));
        double[] right = new double[p.length];
        for (int row = 0; row < p.length; row++) {
            int best = 0;
            for (int c = 1; c < p[row].length; c++) {
                best = p[row][c] > p[row][best] ? c : best;
            }
            right[row] = model.classes().get(best).equals(test.labels().name(row)) ? 1 : 0;
        }
        return right;
    }

    /** Negative log-likelihood of each row, {@code [n]}. */
    static double[] surprise(FusionModel model, Encoded test) {
        double[][] p = Rows.matrix(model.predict(test.batch()));
        double[] nll = new double[p.length];
        for (int row = 0; row < p.length; row++) {
            int c = model.classes().indexOf(test.labels().name(row));
            nll[row] = -Math.log(Math.max(c < 0 ? 0 : p[row][c], 1e-7)); // as far as single precision tells apart
        }
        return nll;
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The finding of one condition: one effect per row, rows of a group drawn together. */
    Finding finding(String condition, String measure, Effects effects) {
        return Finding.of(condition, measure, bootstrap().mean(effects.values(), effects.groups()));
    }

    Outcome outcome(List<Finding> findings, String data, Figure figure) {
        return new Outcome(experiment, method.name(), claim, findings, seeds(), data, figure);
    }

    String given() {
        return split.test().rows() + " test rows of " + split.test().datasetId();
    }

    /** One effect per row, collected over seeds. */
    static final class Effects {
        private final List<Double> values = new ArrayList<>();
        private final List<String> groups = new ArrayList<>();

        /** Adds the difference of two measurements of the same rows. */
        void add(Encoded rows, String prefix, double[] high, double[] low) {
            for (int row = 0; row < high.length; row++) {
                values.add(high[row] - low[row]);
                groups.add(prefix + rows.groups().get(row));
            }
        }

        double[] values() {
            return values.stream().mapToDouble(value -> value).toArray();
        }

        List<String> groups() {
            return groups;
        }
    }
}
