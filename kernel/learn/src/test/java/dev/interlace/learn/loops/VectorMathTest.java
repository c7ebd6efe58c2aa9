package dev.interlace.learn.loops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
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
