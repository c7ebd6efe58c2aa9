package dev.interlace.learn.loops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The exponential and the hyperbolic tangent of the loops of this machine, against Java's in double precision. */
class VectorMathTest {
    /** Two units in the last place of a float. */
    private static final double EXP = 2.4e-7;

    /** Three units in the last place. */
    private static final double TANH = 3.6e-7;

    private static final int COUNT = 40_000;

    /** Enough runs for the virtual machine to compile the loop on the way. */
    private static final int RUNS = 400;

    private static float[] values(double width) {
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * width);
        }
        return values;
    }

    private static float[] exp(float... in) {
        float[] out = new float[in.length];
        HostLoops.LOOPS.exp(in, out, in.length);
        return out;
    }

    private static float[] tanh(float... in) {
        float[] out = new float[in.length];
        HostLoops.LOOPS.activate(Curve.TANH, in, out, in.length);
        return out;
    }

    @Test
    void theExponentialIsRightToTwoUnitsInTheLastPlace() {
        float[] in = values(86);
        float[] out = exp(in);
        for (int i = 0; i < COUNT; i++) {
            double exact = Math.exp(in[i]);
            assertEquals(exact, out[i], EXP * exact, "exp " + in[i]);
        }
    }

    private static final RowLoops ROWS =
            HostLoops.choose(RowLoops.class, "dev.interlace.learn.loops.VectorRowLoops", PlainRowLoops::new);

    private static double[] exponentials(double... in) {
        double[] out = in.clone();
        ROWS.exponentials(out, 0, out.length);
        return out;
    }

    @Test
    void theExponentialOfDoublesIsRightToTwoUnitsInTheLastPlace() {
        SplittableRandom random = new SplittableRandom(4);
        double[] in = random.doubles(COUNT, -707, 709).toArray();
        System.arraycopy(random.doubles(COUNT / 2, -2, 2).toArray(), 0, in, 0, COUNT / 2);
        double[] out = exponentials(in);
        for (int i = 0; i < COUNT; i++) {
            double exact = StrictMath.exp(in[i]);
            assertEquals(exact, out[i], 2 * Math.ulp(exact), "exp " + in[i]);
        }
    }

    @Test
    void theEndsOfTheRangeOfDoublesAreDefined() {
        double[] out = exponentials(0, -0.0, -708, -1e300, Double.NEGATIVE_INFINITY, 710, Double.NaN, 709.7, 1e-300);
        assertEquals(1, out[0]);
        assertEquals(1, out[1]);
        assertEquals(0, out[2], 5e-308, "results that are nearly subnormal may be 0");
        assertEquals(0, out[3]);
        assertEquals(0, out[4]);
        assertEquals(Double.POSITIVE_INFINITY, out[5]);
        assertTrue(Double.isNaN(out[6]));
        assertEquals(StrictMath.exp(709.7), out[7], 2 * Math.ulp(out[7]));
        assertEquals(1, out[8]);
    }

    @Test
    void rowsOfDoublesAndSumsOfLanesGiveTheSameBitsBeforeAndAfterTheyAreCompiled() {
        double[] in = new SplittableRandom(5).doubles(COUNT, -9, 0).toArray();
        double[] first = in.clone();
        double sum = ROWS.exponentials(first, 0, COUNT);
        float[] grey = values(1);
        float[] sums = new float[COUNT / 40];
        HostLoops.LOOPS.softmax(grey.clone(), sums, COUNT / 40, 40);
        for (int run = 0; run < RUNS; run++) {
            double[] again = in.clone();
            assertEquals(sum, ROWS.exponentials(again, 0, COUNT), "sum, run " + run);
            assertArrayEquals(first, again, "rows, run " + run);
            float[] later = new float[COUNT / 40];
            HostLoops.LOOPS.softmax(grey.clone(), later, COUNT / 40, 40);
            assertArrayEquals(sums, later, "sums of rows, run " + run);
        }
    }

    @Test
    void noLoopUsesWhatRoundsOtherwiseOnceItIsCompiled() throws IOException {
        Path folder = Path.of("src", "main", "java", "dev", "interlace", "learn", "loops");
        Pattern rounding =
                Pattern.compile("lanewise\\(VectorOperators\\.(EXP|EXPM1|LOG|LOG10|LOG1P|TANH|SIN|COS|TAN|POW)\\b"
                        + "|reduceLanes\\(VectorOperators\\.(ADD|MUL)\\b");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                assertFalse(
                        rounding.matcher(Files.readString(file)).find(),
                        file + " must take VectorMath's exponential, tangent and sum instead");
            }
        }
    }

    @Test
    void theTangentIsRightToThreeUnitsInTheLastPlace() {
        for (double width : new double[] {1e-3, 0.7, 20}) {
            float[] in = values(width);
            float[] out = tanh(in);
            for (int i = 0; i < COUNT; i++) {
                double exact = Math.tanh(in[i]);
                assertEquals(exact, out[i], TANH * Math.abs(exact), "tanh " + in[i]);
            }
        }
    }

    @Test
    void theEndsOfTheRangeAreDefined() {
        float[] out = exp(0, -0f, 88.7f, 89, Float.POSITIVE_INFINITY, -87, -1e4f, Float.NEGATIVE_INFINITY, Float.NaN);
        assertEquals(1f, out[0]);
        assertEquals(1f, out[1]);
        assertEquals(Math.exp(88.7f), out[2], EXP * Math.exp(88.7f));
        assertEquals(Float.POSITIVE_INFINITY, out[3]);
        assertEquals(Float.POSITIVE_INFINITY, out[4]);
        assertEquals(0, out[5], 2e-38, "subnormal results may be 0");
        assertEquals(0f, out[6]);
        assertEquals(0f, out[7]);
        assertTrue(Float.isNaN(out[8]));
        float[] bent = tanh(0, 1e4f, -1e4f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 0.625f);
        assertArrayEquals(new float[] {0, 1, -1, 1, -1}, Arrays.copyOf(bent, 5));
        assertTrue(Float.isNaN(bent[5]));
        assertEquals(Math.tanh(0.625), bent[6], TANH);
    }

    @Test
    void theSameNumbersGiveTheSameBitsBeforeAndAfterTheyAreCompiled() {
        float[] in = values(4);
        float[] first = exp(in);
        float[] bent = tanh(in);
        float[] shares = in.clone();
        HostLoops.LOOPS.softmax(shares, new float[COUNT / 40], COUNT / 40, 40);
        for (int run = 0; run < RUNS; run++) {
            assertArrayEquals(first, exp(in), "exp, run " + run);
            assertArrayEquals(bent, tanh(in), "tanh, run " + run);
            float[] again = in.clone();
            HostLoops.LOOPS.softmax(again, new float[COUNT / 40], COUNT / 40, 40);
            assertArrayEquals(shares, again, "softmax, run " + run);
        }
    }
}
