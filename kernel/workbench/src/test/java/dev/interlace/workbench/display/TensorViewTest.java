package dev.interlace.workbench.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.doubles.Shown;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class TensorViewTest {
    private static final Pattern PICTURE =
            Pattern.compile("alt=\"heatmap[^\"]*\" src=\"data:image/png;base64,([^\"]+)\"");

    private static BufferedImage heat(INDArray matrix) {
        Matcher picture = PICTURE.matcher(Shown.html(matrix));
        assertTrue(picture.find(), "there is no heatmap");
        try {
            return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture.group(1))));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMatrixShowsTypeShapeSizeRangeAndItsNumbersInColumns() {
        assertEquals("""
                FLOAT [2, 2], 16 bytes on CPU
                min 1, max 30, mean 9.625
                [[ 1.0,  2.0],
                 [30.0,  5.5]]""", Shown.text(Nd4j.createFromArray(new float[][] {{1, 2}, {30, 5.5f}})));
    }

    @Test
    void scalarsVectorsAndWholeNumbersAreWrittenAsTheyAre() {
        assertEquals("FLOAT [] 2.5", Shown.text(Nd4j.scalar(2.5f)));
        assertTrue(Shown.text(Nd4j.createFromArray(1, -20, 3)).endsWith("\n[  1, -20,   3]"));
        assertTrue(Shown.text(Nd4j.createFromArray(true, false)).endsWith("min 0, max 1, mean 0.5\n[1, 0]"));
        assertTrue(Shown.text(Nd4j.createFromArray(1e-7, 2.5e9)).endsWith("\n[1.000e-07, 2.500e+09]"));
        assertTrue(Shown.text(Nd4j.createFromArray(9007199254740991L, 1L)).contains("9007199254740991"));
    }

    @Test
    void aLargeMatrixShowsTheEntriesAtItsCorners() {
        INDArray array = Nd4j.arange(0, 2000).castTo(DataType.FLOAT).reshape(20, 100);
        assertTrue(Shown.text(array).endsWith("""
                [[   0,    1,    2, …,   97,   98,   99],
                 [ 100,  101,  102, …,  197,  198,  199],
                 [ 200,  201,  202, …,  297,  298,  299],
                 …,
                 [1700, 1701, 1702, …, 1797, 1798, 1799],
                 [1800, 1801, 1802, …, 1897, 1898, 1899],
                 [1900, 1901, 1902, …, 1997, 1998, 1999]]"""), Shown.text(array));
        // the same numbers by way of a view whose rows do not lie one after the other
        INDArray turned = array.transpose();
        assertTrue(Shown.text(turned).contains("[   0,  100,  200, …, 1700, 1800, 1900]"), Shown.text(turned));
    }

    @Test
    void moreDimensionsShowBlocksAndNoPicture() {
        INDArray array = Nd4j.arange(0, 24).castTo(DataType.INT32).reshape(4, 3, 2);
        assertTrue(Shown.text(array).endsWith("""
                [[[ 0,  1],
                  [ 2,  3],
                  [ 4,  5]],

                 …,

                 [[18, 19],
                  [20, 21],
                  [22, 23]]]"""), Shown.text(array));
        assertFalse(Shown.html(array).contains("<img"));
        assertTrue(Shown.text(Nd4j.zeros(9, 9, 9, 9, 9, 9)).length() < 6_000, "six dimensions");
    }

    @Test
    void noNumbersAreSaidSo() {
        assertEquals("FLOAT [0, 3] (empty)", Shown.text(Nd4j.create(DataType.FLOAT, 0, 3)));
        String text = Shown.text(Nd4j.createFromArray(1f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
        assertTrue(text.endsWith("min 1, max 1, mean 1, 1 NaN, 2 infinite\n[  1, NaN,   ∞,  -∞]"), text);
        assertTrue(Shown.text(Nd4j.createFromArray(Float.NaN)).endsWith("\n1 NaN\n[NaN]"));
    }

    @Test
    void theMeanOfFourMillionFloatsIsRight() {
        INDArray tenths = Nd4j.valueArrayOf(new long[] {2000, 2000}, 0.1f, DataType.FLOAT);
        String text = Shown.text(tenths);
        // ND4J's own sum over it, 384,525, would make the mean 0.0961
        assertTrue(text.contains("min 0.1, max 0.1, mean 0.1 (of a sample of 1,000,000)"), text);
    }

    @Test
    void aSampleTakesEachNthEntryAlongEachDimension() {
        INDArray array = Nd4j.arange(0, 60).castTo(DataType.FLOAT).reshape(3, 4, 5);
        TensorSample sample = TensorSample.of(array, 2, 4, 3);
        assertArrayEquals(new long[] {2, 1, 2}, sample.steps());
        assertArrayEquals(new long[] {2, 4, 3}, sample.shape());
        // blocks 0 and 2, all rows, columns 0, 2, 4
        assertArrayEquals(
                new double[] {0, 2, 4, 5, 7, 9, 10, 12, 14, 15, 17, 19, 40, 42, 44, 45, 47, 49, 50, 52, 54, 55, 57, 59},
                sample.values());
        INDArray view = array.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 4), NDArrayIndex.all());
        assertArrayEquals(
                new double[] {5, 7, 9, 15, 17, 19, 45, 47, 49, 55, 57, 59},
                TensorSample.of(view, 2, 2, 3).values());
    }

    @Test
    void aHeatmapHasOneRectanglePerEntryAndMarksNaN() {
        INDArray matrix = Nd4j.createFromArray(new float[][] {{-1, 0, 2}, {Float.NaN, 1, 0}});
        BufferedImage heat = heat(matrix);
        assertEquals(3 * 16, heat.getWidth());
        assertEquals(2 * 16, heat.getHeight());
        assertEquals(0xFFF4F4F4, heat.getRGB(20, 5), "zero is light");
        assertEquals(0xFF9A4300, heat.getRGB(40, 5), "the entry farthest from zero has the last colour");
        assertEquals(0xFF3D97CC, heat.getRGB(5, 5), "-1 on the scale from -2 to 2 is the second of five colours");
        assertEquals(0xFFE000E0, heat.getRGB(5, 20), "NaN");
        String html = Shown.html(matrix);
        assertTrue(html.contains("from -2 to 2") && html.contains("■</span> NaN"), html);
    }

    @Test
    void aLargeMatrixIsDrawnFromASample() {
        INDArray matrix = Nd4j.zeros(DataType.FLOAT, 3000, 200);
        BufferedImage heat = heat(matrix);
        assertTrue(heat.getHeight() <= 256 && heat.getWidth() <= 256, heat.getWidth() + " x " + heat.getHeight());
        assertTrue(Shown.html(matrix).contains("every 24th row and 2nd column"));
    }

    @Test
    void aVectorIsDrawnAsALine() {
        assertTrue(Shown.html(Nd4j.arange(0, 1000).castTo(DataType.FLOAT)).contains("alt=\"line of FLOAT [1000]\""));
        assertFalse(Shown.html(Nd4j.createFromArray(1f, 2f)).contains("<img"));
    }

    @Test
    void aClosedTensorIsNotRead() {
        INDArray array = Nd4j.zeros(2, 2);
        array.close();
        assertEquals("a closed tensor", Shown.text(array));
    }
}
