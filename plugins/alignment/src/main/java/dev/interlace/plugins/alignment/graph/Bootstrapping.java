package dev.interlace.plugins.alignment.graph;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Features;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * New seeds from a fitted model: among the rows that the user's seeds leave over, left i and right j become a pair if
 * each is the other's most similar row and their similarity reaches the threshold. So no row is in two new pairs, and
 * since each round starts again from the user's seeds, a pair that a later model no longer believes is dropped.
 *
 * <p>Ties go to the lower row number.
 *
 * <p>Reference: Sun et al.: Bootstrapping Entity Alignment with Knowledge Graph Embedding, IJCAI 2018, section 3.3;
 * differs from the paper in the one-to-one rule (mutual nearest instead of a maximum weighted matching, eq. 8) and in
 * training again each round.
 *
 * @param threshold least similarity of a new pair
 */
record Bootstrapping(double threshold) {
    /** What to fit with in a round: the user's seeds and the new pairs, empty after the last round. */
    static Optional<Supervision> round(
            int round, Rounds additions, AlignmentModel fitted, Features left, Features right, Supervision given) {
        return round > additions.rounds() || !(given instanceof Supervision.Seeds seeds)
                ? Optional.empty()
                : Optional.of(new Bootstrapping(additions.threshold()).extend(fitted.similarity(left, right), seeds));
    }

    /** The given seeds and after them the new pairs; similarity {@code [n, m]}. */
    Supervision extend(INDArray similarity, Supervision.Seeds given) {
        int n = Math.toIntExact(similarity.size(0));
        int m = Math.toIntExact(similarity.size(1));
        float[] s = Host.floats(similarity);
        boolean[] leftTaken = taken(given.left(), n);
        boolean[] rightTaken = taken(given.right(), m);
        int[] bestRight = new int[n];
        int[] bestLeft = new int[m];
        Arrays.fill(bestRight, -1);
        Arrays.fill(bestLeft, -1);
        for (int i = 0; i < n; i++) {
            for (int j = 0; !leftTaken[i] && j < m; j++) {
                if (rightTaken[j]) {
                    continue;
                }
                if (bestRight[i] < 0 || s[i * m + j] > s[i * m + bestRight[i]]) {
                    bestRight[i] = j;
                }
                if (bestLeft[j] < 0 || s[i * m + j] > s[bestLeft[j] * m + j]) {
                    bestLeft[j] = i;
                }
            }
        }
        int[] found = IntStream.range(0, n)
                .filter(i -> bestRight[i] >= 0 && bestLeft[bestRight[i]] == i && s[i * m + bestRight[i]] >= threshold)
                .toArray();
        return Supervision.seeds(
                IntStream.concat(IntStream.of(given.left()), IntStream.of(found))
                        .toArray(),
                IntStream.concat(
                                IntStream.of(given.right()), IntStream.of(found).map(i -> bestRight[i]))
                        .toArray());
    }

    private static boolean[] taken(int[] rows, int count) {
        boolean[] taken = new boolean[count];
        for (int row : rows) {
            taken[row] = true;
        }
        return taken;
    }
}
