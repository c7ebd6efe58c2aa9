package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.Modality;
import dev.interlace.spi.Presence;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StandardizerTest {
    /** Results are floats. */
    private static final double TOLERANCE = 1e-6;

    @Test
    void columnsGetMeanZeroAndDeviationOne() {
        // column 1, 3, 5: mean 3, deviation sqrt(8/3); column 7, 7, 7 is constant and becomes 0
        Features features = Features.vector("image", matrix(row(1, 7), row(3, 7), row(5, 7)));
        double unit = 2 / Math.sqrt(8 / 3.0);
        requireClose(
                row(-unit, 0, 0, 0, unit, 0),
                Standardizer.fit(features).apply(features).values(),
                TOLERANCE,
                "standardised");
    }

    @Test
    void aConstantColumnFarFromZeroIsNotBlownUp() {
        Features features = Features.vector("image", matrix(row(1e7 + 0.1), row(1e7 + 0.1), row(1e7 + 0.1)));
        requireClose(row(0, 0, 0), Standardizer.fit(features).apply(features).values(), 0, "constant 1e7");
    }

    @Test
    void farColumnsAreScaledAsNearOnesAre() {
        Features near = Features.vector("image", matrix(row(1), row(3), row(5)));
        Features far = Features.vector("image", matrix(row(1e9 + 1), row(1e9 + 3), row(1e9 + 5)));
        Features tiny = Features.vector("image", matrix(row(1e-50), row(3e-50), row(5e-50)));
        double[] expected = Host.doubles(Standardizer.fit(near).apply(near).values());
        requireClose(expected, Standardizer.fit(far).apply(far).values(), TOLERANCE, "far");
        requireClose(expected, Standardizer.fit(tiny).apply(tiny).values(), TOLERANCE, "tiny");
    }

    @Test
    void absentRowsNeitherCountNorShow() {
        INDArray values = matrix(row(1), row(Double.NaN), row(5));
        Features features = Features.vector("image", values, Presence.where(3, row -> row != 1));
        requireClose(row(-1, 0, 1), Standardizer.fit(features).apply(features).values(), TOLERANCE, "1 and 5");
    }

    @Test
    void paddingNeitherCountsNorShows() {
        // tokens 1 and 3 of row 0, 5 of row 1: mean 3, deviation sqrt(8/3)
        INDArray values = matrix(row(1), row(3), row(5), row(Double.NaN)).reshape('c', 2, 2, 1);
        Features features = Features.tokens("text", values, new int[] {2, 1}, Presence.all(2));
        Features scaled = Standardizer.fit(features).apply(features);
        double unit = 2 / Math.sqrt(8 / 3.0);
        requireClose(row(-unit, 0, unit, 0), scaled.values(), TOLERANCE, "tokens");
        assertArrayEquals(new int[] {2, 1}, scaled.lengths());
        assertEquals(Modality.tokens("text"), scaled.modality());
    }

    @Test
    void otherDataAreScaledByTheFittedNumbers() {
        Standardizer fitted = Standardizer.fit(Features.vector("image", matrix(row(0), row(2)))); // mean 1, deviation 1
        requireClose(
                row(4), fitted.apply(Features.vector("image", matrix(row(5)))).values(), TOLERANCE, "5");
    }

    @Test
    void badValuesAreRejectedWithTheirPlace() {
        requireMessage(
                "image: features must be finite, got NaN in row 1, column 1; mark the row absent or repair it",
                () -> Standardizer.fit(Features.vector("image", matrix(row(1, 2), row(3, Double.NaN)))));
        INDArray tokens =
                matrix(row(1), row(2), row(3), row(Double.POSITIVE_INFINITY)).reshape('c', 2, 2, 1);
        requireMessage(
                "text: features must be finite, got Infinity in row 1, column 0; mark the row absent or repair it",
                () -> Standardizer.fit(Features.tokens("text", tokens, new int[] {2, 2}, Presence.all(2))));
        Standardizer fitted = Standardizer.fit(Features.vector("image", matrix(row(0), row(2))));
        requireMessage(
                "image: features must be finite, row 1 is not; mark it absent or repair it",
                () -> fitted.apply(Features.vector("image", matrix(row(0), row(Double.NaN)))));
    }

    @Test
    void anotherWidthOrNoRowIsRejected() {
        Standardizer fitted = Standardizer.fit(Features.vector("image", matrix(row(0), row(2))));
        requireMessage(
                "image: the model was fitted on 1 columns, got 2",
                () -> fitted.apply(Features.vector("image", matrix(row(0, 1)))));
        requireMessage(
                "image: no training row has this modality; leave it out",
                () -> Standardizer.fit(Features.vector("image", Nd4j.ones(2, 2), Presence.none(2))));
    }
}
