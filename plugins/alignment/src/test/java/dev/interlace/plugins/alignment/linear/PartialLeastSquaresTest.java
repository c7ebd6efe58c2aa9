package dev.interlace.plugins.alignment.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.learn.tape.Host;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PartialLeastSquaresTest {
    @Test
    void theLargerColumnComesFirstWhereOnlyMeansAreTakenOff() {
        // cross-covariance diag(4, 1) of columns (2, -2, 0, 0) and (0, 0, 1, -1) with themselves, by n - 1 = 3: 8/3 and
        // 2/3
        INDArray x = Nd4j.createFromArray(new double[][] {{2, 0}, {-2, 0}, {0, 1}, {0, -1}});
        LinearModel model = Golden.fit(new PartialLeastSquares(), x, x, Map.of("columns", "CENTRED"));
        assertArrayEquals(new double[] {8.0 / 3, 2.0 / 3}, Golden.series(model, "covariance"), Golden.SOLVERS);
        double[] identity = {1, 0, 0, 1};
        assertArrayEquals(identity, Host.doubles(model.left().mapping().weight()), Golden.SOLVERS);
    }

    @Test
    void weightsAndCovariancesAgreeWithTheReference() {
        LinearModel model = Golden.fit(new PartialLeastSquares(), Golden.get("left"), Golden.get("right"), Map.of());
        assertArrayEquals(Golden.values("pls.covariance"), Golden.series(model, "covariance"), Golden.SOLVERS);
        double[] left = Golden.values("pls.left");
        double[] right = Golden.values("pls.right");
        double[] ours = Host.doubles(model.left().mapping().weight());
        for (int column = 0; column < 2; column++) { // signs of components are free, but the same on both sides
            double sign = Math.signum(left[column] * ours[column]);
            for (int i = column; i < left.length; i += 2) {
                left[i] *= sign;
            }
            for (int i = column; i < right.length; i += 2) {
                right[i] *= sign;
            }
        }
        assertArrayEquals(left, ours, Golden.SOLVERS);
        assertArrayEquals(right, Host.doubles(model.right().mapping().weight()), Golden.SOLVERS);
    }

    @Test
    void moreComponentsThanThereCanBeAreRejected() {
        assertEquals(
                "alignment/pls: Options.components must be at most min(pairs - 1, left width, right width) = 2, got 3;"
                        + " 0 takes all",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Golden.fit(
                                        new PartialLeastSquares(),
                                        Golden.get("left"),
                                        Golden.get("right"),
                                        Map.of("components", 3)))
                        .getMessage());
    }
}
