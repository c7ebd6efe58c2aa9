package dev.interlace.plugins.alignment.transport;

import static dev.interlace.plugins.alignment.transport.Draws.column;
import static dev.interlace.plugins.alignment.transport.Draws.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.alignment.transport.SlicedWasserstein.Options;
import dev.interlace.spi.FitContext;
import dev.interlace.testkit.DiscrepancyContract;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SlicedWassersteinTest extends DiscrepancyContract<Options> {
    private static final double ROUNDING = 1e-12;

    @Override
    protected SlicedWasserstein method() {
        return new SlicedWasserstein();
    }

    @Override
    protected Options options() {
        return new Options(2, 16, 1);
    }

    @Test
    void onALineEveryDirectionSeesTheWholeDistance() {
        double line = new LineWasserstein().value(column(0, 2), column(1, 3, 5), new LineWasserstein.Options(2));
        assertEquals(line, method().value(column(0, 2), column(1, 3, 5), options()), ROUNDING);
    }

    @Test
    void aDirectionSeesADthOfASquaredShift() {
        // E (u . s)^2 = |s|^2 / d = 3 for s = (3, 0, 0); the mean of 20,000 draws is within 4 deviations: the variance
        // of
        // 9 u_1^2 in 3 dimensions is 81 (1/5 - 1/9) = 7.2
        INDArray x = normal(1, 10, 3, 0);
        INDArray y = x.add(Nd4j.createFromArray(new double[][] {{3, 0, 0}}));
        double value = method().value(x, y, new Options(2, 20_000, 5));
        assertEquals(3, value * value, 4 * Math.sqrt(7.2 / 20_000));
    }

    @Test
    void itSeesWhatColumnsAloneDoNot() {
        // both columns are standard normal on either side; on the right they are one and the same
        INDArray x = normal(2, 120, 2, 0);
        INDArray one = normal(3, 120, 1, 0);
        INDArray y = Nd4j.hstack(one, one).dup('c');
        double p = method().permutationTest(x, y, new Options(2, 32, 1), 199, FitContext.seeded(4))
                .pValue();
        double byColumns = new LineWasserstein()
                .permutationTest(x, y, new LineWasserstein.Options(2), 199, FitContext.seeded(4))
                .pValue();
        assertTrue(p <= 0.01, "sliced p = " + p);
        assertTrue(byColumns > 0.05, "column by column p = " + byColumns);
    }

    @Test
    void theSeedChoosesTheDirectionsAndNothingElseDoes() {
        INDArray x = normal(5, 10, 4, 0);
        INDArray y = normal(6, 12, 4, 1);
        assertEquals(method().value(x, y, new Options(2, 8, 3)), method().value(x, y, new Options(2, 8, 3)), 0);
        assertNotEquals(method().value(x, y, new Options(2, 8, 3)), method().value(x, y, new Options(2, 8, 4)));
    }
}
