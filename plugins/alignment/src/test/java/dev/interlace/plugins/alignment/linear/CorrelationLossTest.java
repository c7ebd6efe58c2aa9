package dev.interlace.plugins.alignment.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.GradientCheck;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CorrelationLossTest {
    private static double value(INDArray x, INDArray y, double ridge) {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        return tape.record(new CorrelationLoss(tape.constant(x), tape.constant(y), ridge))
                .value();
    }

    @Test
    void oneColumnEachIsTheCorrelationShrunkByTheRidge() {
        // x = (0, 1, 2), y = (0, 1, 3): variances 1 and 7/3, covariance 3/2; with ridge 1: 1.5 / sqrt(2 * 10/3)
        INDArray x = Nd4j.createFromArray(new double[][] {{0}, {1}, {2}});
        INDArray y = Nd4j.createFromArray(new double[][] {{0}, {1}, {3}});
        assertEquals(-1.5 / Math.sqrt(2 * 10 / 3.0), value(x, y, 1), 1e-12);
    }

    @Test
    void aLinearMapOfASideChangesNothing() {
        INDArray x = Golden.get("dcca.left");
        INDArray y = Golden.get("dcca.right");
        INDArray map = Nd4j.createFromArray(new double[][] {{2, 1, 0}, {0, 1, 0}, {1, 0, -3}});
        assertEquals(value(x, y, 1e-10), value(x.mmul(map), y, 1e-10), 1e-8);
        assertEquals(-3, value(x, x.mmul(map), 1e-10), 1e-6, "a side with its own image correlates fully");
    }

    @Test
    void valueAndGradientsAgreeWithTheReference() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        Var x = tape.watched(Golden.get("dcca.left"));
        Var y = tape.watched(Golden.get("dcca.right"));
        Loss loss = tape.record(new CorrelationLoss(x, y, 0.1));
        tape.backward(loss);
        assertEquals(Golden.values("dcca.loss")[0], loss.value(), 1e-12);
        assertArrayEquals(Golden.values("dcca.gradient-left"), Host.doubles(x.gradient()), 1e-12);
        assertArrayEquals(Golden.values("dcca.gradient-right"), Host.doubles(y.gradient()), 1e-12);
    }

    @Test
    void gradientsAgreeWithCentralDifferences() {
        INDArray x = Golden.random(11, 12, 3);
        INDArray y = Golden.random(12, 12, 4);
        GradientCheck.Worst worst = GradientCheck.worst(
                List.of(x, y), (tape, sides) -> tape.record(new CorrelationLoss(sides.get(0), sides.get(1), 0.05)));
        assertTrue(worst.error() < 1e-7, worst.toString());
    }

    @Test
    void oneRowAndEqualRowsCorrelateWithNothing() {
        assertEquals(0, value(Nd4j.ones(DataType.DOUBLE, 1, 2), Nd4j.ones(DataType.DOUBLE, 1, 2), 0.1), 0);
        assertEquals(0, value(Nd4j.ones(DataType.DOUBLE, 4, 2), Golden.random(1, 4, 2), 0.1), 1e-12);
    }
}
