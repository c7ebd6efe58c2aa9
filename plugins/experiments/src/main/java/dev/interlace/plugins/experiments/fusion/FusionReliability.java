package dev.interlace.plugins.experiments.fusion;

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
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each row has one noisy modality, in training also: whether that modality's weight falls. */
public final class FusionReliability implements Experiment<NoOptions> {
    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of(
                "fusion/reliability",
                "1.0.0",
                "Reliability",
                "do the weights of a row turn away from its noisy modality?",
                NoOptions.class);
    }

    @Override
    public String data() {
        return "the given split";
    }

    @Override
    public Measurement run(Trial given, NoOptions options) {
        FusionTrial trial = new FusionTrial(given);
        double level = 4;
        Map<String, Effects> effects = new LinkedHashMap<>();
        List<Chart.Group> bars = new ArrayList<>();
        List<String> names = trial.test().batch().names().stream().sorted().toList();
        double[] cleanMean = new double[names.size()];
        double[] noisyMean = new double[names.size()];
        for (long seed : trial.seeds()) {
            int[] chosen = chosen(
                    trial.train().count(),
                    names.size(),
                    trial.random("training", seed).generator());
            Rows train = disturbed(trial, trial.train(), names, chosen, level, seed);
            FusionModel model = trial.fit(trial.method(), train, seed);
            Rows test = trial.test();
            double[][] clean = weights(trial, model, test, names.size());
            for (int m = 0; m < names.size(); m++) {
                Rows noisy = Draws.noisy(
                        test, names.get(m), level, Draws.all(test.count()), trial.random("test " + names.get(m), seed));
                double[][] after = weights(trial, model, noisy, names.size());
                int place = m;
                double[] before =
                        Arrays.stream(clean).mapToDouble(w -> w[place]).toArray();
                double[] then = Arrays.stream(after).mapToDouble(w -> w[place]).toArray();
                effects.computeIfAbsent("noise on " + names.get(m), key -> new Effects())
                        .add(test, "", before, then);
                cleanMean[m] += Matrices.mean(before) / trial.seeds().size();
                noisyMean[m] += Matrices.mean(then) / trial.seeds().size();
            }
        }
        bars.add(Chart.Group.of("clean", names, cleanMean));
        bars.add(Chart.Group.of("noisy", names, noisyMean));
        List<Effect> findings = new ArrayList<>();
        effects.forEach((condition, rows) -> findings.add(
                trial.effect(condition, "weight of the modality where it is clean minus where it is noisy", rows)));
        return trial.outcome(
                findings, trial.givenRows(), new Chart.Bars("Weight of a modality", "modality", "mean weight", bars));
    }

    private static int[] chosen(int rows, int modalities, SplittableRandom random) {
        return random.ints(rows, 0, 2 * modalities).toArray(); // as many rows stay clean
    }

    private static Rows disturbed(
            FusionTrial trial, Rows rows, List<String> names, int[] chosen, double level, long seed) {
        Rows changed = rows;
        for (int m = 0; m < names.size(); m++) {
            boolean[] who = new boolean[chosen.length];
            for (int row = 0; row < who.length; row++) {
                who[row] = chosen[row] == m;
            }
            changed = Draws.noisy(changed, names.get(m), level, who, trial.random("training " + names.get(m), seed));
        }
        return changed;
    }

    private static double[][] weights(FusionTrial trial, FusionModel model, Rows test, int modalities) {
        INDArray weights = Explained.by(trial, model, test, "weights");
        if (weights.rank() != 2 || weights.size(1) != modalities) {
            throw new IllegalArgumentException(trial.id() + ": its weights are not one per modality");
        }
        return Matrices.of(weights);
    }
}
