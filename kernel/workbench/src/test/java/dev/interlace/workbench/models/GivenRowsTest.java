package dev.interlace.workbench.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.catalogue.PluginKind;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GivenRowsTest {
    private static final int ROWS = 8;
    private static final int COLUMNS = 3;
    private static final double PRECISION = 1e-12;

    private final Lab lab = Interlace.lab();

    private static INDArray drawn(int seed, int rows) {
        Random random = new Random(seed);
        double[] values = IntStream.range(0, rows * COLUMNS)
                .mapToDouble(i -> random.nextInt(9) - 4.0)
                .toArray();
        return Nd4j.createFromArray(values).reshape(rows, COLUMNS);
    }

    private static INDArray everySecondRow(INDArray rows) {
        return rows.get(NDArrayIndex.interval(0, 2, rows.rows()), NDArrayIndex.all());
    }

    private static String refusal(Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private List<String> ids(PluginKind kind) {
        return lab.plugins().plugins().stream()
                .filter(plugin -> plugin.kinds().contains(kind))
                .map(Plugin::id)
                .toList();
    }

    @Test
    void everyLossAndMeasureOfTwoSamplesRefusesARowThatIsNoNumberAndNamesIt() {
        INDArray right = drawn(2, ROWS);
        INDArray left = drawn(1, ROWS);
        left.putScalar(3, 2, Double.NaN);
        INDArray infinite = drawn(1, ROWS);
        infinite.putScalar(0, 1, Double.POSITIVE_INFINITY);
        for (String id : ids(PluginKind.LOSS)) {
            String expected = id + ": the left rows must be finite, got NaN in row 3, column 2";
            assertTrue(refusal(() -> lab.loss(id).value(left, right)).startsWith(expected), id);
            assertTrue(refusal(() -> lab.loss(id).gradient(left, right)).startsWith(expected), id);
            assertTrue(
                    refusal(() -> lab.loss(id).value(right, infinite))
                            .startsWith(id + ": the right rows must be finite, got Infinity in row 0, column 1"),
                    id);
        }
        for (String id : ids(PluginKind.DEPENDENCE)) {
            assertTrue(refusal(() -> lab.dependence(id).value(left, right)).contains("row 3, column 2"), id);
        }
        for (String id : ids(PluginKind.SEQUENCE)) {
            assertTrue(refusal(() -> lab.sequence(id).align(left, right)).contains("row 3, column 2"), id);
        }
        assertTrue(refusal(() -> lab.discrepancy("discrepancy/energy").gradient(left, right))
                .contains("row 3, column 2"));
        assertTrue(refusal(() -> lab.csls(left, 2)).startsWith("Lab.csls: the similarities must be finite, got NaN"));
    }

    @Test
    void wholeNumbersHaveAGradientInFloatingPoint() {
        INDArray left = drawn(1, ROWS);
        INDArray right = drawn(2, ROWS);
        INDArray expected = lab.discrepancy("discrepancy/energy").gradient(left, right);
        assertNotEquals(0, expected.amaxNumber().doubleValue());
        for (DataType type : List.of(DataType.INT32, DataType.INT64, DataType.INT8)) {
            INDArray gradient = lab.discrepancy("discrepancy/energy").gradient(left.castTo(type), right.castTo(type));
            assertTrue(gradient.dataType().isFPType(), () -> type + " gave " + gradient.dataType());
            assertEquals(0, gradient.sub(expected).amaxNumber().doubleValue(), PRECISION, type.name());
        }
    }

    @Test
    void aViewGivesWhatItsCopyGives() {
        INDArray left = everySecondRow(drawn(1, 2 * ROWS));
        INDArray right = everySecondRow(drawn(2, 2 * ROWS));
        INDArray turned = drawn(3, ROWS).transpose().dup('c').transpose();
        for (String id : ids(PluginKind.DEPENDENCE)) {
            double copied = lab.dependence(id).value(left.dup(), right.dup());
            assertEquals(copied, lab.dependence(id).value(left, right), PRECISION, id);
            assertEquals(
                    lab.dependence(id).value(turned.dup('c'), right.dup()),
                    lab.dependence(id).value(turned, right),
                    PRECISION,
                    id);
        }
        for (String id : List.of("discrepancy/mmd", "discrepancy/energy", "discrepancy/sliced-wasserstein")) {
            assertEquals(
                    lab.discrepancy(id).value(left.dup(), right.dup()),
                    lab.discrepancy(id).value(left, right),
                    PRECISION,
                    id);
        }
        assertEquals(
                lab.loss("loss/infonce").value(left.dup(), right.dup()),
                lab.loss("loss/infonce").value(left, right),
                PRECISION);
    }

    @Test
    void theCallersPrecisionIsKept() {
        INDArray single = drawn(1, ROWS).castTo(DataType.FLOAT);
        assertSame(single, GivenRows.floating("rows", single));
        assertEquals(DataType.DOUBLE, lab.csls(drawn(1, ROWS), 2).dataType());
        assertEquals(DataType.FLOAT, lab.csls(single, 2).dataType());
        assertEquals(
                "rows must be numbers, got type BOOL",
                refusal(() -> GivenRows.floating("rows", drawn(1, ROWS).gt(0))));
        INDArray large = Nd4j.valueArrayOf(new long[] {2, 2}, Double.MAX_VALUE, DataType.DOUBLE);
        assertSame(large, GivenRows.floating("rows", large), "only the sum is infinite");
    }
}
