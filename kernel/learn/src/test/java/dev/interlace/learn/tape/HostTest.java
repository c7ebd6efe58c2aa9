package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class HostTest {
    @Test
    void valuesGoInAndComeOutBitByBit() {
        float[] values = {1.5f, -0f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE, 1 / 3f};
        INDArray tensor = Host.tensor(DataType.FLOAT, values, 2, 3);
        assertArrayEquals(new long[] {2, 3}, tensor.shape());
        assertArrayEquals(values, Host.floats(tensor));
        assertEquals(Integer.MIN_VALUE, Float.floatToRawIntBits(Host.floats(tensor)[1]), "the sign of -0");
    }

    @Test
    void doublesKeepTheirPrecision() {
        INDArray tensor = Nd4j.createFromArray(new double[] {1 / 3.0, Math.PI});
        assertArrayEquals(new double[] {1 / 3.0, Math.PI}, Host.doubles(tensor));
        assertArrayEquals(new float[] {(float) (1 / 3.0), (float) Math.PI}, Host.floats(tensor));
        assertArrayEquals(
                new double[] {0.25, 3}, Host.doubles(Host.tensor(DataType.DOUBLE, new float[] {0.25f, 3}, 2)));
    }

    @Test
    void viewsAreReadInRowMajorOrder() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            INDArray all = Nd4j.arange(12).castTo(type).reshape('c', 3, 4); // 0 1 2 3, 4 5 6 7, 8 9 10 11
            INDArray block = all.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(1, 3));
            assertArrayEquals(new float[] {5, 6, 9, 10}, Host.floats(block), type + " block");
            assertArrayEquals(new double[] {5, 6, 9, 10}, Host.doubles(block), type + " block");
            INDArray rows = all.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
            assertArrayEquals(new float[] {4, 5, 6, 7, 8, 9, 10, 11}, Host.floats(rows), type + " rows");
            assertArrayEquals(new double[] {2, 6, 10}, Host.doubles(all.getColumn(2)), type + " column");
            assertArrayEquals(
                    new float[] {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11},
                    Host.floats(all.transpose()),
                    type + " transposed");
            assertArrayEquals(Host.floats(all), Host.floats(all.dup('f')), type + " column-major");
            assertArrayEquals(new double[] {5}, Host.doubles(Nd4j.scalar(type, 5)), type + " scalar");
        }
    }

    @Test
    void writingIntoRowsOfALargerTensorTouchesOnlyThem() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            INDArray all = Nd4j.zeros(type, 3, 2);
            Host.write(new float[] {7, 8}, all.get(NDArrayIndex.interval(1, 2), NDArrayIndex.all()));
            assertArrayEquals(new float[] {0, 0, 7, 8, 0, 0}, Host.floats(all), type.toString());
        }
    }

    @Test
    void aLongSumOfFloatsIsRight() {
        int n = 4_000_000;
        INDArray tenths = Nd4j.valueArrayOf(new long[] {n}, 0.1, DataType.FLOAT);
        double exact = n * (double) 0.1f; // 400,000.006; one float accumulator gives 384,525
        assertEquals(exact, Host.sum(tenths), 1e-6 * exact, "4e6 additions in double precision");
    }

    @Test
    void anEmptyTensorHasNoValues() {
        INDArray none = Nd4j.create(DataType.FLOAT, 0, 3);
        assertEquals(0, Host.floats(none).length);
        assertEquals(0, Host.doubles(none).length);
        assertEquals(0, Host.sum(none));
    }

    @Test
    void anotherLengthIsRejected() {
        requireMessage(
                "Host.write: the tensor has 6 entries, got 5 values",
                () -> Host.write(new float[5], Nd4j.zeros(DataType.FLOAT, 2, 3)));
    }
}
