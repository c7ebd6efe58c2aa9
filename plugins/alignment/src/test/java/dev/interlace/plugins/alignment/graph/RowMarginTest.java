package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.GradientCheck;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RowMarginTest {
    private static INDArray normal(long seed, int rows, int columns) {
        return Nd4j.createFromArray(new SplittableRandom(seed)
                        .doubles((long) rows * columns, -1, 1)
                        .toArray())
                .reshape('c', rows, columns);
    }

    private static double value(double[][] right, double[][] wrong, double margin) {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        return tape.record(new RowMargin(
                        tape.constant(Nd4j.createFromArray(right)), tape.constant(Nd4j.createFromArray(wrong)), margin))
                .value();
    }

    @Test
    void aSmallRankingIsRight() {
        // |p| = 3; |q| = 7, 4.5: max(0, 2 + 3 - 7) = 0, 2 + 3 - 4.5 = 0.5; the mean is 0.25
        assertEquals(0.25, value(new double[][] {{1, -2}}, new double[][] {{3, 4}, {0.5, -4}}, 2), 1e-12);
    }

    @Test
    void wrongOnesBelongToTheirOwnPair() {
        // pair 0: 1 - 2 + 0 = 0 and 1 - 0 = 1; pair 1: 5 - 2 = 3 and 5 - 6: 0; the mean of 0, 1, 3, 0
        assertEquals(1, value(new double[][] {{1}, {5}}, new double[][] {{2}, {0}, {-2}, {6}}, 0), 1e-12);
    }

    @Test
    void theGradientIsThatOfCentralDifferences() {
        GradientCheck.Worst worst = GradientCheck.worst(
                List.of(normal(1, 3, 4), normal(2, 6, 4)),
                (tape, x) -> tape.record(new RowMargin(x.get(0), x.get(1), 0.7)));
        assertTrue(worst.error() < 1e-6, worst.toString());
    }

    @Test
    void theGradientAddsToWhatIsThereAlready() {
        GradientCheck.Worst worst = GradientCheck.worst(List.of(normal(3, 2, 3)), (tape, x) -> {
            Var twice = tape.add(x.get(0), x.get(0));
            Loss one = tape.record(new RowMargin(x.get(0), tape.scale(twice, 0.3), 0.9));
            return one.plus(0.5, tape.squaredError(twice, x.get(0)));
        });
        assertTrue(worst.error() < 1e-6, worst.toString());
    }

    @Test
    void wrongOnesMustComeInWholeNumbersPerPair() {
        assertEquals(
                "rowMargin: wrong differences must be [k P, D] for right ones [P, D], got [3, 1] for [2, 1]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> value(new double[][] {{1}, {2}}, new double[][] {{1}, {2}, {3}}, 1))
                        .getMessage());
    }
}
