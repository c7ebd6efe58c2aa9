package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.SeedSource;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class DropoutTest {
    private final Tape tape = new Tape(DataType.DOUBLE);

    @Test
    void dropoutKeepsTheMeanInTrainingAndDoesNothingElse() {
        tape.begin();
        Var ones = tape.constant(matrix(new double[20_000]).addi(1));
        assertSame(ones, tape.dropout(ones, 0.4), "a predicting run");
        tape.begin(Tape.Mode.TRAIN, new SeedSource(3));
        double[] dropped =
                Host.doubles(tape.dropout(tape.constant(ones.value()), 0.4).value());
        double sum = 0;
        for (double x : dropped) {
            assertTrue(x == 0 || Math.abs(x - 1 / 0.6) < 1e-6, "an entry is 0 or 1 / 0.6, got " + x);
            sum += x;
        }
        // variance of an entry 0.4 / 0.6, of the mean 0.667 / 20,000: deviation 0.0058
        assertEquals(1, sum / dropped.length, 4 * 0.0058, "seed 3");
    }
}
