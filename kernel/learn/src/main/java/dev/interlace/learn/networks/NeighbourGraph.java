package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Graph;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The graph that joins every row with its nearest rows by cosine similarity: an edge stands where either counts the
 * other among its k nearest. Ties go to the lower row number.
 */
public final class NeighbourGraph {
    private NeighbourGraph() {}

    /**
     * The undirected k-nearest-neighbour graph.
     *
     * @param x {@code [n, d]}; needs n x n memory
     * @param k neighbours of a row, in [1, n - 1]
     */
    public static Graph cosine(INDArray x, int k) {
        int n = Math.toIntExact(x.size(0));
        if (!(k >= 1 && k < n)) {
            throw new IllegalArgumentException("NeighbourGraph.k must be in [1, " + (n - 1) + "], got " + k);
        }
        Tape tape = new Tape(DataType.FLOAT);
        tape.begin();
        Var unit = tape.normalize(tape.constant(x));
        float[] similarity = Host.floats(tape.similarity(unit, unit).value());
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int[] nearest = new int[k];
            float[] best = new float[k];
            int found = 0;
            for (int j = 0; j < n; j++) {
                float s = similarity[i * n + j];
                if (j == i || (found == k && !(s > best[k - 1]))) {
                    continue;
                }
                int at = found < k ? found++ : k - 1;
                for (; at > 0 && s > best[at - 1]; at--) {
                    best[at] = best[at - 1];
                    nearest[at] = nearest[at - 1];
                }
                best[at] = s;
                nearest[at] = j;
            }
            for (int j : nearest) {
                pairs.add(new int[] {i, j});
            }
        }
        return Graph.undirected(n, pairs.toArray(int[][]::new));
    }
}
