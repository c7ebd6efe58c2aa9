package dev.interlace.plugins.experiments.fusion;

import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.plugins.experiments.Effects;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Chosen;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A trial of a fusion method: fits are kept, since several conditions ask for the same one. */
final class FusionTrial {
    /** The unit of effects that are differences of accuracies. */
    static final String ACCURACY = "accuracy";

    /** Fits behind each number: enough to see that one seed is no exception, few enough to wait for. */
    private static final int SEEDS = 3;

    private final Trial trial;
    private final Chosen<FusionMethod<?>> method;
    private final Map<List<Object>, FusionModel> fitted = new HashMap<>();

    FusionTrial(Trial trial) {
        this.trial = trial;
        this.method = trial.subject(FusionMethod.class);
    }

    /** What the workbench gives. */
    Trial given() {
        return trial;
    }

    Chosen<FusionMethod<?>> method() {
        return method;
    }

    String id() {
        return method.id();
    }

    boolean pro() {
        return trial.pro();
    }

    /** 1 where the claim speaks for the method, -1 where it speaks against it. */
    int sign() {
        return pro() ? 1 : -1;
    }

    Rows train() {
        return trial.train();
    }

    Rows test() {
        return trial.test();
    }

    List<Long> seeds() {
        return trial.seeds(SEEDS);
    }

    SeedSource random(String purpose, long seed) {
        return trial.random(purpose, seed);
    }

    /** A random order of the numbers 0 to {@code n - 1}. */
    int[] permutation(String purpose, long seed, int n) {
        return trial.random(purpose, seed).permutation(n);
    }

    /** Another method with its default options. */
    Chosen<FusionMethod<?>> other(String id) {
        return trial.method(FusionMethod.class, id, Map.of());
    }

    /**
     * The other side of the comparison: the rival that the claim names; else early fusion, and late fusion for a method
     * that joins columns early itself, which its block scaling tells.
     */
    String rival() {
        return trial.rival(method.has("blockScaling") ? "fusion/late" : "fusion/early");
    }

    /** That method with an option changed, where it has the option. */
    static Chosen<FusionMethod<?>> with(Chosen<FusionMethod<?>> fit, Map<String, ?> changes) {
        Map<String, Object> known = new HashMap<>();
        changes.forEach((name, value) -> {
            if (fit.has(name)) {
                known.put(name, value);
            }
        });
        return fit.with(known);
    }

    /** That method under that policy for absent modalities, where it offers it; else under one that it offers. */
    static Chosen<FusionMethod<?>> tolerant(Chosen<FusionMethod<?>> fit, MissingPolicy policy) {
        MissingPolicy offered = !(fit.method() instanceof TrainableFusion<?> network)
                        || network.missingPolicies().contains(policy)
                ? policy
                : MissingPolicy.AVAILABLE_ONLY;
        return with(fit, Map.of("missing", offered));
    }

    /** A model of that method fitted from that seed; the same one where it was asked for before. */
    FusionModel fit(Chosen<FusionMethod<?>> fit, Rows train, long seed) {
        Chosen<FusionMethod<?>> ready =
                fit.options().containsKey("missing") || complete(train) ? fit : tolerant(fit, MissingPolicy.MEAN);
        return fitted.computeIfAbsent(List.of(ready.name(), train, seed), key -> trial.fit(ready, train, seed));
    }

    /** A model that is fitted again, to be timed. */
    FusionModel fitAgain(Chosen<FusionMethod<?>> fit, Rows train, long seed) {
        return trial.fit(fit, train, seed);
    }

    private static boolean complete(Rows rows) {
        return rows.batch().modalities().stream()
                .allMatch(features -> features.presence().isComplete());
    }

    /** Negative log-likelihood of each row, {@code [n]}. */
    static double[] surprise(FusionModel model, Rows test) {
        double[][] p = Matrices.of(model.predict(test.batch()));
        double[] nll = new double[p.length];
        for (int row = 0; row < p.length; row++) {
            int c = model.classes().indexOf(test.labels().name(row));
            nll[row] = -Math.log(Math.max(c < 0 ? 0 : p[row][c], 1e-7)); // as far as single precision tells apart
        }
        return nll;
    }

    /** The mean effect of a condition, rows of a group drawn together. */
    Effect effect(String condition, String measure, Effects effects) {
        return trial.effect(condition, measure, effects.values(), effects.groups());
    }

    Measurement outcome(List<Effect> effects, String data, Chart figure) {
        return new Measurement(effects, seeds(), data, figure);
    }

    String givenRows() {
        return trial.test().count() + " test rows of " + trial.test().datasetId();
    }
}
