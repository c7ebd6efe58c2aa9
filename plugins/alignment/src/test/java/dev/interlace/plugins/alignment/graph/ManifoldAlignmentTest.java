package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Supervision;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class ManifoldAlignmentTest {
    private static final ManifoldAlignment METHOD = new ManifoldAlignment();

    private static AlignmentModel fit(Features left, Features right, Supervision pairs, Map<String, ?> options) {
        return METHOD.fit(left, right, pairs, METHOD.descriptor().schema().parse(options), FitContext.seeded(1));
    }

    /** Two linear views of three latent numbers. */
    private static Features view(long seed, int rows, int width, double noise) {
        SplittableRandom latent = new SplittableRandom(17);
        SplittableRandom random = new SplittableRandom(seed);
        double[] map = random.doubles(3L * width, -1, 1).toArray();
        float[] x = new float[rows * width];
        for (int i = 0; i < rows; i++) {
            double[] z = {latent.nextGaussian(), latent.nextGaussian(), latent.nextGaussian()};
            for (int c = 0; c < width; c++) {
                x[i * width + c] = (float) (z[0] * map[c]
                        + z[1] * map[width + c]
                        + z[2] * map[2 * width + c]
                        + noise * random.nextGaussian());
            }
        }
        return Features.vector("view" + seed, Host.tensor(DataType.FLOAT, x, rows, width));
    }

    private static double hits(AlignmentModel model, Features left, Features right, int from) {
        int n = left.rows();
        float[] s = Host.floats(model.similarity(left, right));
        return IntStream.range(from, n)
                        .filter(i -> IntStream.range(0, n).noneMatch(j -> j != i && s[i * n + j] >= s[i * n + i]))
                        .count()
                / (double) (n - from);
    }

    @Test
    void mapsSolveTheGeneralisedEigenproblem() {
        // Z L Z' g = lambda Z D Z' g, worked out densely from the definition
        int n = 20;
        Features left = view(1, n, 4, 0.3);
        Features right = view(2, n, 3, 0.3);
        int[] seeds = {0, 3, 5, 8};
        LinearMaps model = (LinearMaps) fit(
                left,
                right,
                Supervision.seeds(seeds, seeds),
                Map.of("neighbours", 3, "pairWeight", 7, "leastVariance", 1e-9, "width", 7));
        double[][] w = new double[2 * n][2 * n];
        double[][] z = new double[2 * n][7];
        for (int side = 0; side < 2; side++) {
            LinearMaps.Mapped mapped = side == 0 ? model.left() : model.right();
            Features scaled = mapped.standardizer().apply(side == 0 ? left : right);
            double[] x = Host.doubles(scaled.values());
            int d = scaled.width();
            var near = dev.interlace.learn.networks.NeighbourGraph.cosine(scaled.values(), 3);
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < d; c++) {
                    z[side * n + i][(side == 0 ? 0 : 4) + c] = x[i * d + c];
                }
                for (int e = near.rowStart()[i]; e < near.rowStart()[i + 1]; e++) {
                    w[side * n + i][side * n + near.column()[e]] = 1;
                }
            }
        }
        for (int i : seeds) {
            w[i][n + i] = 7;
            w[n + i][i] = 7;
        }
        List<Double> values = model.history().get("eigenvalue");
        assertEquals(3, values.size(), "no more than the right side has directions");
        double[] f = Host.doubles(model.left().map());
        double[] g = Host.doubles(model.right().map());
        for (int k = 0; k < 3; k++) {
            double[] y = new double[2 * n]; // Z' g: the embedded rows
            for (int i = 0; i < 2 * n; i++) {
                for (int c = 0; c < 7; c++) {
                    y[i] += z[i][c] * (c < 4 ? f[c * 3 + k] : g[(c - 4) * 3 + k]);
                }
            }
            for (int c = 0; c < 7; c++) {
                double laplacian = 0;
                double degrees = 0;
                for (int i = 0; i < 2 * n; i++) {
                    for (int j = 0; j < 2 * n; j++) {
                        laplacian += z[i][c] * w[i][j] * (y[i] - y[j]);
                        degrees += z[i][c] * w[i][j] * y[i];
                    }
                }
                assertEquals(
                        values.get(k) * degrees, laplacian, 1e-3, "column " + c + " of direction " + k); // float maps
            }
            assertTrue(k == 0 || values.get(k) >= values.get(k - 1), "eigenvalues ascend");
        }
        assertTrue(values.get(0) > 0 && values.get(2) < 2 + 1e-9, "eigenvalues of a normalised Laplacian: " + values);
    }

    @Test
    void unseenPartnersOfNewRowsAreFound() {
        Features left = view(1, 300, 6, 0.05);
        Features right = view(2, 300, 5, 0.05);
        int[] train = IntStream.range(0, 200).toArray();
        int[] test = IntStream.range(200, 300).toArray();
        int[] seeds = IntStream.range(0, 20).toArray();
        AlignmentModel model =
                fit(left.rows(train), right.rows(train), Supervision.seeds(seeds, seeds), Map.of("width", 3));
        double hits = hits(model, left.rows(test), right.rows(test), 0);
        assertTrue(hits > 0.3, "hits at 1 among 100 new rows are " + hits + ", chance is 0.01");
    }

    @Test
    void pairedRowsAreSeedsOfAllRows() {
        Features left = view(1, 30, 4, 0.1);
        Features right = view(2, 30, 3, 0.1);
        int[] all = IntStream.range(0, 30).toArray();
        assertEquals(
                fit(left, right, Supervision.seeds(all, all), Map.of())
                        .embed(Side.LEFT, left)
                        .toStringFull(),
                fit(left, right, Supervision.paired(), Map.of())
                        .embed(Side.LEFT, left)
                        .toStringFull());
    }

    @Test
    void constantColumnsAndMoreColumnsThanRowsAreTaken() {
        float[] x = new float[8 * 20];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < x.length; i++) {
            x[i] = i % 20 == 4 ? 2 : (float) random.nextGaussian();
        }
        Features wide = Features.vector("wide", Host.tensor(DataType.FLOAT, x, 8, 20));
        AlignmentModel model =
                fit(wide, view(2, 8, 3, 0.1), Supervision.seeds(new int[] {0, 1, 2}, new int[] {0, 1, 2}), Map.of());
        assertTrue(Double.isFinite(Host.sum(model.similarity(wide, view(2, 8, 3, 0.1)))));
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Features left = view(1, 8, 4, 0.1);
        Features constant = Features.vector("constant", Nd4j.ones(8, 2));
        assertEquals(
                "alignment/manifold: all columns of 'constant' are constant, or no row has a neighbour; there is nothing to"
                        + " align",
                assertThrows(IllegalArgumentException.class, () -> fit(left, constant, Supervision.paired(), Map.of()))
                        .getMessage());
        Features tokens =
                Features.tokens("tokens", Nd4j.ones(8, 2, 3), new int[] {1, 1, 1, 1, 1, 1, 1, 1}, Presence.all(8));
        assertEquals(
                "alignment/manifold: 'tokens' is of kind TOKENS; this method takes VECTOR, SCORES or GRAPH, so encode it"
                        + " first",
                assertThrows(IllegalArgumentException.class, () -> fit(left, tokens, Supervision.paired(), Map.of()))
                        .getMessage());
    }
}
