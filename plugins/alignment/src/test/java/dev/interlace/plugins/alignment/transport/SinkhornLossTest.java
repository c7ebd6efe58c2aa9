package dev.interlace.plugins.alignment.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.SeedSource;
import dev.interlace.testkit.AlignmentLossContract;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SinkhornLossTest extends AlignmentLossContract<SinkhornOptions> {
    @Override
    protected SinkhornLoss method() {
        return new SinkhornLoss();
    }

    @Override
    protected SinkhornOptions options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epsilonUnit", "ABSOLUTE", "epsilon", 0.5, "tolerance", 1e-9));
    }

    @Test
    void itIsTheDiscrepancyOfTheSameSides() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        INDArray x = Draws.normal(1, 6, 3, 0);
        INDArray y = Draws.normal(2, 9, 3, 1);
        double loss = method().loss(
                        new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(1))),
                        Sides.of(tape.constant(x), tape.constant(y)),
                        options())
                .value();
        assertEquals(new SinkhornDiscrepancy().value(x, y, options()), loss, 0);
    }

    @Test
    void aStepThatStopsEarlySaysSoInASumOfTermsToo() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        Sides sides = Sides.of(tape.constant(Draws.normal(1, 20, 3, 0)), tape.constant(Draws.normal(2, 30, 3, 5)));
        Layers layers = new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(1)));
        SinkhornOptions few = method().descriptor().schema().parse(Map.of("epsilon", 1e-6, "maxIterations", 3));
        Loss sum = method().loss(layers, sides, options()).plus(0.5, method().loss(layers, sides, few));
        Convergence worst = java.util.Objects.requireNonNull(sum.convergences().get("loss/sinkhorn"));
        assertEquals(3, worst.iterations());
        assertFalse(worst.converged());
    }
}
