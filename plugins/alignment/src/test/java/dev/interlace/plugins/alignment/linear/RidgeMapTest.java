package dev.interlace.plugins.alignment.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.networks.Csls;
import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RidgeMapTest {
    private static LinearModel fit(INDArray left, INDArray right, Map<String, ?> options) {
        return Golden.fit(new RidgeMap(), left, right, options);
    }

    private static double[] weight(LinearModel model) {
        return Host.doubles(model.left().mapping().weight());
    }

    @Test
    void oneColumnByHand() {
        // centred x (-1, 0, 1), y (-2, 0, 2): 4 / (2 + ridge)
        INDArray x = Nd4j.createFromArray(new double[][] {{1}, {2}, {3}});
        INDArray y = Nd4j.createFromArray(new double[][] {{0}, {2}, {4}});
        assertArrayEquals(new double[] {1}, weight(fit(x, y, Map.of("ridge", 2))), Golden.SOLVERS);
        assertArrayEquals(new double[] {2}, weight(fit(x, y, Map.of("ridge", 0))), Golden.SOLVERS);
    }

    @Test
    void weightsAgreeWithTheReference() {
        LinearModel model = fit(Golden.get("left"), Golden.get("right"), Map.of("ridge", 2.5));
        assertArrayEquals(Golden.values("ridge.weights"), weight(model), Golden.SOLVERS);
    }

    @Test
    void withoutARidgeRepeatedColumnsShareTheWeight() {
        INDArray x = Golden.random(3, 10, 1);
        assertArrayEquals(
                new double[] {1.5, 1.5}, weight(fit(Nd4j.hstack(x, x), x.mul(3), Map.of("ridge", 0))), Golden.SOLVERS);
    }

    @Test
    void nearnessByCslsIsTheCorrectedCosine() {
        Features left = Features.vector("left", Golden.get("left"));
        Features right = Features.vector("right", Golden.get("right"));
        INDArray cosine = fit(left.values(), right.values(), Map.of()).similarity(left, right);
        INDArray corrected = fit(left.values(), right.values(), Map.of("nearness", "CSLS", "neighbours", 3))
                .similarity(left, right);
        assertArrayEquals(Host.floats(Csls.of(cosine, 3)), Host.floats(corrected));
        assertTrue(Host.sum(cosine.sub(corrected)) != 0);
    }

    @Test
    void aSingleQueryIsCorrectedByTheRowsOfTheFit() {
        Features left = Features.vector("left", Golden.random(4, 40, 8));
        Features right = Features.vector("right", Golden.random(5, 40, 8));
        LinearModel model = fit(left.values(), right.values(), Map.of("nearness", "CSLS", "neighbours", 3));
        INDArray cosine = fit(left.values(), right.values(), Map.of()).similarity(left, right);
        float[] all = Host.floats(model.similarity(left, right));
        int columns = right.rows();
        int[] reordered = new int[2];
        for (int query = 0; query < left.rows(); query++) {
            Features one = left.rows(new int[] {query});
            assertArrayEquals(
                    Arrays.copyOfRange(all, query * columns, (query + 1) * columns),
                    Host.floats(model.similarity(one, right)),
                    1e-5f,
                    "query " + query + " alone as among all");
            float[] plain = Host.floats(cosine.getRow(query, true).dup('c'));
            reordered[first(plain) == first(Arrays.copyOfRange(all, query * columns, (query + 1) * columns)) ? 0 : 1]++;
        }
        assertTrue(reordered[1] > 0, "the nearest row of no query changes");
    }

    private static int first(float[] similarities) {
        int best = 0;
        for (int j = 1; j < similarities.length; j++) {
            best = similarities[j] > similarities[best] ? j : best;
        }
        return best;
    }

    @Test
    void aSideOfConstantsIsRejected() {
        assertEquals(
                "alignment/ridge: all left columns are constant over the 20 pairs",
                assertThrows(IllegalArgumentException.class, () -> fit(Nd4j.ones(20, 2), Golden.get("right"), Map.of()))
                        .getMessage());
    }
}
