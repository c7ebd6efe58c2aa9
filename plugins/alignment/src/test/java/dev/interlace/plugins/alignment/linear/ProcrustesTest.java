package dev.interlace.plugins.alignment.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ProcrustesTest {
    private static final Map<String, ?> SCALED = Map.of("size", "SCALED");

    private static LinearModel fit(INDArray left, INDArray right, Map<String, ?> options) {
        return Golden.fit(new Procrustes(), left, right, options);
    }

    private static double[] weight(LinearModel model) {
        return Host.doubles(model.left().mapping().weight());
    }

    private static INDArray rotation(long seed, int width) {
        Spectral.Svd svd = Spectral.svd(Golden.random(seed, width, width));
        return svd.u().mmul(svd.v().transpose());
    }

    @Test
    void aQuarterTurnByHand() {
        // east to north, north to west: x R with R = [[0, 1], [-1, 0]]
        INDArray x = Nd4j.createFromArray(new double[][] {{1, 0}, {0, 1}});
        INDArray y = Nd4j.createFromArray(new double[][] {{0, 1}, {-1, 0}});
        assertArrayEquals(new double[] {0, 1, -1, 0}, weight(fit(x, y, Map.of("origin", "KEPT"))), Golden.SOLVERS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPlantedRotationScaleAndShiftAreRecoveredExactly(long seed) {
        INDArray x = Golden.random(seed, 12, 4);
        INDArray r = rotation(seed + 10, 4);
        INDArray y = x.mmul(r).mul(2.5).add(7);
        LinearModel model = fit(x, y, SCALED);
        assertArrayEquals(Host.doubles(r.mul(2.5)), weight(model), Golden.SOLVERS, "seed " + seed);
        assertEquals(2.5, Golden.series(model, "scale")[0], Golden.SOLVERS, "seed " + seed);
        assertEquals(0, Golden.series(model, "squared error")[0], Golden.SOLVERS, "seed " + seed);
        assertArrayEquals(Host.doubles(r), weight(fit(x, y, Map.of())), Golden.SOLVERS, "without a scale, " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void turningTheLeftSideChangesNoError(long seed) {
        INDArray x = Golden.random(seed, 10, 3);
        INDArray y = Golden.random(seed + 50, 10, 3);
        double error = Golden.series(fit(x, y, SCALED), "squared error")[0];
        double turned = Golden.series(fit(x.mmul(rotation(seed, 3)), y, SCALED), "squared error")[0];
        assertEquals(error, turned, Golden.SOLVERS, "seed " + seed);
    }

    @Test
    void rotationAndScaleAgreeWithTheReference() {
        INDArray x = Golden.get("procrustes.left");
        INDArray y = Golden.get("procrustes.right");
        double[] rotation = weight(fit(x, y, Map.of("origin", "KEPT")));
        assertArrayEquals(Golden.values("procrustes.rotation"), rotation, Golden.SOLVERS);
        LinearModel scaled = fit(x, y, Map.of("origin", "KEPT", "size", "SCALED"));
        assertArrayEquals(Golden.values("procrustes.scale"), Golden.series(scaled, "scale"), Golden.SOLVERS);
    }

    @Test
    void withoutReflectionsAMirrorImageIsOnlyRotated() {
        INDArray x = Golden.get("procrustes.left");
        INDArray y = Golden.get("procrustes.mirrored");
        LinearModel proper = fit(x, y, Map.of("origin", "KEPT", "reflections", "FORBIDDEN"));
        assertArrayEquals(Golden.values("procrustes.proper"), weight(proper), Golden.SOLVERS);
        LinearModel any = fit(x, y, Map.of("origin", "KEPT"));
        assertTrue(Golden.series(any, "squared error")[0] < Golden.series(proper, "squared error")[0]);
    }

    @Test
    void sidesOfUnequalWidthAreRejected() {
        assertEquals(
                "alignment/procrustes: a rotation needs sides of equal width, left has 3 columns, right has 2; use"
                        + " alignment/ridge or alignment/cca",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(Golden.get("left"), Golden.get("right"), Map.of()))
                        .getMessage());
    }
}
