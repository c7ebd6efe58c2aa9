package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.testkit.FusionProblem;
import dev.interlace.testkit.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GradientBlendingFusionTest {
    private static final double EXACT = 1e-6; // networks are good to single precision

    private final GradientBlendingFusion method = new GradientBlendingFusion();

    private FusionModel fit(MultimodalBatch batch, Labels labels, Map<String, ?> options) {
        return method.fit(batch, labels, method.descriptor().schema().parse(options), FitContext.seeded(1));
    }

    @Test
    void aWeightIsGainOverTheSquareOfOverfitting() {
        // training 1.0 -> 0.4, held out 1.1 -> 0.8: G = 0.3, O = (0.8 - 0.4) - (1.1 - 1.0) = 0.3; 0.3 / 0.09
        assertEquals(0.3 / 0.09, GradientBlendingFusion.weight(List.of(1.0, 0.7, 0.4), List.of(1.1, 0.9, 0.8)), 1e-12);
        // twice the overfitting at the same gain counts a quarter
        assertEquals(0.3 / 0.36, GradientBlendingFusion.weight(List.of(1.0, 0.1), List.of(1.1, 0.8)), 1e-12);
        // no overfitting at all: a hundredth of the first loss counts
        assertEquals(0.5 / 1e-4, GradientBlendingFusion.weight(List.of(1.0, 0.5), List.of(1.0, 0.5)), 1e-9);
        assertEquals(0, GradientBlendingFusion.weight(List.of(1.0, 0.5), List.of(1.0, 1.2)), "nothing is gained");
    }

    @Test
    void weightsAreSharesWrittenAsText() {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("a=b", 1.0);
        weights.put("*", 3.0);
        assertEquals("a=b=0.2500; *=0.7500", Blend.text(weights, "*"));
        assertEquals(Map.of("a=b", 0.25, "*", 0.75), Blend.parse("a=b=0.2500; *=0.7500"));
        weights.replaceAll((name, weight) -> 0.0);
        assertEquals("a=b=0.0000; *=1.0000", Blend.text(weights, "*"), "where nothing has gained");
        assertEquals(Map.of(), Blend.parse(" "));
        assertMessage(
                "Options.weights must be modality=number separated by semicolons, each number in [0, 1], got 'a'", "a");
        assertMessage(
                "Options.weights must be modality=number separated by semicolons, each number in [0, 1], got 'a=2'",
                "a=2;*=1");
        assertMessage(
                "Options.weights: * must be above 0, since the prediction is made of all modalities together, got 0.0",
                "a=1;*=0");
    }

    private static void assertMessage(String message, String text) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> Blend.parse(text))
                        .getMessage());
    }

    @Test
    void theForwardRunIsAJointLayerOverAllEncoders() {
        Forward run = Forward.two(1)
                .set("joint.weight", new double[] {1, 0}, new double[] {0, 1}, new double[] {1, 0}, new double[] {0, -9
                });
        double[][] z = run.fuse(method, Map.of("hidden", 2, "weights", "a=0.3; *=0.7"));
        assertArrayEquals(new double[] {1 + 3, 0}, z[0], EXACT);
        assertArrayEquals(new double[] {0.3, 0}, run.explained("blend").toDoubleVector(), EXACT);
    }

    @Test
    void weightsThatAreGivenAreKeptAndThoseThatAreNotAreRecorded() {
        FusionProblem problem = new Problems(2).blobs(90, 3, List.of(Modality.vector("a"), Modality.vector("b")));
        Map<String, Object> options = new LinkedHashMap<>(Map.of("epochs", 3, "hidden", 8, "probeEpochs", 4));
        FusionModel estimated = fit(problem.batch(), problem.labels(), options);
        Map<String, Double> weights = recorded(estimated);
        assertEquals(
                1, weights.values().stream().mapToDouble(Double::doubleValue).sum(), 2e-2, weights.toString());
        options.put("weights", "a=0.5; b=0.2; *=0.3");
        assertEquals(Map.of("a", 0.5, "b", 0.2, "*", 0.3), recorded(fit(problem.batch(), problem.labels(), options)));
    }

    private Map<String, Double> recorded(FusionModel model) {
        return Blend.parse(
                method.descriptor().schema().parse(model.provenance().options()).weights());
    }

    @Test
    void aModalityThatOnlyOverfitsHasLittleWeight() {
        // a tells the classes apart; b is 60 columns of noise, which a network can learn by heart
        SplittableRandom random = new SplittableRandom(5);
        int rows = 160;
        int[] classes = new int[rows];
        double[][] a = new double[rows][4];
        double[][] b = new double[rows][60];
        for (int row = 0; row < rows; row++) {
            classes[row] = row % 2;
            for (int c = 0; c < 4; c++) {
                a[row][c] = random.nextGaussian() + (classes[row] == 0 ? 0.8 : -0.8);
            }
            for (int c = 0; c < 60; c++) {
                b[row][c] = random.nextGaussian();
            }
        }
        MultimodalBatch batch = MultimodalBatch.of(vector("a", a), vector("b", b));
        Map<String, Double> weights =
                recorded(fit(batch, Labels.of(List.of("left", "right"), classes), Map.of("epochs", 5, "holdout", 0.3)));
        double good = weights.getOrDefault("a", 0.0);
        double noise = weights.getOrDefault("b", 0.0);
        assertTrue(good > 0.3 && noise < 0.05 * good, weights.toString());
    }

    private static Features vector(String name, double[][] values) {
        INDArray matrix = Nd4j.createFromArray(values);
        return Features.vector(name, matrix);
    }
}
