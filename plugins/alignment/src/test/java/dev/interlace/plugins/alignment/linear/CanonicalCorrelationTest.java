package dev.interlace.plugins.alignment.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CanonicalCorrelationTest {
    /** No ridge, to twelve digits. */
    private static final double CLASSICAL = 1e-12;

    private static LinearModel fit(INDArray left, INDArray right, Map<String, ?> options) {
        return Golden.fit(new CanonicalCorrelation(), left, right, options);
    }

    @Test
    void oneColumnOnEachSideGivesTheCorrelation() {
        // x (-1, 0, 1), y (-1, 1, 0) about their means: 1 / sqrt(2 * 2)
        INDArray x = Nd4j.createFromArray(new double[][] {{1}, {2}, {3}});
        INDArray y = Nd4j.createFromArray(new double[][] {{10}, {12}, {11}});
        double[] rho = Golden.series(fit(x, y, Map.of("ridge", CLASSICAL)), "canonical correlation");
        assertArrayEquals(new double[] {0.5}, rho, Golden.SOLVERS);
        // ridge r: standardised variance 1 + r on both sides
        rho = Golden.series(fit(x, y, Map.of("ridge", 1)), "canonical correlation");
        assertArrayEquals(new double[] {0.25}, rho, Golden.SOLVERS);
    }

    @Test
    void correlationsAndTestsAgreeWithTheReference() {
        LinearModel model = fit(Golden.get("left"), Golden.get("right"), Map.of("ridge", CLASSICAL));
        Map.of(
                        "canonical correlation", "cca.correlations",
                        "Wilks lambda", "cca.wilks",
                        "chi-square", "cca.chi2",
                        "degrees of freedom", "cca.df",
                        "p-value", "cca.p")
                .forEach((series, golden) ->
                        assertArrayEquals(Golden.values(golden), Golden.series(model, series), Golden.SOLVERS, series));
        assertEquals(List.of(), model.history().warnings());
    }

    @Test
    void theRidgeSolvesTheRegularisedProblem() {
        LinearModel model = fit(Golden.get("left"), Golden.get("right"), Map.of("ridge", 0.3));
        double[] rho = Golden.series(model, "canonical correlation");
        assertArrayEquals(Golden.values("cca.ridge03"), rho, Golden.SOLVERS);
    }

    @Test
    void variatesHaveVarianceOneAndCorrelateAsStated() {
        INDArray left = Golden.get("left");
        INDArray right = Golden.get("right");
        LinearModel model = fit(left, right, Map.of("ridge", CLASSICAL, "power", 0));
        INDArray a = model.embed(Side.LEFT, Features.vector("left", left)).castTo(left.dataType());
        INDArray b = model.embed(Side.RIGHT, Features.vector("right", right)).castTo(left.dataType());
        double n = left.size(0) - 1.0;
        assertArrayEquals(
                new double[] {1, 0, 0, 1}, Host.doubles(a.transpose().mmul(a).div(n)), Golden.SINGLE);
        double[] rho = Golden.series(model, "canonical correlation");
        double[] expected = {rho[0], 0, 0, rho[1]};
        assertArrayEquals(expected, Host.doubles(a.transpose().mmul(b).div(n)), Golden.SINGLE);
        LinearModel weighted = fit(left, right, Map.of("ridge", CLASSICAL, "power", 2));
        INDArray c = weighted.embed(Side.LEFT, Features.vector("left", left)).castTo(left.dataType());
        double second = Host.doubles(c.transpose().mmul(c).div(n))[3];
        assertEquals(Math.pow(rho[1], 4), second, Golden.SINGLE, "the variance of the second, weighted by rho^2");
    }

    @Test
    void withFewerPairsThanColumnsAllIsFiniteAndTheTestsAreLeftOut() {
        for (double ridge : new double[] {CLASSICAL, 1e-3}) {
            INDArray left = Golden.random(1, 6, 9);
            LinearModel model = fit(left, Golden.random(2, 6, 8), Map.of("ridge", ridge));
            double[] rho = Golden.series(model, "canonical correlation");
            assertEquals(5, rho.length, "pairs - 1");
            assertTrue(rho[4] > 0.99 && rho[0] <= 1, "all correlations are 1, a ridge lowers them a little: " + rho[4]);
            assertEquals(
                    List.of("canonical correlation", "ridge"),
                    List.copyOf(model.history().series().keySet()));
            assertEquals(
                    List.of(
                            "alignment/cca: no tests, since 6 pairs are too few for 9 and 8 columns, or a correlation is 1;"
                                    + " a correlation near 1 then says nothing"),
                    model.history().warnings());
            assertTrue(Double.isFinite(Host.sum(model.embed(Side.LEFT, Features.vector("left", left)))));
        }
    }

    @Test
    void columnsThatRepeatOrAreConstantCountForNothing() {
        INDArray left = Golden.get("left");
        INDArray more = Nd4j.hstack(left, left, Nd4j.ones(left.size(0), 1).castTo(left.dataType()));
        double[] rho =
                Golden.series(fit(more, Golden.get("right"), Map.of("ridge", CLASSICAL)), "canonical correlation");
        assertArrayEquals(Golden.values("cca.correlations"), rho, Golden.SOLVERS);
    }

    @Test
    void noProbabilityIsZero() {
        assertEquals(Double.MIN_VALUE, UpperTail.chiSquare(1e6, 3), "below all numbers");
        assertEquals(Math.exp(-2), UpperTail.chiSquare(4, 2), 1e-12);
    }

    @Test
    void moreComponentsThanThereCanBeAreRejected() {
        assertEquals(
                "alignment/cca: Options.components must be at most min(pairs - 1, left width, right width) = 2, got 3;"
                        + " 0 takes all",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(Golden.get("left"), Golden.get("right"), Map.of("components", 3)))
                        .getMessage());
    }

    @Test
    void aSideOfConstantsIsRejected() {
        assertEquals(
                "canonical correlations need a column that varies on each side; all columns of a side are constant over"
                        + " the 20 pairs",
                assertThrows(IllegalArgumentException.class, () -> fit(Golden.get("left"), Nd4j.ones(20, 2), Map.of()))
                        .getMessage());
    }
}
