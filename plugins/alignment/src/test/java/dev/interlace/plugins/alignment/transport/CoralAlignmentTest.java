package dev.interlace.plugins.alignment.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.transport.CoralAlignment.Map;
import dev.interlace.plugins.alignment.transport.CoralAlignment.Options;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Supervision;
import dev.interlace.testkit.AlignmentMethodContract;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CoralAlignmentTest {
    /** Embeddings come in single precision. */
    private static final double SINGLE = 1e-5;

    private static final double NEARLY_NO_RIDGE = 1e-9;

    @Nested
    class Recolour extends AlignmentMethodContract<Options> {
        @Override
        protected CoralAlignment method() {
            return new CoralAlignment();
        }
    }

    @Nested
    class Monge extends AlignmentMethodContract<Options> {
        @Override
        protected CoralAlignment method() {
            return new CoralAlignment();
        }

        @Override
        protected Options options() {
            return new Options(Map.MONGE, 0.1);
        }
    }

    private static INDArray mapped(INDArray left, INDArray right, Options options) {
        AlignmentModel model = new CoralAlignment()
                .fit(
                        Features.vector("left", left),
                        Features.vector("right", right),
                        Supervision.unpaired(),
                        options,
                        FitContext.seeded(1));
        return model.embed(Side.LEFT, Features.vector("left", left)).castTo(DataType.DOUBLE);
    }

    /** Columns that hang together. */
    private static INDArray mixed(long seed, int rows, int columns, double shift) {
        return Draws.normal(seed, rows, columns, 0)
                .mmul(Draws.normal(seed + 1000, columns, columns, 0))
                .add(shift);
    }

    @ParameterizedTest
    @EnumSource(Map.class)
    void oneColumnIsShiftedAndScaled(Map map) {
        // left 0, 2, 4: mean 2, deviation 2; right 7, 10, 13, 10: mean 10, variance 18 / 3 = 6
        double factor = Math.sqrt(6) / 2;
        INDArray image = mapped(Draws.column(0, 2, 4), Draws.column(7, 10, 13, 10), new Options(map, NEARLY_NO_RIDGE));
        assertArrayEquals(new double[] {10 - 2 * factor, 10, 10 + 2 * factor}, Host.doubles(image), SINGLE);
    }

    @ParameterizedTest
    @EnumSource(Map.class)
    void theImageHasTheMeanAndTheCovarianceOfTheRightSide(Map map) {
        INDArray left = mixed(1, 40, 4, 3);
        INDArray right = mixed(2, 50, 4, -2);
        Moments image = Moments.of(mapped(left, right, new Options(map, NEARLY_NO_RIDGE)));
        Moments target = Moments.of(right);
        double scale = target.meanVariance();
        assertArrayEquals(Host.doubles(target.mean()), Host.doubles(image.mean()), SINGLE * scale);
        assertArrayEquals(Host.doubles(target.covariance()), Host.doubles(image.covariance()), 10 * SINGLE * scale);
    }

    @Test
    void theMongeMapMovesByTheBuresDistanceAndRecolouringByMore() {
        INDArray left = mixed(3, 60, 3, 0);
        INDArray right = mixed(4, 60, 3, 1);
        double monge = moved(left, mapped(left, right, new Options(Map.MONGE, NEARLY_NO_RIDGE)));
        double recolour = moved(left, mapped(left, right, new Options(Map.RECOLOUR, NEARLY_NO_RIDGE)));
        Moments s = Moments.of(left);
        Moments t = Moments.of(right);
        INDArray root = Moments.power(s.covariance(), 0.5);
        INDArray between = Moments.product(Moments.product(root, t.covariance()), root);
        // |mu_S - mu_T|^2 + tr(S + T - 2 (S^1/2 T S^1/2)^1/2)
        double bures = Host.sum(s.mean().sub(t.mean()).mul(s.mean().sub(t.mean())))
                + 3 * s.meanVariance()
                + 3 * t.meanVariance()
                - 2 * Host.sum(Nd4j.diag(Moments.power(between, 0.5)));
        assertEquals(bures, monge, 1e-3 * bures);
        assertTrue(recolour > monge, "recolouring moves by " + recolour + ", the map of Gaussians by " + monge);
    }

    /** The mean squared distance that rows are moved by, with the spread counted as covariances count it. */
    private static double moved(INDArray from, INDArray to) {
        Moments step = Moments.of(to.sub(from));
        return Host.sum(step.mean().mul(step.mean()))
                + step.meanVariance() * step.covariance().size(0);
    }

    @Test
    void aPowerOfAMatrixIsUndoneByItsInverse() {
        INDArray a = Moments.of(mixed(5, 30, 4, 0)).covariance();
        INDArray root = Moments.power(a, 0.5);
        assertArrayEquals(Host.doubles(a), Host.doubles(Moments.product(root, root)), 1e-9);
        INDArray inverse = Moments.power(a, -0.5);
        assertArrayEquals(
                Host.doubles(Nd4j.eye(4)), Host.doubles(Moments.product(Moments.product(inverse, a), inverse)), 1e-9);
    }

    @ParameterizedTest
    @EnumSource(Map.class)
    void fewerRowsThanColumnsAndAConstantColumnGiveNumbers(Map map) {
        INDArray left = mixed(6, 3, 5, 0);
        left.getColumn(2).assign(4);
        INDArray image = mapped(left, mixed(7, 4, 5, 0), new Options(map, 0.01));
        assertTrue(Double.isFinite(Host.sum(image)), "a singular covariance");
    }

    @Test
    void aRidgeBelowAllRoundingLeavesAFiniteMapWhereRowsAreFew() {
        // 4 rows in 9 columns: 6 eigenvalues are 0 but for rounding
        Features left = Features.vector("left", Draws.normal(1, 4, 9, 0));
        Features right = Features.vector("right", Draws.normal(2, 4, 9, 0));
        for (CoralAlignment.Map map : CoralAlignment.Map.values()) {
            INDArray embedded = new CoralAlignment()
                    .fit(
                            left,
                            right,
                            Supervision.unpaired(),
                            new CoralAlignment.Options(map, 1e-300),
                            FitContext.seeded(1))
                    .embed(AlignmentModel.Side.LEFT, left);
            assertTrue(
                    Arrays.stream(Host.doubles(embedded)).allMatch(each -> Math.abs(each) < 1e6),
                    map + ": " + embedded);
        }
    }

    @Test
    void equalRowsAndOtherWidthsAreRejected() {
        Draws.requireMessage(
                "alignment/coral: all rows of 'left' are equal, so it has no covariance to map",
                () -> mapped(Draws.column(1, 1), Draws.column(1, 2), new Options(Map.RECOLOUR, 1)));
        Draws.requireMessage(
                "alignment/coral: left has 1 columns, right has 2; both must be the same columns, so project one of them first",
                () -> mapped(Draws.column(1, 2), Nd4j.zeros(2, 2), new Options(Map.RECOLOUR, 1)));
        Draws.requireMessage(
                "alignment/coral needs at least 2 rows on each side, got 1 and 2",
                () -> mapped(Draws.column(1), Draws.column(1, 2), new Options(Map.RECOLOUR, 1)));
    }
}
