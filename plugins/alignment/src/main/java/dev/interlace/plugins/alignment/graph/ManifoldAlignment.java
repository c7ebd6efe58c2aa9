package dev.interlace.plugins.alignment.graph;

import static dev.interlace.learn.tape.MatrixProduct.Factor.PLAIN;
import static dev.interlace.learn.tape.MatrixProduct.Factor.TRANSPOSED;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.networks.NeighbourGraph;
import dev.interlace.learn.networks.Standardizer;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.learn.training.ModelFile;
import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Graph;
import dev.interlace.spi.History;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Modality;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Manifold alignment: linear maps of both sides under which neighbours within a side stay near each other and known
 * pairs come together.
 *
 * <p>Use it with few pairs and many rows without one: those still say what the sides look like. It fails where the
 * sides' neighbourhoods disagree, and being linear it cannot unroll a curved side.
 *
 * <p>All rows of both sides are the nodes of one graph with weights W: the k nearest neighbours within a side with 1,
 * the pairs with {@code pairWeight}. With {@code Z} the block-diagonal features {@code [d + e, n + m]}, {@code L = D -
 * W}: the eigenvectors of the smallest eigenvalues of {@code Z L Z' g = lambda Z D Z' g} are the columns of both maps.
 * Each side is first reduced to its directions of some variance, else directions of rounding would cost nothing; no
 * more eigenvectors are kept than the narrower side has directions, since each shared direction shows twice, the second
 * time with opposite signs. Similarity is the negative squared distance.
 *
 * <p>n left rows of d columns, m right rows of e columns, N = n + m.
 *
 * <p>Reference: Wang and Mahadevan: Manifold Alignment without Correspondence, IJCAI 2009, theorem 1 (linear maps),
 * with pairs as in Ham, Lee and Saul: Semisupervised Alignment of Manifolds, AISTATS 2005, section 3 (joint Laplacian).
 */
public final class ManifoldAlignment implements AlignmentMethod<ManifoldAlignment.Options> {
    private static final String ID = "alignment/manifold";

    /** Options of {@link ManifoldAlignment}. */
    public record Options(
            @Param(
                    doc = "width of the common space, at most the directions of the narrower side",
                    min = 1,
                    max = 4096,
                    init = 16)
            int width,

            @Param(doc = "neighbours of a row within its side, where no graph is given", min = 1, max = 1024, init = 10)
            int neighbours,

            @Param(
                    doc = "weight of a pair against an edge between neighbours; more pulls pairs together",
                    min = 0,
                    max = 1e9,
                    init = 100,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double pairWeight,

            @Param(
                    doc =
                            "directions of a side below this share of its largest variance are left out; more regularises",
                    min = 1e-9,
                    max = 1,
                    init = 1e-3,
                    scale = Param.Scale.LOG)
            double leastVariance) {
        public Options {
            OptionsSchema.require(Options.class, width, neighbours, pairWeight, leastVariance);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Manifold alignment (joint Laplacian, linear)",
                        "Linear maps under which neighbours stay neighbours and known pairs come together",
                        Options.class)
                .withFormula("Z L Z^\\top \\gamma = \\lambda\\, Z D Z^\\top \\gamma")
                .withCapabilities(
                        Capability.NEEDS_SEEDS,
                        Capability.UNEQUAL_ROWS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE)
                .withClaims(
                        Claim.pro(
                                "Rows without a partner help",
                                "alignment/manifold-unpaired",
                                "more hits with all rows than with the paired rows alone"),
                        Claim.con(
                                "Linear maps do not unroll a curved side",
                                "alignment/curved",
                                "less recall on a spiral than on a turned copy"))
                .withUseCases("Few pairs, many rows")
                .withReferences(
                        new Reference(
                                "Wang and Mahadevan",
                                "Manifold Alignment without Correspondence",
                                "IJCAI",
                                2009,
                                "theorem 1"),
                        new Reference(
                                "Ham, Lee and Saul",
                                "Semisupervised Alignment of Manifolds",
                                "AISTATS",
                                2005,
                                "section 3"))
                .withLesson("alignment/graph");
    }

    @Override
    public AlignmentModel fit(
            Features left, Features right, Supervision supervision, Options options, FitContext context) {
        Supervision.Seeds pairs = pairs(left, right, supervision);
        Side x = Side.of(left, options);
        context.checkCancelled();
        Side y = Side.of(right, options);
        context.checkCancelled();
        double[][] maps = maps(x, y, pairs, options, context);
        int width = maps[0].length / x.columns;
        Provenance provenance = Provenance.of(
                descriptor(), options, context, Nd4j.getBackend().getClass().getSimpleName());
        History history =
                new History(Map.of("eigenvalue", Arrays.stream(maps[2]).boxed().toList()), List.of());
        context.progress().on(new Progress.Step(ID, 1, 1, "eigenvalue", maps[2][0]));
        return new LinearMaps(provenance, history, x.mapped(maps[0], width), y.mapped(maps[1], width));
    }

    private static Supervision.Seeds pairs(Features left, Features right, Supervision supervision) {
        for (Features side : List.of(left, right)) {
            Modality.Kind kind = side.modality().kind();
            if (kind == Modality.Kind.TOKENS || kind == Modality.Kind.IMAGE) {
                throw new IllegalArgumentException(ID + ": '" + side.modality().name() + "' is of kind " + kind
                        + "; this method takes VECTOR, SCORES or GRAPH, so encode it first");
            }
            Checks.present(ID, side);
        }
        if (supervision instanceof Supervision.Paired) {
            if (left.rows() != right.rows()) {
                throw new IllegalArgumentException(ID + ": paired rows need equal row counts, left has " + left.rows()
                        + ", right has " + right.rows() + "; give Supervision.seeds where only some pairs are known");
            }
            int[] all = IntStream.range(0, left.rows()).toArray();
            return SeedChecks.seeds(ID, left, right, Supervision.seeds(all, all), 2);
        }
        return SeedChecks.seeds(ID, left, right, supervision, 2);
    }

    /** One side in standard units, with its edges. */
    private record Side(Modality modality, Standardizer standardizer, INDArray x, int rows, int columns, Graph graph) {
        static Side of(Features features, Options options) {
            Standardizer standardizer = Standardizer.fit(features);
            Features scaled = standardizer.apply(features);
            int n = features.rows();
            Graph graph = features.graph()
                    .map(Graph::untyped)
                    .orElseGet(() -> n < 2
                            ? Graph.undirected(n, new int[0][])
                            : NeighbourGraph.cosine(scaled.values(), Math.min(n - 1, options.neighbours())));
            INDArray x = scaled.values().castTo(DataType.DOUBLE).dup('c');
            return new Side(features.modality(), standardizer, x, n, features.width(), graph);
        }

        LinearMaps.Mapped mapped(double[] map, int width) {
            float[] single = new float[map.length];
            for (int i = 0; i < map.length; i++) {
                single[i] = (float) map[i];
            }
            return new LinearMaps.Mapped(modality, standardizer, Host.tensor(DataType.FLOAT, single, columns, width));
        }

        /** Degrees in the joint graph, {@code [n]}. */
        double[] degrees(int[] paired, double pairWeight) {
            double[] degree = new double[rows];
            for (int i = 0; i < rows; i++) {
                for (int e = graph.rowStart()[i]; e < graph.rowStart()[i + 1]; e++) {
                    degree[i] += graph.weight()[e];
                }
            }
            for (int i : paired) {
                degree[i] += pairWeight;
            }
            return degree;
        }

        /**
         * {@code X' M X} for the diagonal {@code M}, or for {@code M - A} with the edges' weights A: {@code [d, d]}.
         */
        INDArray square(double[] diagonal, double edges) {
            double[] in = Host.doubles(x);
            double[] m = new double[in.length];
            for (int i = 0; i < rows; i++) {
                for (int c = 0; c < columns; c++) {
                    m[i * columns + c] = diagonal[i] * in[i * columns + c];
                }
                for (int e = graph.rowStart()[i]; e < graph.rowStart()[i + 1]; e++) {
                    for (int c = 0; c < columns; c++) {
                        m[i * columns + c] -= edges * graph.weight()[e] * in[graph.column()[e] * columns + c];
                    }
                }
            }
            INDArray result = Nd4j.createUninitialized(DataType.DOUBLE, columns, columns);
            MatrixProduct.into(result, x, TRANSPOSED, Nd4j.createFromArray(m).reshape('c', rows, columns), PLAIN, 1, 0);
            return result;
        }

        /** {@code [d, r]}: P with {@code P' (X' D X) P = I}, over the directions of some variance. */
        INDArray whitening(double[] degree, double least) {
            INDArray vectors = square(degree, 0).dup('f');
            double[] values = Host.doubles(Eigen.symmetricGeneralizedEigenvalues(vectors, true)); // ascending
            double most = values[values.length - 1];
            if (!(most > 0)) {
                throw new IllegalArgumentException(ID + ": all columns of '" + modality.name()
                        + "' are constant, or no row has a neighbour; there is nothing to align");
            }
            int first = 0;
            while (!(values[first] >= least * most)) {
                first++;
            }
            double[] all = Host.doubles(vectors.dup('c'));
            int kept = columns - first;
            double[] p = new double[columns * kept];
            for (int c = 0; c < columns; c++) {
                for (int k = 0; k < kept; k++) {
                    p[c * kept + k] = all[c * columns + first + k] / Math.sqrt(values[first + k]);
                }
            }
            return Nd4j.createFromArray(p).reshape('c', columns, kept);
        }
    }

    /** The left map {@code [d, D]}, the right map {@code [e, D]} and the D smallest eigenvalues, each flat. */
    private static double[][] maps(Side x, Side y, Supervision.Seeds pairs, Options options, FitContext context) {
        double[] ofLeft = x.degrees(pairs.left(), options.pairWeight());
        double[] ofRight = y.degrees(pairs.right(), options.pairWeight());
        INDArray p = x.whitening(ofLeft, options.leastVariance()); // [d, r]
        context.checkCancelled();
        INDArray q = y.whitening(ofRight, options.leastVariance()); // [e, s]
        context.checkCancelled();
        INDArray across = Nd4j.createUninitialized(DataType.DOUBLE, x.columns, y.columns); // X' W_xy Y
        MatrixProduct.into(
                across,
                x.x.getRows(pairs.left()).dup('c'),
                TRANSPOSED,
                y.x.getRows(pairs.right()).dup('c'),
                PLAIN,
                options.pairWeight(),
                0);
        int r = Math.toIntExact(p.size(1));
        int s = Math.toIntExact(q.size(1));
        double[] a = new double[(r + s) * (r + s)]; // the joint Laplacian in whitened directions
        put(a, r + s, 0, 0, between(p, x.square(ofLeft, 1), p), 1);
        put(a, r + s, r, r, between(q, y.square(ofRight, 1), q), 1);
        INDArray mixed = between(p, across, q); // [r, s]
        put(a, r + s, 0, r, mixed, -1);
        put(a, r + s, r, 0, mixed.transpose().dup('c'), -1);
        INDArray vectors = Nd4j.createFromArray(a).reshape('c', r + s, r + s).dup('f');
        double[] values = Host.doubles(Eigen.symmetricGeneralizedEigenvalues(vectors, true)); // ascending
        context.checkCancelled();
        // what both sides share shows twice: together with a small eigenvalue, against each other with a large one
        int width = Math.min(options.width(), Math.min(r, s));
        double[] all = Host.doubles(vectors.dup('c'));
        double[] u = new double[r * width];
        double[] v = new double[s * width];
        for (int k = 0; k < width; k++) {
            int largest = 0; // signed so that the largest entry is positive
            for (int c = 0; c < r + s; c++) {
                largest = Math.abs(all[c * (r + s) + k]) > Math.abs(all[largest * (r + s) + k]) ? c : largest;
            }
            double sign = Math.signum(all[largest * (r + s) + k]);
            for (int c = 0; c < r + s; c++) {
                if (c < r) {
                    u[c * width + k] = sign * all[c * (r + s) + k];
                } else {
                    v[(c - r) * width + k] = sign * all[c * (r + s) + k];
                }
            }
        }
        return new double[][] {product(p, u, width), product(q, v, width), Arrays.copyOf(values, width)};
    }

    /** {@code P' M Q}. */
    private static INDArray between(INDArray p, INDArray m, INDArray q) {
        INDArray half = Nd4j.createUninitialized(DataType.DOUBLE, p.size(1), m.size(1));
        MatrixProduct.into(half, p, TRANSPOSED, m, PLAIN, 1, 0);
        INDArray result = Nd4j.createUninitialized(DataType.DOUBLE, p.size(1), q.size(1));
        MatrixProduct.into(result, half, q);
        return result;
    }

    private static double[] product(INDArray p, double[] u, int width) {
        INDArray map = Nd4j.createUninitialized(DataType.DOUBLE, p.size(0), width);
        MatrixProduct.into(map, p, Nd4j.createFromArray(u).reshape('c', p.size(1), width));
        return Host.doubles(map);
    }

    private static void put(double[] all, int width, int row, int column, INDArray part, double factor) {
        double[] values = Host.doubles(part);
        int columns = Math.toIntExact(part.size(1));
        for (int i = 0; i < values.length; i++) {
            all[(row + i / columns) * width + column + i % columns] = factor * values[i];
        }
    }

    @Override
    public AlignmentModel load(InputStream in) throws IOException {
        return LinearMaps.load(ID, ModelFile.load(in));
    }
}
