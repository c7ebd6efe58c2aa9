package dev.interlace.learn.training;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Optimisers, the schedules of their step size, and clipping. */
class OptimizerTest {
    /** Ten steps in single precision against PyTorch's in double. */
    private static final double TOLERANCE = 1e-6;

    private static final class Numbers implements TrainingOptions {
        @Override
        public int epochs() {
            return 10;
        }

        @Override
        public double learningRate() {
            return 0.05;
        }

        @Override
        public double weightDecay() {
            return 0;
        }

        @Override
        public int decayEvery() {
            return 4;
        }

        @Override
        public double decayFactor() {
            return 0.5;
        }
    }

    private static final class WithWarmUp implements TrainingOptions {
        @Override
        public int epochs() {
            return 10;
        }

        @Override
        public double warmUp() {
            return 0.2;
        }
    }

    private static double[] golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OptimizerTest.class.getResourceAsStream("optimizers.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> Arrays.stream(line.split(" "))
                            .skip(1)
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static INDArray tenSteps(Optimizer optimizer, DataType type) {
        Parameter w = new Parameter("w", matrix(row(0.5, -1), row(2, 0.1)).castTo(type));
        INDArray slope = matrix(row(1, -2), row(0.3, 1e-4)).castTo(type);
        for (int i = 0; i < 10; i++) {
            w.gradient().assign(slope.mul(1 + 0.5 * i).subi(w.value().mul(0.7)));
            optimizer.step(List.of(w), 1);
        }
        return w.value();
    }

    @Test
    void tenStepsAreThoseOfPyTorch() throws IOException {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            requireClose(golden("adamw"), tenSteps(new Adam(0.05, 0.1), type), TOLERANCE, "AdamW in " + type);
            requireClose(golden("sgd"), tenSteps(new Momentum(0.05, 0.9, 0), type), 1e-5, "SGD in " + type);
        }
    }

    @Test
    void momentumIsAsWorkedOutByHand() {
        Parameter p = new Parameter("p", matrix(row(1, 1), row(1, 1)));
        Momentum momentum = new Momentum(0.1, 0.5, 0.2);
        p.gradient().assign(2);
        momentum.step(List.of(p), 1);
        // v = 2; w = (1 - 0.1 * 0.2) * 1 - 0.1 * 2 = 0.78
        requireClose(row(0.78, 0.78, 0.78, 0.78), p.value(), 1e-12, "after one step");
        p.gradient().assign(1);
        momentum.step(List.of(p), 0.5);
        // v = 0.5 * 2 + 1 = 2; half the rate: w = (1 - 0.05 * 0.2) * 0.78 - 0.05 * 2 = 0.6722
        requireClose(row(0.6722, 0.6722, 0.6722, 0.6722), p.value(), 1e-12, "after two steps");
    }

    @ParameterizedTest
    @EnumSource(Optimization.class)
    void anOptimizerGoesOnFromItsStateBitByBit(Optimization kind) {
        Parameter one = new Parameter("w", matrix(row(1, 2), row(3, 4)).castTo(DataType.FLOAT));
        Optimizer first = kind.start(new Numbers());
        for (int i = 0; i < 3; i++) {
            one.gradient().assign(0.3 * (i + 1));
            first.step(List.of(one), 1);
        }
        Parameter two = new Parameter("w", one.value().dup('c'));
        Optimizer second = kind.start(new Numbers());
        second.restore(List.of(two), first.state());
        for (int i = 0; i < 3; i++) {
            one.gradient().assign(-0.7);
            two.gradient().assign(-0.7);
            first.step(List.of(one), 1);
            second.step(List.of(two), 1);
        }
        assertArrayEquals(Host.floats(one.value()), Host.floats(two.value()));
    }

    @Test
    void schedulesRunAsDescribed() {
        TrainingOptions options = new Numbers(); // 10 epochs of 2 steps
        assertEquals(1, Schedule.CONSTANT.share(options, 10, 17, 2));
        assertEquals(1, Schedule.COSINE.share(options, 10, 0, 2));
        assertEquals(0.5, Schedule.COSINE.share(options, 10, 10, 2), 1e-12, "half way");
        assertEquals(
                0.5 * (1 + Math.cos(0.95 * Math.PI)),
                Schedule.COSINE.share(options, 10, 19, 2),
                1e-12,
                "the last step");
        assertEquals(1, Schedule.STEPS.share(options, 10, 7, 2), "the last step of epoch 4");
        assertEquals(0.5, Schedule.STEPS.share(options, 10, 8, 2), "the first of epoch 5");
        assertEquals(0.25, Schedule.STEPS.share(options, 10, 16, 2));
        TrainingOptions warm = new WithWarmUp(); // 4 of 20 steps
        assertEquals(0.25, Schedule.CONSTANT.share(warm, 10, 0, 2));
        assertEquals(0.75, Schedule.CONSTANT.share(warm, 10, 2, 2));
        assertEquals(1, Schedule.CONSTANT.share(warm, 10, 3, 2));
        assertEquals(1, Schedule.COSINE.share(warm, 10, 4, 2), "the cosine begins where the warm-up ends");
        assertEquals(0.5, Schedule.COSINE.share(warm, 10, 12, 2), 1e-12);
    }

    @Test
    void clippingKeepsTheDirection() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            Parameter a = new Parameter("a", matrix(row(0, 0)).castTo(type));
            Parameter b = new Parameter("b", matrix(row(0)).castTo(type));
            a.gradient().assign(matrix(row(1, 2)).castTo(type));
            b.gradient().assign(2);
            assertEquals(3, ClipNorm.shorten(List.of(a, b), 1.5), 1e-6, "the norm of (1, 2, 2)");
            requireClose(row(0.5, 1), a.gradient(), 1e-6, "halved in " + type);
            requireClose(row(1), b.gradient(), 1e-6, "halved in " + type);
            ClipNorm.shorten(List.of(a, b), 100);
            requireClose(row(0.5, 1), a.gradient(), 1e-6, "short ones stay");
        }
    }

    @Test
    void numbersOutOfRangeAreRejected() {
        requireMessage("Momentum.learningRate must be in (0, inf), got 0.0", () -> new Momentum(0, 0.9, 0));
        requireMessage("Momentum.momentum must be in [0, 1), got 1.0", () -> new Momentum(1, 1, 0));
        requireMessage("Momentum.weightDecay must be in [0, inf), got -1.0", () -> new Momentum(1, 0.9, -1));
        requireMessage("clipNorm must be in (0, inf], got 0.0", () -> ClipNorm.shorten(List.of(), 0));
        requireMessage(
                "this optimizer's state lacks 'step'; it holds []", () -> new Adam(1, 0).restore(List.of(), Map.of()));
    }
}
