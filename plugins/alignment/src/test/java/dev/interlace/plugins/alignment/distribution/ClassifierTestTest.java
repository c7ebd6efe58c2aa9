package dev.interlace.plugins.alignment.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.alignment.distribution.ClassifierTest.Inputs;
import dev.interlace.plugins.alignment.distribution.ClassifierTest.Options;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.FitContext;
import dev.interlace.testkit.DiscrepancyContract;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ClassifierTestTest extends DiscrepancyContract<Options> {
    @Override
    protected ClassifierTest method() {
        return new ClassifierTest();
    }

    @Override
    protected Optional<Options> optionsOfZeroForEqualSets() {
        return Optional.empty(); // chance is one half
    }

    private static Options with(Inputs inputs, double testShare) {
        return new Options(inputs, testShare, 0.01, 0);
    }

    @Test
    void samplesApartAreToldAlwaysAndOneRowEachIsEnoughToHoldOut() {
        // x = {0, 1}, y = {10, 11}: one row of each is trained on, the threshold lies halfway, the others are right
        assertEquals(1, method().value(Rows.column(0, 1), Rows.column(10, 11), with(Inputs.LINEAR, 0.5)));
    }

    @Test
    void equalRowsAreChance() {
        INDArray x = Rows.column(3, 3, 3, 3);
        assertEquals(0.5, method().value(x, x, with(Inputs.SQUARES, 0.5)), "a score of 0 counts half");
        assertEquals(
                1.0,
                method().permutationTest(x, x, with(Inputs.SQUARES, 0.5), 19, FitContext.seeded(1))
                        .pValue(),
                "ties count against the finding");
    }

    @Test
    void theAccuracyOfTwoNormalSamplesIsThatOfTheBestThreshold() {
        // a shift of 2 deviations is told right with probability Phi(1) = 0.841; 4,000 held-out rows: deviation 0.006
        double value = method().value(Rows.normal(1, 4000, 1, 0), Rows.normal(2, 4000, 1, 2), with(Inputs.LINEAR, 0.5));
        assertEquals(0.841, value, 0.024);
    }

    @Test
    void unequalSidesWeighAlike() {
        // 40 and 4,000 rows of one distribution: calling everything the larger side is right in 99 % and worth one
        // half;
        // 20 held-out rows on the short side: deviation 0.5 / sqrt(20) / 2 = 0.056
        double value = method().value(Rows.normal(3, 40, 2, 0), Rows.normal(4, 4000, 2, 0), with(Inputs.LINEAR, 0.5));
        assertEquals(0.5, value, 4 * 0.056);
    }

    @Test
    void squaresSeeASpreadThatMeansDoNot() {
        INDArray narrow = Rows.normal(5, 100, 2, 0);
        INDArray wide = Rows.normal(6, 100, 2, 0).mul(3);
        PermutationTest linear =
                method().permutationTest(narrow, wide, with(Inputs.LINEAR, 0.5), 99, FitContext.seeded(1));
        PermutationTest squares =
                method().permutationTest(narrow, wide, with(Inputs.SQUARES, 0.5), 99, FitContext.seeded(1));
        assertTrue(linear.pValue() > 0.05, "means are equal: " + linear);
        assertEquals(0.01, squares.pValue(), 1e-12, squares.toString());
    }

    @Test
    void whatItCannotDoIsSaid() {
        INDArray x = Rows.column(0, 1);
        assertEquals(
                "discrepancy/c2st: an accuracy moves in steps and has no gradient; use discrepancy/mmd or discrepancy/energy",
                assertThrows(IllegalArgumentException.class, () -> method().gradient(x, x, with(Inputs.LINEAR, 0.5)))
                        .getMessage());
        assertEquals(
                "discrepancy/c2st needs at least 2 rows on each side, got 1 and 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> method().value(Rows.column(1), x, with(Inputs.LINEAR, 0.5)))
                        .getMessage());
        assertEquals(
                "Options.testShare must be in (0, 1), got 1.0",
                assertThrows(IllegalArgumentException.class, () -> with(Inputs.LINEAR, 1))
                        .getMessage());
    }
}
