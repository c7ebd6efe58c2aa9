package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Capability;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import dev.interlace.testkit.Problems.Given;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The contract of matchers. {@link #given} says whether a method reads the similarities across or the structures of
 * both sides; a method that reads anything else overrides {@link #problem}.
 *
 * <p>A coupling is a share-out of mass 1: for sides of equal size every row and every column of it sums to {@code 1/n}.
 * A method that relaxes this overrides {@link #couplingHasEqualMarginals}; a method whose matching says all leaves the
 * coupling empty.
 *
 * @param <O> the options record
 */
public abstract class MatcherContract<O extends Record> extends MethodContract<O> {
    private static final int SEEDS = 3;

    /** A cancelled match must end within a second. */
    private static final long LONGEST_GAP_NANOS = 1_000_000_000L;

    /** Wall time after which a match of the larger problem has been watched long enough. */
    private static final long WATCH_NANOS = 1_500_000_000L;

    @Override
    protected abstract Matcher<O> method();

    /** What the method reads of a problem: a similarity, or structures where it refuses that, unless overridden. */
    protected Given given() {
        try {
            match(new Problems(seed())
                    .planted(items(), items(), Given.SIMILARITY)
                    .problem());
            return Given.SIMILARITY;
        } catch (IllegalArgumentException e) {
            return Given.STRUCTURES;
        }
    }

    /** Items of each side of the problems; a method with a costly step may take fewer. */
    protected int items() {
        return 12;
    }

    /** A problem whose best matching is unique and known, under which {@link #options} find it. */
    protected PlantedMatching problem(long problemSeed, int left, int right) {
        return new Problems(problemSeed).planted(left, right, given());
    }

    /** Whether the coupling of sides of equal size has equal rows and columns. */
    protected boolean couplingHasEqualMarginals() {
        return true;
    }

    /** How far a row or a column of {@code n} times the coupling may be from 1. */
    protected double marginalTolerance() {
        return 1e-5;
    }

    /**
     * How far the values of one problem with its items in two orders may lie apart, as a share of the value (of 1 if
     * below).
     */
    protected double valueTolerance() {
        return 1e-6;
    }

    private PlantedMatching problem() {
        return problem(seed(), items(), items());
    }

    private Matching match(MatchProblem problem) {
        return method().match(problem, options(), FitContext.seeded(seed()));
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        MatchProblem problem = problem().problem();
        requireSound(
                method().match(problem, options, FitContext.seeded(seed()).with(cancellation)),
                items(),
                items(),
                options.toString());
    }

    /** What holds for every matching of n and m items. */
    private void requireSound(Matching matching, int n, int m, String where) {
        assertEquals(n, matching.rightOf().length, where + ": one entry per left item");
        for (int right : matching.rightOf()) {
            assertTrue(right >= -1 && right < m, where + ": a right item must lie in [-1, " + m + "), got " + right);
        }
        assertTrue(Double.isFinite(matching.value()), where + ": the value must be finite, got " + matching.value());
        assertTrue(matching.iterations() >= 0, where + ": iterations " + matching.iterations());
        matching.coupling().ifPresent(coupling -> {
            assertEquals(Arrays.toString(new long[] {n, m}), Arrays.toString(coupling.shape()), where + ": coupling");
            for (double[] row : Tensors.rows(coupling)) {
                for (double mass : row) {
                    assertTrue(mass >= 0 && mass < Double.POSITIVE_INFINITY, where + ": mass " + mass);
                }
            }
        });
    }

    private static int[] matched(Matching matching) {
        return Arrays.stream(matching.rightOf()).filter(right -> right >= 0).toArray();
    }

    @Test
    final void aPlantedMatchingIsFound() {
        for (long s = seed(); s < seed() + SEEDS; s++) {
            PlantedMatching planted = problem(s, items(), items());
            Matching found = match(planted.problem());
            requireSound(found, items(), items(), "seed " + s);
            assertEquals(Arrays.toString(planted.truth()), Arrays.toString(found.rightOf()), "seed " + s);
            assertTrue(found.converged(), "an easy problem must converge, seed " + s + ": " + found);
        }
    }

    @Test
    final void theMatchedItemHasTheMostMassOfItsRow() {
        Matching found = match(problem().problem());
        assumeTrue(found.coupling().isPresent(), "the method gives no coupling");
        double[][] coupling = Tensors.rows(found.coupling().orElseThrow());
        for (int i = 0; i < items(); i++) {
            double most = Arrays.stream(coupling[i]).max().orElseThrow();
            assertEquals(most, coupling[i][found.rightOf()[i]], 0, "left item " + i);
        }
    }

    @Test
    final void theCouplingHasEqualMarginals() {
        Matching found = match(problem().problem());
        assumeTrue(found.coupling().isPresent() && couplingHasEqualMarginals(), "no coupling, or relaxed marginals");
        double[][] coupling = Tensors.rows(found.coupling().orElseThrow());
        for (int i = 0; i < items(); i++) {
            int item = i;
            double row = Arrays.stream(coupling[i]).sum();
            double column = Arrays.stream(coupling).mapToDouble(r -> r[item]).sum();
            assertEquals(1, items() * row, marginalTolerance(), "row " + i + " of n times the coupling");
            assertEquals(1, items() * column, marginalTolerance(), "column " + i + " of n times the coupling");
        }
    }

    @Test
    final void inputsStayUnchanged() {
        MatchProblem problem = problem().problem();
        List<String> before = bitsOf(problem);
        match(problem);
        assertEquals(before, bitsOf(problem));
    }

    private static List<String> bitsOf(MatchProblem problem) {
        return IntStream.range(0, 3)
                .mapToObj(k -> k == 0 ? problem.similarity() : k == 1 ? problem.left() : problem.right())
                .map(part -> part.map(Tensors::bits).orElse("none"))
                .toList();
    }

    @Test
    final void theSameSeedGivesTheSameMatching() {
        Matching one = match(problem().problem());
        Matching other = match(problem().problem());
        assertEquals(Arrays.toString(one.rightOf()), Arrays.toString(other.rightOf()), "seed " + seed());
        assertEquals(one.value(), other.value(), 0, "the value, seed " + seed());
        assertEquals(one.iterations(), other.iterations(), "iterations, seed " + seed());
        assertEquals(
                one.coupling().map(Tensors::bits), other.coupling().map(Tensors::bits), "coupling, seed " + seed());
    }

    @Test
    final void leftItemsInAnotherOrderAreMatchedInThatOrder() {
        PlantedMatching planted = problem();
        int[] order = new SeedSource(seed()).split("left order").permutation(items());
        Matching straight = match(planted.problem());
        Matching moved = match(reordered(planted.problem(), order, identity()));
        int[] expected =
                Arrays.stream(order).map(item -> straight.rightOf()[item]).toArray();
        assertEquals(Arrays.toString(expected), Arrays.toString(moved.rightOf()), "seed " + seed());
        requireEqualValues(straight, moved);
    }

    @Test
    final void rightItemsInAnotherOrderAreMatchedInThatOrder() {
        PlantedMatching planted = problem();
        int[] order = new SeedSource(seed()).split("right order").permutation(items());
        Matching straight = match(planted.problem());
        Matching moved = match(reordered(planted.problem(), identity(), order));
        int[] back = Arrays.stream(moved.rightOf())
                .map(item -> item < 0 ? -1 : order[item])
                .toArray();
        assertEquals(Arrays.toString(straight.rightOf()), Arrays.toString(back), "seed " + seed());
        requireEqualValues(straight, moved);
    }

    private void requireEqualValues(Matching one, Matching other) {
        assertEquals(one.value(), other.value(), valueTolerance() * Math.max(1, Math.abs(one.value())), "the value");
    }

    private int[] identity() {
        return IntStream.range(0, items()).toArray();
    }

    /** The problem whose left item i is the old item {@code left[i]}, and likewise on the right. */
    private static MatchProblem reordered(MatchProblem problem, int[] left, int[] right) {
        return new MatchProblem(
                problem.similarity().map(s -> taken(s, left, right)),
                problem.left().map(l -> taken(l, left, left)),
                problem.right().map(r -> taken(r, right, right)),
                problem.known());
    }

    private static INDArray taken(INDArray matrix, int[] rows, int[] columns) {
        double[][] values = Tensors.rows(matrix);
        double[][] moved = Arrays.stream(rows)
                .mapToObj(row ->
                        Arrays.stream(columns).mapToDouble(c -> values[row][c]).toArray())
                .toArray(double[][]::new);
        return Nd4j.createFromArray(moved).castTo(matrix.dataType());
    }

    @Test
    final void sidesMayDifferInItemsIfClaimed() {
        int fewer = items() - 3;
        for (int[] sizes : List.of(new int[] {fewer, items()}, new int[] {items(), fewer})) {
            PlantedMatching planted = problem(seed(), sizes[0], sizes[1]);
            if (!claims(Capability.UNEQUAL_ROWS)) {
                requireRejection(
                        () -> match(planted.problem()), Integer.toString(sizes[0]), Integer.toString(sizes[1]));
                continue;
            }
            Matching found = match(planted.problem());
            requireSound(found, sizes[0], sizes[1], sizes[0] + " left and " + sizes[1] + " right items");
            assertEquals(fewer, matched(found).length, "every item of the smaller side has a partner: " + found);
            if (given() == Given.SIMILARITY) {
                assertEquals(Arrays.toString(planted.truth()), Arrays.toString(found.rightOf()));
            }
        }
    }

    @Test
    final void oneItemOnEachSideIsMatched() {
        Matching found = match(problem(seed(), 1, 1).problem());
        requireSound(found, 1, 1, "one item on each side");
        assertEquals("[0]", Arrays.toString(found.rightOf()));
    }

    @Test
    final void itemsThatAreAllAlikeGiveSomeMatching() {
        MatchProblem problem = problem().problem();
        MatchProblem alike = new MatchProblem(
                problem.similarity().map(Nd4j::zerosLike),
                problem.left().map(Nd4j::zerosLike),
                problem.right().map(Nd4j::zerosLike),
                problem.known());
        Matching found = match(alike);
        requireSound(found, items(), items(), "all items alike");
        assertEquals(items(), matched(found).length, "every item has a partner");
    }

    @Test
    final void knownPairsAreKeptOrRejected() {
        PlantedMatching planted = problem();
        int right = planted.truth()[0];
        MatchProblem contrary = planted.problem().withKnown(Supervision.seeds(new int[] {1}, new int[] {right}));
        try {
            Matching found = match(contrary);
            requireSound(found, items(), items(), "one known pair");
            assertEquals(right, found.rightOf()[1], "a known pair is certain, whatever the rest of the data says");
        } catch (IllegalArgumentException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("known"), "the message must speak of known pairs: " + e);
        }
    }

    @Test
    final void floatAndDoubleAgree() {
        PlantedMatching planted = problem();
        MatchProblem problem = planted.problem();
        Matching single = match(new MatchProblem(
                problem.similarity().map(s -> s.castTo(DataType.FLOAT)),
                problem.left().map(l -> l.castTo(DataType.FLOAT)),
                problem.right().map(r -> r.castTo(DataType.FLOAT)),
                problem.known()));
        assertEquals(Arrays.toString(planted.truth()), Arrays.toString(single.rightOf()), "seed " + seed());
    }

    @Test
    final void aProblemWithoutWhatTheMethodReadsIsRejected() {
        MatchProblem other =
                new Problems(seed()).planted(items(), items(), given().other()).problem();
        requireRejection(() -> match(other), given() == Given.SIMILARITY ? "similarity" : "structures");
    }

    @Test
    final void notANumberIsRejected() {
        MatchProblem problem = problem().problem();
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            for (int k = 0; k < 3; k++) {
                MatchProblem broken = new MatchProblem(
                        k == 0 ? problem.similarity().map(s -> with(s, bad)) : problem.similarity(),
                        k == 1 ? problem.left().map(l -> with(l, bad)) : problem.left(),
                        k == 2 ? problem.right().map(r -> with(r, bad)) : problem.right(),
                        problem.known());
                if (!bitsOf(broken).equals(bitsOf(problem))) {
                    requireRejection(() -> match(broken), "finite");
                }
            }
        }
    }

    private static INDArray with(INDArray matrix, double bad) {
        double[] values = Host.doubles(matrix);
        values[1] = bad;
        return Nd4j.createFromArray(values).reshape('c', matrix.shape()).castTo(matrix.dataType());
    }

    @Test
    final void aCancelledMatchStopsWithTheCallersError() {
        int[] checks = new int[1];
        method().match(problem().problem(), options(), FitContext.seeded(seed()).with((Cancellation)
                () -> checks[0]++));
        assertTrue(checks[0] > 0, "a match must call FitContext.checkCancelled, at least once");
        for (int at : new int[] {1, (checks[0] + 1) / 2, checks[0]}) {
            int[] left = {at};
            assertThrows(
                    CancellationException.class,
                    () -> method().match(
                                    problem().problem(),
                                    options(),
                                    FitContext.seeded(seed()).with(Cancellation.when(() -> --left[0] <= 0))),
                    "cancelled at check " + at + " of " + checks[0]);
        }
    }

    @Test
    final void aMatchAsksForCancellationOften() {
        MatchProblem larger = problem(seed(), 15 * items(), 15 * items()).problem();
        long[] times = {System.nanoTime(), 0};
        long end = times[0] + WATCH_NANOS;
        Cancellation watch = Cancellation.when(() -> {
            long now = System.nanoTime();
            times[1] = Math.max(times[1], now - times[0]);
            times[0] = now;
            return now - end > 0;
        });
        try {
            method().match(larger, options(), FitContext.seeded(seed()).with(watch));
        } catch (CancellationException e) {
            assertTrue(times[1] > 0, "watched long enough");
        }
        long longest = Math.max(times[1], System.nanoTime() - times[0]);
        assertTrue(
                longest < LONGEST_GAP_NANOS,
                "a cancelled match must stop within 1 s, but " + longest / 1_000_000
                        + " ms passed without FitContext.checkCancelled");
    }
}
