package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdditivityTest {
    private static final double ROUNDING = 1e-12;
    private static final Bootstrap BOOTSTRAP = new Bootstrap(20, 0.95, 1);

    private interface Score {
        double[] of(double[] modalities);
    }

    /** {@code t_m} of a score of one number per modality, by its definition. */
    private static List<double[][]> crossed(double[][] rows, Score score) {
        List<double[][]> terms = new ArrayList<>();
        for (int m = 0; m < rows[0].length; m++) {
            double[][] term = new double[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                for (double[] other : rows) {
                    double[] mixed = other.clone();
                    mixed[m] = rows[i][m];
                    double[] f = score.of(mixed);
                    double[] sum = term[i] == null ? new double[f.length] : term[i];
                    for (int c = 0; c < f.length; c++) {
                        sum[c] += f[c] / rows.length;
                    }
                    term[i] = sum;
                }
            }
            terms.add(term);
        }
        return terms;
    }

    @Test
    void twoModalitiesByHand() {
        // f(x, y) = x y on (1, 1) and (-1, 3): t_1 = (1·(1 + 3)/2, -1·2) = (2, -2); t_2 = (1·0, 3·0) = (0, 0);
        // both means are 0, so the projection is (2, -2) where f itself is (1, -3)
        double[][] rows = {{1, 1}, {-1, 3}};
        double[][] projected = Additivity.project(crossed(rows, x -> new double[] {x[0] * x[1]}));
        assertArrayEquals(new double[] {2}, projected[0], ROUNDING);
        assertArrayEquals(new double[] {-2}, projected[1], ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void anAdditiveScoreIsItsOwnProjection(int modalities) {
        double[][] rows = random(20, modalities);
        Score additive = x -> {
            double[] scores = new double[3];
            for (int m = 0; m < x.length; m++) {
                scores[0] += Math.sin(x[m]) * (m + 1);
                scores[1] += x[m] * x[m];
                scores[2] -= x[m];
            }
            return scores;
        };
        double[][] projected = Additivity.project(crossed(rows, additive));
        for (int i = 0; i < rows.length; i++) {
            assertArrayEquals(additive.of(rows[i]), projected[i], 1e-10);
        }
    }

    @Test
    void twoModalitiesGiveThePapersThreeTerms() {
        double[][] rows = random(15, 2);
        Score score = x -> new double[] {Math.tanh(x[0] * x[1]), x[0] - x[1] * x[0]};
        double[][] projected = Additivity.project(crossed(rows, score));
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < 2; c++) {
                double ofFirst = 0;
                double ofSecond = 0;
                double all = 0;
                for (double[] j : rows) {
                    ofFirst += score.of(new double[] {rows[i][0], j[1]})[c] / rows.length;
                    ofSecond += score.of(new double[] {j[0], rows[i][1]})[c] / rows.length;
                    for (double[] k : rows) {
                        all += score.of(new double[] {k[0], j[1]})[c] / (rows.length * rows.length);
                    }
                }
                assertEquals(ofFirst + ofSecond - all, projected[i][c], 1e-10);
            }
        }
    }

    @Test
    void exclusiveOrIsNothingButInteraction() {
        // all four signs equally often: the product is right always, its projection is 0 for both classes
        double[][] rows = {{1, 1}, {1, -1}, {-1, 1}, {-1, -1}};
        Score score = x -> new double[] {x[0] * x[1], -x[0] * x[1]};
        int[] truth = {0, 1, 1, 0};
        double[][] own = IntStream.range(0, 4).mapToObj(i -> score.of(rows[i])).toArray(double[][]::new);
        Additivity xor = Additivity.of("xor", own, crossed(rows, score), truth, List.of("a", "b", "c", "d"), BOOTSTRAP);
        assertEquals(1, xor.whole().value());
        assertEquals(0.5, xor.additive().value()); // ties go to the first class, which is right twice
        assertEquals(0.5, xor.gap().value());
    }

    private static double[][] random(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(7);
        return IntStream.range(0, rows)
                .mapToObj(row -> random.doubles(columns, -2, 2).toArray())
                .toArray(double[][]::new);
    }
}
