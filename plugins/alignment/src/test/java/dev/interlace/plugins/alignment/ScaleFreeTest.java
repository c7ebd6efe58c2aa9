package dev.interlace.plugins.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters;
import dev.interlace.plugins.alignment.contrastive.BarlowTwinsLoss;
import dev.interlace.plugins.alignment.contrastive.VicRegLoss;
import dev.interlace.plugins.alignment.graph.ManifoldAlignment;
import dev.interlace.plugins.alignment.linear.Procrustes;
import dev.interlace.plugins.alignment.transport.CoralAlignment;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Results that do not depend on where the origin lies or on the unit must not change with them. */
class ScaleFreeTest {
    /** A column moved by 1e7 keeps nine digits of its deviations in double precision. */
    private static final double KEPT = 1e-6;

    private static INDArray drawn(long seed, int rows, int columns) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int c = 0; c < columns; c++) {
                row[c] = random.nextGaussian();
            }
        }
        return Nd4j.createFromArray(values);
    }

    private record Result(double value, INDArray gradient) {
        static <O extends Record> Result of(AlignmentLoss<O> loss, INDArray x, INDArray y) {
            Tape tape = new Tape(DataType.DOUBLE);
            tape.begin();
            Var left = tape.watched(x);
            var found = loss.loss(
                    new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(1))),
                    Sides.of(left, tape.constant(y)),
                    loss.descriptor().schema().parse(Map.of()));
            tape.backward(found);
            return new Result(found.value(), left.gradient().dup('c'));
        }
    }

    private static <O extends Record> INDArray similarity(AlignmentMethod<O> method, INDArray x, INDArray y) {
        Features left = Features.vector("left", x);
        Features right = Features.vector("right", y);
        return method.fit(
                        left,
                        right,
                        Supervision.paired(),
                        method.descriptor().schema().parse(Map.of()),
                        FitContext.seeded(1))
                .similarity(left, right)
                .castTo(DataType.DOUBLE);
    }

    private static void requireClose(INDArray expected, INDArray actual, double tolerance, String where) {
        double largest = expected.sub(actual).norm2Number().doubleValue()
                / Math.max(1e-300, expected.norm2Number().doubleValue());
        assertTrue(largest <= tolerance, where + ": off by " + largest);
    }

    static Stream<AlignmentLoss<?>> losses() {
        return Stream.of(new BarlowTwinsLoss(), new VicRegLoss());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aColumnFarFromZeroIsNoConstantOne(AlignmentLoss<?> loss) {
        INDArray x = drawn(1, 20, 3);
        INDArray y = drawn(2, 20, 3).addi(x);
        Result near = Result.of(loss, x, y);
        Result far = Result.of(loss, x.add(1e7), y.add(1e7));
        assertEquals(near.value, far.value, KEPT * near.value);
        requireClose(near.gradient, far.gradient, KEPT, loss.descriptor().id());
    }

    @Test
    void aConstantColumnFarFromZeroIsAConstantOne() {
        INDArray x = drawn(1, 20, 2);
        x.getColumn(0).assign(1e7 + 0.1);
        // the constant column correlates with nothing: (1 - 0)^2, and the other with itself: 0
        double alone = Result.of(new BarlowTwinsLoss(), x, x).value;
        assertEquals(1, alone, 1e-9);
    }

    static Stream<AlignmentMethod<?>> moved() {
        return Stream.of(new Procrustes(), new CoralAlignment(), new ManifoldAlignment());
    }

    @ParameterizedTest
    @MethodSource("moved")
    void movingBothSidesByAMillionChangesNoSimilarity(AlignmentMethod<?> method) {
        INDArray x = drawn(1, 40, 3);
        INDArray y = x.add(drawn(2, 40, 3).muli(0.3));
        requireClose(
                similarity(method, x, y),
                similarity(method, x.add(1e6), y.add(1e6)),
                1e-5,
                method.descriptor().id());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-13, 1e-100, 1e100})
    void theUnitOfRowsChangesNoCosine(double unit) {
        INDArray x = drawn(1, 40, 3);
        INDArray y = x.add(drawn(2, 40, 3).muli(0.3));
        requireClose(
                similarity(new Procrustes(), x, y),
                similarity(new Procrustes(), x.mul(unit), y.mul(unit)),
                1e-6,
                "unit " + unit);
    }
}
