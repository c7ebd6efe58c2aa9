package dev.interlace.plugins.alignment.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ChosenRidgeTest {
    private static final int UNSEEN = 100;

    /** Both sides of rows that share five numbers, each hidden in {@code columns} noisy ones. */
    private static INDArray[] sides(long seed, int rows, int columns) {
        INDArray shared = Golden.random(seed, rows, 5);
        return IntStream.range(1, 3)
                .mapToObj(side -> shared.mmul(Golden.random(100L * side, 5, columns))
                        .add(Golden.random(seed + 10L * side, rows, columns).mul(2)))
                .toArray(INDArray[]::new);
    }

    private static INDArray rows(INDArray of, int from, int to) {
        return of.get(NDArrayIndex.interval(from, to), NDArrayIndex.all()).dup('c');
    }

    private static double chosen(INDArray[] sides, FitContext context) {
        return ChosenRidge.of(new PairedColumns(sides[0], sides[1]), 1, context);
    }

    @Test
    void aRankIsCountedInItsRowAndItsColumn() {
        // row 0: 3 above 2, rank 2; row 1: 4 above 3 and 1, rank 1; column 0: 2 above 1, rank 1; column 1: 4 above 3
        assertEquals(Math.log(2) / 4, ChosenRidge.logRanks(new double[] {2, 3, 1, 4}, 2), 1e-15);
        assertEquals(Math.log(1.5), ChosenRidge.logRanks(new double[] {1, 1, 1, 1}, 2), 1e-15, "a tie counts half");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fewPairsOfManyColumnsFindMoreUnseenOnesThanWithASmallRidge(long seed) {
        int pairs = 60;
        INDArray[] all = sides(seed, pairs + UNSEEN, 80);
        INDArray left = rows(all[0], 0, pairs);
        INDArray right = rows(all[1], 0, pairs);
        double[] found = new double[2];
        for (int k = 0; k < 2; k++) {
            LinearModel model = Golden.fit(new CanonicalCorrelation(), left, right, Map.of("ridge", k == 0 ? 1e-3 : 0));
            INDArray similarity = model.similarity(
                    Features.vector("left", rows(all[0], pairs, pairs + UNSEEN)),
                    Features.vector("right", rows(all[1], pairs, pairs + UNSEEN)));
            found[k] = ChosenRidge.logRanks(Host.doubles(similarity), UNSEEN);
        }
        assertTrue(found[1] < 0.8 * found[0], "seed " + seed + ": mean log rank " + found[0] + ", chosen " + found[1]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 30})
    void decompositionsByRowsAreThoseByColumns(double ridge) {
        INDArray[] sides = sides(7, 30, 50);
        INDArray x =
                Standardised.of(new PairedColumns(sides[0], sides[1]).left()).columns();
        INDArray y =
                Standardised.of(new PairedColumns(sides[0], sides[1]).right()).columns();
        CanonicalVariates byColumns =
                CanonicalVariates.Sides.of(x, y, FitContext.seeded(1)).variates(ridge);
        CanonicalVariates byRows =
                CanonicalVariates.Sides.byRows(x, y, FitContext.seeded(1)).variates(ridge);
        assertArrayEquals(byColumns.correlations(), byRows.correlations(), 1e-8);
        // the sign of a pair of weights is free
        assertTrue(byColumns
                        .left()
                        .mmul(byColumns.right().transpose())
                        .sub(byRows.left().mmul(byRows.right().transpose()))
                        .amaxNumber()
                        .doubleValue()
                < 1e-6);
    }

    @Test
    void theRidgeFollowsRowsAndColumns() {
        double many = chosen(sides(4, 1500, 6), FitContext.seeded(1));
        double few = chosen(sides(4, 60, 80), FitContext.seeded(1));
        assertTrue(many <= 0.3 && few >= 1, "1,500 pairs of 6 columns " + many + ", 60 pairs of 80 columns " + few);
        assertEquals(few, chosen(sides(4, 60, 80), FitContext.seeded(1)), "the same seed chooses the same");
    }

    @Test
    void theModelTellsWhatWasChosen() {
        INDArray[] sides = sides(5, 60, 80);
        LinearModel model = Golden.fit(new CanonicalCorrelation(), sides[0], sides[1], Map.of());
        double ridge = Golden.series(model, "ridge")[0];
        assertTrue(ChosenRidge.TRIED.contains(ridge), "ridge " + ridge);
        Features some = Features.vector("left", sides[0]);
        INDArray told = Objects.requireNonNull(model.explain(some, some).get("ridge"));
        assertEquals(ridge, told.getDouble(0));
        assertEquals(
                0.3,
                Golden.series(
                        Golden.fit(new CanonicalCorrelation(), sides[0], sides[1], Map.of("ridge", 0.3)), "ridge")[0]);
    }

    @Test
    void whatCannotBeHeldOutGetsOne() {
        assertEquals(1, chosen(sides(6, 9, 4), FitContext.seeded(1)), "nine pairs");
        INDArray rare = Nd4j.zeros(DataType.DOUBLE, 12, 1);
        INDArray[] sides = sides(6, 12, 4);
        assertEquals(
                1,
                chosen(new INDArray[] {rare, sides[1]}, FitContext.seeded(1)),
                "a side that is constant in every holdout");
        FitContext two = FitContext.seeded(1)
                .grouped(IntStream.range(0, 12).mapToObj(row -> "all").toList());
        assertEquals(1, chosen(sides, two), "one group of all pairs");
    }
}
