package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Features;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import java.io.OutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ContributionTest {
    private static final double EXACT = 1e-12;

    /** Two classes, log-odds a function of two numbers; an absent number counts as 0. */
    private record Odds(DoubleBinaryOperator of) implements FusionModel {
        @Override
        public List<String> classes() {
            return List.of("no", "yes");
        }

        @Override
        public List<Modality> modalities() {
            return List.of(Modality.vector("x"), Modality.vector("y"));
        }

        @Override
        public INDArray predict(MultimodalBatch batch) {
            double[][] p = new double[batch.rows()][2];
            for (int row = 0; row < p.length; row++) {
                double odds = of.applyAsDouble(value(batch.get("x"), row), value(batch.get("y"), row));
                p[row][1] = 1 / (1 + Math.exp(-odds));
                p[row][0] = 1 - p[row][1];
            }
            return Nd4j.createFromArray(p);
        }

        private static double value(Features features, int row) {
            return features.presence().has(row) ? features.values().getDouble(row, 0) : 0;
        }

        @Override
        public Provenance provenance() {
            return new Provenance("test/odds", "1.0.0", Map.of(), 1, "test", "test");
        }

        @Override
        public History history() {
            return History.empty();
        }

        @Override
        public long parameterCount() {
            return 0;
        }

        @Override
        public void save(OutputStream out) {
            throw new IllegalStateException("not saved");
        }
    }

    private static MultimodalBatch batch(double[] x, double[] y) {
        return MultimodalBatch.of(
                Features.vector("x", Nd4j.createFromArray(x).reshape(x.length, 1)),
                Features.vector("y", Nd4j.createFromArray(y).reshape(y.length, 1)));
    }

    @Test
    void threePlayersMatchTheHandComputedShares() {
        // gloves: a has a left one, b and c a right one each; a pair is worth 1. Of 6 orders a completes a pair in 4, b
        // in 1, c in 1
        Contribution gloves =
                Contribution.of("gloves", 1, List.of("a", "b", "c"), subset -> (subset & 1) == 1 && subset > 1 ? 1 : 0);
        assertEquals(4 / 6.0, gloves.shapley().get(0), EXACT);
        assertEquals(1 / 6.0, gloves.shapley().get(1), EXACT);
        assertEquals(1 / 6.0, gloves.shapley().get(2), EXACT);
        assertEquals(List.of(1.0, 0.0, 0.0), gloves.leftOut());
        assertEquals(List.of(0.0, 0.0, 0.0), gloves.alone());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sharesSumToTheDifferenceAndAnAdditiveGameGivesEachItsOwn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] any = random.doubles(32).toArray();
        List<String> names = List.of("a", "b", "c", "d", "e");
        Contribution game = Contribution.of("any", 1, names, subset -> any[subset]);
        double sum = game.shapley().stream().mapToDouble(share -> share).sum();
        assertEquals(any[31] - any[0], sum, EXACT, "seed " + seed);
        Contribution additive = Contribution.of(
                "additive",
                1,
                names,
                subset -> 0.5
                        + IntStream.range(0, 5)
                                .filter(m -> (subset >> m & 1) == 1)
                                .mapToDouble(m -> any[m])
                                .sum());
        for (int m = 0; m < 5; m++) {
            assertEquals(any[m], additive.shapley().get(m), EXACT, "seed " + seed);
            assertEquals(any[m], additive.leftOut().get(m), EXACT, "seed " + seed);
            assertEquals(any[m], additive.alone().get(m), EXACT, "seed " + seed);
        }
    }

    @Test
    void aModelThatLooksAtOneModalityGivesItEverything() {
        MultimodalBatch batch = batch(new double[] {-1, -2, 1, 2}, new double[] {5, 5, -5, -5});
        Labels labels = Labels.of(List.of("no", "yes"), new int[] {0, 0, 1, 1});
        Contribution one = Contribution.of(new Odds((x, y) -> x), batch, labels);
        // with nothing the odds are even, and the first class is answered: half of the rows are right
        assertEquals(1, one.everything(), EXACT);
        assertEquals(0.5, one.nothing(), EXACT);
        assertEquals(List.of(0.5, 0.0), one.shapley());
        assertTrue(one.toString().contains("on 4 rows"), one.toString());
    }

    @Test
    void anAdditiveModelHasNoGap() {
        MultimodalBatch batch = batch(new double[] {-1, 3, 0.5, -0.2}, new double[] {0.7, -2, 1, -1});
        Labels labels = Labels.of(List.of("no", "yes"), new int[] {0, 1, 1, 0});
        Contribution.Additive emap =
                Contribution.Additive.of(new Odds((x, y) -> 2 * x + Math.sin(y) - 0.3), batch, labels, "x");
        assertEquals(0, emap.gap(), EXACT);
        assertEquals(0, emap.residual(), 1e-9);
    }

    @Test
    void aProductOfSignsIsInteractionAlone() {
        // all four combinations once: every mean of the odds x y over one of them is 0, so the projection knows nothing
        MultimodalBatch batch = batch(new double[] {-1, -1, 1, 1}, new double[] {-1, 1, -1, 1});
        Labels labels = Labels.of(List.of("no", "yes"), new int[] {1, 0, 0, 1});
        Contribution.Additive emap = Contribution.Additive.of(new Odds((x, y) -> 3 * x * y), batch, labels, "y");
        assertEquals(1, emap.model(), EXACT);
        assertEquals(0.5, emap.additive(), EXACT);
        assertEquals(1, emap.residual(), 1e-9);
    }

    @Test
    void whatCannotBeMeasuredIsRejected() {
        assertEquals(
                "Contribution: exact Shapley values need a prediction for each of 2^13 subsets; at most 12 modalities, got 13",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Contribution.of("many", 1, Collections.nCopies(13, "m"), subset -> 0))
                        .getMessage());
        MultimodalBatch large = batch(new double[1001], new double[1001]);
        assertEquals(
                "Contribution.Additive: every pair of rows is predicted; give 1 to 1000 rows, got 1001",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Contribution.Additive.of(
                                        new Odds((x, y) -> x),
                                        large,
                                        Labels.of(List.of("no", "yes"), new int[1001]),
                                        "x"))
                        .getMessage());
        MultimodalBatch one = batch(new double[] {1}, new double[] {1});
        assertTrue(String.valueOf(assertThrows(
                                IllegalArgumentException.class,
                                () -> Contribution.of(new Odds((x, y) -> x), one, Labels.of(List.of("maybe"))))
                        .getMessage())
                .contains("is of a class that the model was not fitted on"));
    }
}
