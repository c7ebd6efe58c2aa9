package dev.interlace.testkit;

import static dev.interlace.testkit.Tensors.bits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.GradientCheck;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Parameter;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Capability;
import dev.interlace.spi.SeedSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The contract of alignment losses.
 *
 * @param <O> the options record
 */
public abstract class AlignmentLossContract<O extends Record> extends MethodContract<O> {
    private static final int ROWS = 8;
    private static final int WIDTH = 5;

    /** Of central differences in double precision. */
    private static final double STEP = 1e-6;

    /** Central differences with step 1e-6 in double precision lose nine of fifteen digits. */
    private static final double GRADIENT_TOLERANCE = 1e-5;

    /** Sums of some hundred terms in another order, in double precision. */
    private static final double ROUNDING = 1e-9;

    /** A float has 7 digits; a loss is a mean of some dozen terms. */
    private static final double SINGLE = 1e-4;

    @Override
    protected abstract AlignmentLoss<O> method();

    /** Whether left and right play the same part, so that exchanging them keeps the value. */
    protected boolean isSymmetric() {
        return true;
    }

    /** Labels that the gradient is checked with beside none: two pairs share one. */
    protected int[] labels() {
        return new int[] {0, 1, 2, 3, 0, 4, 5, 6};
    }

    private INDArray sample(String purpose, int rows) {
        return new Problems(seed()).normal(purpose, rows, WIDTH, 0.3);
    }

    private boolean needsPairs() {
        return claims(Capability.NEEDS_PAIRS);
    }

    private Parameters parameters(DataType type) {
        return new Parameters(type, new SeedSource(seed()));
    }

    private double value(INDArray left, INDArray right, int[] labels, O options) {
        return value(left, right, labels, options, DataType.DOUBLE);
    }

    private double value(INDArray left, INDArray right, int[] labels, O options, DataType type) {
        Tape tape = new Tape(type);
        tape.begin(Tape.Mode.TRAIN, new SeedSource(seed()));
        return method().loss(
                        new Layers(tape, parameters(type)),
                        new Sides(tape.constant(left), tape.constant(right), labels),
                        options)
                .value();
    }

    private static double largest(INDArray tensor) {
        return Arrays.stream(Host.doubles(tensor)).map(Math::abs).max().orElse(0);
    }

    private static int[] none() {
        return new int[0];
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        double value = value(sample("left", ROWS), sample("right", ROWS), none(), options);
        assertTrue(Double.isFinite(value), options + ": the loss must be finite, got " + value);
    }

    @Test
    final void theGradientAgreesWithCentralDifferences() {
        for (int[] labels : List.of(none(), labels())) {
            Parameters own = parameters(DataType.DOUBLE);
            value(sample("left", ROWS), sample("right", ROWS), labels, options()); // the loss may refuse before we move
            GradientCheck.Worst worst = GradientCheck.worst(
                    List.of(sample("left", ROWS), sample("right", ROWS)),
                    (tape, sides) -> method().loss(
                                    new Layers(tape, own), new Sides(sides.get(0), sides.get(1), labels), options()));
            assertTrue(
                    worst.error() <= GRADIENT_TOLERANCE,
                    worst.where() + ", labels " + Arrays.toString(labels) + ", seed " + seed());
        }
    }

    @Test
    final void theGradientOfItsOwnParametersAgreesWithCentralDifferences() {
        INDArray left = sample("left", ROWS);
        INDArray right = sample("right", ROWS);
        Parameters own = parameters(DataType.DOUBLE);
        Tape tape = new Tape(DataType.DOUBLE);
        tape.backward(loss(tape, own, left, right));
        for (Parameter parameter : own.all()) {
            double[] gradient = Host.doubles(parameter.gradient()).clone();
            double[] value = Host.doubles(parameter.value()).clone();
            for (int i = 0; i < value.length; i++) {
                double[] moved = value.clone();
                moved[i] = value[i] + STEP;
                Host.write(moved, parameter.value());
                double above = loss(tape, own, left, right).value();
                moved[i] = value[i] - STEP;
                Host.write(moved, parameter.value());
                double below = loss(tape, own, left, right).value();
                Host.write(value, parameter.value());
                double difference = (above - below) / (2 * STEP);
                assertEquals(
                        difference,
                        gradient[i],
                        GRADIENT_TOLERANCE * Math.max(1, Math.abs(difference)),
                        parameter + ", entry " + i);
            }
        }
    }

    private Loss loss(Tape tape, Parameters own, INDArray left, INDArray right) {
        tape.begin(Tape.Mode.TRAIN, new SeedSource(seed()));
        return method().loss(new Layers(tape, own), Sides.of(tape.watched(left), tape.constant(right)), options());
    }

    @Test
    final void everyParameterOfItsOwnGetsAGradient() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin(Tape.Mode.TRAIN, new SeedSource(seed()));
        Parameters own = parameters(DataType.DOUBLE);
        Var left = tape.watched(sample("left", ROWS));
        Loss loss =
                method().loss(new Layers(tape, own), Sides.of(left, tape.constant(sample("right", ROWS))), options());
        tape.backward(loss);
        assertTrue(largest(left.gradient()) > 0, "the left side must get a gradient");
        for (Parameter parameter : own.all()) {
            assertTrue(largest(parameter.gradient()) > 0, parameter + " is declared and gets no gradient");
        }
    }

    @Test
    final void aStepAgainstTheGradientLowersTheLoss() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin(Tape.Mode.TRAIN, new SeedSource(seed()));
        INDArray x = sample("left", ROWS);
        INDArray y = sample("right", ROWS);
        Var left = tape.watched(x);
        Loss loss = method().loss(
                        new Layers(tape, parameters(DataType.DOUBLE)), Sides.of(left, tape.constant(y)), options());
        tape.backward(loss);
        INDArray moved = x.sub(left.gradient().mul(1e-3));
        double after = value(moved, y, none(), options());
        assertTrue(after < loss.value(), "a small step takes the loss from " + loss.value() + " to " + after);
    }

    @Test
    final void theOrderOfRowsDoesNotMatter() {
        INDArray left = sample("left", ROWS);
        INDArray right = sample("right", ROWS);
        int[] order = IntStream.range(0, ROWS).map(row -> (row * 3 + 1) % ROWS).toArray();
        int[] labels = labels();
        int[] movedLabels = Arrays.stream(order).map(row -> labels[row]).toArray();
        double value = value(left, right, labels, options());
        double moved = value(
                Nd4j.pullRows(left, 1, order).dup('c'),
                Nd4j.pullRows(right, 1, order).dup('c'),
                movedLabels,
                options());
        assertEquals(value, moved, ROUNDING * Math.max(1, Math.abs(value)), "pairs in another order");
    }

    @Test
    final void theSidesCanBeExchanged() {
        assumeTrue(isSymmetric(), "the sides play different parts");
        INDArray left = sample("left", ROWS);
        INDArray right = sample("right", ROWS);
        double value = value(left, right, none(), options());
        assertEquals(value, value(right, left, none(), options()), ROUNDING * Math.max(1, Math.abs(value)));
    }

    @Test
    final void rightPairsCostLessThanWrongOnes() {
        assumeTrue(needsPairs(), "the loss needs no pairs");
        INDArray left = sample("left", ROWS).mul(2);
        INDArray right = left.add(sample("noise", ROWS).mul(0.05));
        int[] shifted = IntStream.range(0, ROWS).map(row -> (row + 1) % ROWS).toArray();
        double own = value(left, right, none(), options());
        double others = value(left, Nd4j.pullRows(right, 1, shifted).dup('c'), none(), options());
        assertTrue(own < others, "right pairs cost " + own + ", wrong ones " + others);
    }

    @Test
    final void floatAndDoubleAgree() {
        INDArray left = sample("left", ROWS);
        INDArray right = sample("right", ROWS);
        double exact = value(left, right, none(), options());
        double single = value(left, right, none(), options(), DataType.FLOAT);
        assertEquals(exact, single, SINGLE * Math.max(1, Math.abs(exact)));
    }

    @Test
    final void inputsStayUnchanged() {
        INDArray left = sample("left", ROWS);
        INDArray right = sample("right", ROWS);
        List<String> before = List.of(bits(left), bits(right));
        value(left, right, labels(), options());
        assertEquals(before, List.of(bits(left), bits(right)));
    }

    @Test
    final void sidesThatDoNotFitAreRejected() {
        INDArray left = sample("left", ROWS);
        INDArray narrow = new Problems(seed()).normal("right", ROWS, WIDTH - 1, 0);
        requireRejection(() -> value(left, narrow, none(), options()), "4", "5");
        if (needsPairs()) {
            requireRejection(() -> value(left, sample("right", ROWS - 1), none(), options()), "7", "8");
        } else {
            assertTrue(Double.isFinite(value(left, sample("right", ROWS - 1), none(), options())), "unequal sizes");
        }
    }

    @Test
    final void equalRowsAndASinglePairGiveANumberOrARejection() {
        List<INDArray[]> sides = new ArrayList<>();
        sides.add(new INDArray[] {sample("left", 1), sample("right", 1)});
        INDArray same = Nd4j.ones(DataType.DOUBLE, ROWS, WIDTH);
        sides.add(new INDArray[] {same, same.dup('c')});
        sides.add(new INDArray[] {Nd4j.zeros(DataType.DOUBLE, ROWS, WIDTH), same});
        for (INDArray[] side : sides) {
            try {
                double value = value(side[0], side[1], none(), options());
                assertTrue(Double.isFinite(value), "a degenerate batch gives " + value);
            } catch (IllegalArgumentException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("row"), "the message must speak of rows: " + e);
            }
        }
    }
}
