package dev.interlace.workbench.experiments;

import dev.interlace.learn.TrainableFusion;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.models.FusionHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What one run of an experiment works with: the method, its claim, the split, other methods to compare with, and the
 * seeds.
 */
public final class Trial extends Inquiry {
    private final FusionHandle method;
    private final EncodedSplit split;
    private final Function<String, FusionHandle> others;
    private final BiFunction<FusionHandle, Encoded, FusionModel> fitting;
    private final Map<List<Object>, FusionModel> fitted = new HashMap<>();

    Trial(
            String experiment,
            FusionHandle method,
            Claim claim,
            EncodedSplit split,
            Function<String, FusionHandle> others,
            BiFunction<FusionHandle, Encoded, FusionModel> fitting) {
        super(experiment, method.name(), claim, method.seed());
        this.method = method;
        this.split = split;
        this.others = others;
        this.fitting = fitting;
    }

    FusionHandle method() {
        return method;
    }

    String id() {
        return method.found().plugin().id();
    }

    EncodedSplit split() {
        return split;
    }

    /** Another method with its default options. */
    FusionHandle other(String id) {
        return others.apply(id);
    }

    /** That method with an option changed, where it has the option. */
    static FusionHandle with(FusionHandle fit, Map<String, ?> changes) {
        Map<String, Object> options = new HashMap<>(fit.options());
        changes.forEach((name, value) -> {
            if (has(fit, name)) {
                options.put(name, value);
            }
        });
        return fit.options(options);
    }

    static boolean has(FusionHandle fit, String option) {
        return fit.found().method().descriptor().schema().options().stream()
                .map(Option::name)
                .anyMatch(option::equals);
    }

    /** That method under that policy for absent modalities, where it offers it; else under one that it offers. */
    static FusionHandle tolerant(FusionHandle fit, MissingPolicy policy) {
        MissingPolicy offered = !(fit.found().method() instanceof TrainableFusion<?> network)
                        || network.missingPolicies().contains(policy)
                ? policy
                : MissingPolicy.AVAILABLE_ONLY;
        return with(fit, Map.of("missing", offered));
    }

    /** A model of that method fitted from that seed; the same one where it was asked for before. */
    FusionModel fit(FusionHandle fit, Encoded train, long seed) {
        FusionHandle ready =
                fit.options().containsKey("missing") || complete(train) ? fit : tolerant(fit, MissingPolicy.MEAN);
        return fitted.computeIfAbsent(
                List.of(ready.name(), train, seed), key -> fitting.apply(ready.seed(seed), train));
    }

    /** A model that is fitted anew, to be timed. */
    FusionModel fitAnew(FusionHandle fit, Encoded train, long seed) {
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

    String given() {
        return split.test().rows() + " test rows of " + split.test().datasetId();
    }
}
