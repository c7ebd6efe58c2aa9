package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Labels;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RetrievalTest {
    private static final Bootstrap BOOTSTRAP = Bootstrap.seeded(1);

    private static Retrieval pairs(double[][] similarity) {
        return Retrieval.of("test", Nd4j.createFromArray(similarity), Relevance.pairs(similarity.length), BOOTSTRAP);
    }

    @Test
    void threeQueriesByHand() {
        // left 0 finds 0 first; left 1 finds 1 behind 0; left 2 finds 2 last: ranks 1, 2, 3
        // MRR (1 + 1/2 + 1/3) / 3 = 11/18; down the columns the ranks are 2, 2, 1
        Retrieval retrieval = pairs(new double[][] {{0.9, 0.1, 0.2}, {0.8, 0.5, 0.1}, {0.95, 0.6, 0.3}});
        Retrieval.Direction forward = retrieval.leftToRight();
        assertEquals(List.of(1, 2, 3), forward.ranks());
        assertEquals(11 / 18.0, forward.mrr().value(), 1e-12);
        assertEquals(2, forward.medianRank());
        assertEquals(1 / 3.0, recall(forward, 1), 1e-12);
        assertEquals(1, recall(forward, 5));
        assertTrue(forward.toString().contains("MRR 0.611 ["), forward::toString);
        assertTrue(forward.toString().endsWith("median rank 2 of 3 (3 queries)"), forward::toString);
        assertEquals(List.of(2, 2, 1), retrieval.rightToLeft().ranks());
    }

    private static double recall(Retrieval.Direction way, int k) {
        return java.util.Objects.requireNonNull(way.recall().get(k)).value();
    }

    @Test
    void aConstantSimilarityHasTheWorstRank() {
        Retrieval retrieval = pairs(new double[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}});
        assertEquals(List.of(3, 3, 3), retrieval.leftToRight().ranks());
    }

    @Test
    void theChanceLevelsOfFourItemsByHand() {
        // one right item: R@1 1/4, MRR (1 + 1/2 + 1/3 + 1/4) / 4 = 25/48
        assertEquals(0.25, Retrieval.recallByChance(4, 1, 1), 1e-12);
        assertEquals(25 / 48.0, Retrieval.mrrByChance(4, 1), 1e-12);
        // two right items: first at 1 with 1/2, at 2 with 1/3, at 3 with 1/6
        assertEquals(5 / 6.0, Retrieval.recallByChance(4, 2, 2), 1e-12);
        assertEquals(0.5 + 1 / 6.0 + 1 / 18.0, Retrieval.mrrByChance(4, 2), 1e-12);
        assertEquals(1, Retrieval.recallByChance(4, 1, 10), 1e-12);
    }

    @Test
    void theAveragePrecisionCountsEveryRightItem() {
        // one query, right items 0 and 3; similarities 0.9, 0.5, 0.5, 0.5: the second right item ties with two wrong
        // ones, which count
        Retrieval retrieval = Retrieval.of(
                "test",
                Nd4j.createFromArray(new double[][] {{0.9, 0.5, 0.5, 0.5}}),
                Relevance.of(1, 4, new int[] {0, 0}, new int[] {0, 3}),
                BOOTSTRAP);
        assertEquals((1.0 + 2.0 / 4) / 2, retrieval.leftToRight().map().value(), 1e-12);
        assertEquals(List.of(1), retrieval.leftToRight().ranks());
        assertEquals(2, retrieval.rightToLeft().skipped(), "two right rows have no left one");
    }

    @Test
    void theChanceOfTheAveragePrecisionIsThatOfAllOrders() {
        // two of three right: orders RRW 1, RWR (1 + 2/3) / 2, WRR (1/2 + 2/3) / 2
        assertEquals(
                (1 + (1 + 2.0 / 3) / 2 + (0.5 + 2.0 / 3) / 2) / 3, Retrieval.averagePrecisionByChance(3, 2), 1e-12);
        assertEquals(25 / 48.0, Retrieval.averagePrecisionByChance(4, 1), 1e-12, "of one right item as MRR");
        assertEquals(1, Retrieval.averagePrecisionByChance(4, 4), 1e-12);
        assertEquals(1, Retrieval.averagePrecisionByChance(1, 1), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomSimilaritiesScoreAtChance(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] similarity = new double[400][400];
        for (double[] row : similarity) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextDouble();
            }
        }
        Retrieval.Direction way = pairs(similarity).leftToRight();
        assertEquals(way.mrrChance(), way.mrr().value(), 0.015, "seed " + seed);
        assertEquals(0.025, recall(way, 10), 0.025, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void embeddingsInBlocksRankAsTheWholeMatrixDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] left = new float[60][8];
        float[][] right = new float[60][8];
        for (int i = 0; i < 60; i++) {
            for (int d = 0; d < 8; d++) {
                left[i][d] = (float) random.nextDouble(-1, 1);
                right[i][d] = left[i][d] + (float) random.nextDouble(-1, 1);
            }
        }
        INDArray a = Nd4j.createFromArray(left);
        INDArray b = Nd4j.createFromArray(right);
        INDArray cosine = a.divColumnVector(a.norm2(true, 1))
                .mmul(b.divColumnVector(b.norm2(true, 1)).transpose());
        Retrieval whole = Retrieval.of("test", cosine, Relevance.pairs(60), BOOTSTRAP);
        Retrieval blocks = Retrieval.ofEmbeddings("test", a, b, Relevance.pairs(60), BOOTSTRAP);
        assertEquals(whole, blocks, "seed " + seed);
    }

    @Test
    void withSeveralRightItemsTheFirstCounts() {
        Labels left = Labels.of(List.of("x", "y"), new int[] {0, 1});
        Labels right = Labels.of(List.of("x", "y"), new int[] {1, 0, 0});
        INDArray similarity = Nd4j.createFromArray(new double[][] {{0.9, 0.1, 0.8}, {0.5, 0.6, 0.7}});
        Retrieval retrieval = Retrieval.of("test", similarity, Relevance.sameClass(left, right), BOOTSTRAP);
        // left 0 (x): right items 1 and 2, the better one at 0.8 behind 0.9: rank 2; left 1 (y): item 0 is last: rank 3
        assertEquals(List.of(2, 3), retrieval.leftToRight().ranks());
    }

    @Test
    void queriesWithoutARightItemAreLeftOutAndCounted() {
        Relevance relevance = Relevance.of(2, 3, new int[] {0}, new int[] {1});
        INDArray similarity = Nd4j.createFromArray(new double[][] {{0.1, 0.9, 0.2}, {0.3, 0.3, 0.3}});
        Retrieval retrieval = Retrieval.of("test", similarity, relevance, BOOTSTRAP);
        assertEquals(1, retrieval.leftToRight().queries());
        assertEquals(1, retrieval.leftToRight().skipped());
        assertEquals(2, retrieval.rightToLeft().skipped());
        assertTrue(retrieval.display().plain().contains("left out for want of a right item: 1 and 2 queries"));
        assertTrue(retrieval.display().plain().contains(Retrieval.TIE_RULE));
    }

    @Test
    void wrongShapesAndNanAreRefused() {
        assertEquals(
                "Retrieval: the relevance is for 2 × 2 rows, got a similarity of shape [1, 2]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Retrieval.of(
                                        "test",
                                        Nd4j.createFromArray(new double[][] {{1, 2}}),
                                        Relevance.pairs(2),
                                        BOOTSTRAP))
                        .getMessage());
        assertEquals(
                "Retrieval: similarities must be numbers, got NaN at left row 0",
                assertThrows(IllegalArgumentException.class, () -> pairs(new double[][] {{1, Double.NaN}, {0, 0}}))
                        .getMessage());
    }
}
