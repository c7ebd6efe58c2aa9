package dev.interlace.plugins.alignment.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class KernelCanonicalCorrelationTest {
    private final INDArray left = Golden.get("left");
    private final INDArray right = Golden.get("right");

    @Test
    void theLinearKernelFunctionGivesRidgeCanonicalCorrelation() {
        LinearModel dual =
                Golden.fit(new KernelCanonicalCorrelation(), left, right, Map.of("function", "LINEAR", "ridge", 0.3));
        LinearModel primal = Golden.fit(new CanonicalCorrelation(), left, right, Map.of("ridge", 0.3));
        assertArrayEquals(Golden.values("cca.ridge03"), Golden.series(dual, "canonical correlation"), Golden.SOLVERS);
        Features fresh = Features.vector("left", Golden.random(5, 4, 3)); // rows that neither was fitted on
        double[] expected = Host.doubles(primal.embed(Side.LEFT, fresh));
        double[] actual = Host.doubles(dual.embed(Side.LEFT, fresh));
        for (int column = 0; column < 2; column++) { // signs of components are free
            double sign = Math.signum(expected[column] * actual[column]);
            for (int i = column; i < expected.length; i += 2) {
                expected[i] *= sign;
            }
        }
        assertArrayEquals(expected, actual, Golden.SINGLE);
    }

    @Test
    void gaussianCorrelationsAgreeWithTheReference() {
        LinearModel model =
                Golden.fit(new KernelCanonicalCorrelation(), left, right, Map.of("bandwidth", 1.5, "ridge", 0.1));
        double[] rho = Arrays.copyOf(Golden.series(model, "canonical correlation"), 4);
        assertArrayEquals(Golden.values("kcca.correlations"), rho, 1e-6); // Gram matrices have eigenvalues near 0
    }

    @Test
    void eachSideHasAKernelFunctionOfItsOwnAsInTheReference() {
        Map<String, Object> wide = Map.of("bandwidth", 1.5, "ridge", 0.1);
        Map<String, Object> narrow = new HashMap<>(wide);
        narrow.putAll(Map.of("rightFunction", "GAUSSIAN", "rightBandwidth", 0.6));
        LinearModel model = Golden.fit(new KernelCanonicalCorrelation(), left, right, narrow);
        double[] rho = Arrays.copyOf(Golden.series(model, "canonical correlation"), 4);
        assertArrayEquals(Golden.values("kcca.narrow-right"), rho, 1e-6);
        Map<String, Object> linear = new HashMap<>(wide);
        linear.put("rightFunction", "LINEAR");
        model = Golden.fit(new KernelCanonicalCorrelation(), left, right, linear);
        assertArrayEquals(Golden.values("kcca.linear-right"), Golden.series(model, "canonical correlation"), 1e-6);
    }

    @Test
    void aBandwidthOfARightSideWithoutAKernelFunctionOfItsOwnIsRejected() {
        assertEquals(
                "Options.rightBandwidth must be 0 unless rightFunction is GAUSSIAN, got 2.0 with AS_LEFT",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Golden.fit(
                                        new KernelCanonicalCorrelation(), left, right, Map.of("rightBandwidth", 2.0)))
                        .getMessage());
    }

    @Test
    void aCurvedRelationIsFoundWhereTheLinearMethodSeesNone() {
        INDArray x = Golden.random(8, 120, 1);
        INDArray y = x.mul(x);
        double straight =
                Golden.series(Golden.fit(new CanonicalCorrelation(), x, y, Map.of()), "canonical correlation")[0];
        double curved =
                Golden.series(Golden.fit(new KernelCanonicalCorrelation(), x, y, Map.of()), "canonical correlation")[0];
        assertTrue(straight < 0.4 && curved > 0.9, "linear " + straight + ", Gaussian " + curved);
    }
}
