package dev.interlace.plugins.experiments.fusion;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.experiments.Effects;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Rows;
import dev.interlace.spi.experiment.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sequences of which one token counts: the attention on it beyond what even attention gives. */
public final class FusionAttention implements Experiment<NoOptions> {
    private static final int TOKENS = 6;

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/attention",
                "1.0.0",
                "Attention",
                "does attention find the token that counts?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "drawn rows";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        Map<String, Effects> effects = new LinkedHashMap<>();
        Map<String, double[]> sorted = new LinkedHashMap<>();
        for (long seed : trial.seeds()) {
            Draws.Planted planted = Draws.plantedTokens(trial.random("rows", seed), TOKENS);
            Rows test = planted.draws().test();
            FusionModel model = trial.fit(trial.method(), planted.draws().train(), seed);
            for (Map.Entry<String, INDArray> said : model.explain(test.batch()).entrySet()) {
                INDArray weights = said.getValue();
                if (weights.size(weights.rank() - 1) != TOKENS) {
                    continue; // weights of something else than tokens
                }
                double[][] perToken = perToken(weights, test.count());
                double[] even = new double[test.count()];
                Arrays.fill(even, 1.0 / TOKENS);
                double[] onPlanted = new double[test.count()];
                double[] means = sorted.computeIfAbsent(said.getKey(), key -> new double[2]);
                for (int row = 0; row < onPlanted.length; row++) {
                    onPlanted[row] = perToken[row][planted.place()[row]];
                }
                means[0] += Matrices.mean(onPlanted) / trial.seeds().size();
                means[1] = (1 - means[0]) / (TOKENS - 1);
                effects.computeIfAbsent(said.getKey(), key -> new Effects())
                        .add(test, "seed " + seed + " ", onPlanted, even);
            }
        }
        if (effects.isEmpty()) {
            throw new IllegalArgumentException(trial.id() + " gives no attention over tokens");
        }
        List<Effect> findings = new ArrayList<>();
        effects.forEach((name, rows) ->
                findings.add(trial.effect(name, "weight on the token that counts minus 1/" + TOKENS, rows)));
        List<String> names = List.copyOf(sorted.keySet());
        return trial.outcome(
                findings,
                "drawn sequences of " + TOKENS + " tokens",
                new Chart.Bars(
                        "Attention",
                        "",
                        "mean weight",
                        List.of(
                                Chart.Group.of("token that counts", names, column(sorted, 0)),
                                Chart.Group.of("each other token", names, column(sorted, 1)))));
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
}
