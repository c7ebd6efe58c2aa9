package dev.interlace.testkit;

import static dev.interlace.testkit.Tensors.bits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Capability;
import dev.interlace.spi.SequenceAligner;
import dev.interlace.spi.Warping;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The contract of sequence aligners: where a path goes, what does not change it, what is rejected. {@link #options}
 * must be options under which both sequences are laid on each other whole, first on first and last on last, and left
 * and right are alike.
 *
 * @param <O> the options record
 */
public abstract class SequenceAlignerContract<O extends Record> extends MethodContract<O> {
    private static final int WIDTH = 3;

    /** Double precision: sums of some hundred terms in another order. */
    private static final double ROUNDING = 1e-9;

    private static final double STEP = 1e-6;

    /** Central differences with step 1e-6 in double precision lose nine of fifteen digits. */
    private static final double GRADIENT_TOLERANCE = 1e-5;

    @Override
    protected abstract SequenceAligner<O> method();

    /** Which path a method finds. */
    protected enum Optimum {
        /** The best of all. */
        GLOBAL,
        /** The best of its neighbourhood, which depends on where the search starts. */
        LOCAL
    }

    /** Which path the method finds; what only the best of all paths keeps is not asked of a local one. */
    protected Optimum optimum() {
        return Optimum.GLOBAL;
    }

    /** Options under which a sequence laid on itself costs 0; empty if there are none. */
    protected Optional<O> optionsOfZeroForEqualSequences() {
        return Optional.of(options());
    }

    private INDArray sequence(String purpose, int steps) {
        return new Problems(seed()).normal(purpose, steps, WIDTH, 0);
    }

    private Warping align(INDArray x, INDArray y) {
        return method().align(x, y, options());
    }

    private static INDArray steps(INDArray sequence, int... chosen) {
        return Nd4j.pullRows(sequence, 1, chosen).dup('c');
    }

    private static void requireWhole(Warping warping, INDArray x, INDArray y, String where) {
        int last = warping.left().length - 1;
        assertTrue(Double.isFinite(warping.cost()), where + ": the cost must be finite, got " + warping.cost());
        assertEquals(
                List.of(x.size(0) - 1, y.size(0) - 1),
                List.of((long) warping.left()[last], (long) warping.right()[last]),
                where + ": the path must end at the last steps"); // its start and its strides are Warping's own check
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        INDArray x = sequence("x", 9);
        INDArray y = sequence("y", 7);
        requireWhole(method().align(x, y, options), x, y, options.toString());
    }

    @Test
    final void aPathLeadsFromTheFirstStepsToTheLast() {
        INDArray x = sequence("x", 12);
        INDArray y = sequence("y", 7);
        requireWhole(align(x, y), x, y, "12 and 7 steps");
        requireWhole(align(y, x), y, x, "7 and 12 steps");
    }

    @Test
    final void aSequenceLiesOnItselfStepByStep() {
        INDArray x = sequence("x", 9);
        Warping warping = align(x, x.dup('c'));
        int[] all = IntStream.range(0, 9).toArray();
        assertArrayEquals(all, warping.left(), "left");
        assertArrayEquals(all, warping.right(), "right");
    }

    @Test
    final void aSequenceOnItselfCostsNothing() {
        assumeTrue(optionsOfZeroForEqualSequences().isPresent(), "no option gives 0 for equal sequences");
        INDArray x = sequence("x", 9);
        optionsOfZeroForEqualSequences()
                .ifPresent(options ->
                        assertEquals(0, method().align(x, x.dup('c'), options).cost(), ROUNDING));
    }

    @Test
    final void aRepeatedStepIsLaidOnItsOriginal() {
        assumeTrue(optimum() == Optimum.GLOBAL, "the method finds a local optimum");
        INDArray x = sequence("x", 6);
        int[] slow = {0, 1, 2, 2, 2, 3, 4, 5};
        Warping warping = align(x, steps(x, slow));
        assertArrayEquals(slow, warping.left(), "left");
        assertArrayEquals(IntStream.range(0, slow.length).toArray(), warping.right(), "right");
    }

    @Test
    final void leftAndRightAreAlike() {
        INDArray x = sequence("x", 9);
        INDArray y = sequence("y", 7);
        double cost = align(x, y).cost();
        assertEquals(cost, align(y, x).cost(), ROUNDING * Math.max(1, Math.abs(cost)));
    }

    @Test
    final void backwardsCostsAsMuchAsForwards() {
        assumeTrue(optimum() == Optimum.GLOBAL, "the method finds a local optimum");
        INDArray x = sequence("x", 9);
        INDArray y = sequence("y", 8);
        double cost = align(x, y).cost();
        double turned = align(steps(x, 8, 7, 6, 5, 4, 3, 2, 1, 0), steps(y, 7, 6, 5, 4, 3, 2, 1, 0))
                .cost();
        assertEquals(cost, turned, ROUNDING * Math.max(1, Math.abs(cost)));
    }

    @Test
    final void theSameCallGivesTheSameBits() {
        INDArray x = sequence("x", 9);
        INDArray y = sequence("y", 7);
        Warping first = align(x, y);
        Warping second = align(x, y);
        assertArrayEquals(first.left(), second.left());
        assertArrayEquals(first.right(), second.right());
        assertEquals(Double.doubleToRawLongBits(first.cost()), Double.doubleToRawLongBits(second.cost()));
        assertEquals(first.weights().map(Tensors::bits), second.weights().map(Tensors::bits));
    }

    @Test
    final void inputsStayUnchanged() {
        INDArray x = sequence("x", 9);
        INDArray y = sequence("y", 7);
        List<String> before = List.of(bits(x), bits(y));
        align(x, y);
        if (claims(Capability.GRADIENT)) {
            method().gradient(x, y, options());
        }
        assertEquals(before, List.of(bits(x), bits(y)));
    }

    @Test
    final void floatAndDoubleAgree() {
        INDArray x = sequence("x", 9);
        INDArray y = sequence("y", 7);
        double exact = align(x, y).cost();
        double single =
                align(x.castTo(DataType.FLOAT), y.castTo(DataType.FLOAT)).cost();
        assertEquals(exact, single, 1e-4 * Math.max(1, Math.abs(exact)), "a float has 7 digits");
    }

    @Test
    final void viewsAreReadLikeCopies() {
        INDArray x = sequence("x", 9);
        INDArray y = sequence("y", 7);
        INDArray view = x.dup('f');
        assertEquals(align(x, y).cost(), align(view, y).cost(), "column-major x");
        INDArray longer = sequence("longer", 12);
        INDArray part = longer.get(NDArrayIndex.interval(2, 11), NDArrayIndex.all());
        assertEquals(align(part.dup('c'), y).cost(), align(part, y).cost(), "a slice of steps");
    }

    @Test
    final void weightsAreSharesAndFullInBothCorners() {
        INDArray x = sequence("x", 9);
        INDArray y = sequence("y", 7);
        Optional<INDArray> weights = align(x, y).weights();
        assumeTrue(weights.isPresent(), "the path says all");
        double[] shares = Host.doubles(weights.orElseThrow());
        assertEquals("[9, 7]", Arrays.toString(weights.orElseThrow().shape()));
        for (double share : shares) {
            assertTrue(share >= 0 && share <= 1 + ROUNDING, "a weight must be in [0, 1], got " + share);
        }
        assertEquals(1, shares[0], ROUNDING, "every path starts at the first steps");
        assertEquals(1, shares[shares.length - 1], ROUNDING, "every path ends at the last steps");
    }

    @Test
    final void theGradientAgreesWithCentralDifferences() {
        INDArray x = sequence("x", 5);
        INDArray y = sequence("y", 4);
        if (!claims(Capability.GRADIENT)) {
            UnsupportedOperationException e =
                    assertThrows(UnsupportedOperationException.class, () -> method().gradient(x, y, options()));
            assertTrue(String.valueOf(e.getMessage()).contains(descriptor().id()), "the message names the method");
            return;
        }
        INDArray result = method().gradient(x, y, options());
        assertEquals(Arrays.toString(x.shape()), Arrays.toString(result.shape()), "shape of the gradient");
        double[] gradient = Host.doubles(result);
        double[] values = Host.doubles(x);
        for (int i = 0; i < values.length; i++) {
            double difference = (moved(values, i, STEP, y) - moved(values, i, -STEP, y)) / (2 * STEP);
            assertEquals(
                    difference,
                    gradient[i],
                    GRADIENT_TOLERANCE * Math.max(1, Math.abs(difference)),
                    "entry " + i + ", seed " + seed());
        }
    }

    private double moved(double[] values, int i, double step, INDArray y) {
        double[] changed = values.clone();
        changed[i] += step;
        return align(Nd4j.createFromArray(changed).reshape('c', values.length / WIDTH, WIDTH), y)
                .cost();
    }

    @Test
    final void aSingleStepMeetsEveryStepOrIsRejected() {
        INDArray one = sequence("one", 1);
        INDArray many = sequence("many", 5);
        try {
            Warping warping = align(one, many);
            assertArrayEquals(new int[5], warping.left(), "the single step stands against all");
            assertArrayEquals(new int[] {0, 1, 2, 3, 4}, warping.right());
            assertArrayEquals(new int[] {0, 1, 2, 3, 4}, align(many, one).left());
            assertEquals(1, align(one, sequence("other", 1)).left().length, "one on one");
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("step"), "the message must speak of steps: " + e);
        }
    }

    @Test
    final void equalStepsHaveAPathOrAreRejected() {
        INDArray flat = Nd4j.ones(DataType.DOUBLE, 5, WIDTH);
        try {
            requireWhole(align(flat, flat), flat, flat, "equal steps");
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            assertNotNull(message);
            assertTrue(message.contains("step"), "the message must speak of steps: " + e);
        }
    }

    @Test
    final void unequalWidthsWorkWhereClaimedAndAreRejectedElsewhere() {
        INDArray x = sequence("x", 9);
        INDArray narrow = new Problems(seed()).normal("narrow", 7, 2, 0);
        if (claims(Capability.UNEQUAL_WIDTHS)) {
            requireWhole(align(x, narrow), x, narrow, "widths of 3 and 2");
        } else {
            requireRejection(() -> align(x, narrow), descriptor().id(), "3", "2");
        }
    }

    @Test
    final void whatIsNoSequenceIsRejected() {
        INDArray x = sequence("x", 9);
        INDArray empty = Nd4j.create(DataType.DOUBLE, 0, WIDTH);
        requireRejection(() -> align(empty, x), "x", "step");
        requireRejection(() -> align(x, empty), "y", "step");
        requireRejection(() -> align(Nd4j.ones(9), x), "x", "[9]");
        requireRejection(() -> align(x, Nd4j.ones(2, 9, WIDTH)), "y", "[2, 9, 3]");
    }

    @Test
    final void notANumberIsRejected() {
        INDArray x = sequence("x", 9);
        INDArray bad = x.dup('c');
        bad.getRow(4).assign(Double.NaN);
        requireRejection(() -> align(bad, x), "x", "finite", "4");
        requireRejection(() -> align(x, bad), "y", "finite", "4");
    }
}
