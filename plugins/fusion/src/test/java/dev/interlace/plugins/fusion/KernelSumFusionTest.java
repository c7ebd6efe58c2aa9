package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class KernelSumFusionTest {
    private static final double EXACT = 1e-12;
    private static final float SINGLE = 1e-5f; // standardisation is in single precision

    private static Features column(String name, float... values) {
        return Features.vector(name, Host.tensor(DataType.FLOAT, values, values.length, 1));
    }

    private static FusionModel fit(MultimodalBatch batch, Labels labels, Map<String, ?> options) {
        KernelSumFusion method = new KernelSumFusion();
        return method.fit(batch, labels, method.descriptor().schema().parse(options), FitContext.seeded(1));
    }

    @Test
    void linearRidgeOfTwoRowsMatchesTheArithmetic() {
        // x = y = -1, 1, standardised already: K = [1 -1; -1 1] for each and so for their mean; shares 1/2. Y - q of b
        // is (-1/2, 1/2),
        // an eigenvector of K + 2 I with eigenvalue 4: coefficients (-1/8, 1/8). At x = y = 1: k = (-1, 1), f_b = 1/2 +
        // 1/4
        Labels labels = Labels.of(List.of("a", "b"));
        MultimodalBatch batch = MultimodalBatch.of(column("x", -1, 1), column("y", -1, 1));
        FusionModel model = fit(batch, labels, Map.of("similarity", "LINEAR", "classifier", "RIDGE", "ridge", 2));
        assertArrayEquals(new float[] {0.75f, 0.25f, 0.25f, 0.75f}, Host.floats(model.predict(batch)), SINGLE);
        // without y: k = (-1/2, 1/2), f_b = 1/2 + 1/8; with nothing the shares
        MultimodalBatch holes = batch.masked("y", Presence.none(2)).masked("x", Presence.where(2, row -> row == 1));
        assertArrayEquals(new float[] {0.5f, 0.5f, 0.375f, 0.625f}, Host.floats(model.predict(holes)), SINGLE);
    }

    @Test
    void theSimplexIsReachedAtItsNearestPoint() {
        assertArrayEquals(new double[] {0.2, 0.8}, KernelClassifier.simplex(new double[] {0.2, 0.8}), EXACT);
        // (1.2, 0.4, -0.5): t = (1.6 - 1) / 2 = 0.3
        assertArrayEquals(new double[] {0.9, 0.1, 0}, KernelClassifier.simplex(new double[] {1.2, 0.4, -0.5}), EXACT);
        assertArrayEquals(new double[] {0, 1}, KernelClassifier.simplex(new double[] {-3, 7}), EXACT);
    }

    @Test
    void theBandwidthIsTheLowerMedianOfAllPairs() {
        // rows 0, 1, 3, 7: distances 1, 2, 3, 4, 6, 7: the lower median is 3
        double[][] rows = {{0}, {1}, {3}, {7}, {99}};
        assertEquals(3, KernelPart.medianDistance(rows, new int[] {0, 1, 2, 3}), EXACT);
        assertEquals(1, KernelPart.medianDistance(rows, new int[] {2}), EXACT);
        assertEquals(1, KernelPart.medianDistance(new double[][] {{5}, {5}, {5}}, new int[] {0, 1, 2}), EXACT);
    }

    @Test
    void theSoftmaxOfALinearGramMatrixIsSoftmaxRegressionWithoutAnIntercept() {
        // balanced classes a = -1, b = 1 in x: by symmetry p_b(1) = 1 / (1 + exp(-2 w)), where the penalty ridge / (2
        // n) tr(A'KA) is
        // ridge / (2 n) 2 w^2 for f = (-w x, w x), so that 1 - p = ridge w / n
        MultimodalBatch batch = MultimodalBatch.of(column("x", -1, 1, -1, 1));
        Labels labels = Labels.of(List.of("a", "b", "a", "b"));
        double ridge = 0.8;
        FusionModel model = fit(batch, labels, Map.of("similarity", "LINEAR", "classifier", "SOFTMAX", "ridge", ridge));
        double p = Host.floats(model.predict(batch))[3];
        double w = Math.log(p / (1 - p)) / 2;
        assertEquals(ridge * w / 4, 1 - p, SINGLE);
    }

    @ParameterizedTest
    @EnumSource(KernelSumFusion.Classifier.class)
    void aCurvedBoundaryIsLearned(KernelSumFusion.Classifier classifier) {
        SplittableRandom random = new SplittableRandom(5);
        float[] x = new float[120];
        int[] index = new int[120];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble(-3, 3);
            index[i] = Math.abs(x[i]) < 1.5 ? 0 : 1; // the middle against both sides: no line tells them apart
        }
        MultimodalBatch batch = MultimodalBatch.of(column("x", x));
        float[] p = Host.floats(
                fit(batch, Labels.of(List.of("in", "out"), index), Map.of("classifier", classifier, "bandwidth", 0.5))
                        .predict(batch));
        int right = 0;
        for (int i = 0; i < x.length; i++) {
            right += (p[2 * i + 1] > 0.5 ? 1 : 0) == index[i] ? 1 : 0;
        }
        assertTrue(right > 110, right + " of 120 are right");
    }

    @Test
    void aModalityThatNoTrainingRowHasIsRejected() {
        Features x = column("x", 0, 1, 0, 1);
        MultimodalBatch batch = MultimodalBatch.of(x, x.named("y").withPresence(Presence.none(4)));
        assertEquals(
                "fusion/kernel-sum: no training row has modality 'y'; leave it out of the batch",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(batch, Labels.of(List.of("a", "b", "a", "b")), Map.of()))
                        .getMessage());
    }
}
