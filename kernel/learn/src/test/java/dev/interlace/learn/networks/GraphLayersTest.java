package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.normal;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Activation;
import dev.interlace.learn.tape.Adjacency;
import dev.interlace.learn.tape.EdgeSoftmax;
import dev.interlace.learn.tape.EdgeSum;
import dev.interlace.learn.tape.GradientCheck;
import dev.interlace.learn.tape.GraphConvolution;
import dev.interlace.learn.tape.HeadProduct;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.RelationEdges;
import dev.interlace.learn.tape.RelationSum;
import dev.interlace.learn.tape.SparseMatrix;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.Graph;
import dev.interlace.spi.SeedSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GraphLayersTest {
    /** Double precision with central differences of step 1e-6. */
    private static final double GRADIENT = 1e-6;

    /** Weights of means are floats. */
    private static final double TOLERANCE = 1e-6;

    /** Sums of up to a thousand products in single precision, to the largest of them. */
    private static final double SINGLE = 1e-5;

    /** 0 - 1 - 2 - 3 - 0 and 1 - 3; node 4 alone. */
    private static final int[][] EDGES = {{0, 1}, {1, 2}, {2, 3}, {0, 3}, {1, 3}};

    private static final Graph GRAPH = Graph.undirected(5, EDGES);

    /** Relation 1 has no edge; node 4 hears itself alone. */
    private static final Graph TYPED =
            Graph.typed(5, new int[][] {{0, 0, 1}, {0, 2, 2}, {1, 0, 2}, {3, 2, 2}, {3, 0, 0}, {1, 2, 0}});

    private interface Layer {
        Var of(Layers layers, Adjacency edges, Var h);
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of("gcn", (Layer) (l, e, h) -> GraphLayers.convolution(l, "w", e, h, 4)),
                Arguments.of("gcn, rectified", (Layer) (l, e, h) -> GraphLayers.rectifiedConvolution(l, "w", e, h, 4)),
                Arguments.of("gcn, narrower", (Layer) (l, e, h) -> GraphLayers.convolution(l, "w", e, h, 2)),
                Arguments.of("sage", (Layer) (l, e, h) -> GraphLayers.sage(l, "w", e, h, 4)),
                Arguments.of("gat", (Layer) (l, e, h) -> GraphLayers.attention(l, "w", e, h, 4, 2)),
                Arguments.of("rgcn", (Layer) (l, e, h) -> GraphLayers.relational(l, "w", "left", e, h, 4, 2)));
    }

    private static INDArray run(Layer layer, Graph graph, INDArray x) {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        Layers layers = new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(3)));
        return layer.of(layers, new Adjacency(graph), tape.constant(x)).value();
    }

    @Test
    void theMeanOverNeighboursIsRight() {
        // path 0 - 1 - 2, node 3 alone: 0 hears 1; 1 hears the mean of 0 and 2; 3 hears nothing
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        Graph path = Graph.undirected(4, new int[][] {{0, 1}, {1, 2}});
        Var heard = tape.propagate(
                new Adjacency(path).mean(), tape.constant(matrix(row(1, 2), row(3, 4), row(5, 8), row(9, 9))));
        requireClose(row(3, 4, 3, 5, 3, 4, 0, 0), heard.value(), TOLERANCE, "means of neighbours");
    }

    /**
     * Results and gradients of a convolution of {@code nodes} nodes: of the features if they are trained, and of the
     * weights.
     */
    private static List<double[]> convolution(
            DataType type, int nodes, int d, int width, boolean trainsFeatures, Activation activation) {
        int[][] ring = IntStream.range(0, nodes)
                .mapToObj(i -> new int[] {i, (i + 1) % nodes})
                .filter(pair -> pair[0] < pair[1])
                .toArray(int[][]::new);
        SparseMatrix a = new Adjacency(Graph.undirected(nodes, ring)).propagation();
        Tape tape = new Tape(type);
        tape.begin();
        Layers layers = new Layers(tape, new Parameters(type, new SeedSource(3)));
        INDArray features = normal(7, DataType.FLOAT, nodes, d).castTo(type);
        Var h = trainsFeatures
                ? tape.add(tape.constant(features), layers.matrix("zero", nodes, d, Parameters.Start.ZEROS))
                : tape.constant(features);
        Var w = tape.add(
                tape.constant(normal(8, DataType.FLOAT, d, width).castTo(type)),
                layers.matrix("w", d, width, Parameters.Start.ZEROS));
        Var y = tape.record(new GraphConvolution(a, h, w, activation));
        tape.backward(tape.squaredError(
                y, tape.constant(normal(9, DataType.FLOAT, nodes, width).castTo(type))));
        return trainsFeatures
                ? List.of(Host.doubles(y.value()), Host.doubles(w.gradient()), Host.doubles(h.gradient()))
                : List.of(Host.doubles(y.value()), Host.doubles(w.gradient()));
    }

    static Stream<Arguments> convolutions() {
        return Stream.of( // nodes, d, width: less than a tile, several tiles with a rest, shared among threads, weights
                // beyond tiles
                Arguments.of(1, 3, 4),
                Arguments.of(5, 1, 1),
                Arguments.of(131, 64, 64),
                Arguments.of(1003, 33, 70),
                Arguments.of(40, 130, 140));
    }

    @ParameterizedTest(name = "{0} nodes, {1} to {2}")
    @MethodSource("convolutions")
    void aConvolutionInTilesIsThatOfWholeProducts(int nodes, int d, int width) {
        for (boolean trainsFeatures : List.of(false, true)) {
            Activation activation = trainsFeatures ? Activation.NONE : Activation.RELU;
            List<double[]> whole = convolution(DataType.DOUBLE, nodes, d, width, trainsFeatures, activation);
            List<double[]> tiles = convolution(DataType.FLOAT, nodes, d, width, trainsFeatures, activation);
            for (int k = 0; k < whole.size(); k++) {
                double largest = 0;
                for (double value : whole.get(k)) {
                    largest = Math.max(largest, Math.abs(value));
                }
                for (int i = 0; i < whole.get(k).length; i++) {
                    assertEquals(
                            whole.get(k)[i],
                            tiles.get(k)[i],
                            SINGLE * largest,
                            "single precision, " + k + ", entry " + i);
                }
            }
        }
    }

    @Test
    void anActivationWithoutItsOwnDerivativeIsRefused() {
        Tape tape = new Tape(DataType.FLOAT);
        tape.begin();
        Var one = tape.constant(normal(1, DataType.FLOAT, 1, 1));
        SparseMatrix a = new Adjacency(Graph.undirected(1, new int[0][])).propagation();
        requireMessage(
                "graph convolution: the derivative of GELU needs what was there before it; add it as a layer of its own",
                () -> new GraphConvolution(a, one, one, Activation.GELU));
    }

    @Test
    void edgeSoftmaxOfAPairIsRight() {
        // 0 - 1 and node 2 alone; t = (0, -1, 5), s = (ln 2, 0, 7), slope 0.5; each row: itself first
        // row 0: e = (ln 2, 0): 2/3, 1/3; row 1: itself -1 -> -0.5, node 0: ln 2 - 1 -> (ln 2 - 1) / 2; row 2: 1
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        SparseMatrix closed = new Adjacency(Graph.undirected(3, new int[][] {{0, 1}})).closedNeighbours();
        Var alpha = tape.record(new EdgeSoftmax(
                tape.constant(matrix(row(0), row(-1), row(5))),
                tape.constant(matrix(row(Math.log(2)), row(0), row(7))),
                closed,
                0.5));
        double root = Math.sqrt(2); // exp(-0.5) : exp((ln 2 - 1) / 2) = 1 : root 2
        requireClose(
                row(2 / 3.0, 1 / 3.0, 1 / (1 + root), root / (1 + root), 1),
                alpha.value(),
                1e-12,
                "attention of a pair");
        Var sum = tape.record(new EdgeSum(alpha, tape.constant(matrix(row(3, 0), row(0, 6), row(1, 1))), closed));
        requireClose(
                row(2, 2, 3 * root / (1 + root), 6 / (1 + root), 1, 1),
                sum.value(),
                1e-12,
                "2/3 (3, 0) + 1/3 (0, 6), ...");
    }

    @Test
    void attentionSumsToOneAtExtremeScores() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        SparseMatrix closed = new Adjacency(GRAPH).closedNeighbours();
        Var alpha = tape.record(new EdgeSoftmax(
                tape.scale(tape.constant(normal(1, DataType.DOUBLE, 5, 3)), 1e4),
                tape.scale(tape.constant(normal(2, DataType.DOUBLE, 5, 3)), 1e4),
                closed,
                0.2));
        double[] a = Host.doubles(alpha.value());
        for (int i = 0; i < 5; i++) {
            for (int h = 0; h < 3; h++) {
                double sum = 0;
                for (int e = closed.rowStart()[i]; e < closed.rowStart()[i + 1]; e++) {
                    sum += a[e * 3 + h];
                }
                assertEquals(1, sum, 1e-12, "row " + i + ", head " + h);
            }
        }
    }

    @Test
    void relationsAndTheirInversesAreCountedOnce() {
        // 0 -0-> 1, 0 -0-> 2, 2 -1-> 1; inverse relations are 2 and 3
        RelationEdges edges = RelationEdges.of(Graph.typed(3, new int[][] {{0, 0, 1}, {0, 0, 2}, {2, 1, 1}}));
        assertEquals(4, edges.relations());
        assertEquals(6, edges.edges());
        // x = (1, 10, 100), one basis, shares 1, 2, 3, 4:
        // node 0: 1 * (10 + 100) / 2; node 1: inverse 0 of node 0: 3 * 1, inverse 1 of node 2: 4 * 100; node 2: 2 * 10
        // + 3 * 1
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        Var sum = tape.record(new RelationSum(
                tape.constant(matrix(row(1), row(10), row(100))),
                tape.constant(matrix(row(1), row(2), row(3), row(4))),
                edges));
        requireClose(row(55, 403, 23), sum.value(), 1e-12, "sums by relation");
    }

    @Test
    void basesAreTheSumOfOneWeightPerRelation() {
        // equation 2 with W_r = sum_b a_rb V_b, relation by relation with dense matrices
        INDArray x = normal(4, DataType.DOUBLE, 5, 3);
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        Parameters parameters = new Parameters(DataType.DOUBLE, new SeedSource(3));
        INDArray fast = GraphLayers.relational(
                        new Layers(tape, parameters), "w", "left", new Adjacency(TYPED), tape.constant(x), 4, 2)
                .value();
        double[][] h = rows(x);
        double[][] a = rows(
                parameters.get("left.w.shares", 6, 2, Parameters.Start.ZEROS).value());
        double[][] v =
                rows(parameters.get("w.bases", 6, 4, Parameters.Start.ZEROS).value());
        double[][] own =
                rows(parameters.get("w.own", 3, 4, Parameters.Start.ZEROS).value());
        int[][] facts = {{0, 0, 1}, {0, 2, 2}, {1, 0, 2}, {3, 2, 2}, {3, 0, 0}, {1, 2, 0}};
        double[] slow = new double[20];
        for (int i = 0; i < 5; i++) {
            for (int c = 0; c < 4; c++) {
                for (int k = 0; k < 3; k++) {
                    slow[i * 4 + c] += h[i][k] * own[k][c];
                }
            }
            for (int r = 0; r < 6; r++) {
                int node = i;
                int relation = r;
                List<Integer> heard = Stream.of(facts)
                        .filter(f -> f[1] == relation % 3 && f[relation < 3 ? 0 : 2] == node)
                        .map(f -> f[relation < 3 ? 2 : 0])
                        .toList();
                for (int j : heard) {
                    for (int c = 0; c < 4; c++) {
                        for (int k = 0; k < 3; k++) {
                            double w = a[r][0] * v[k][c] + a[r][1] * v[3 + k][c];
                            slow[i * 4 + c] += w * h[j][k] / heard.size();
                        }
                    }
                }
            }
        }
        requireClose(slow, fast, 1e-12, "relational convolution");
    }

    private static double[][] rows(INDArray matrix) {
        int columns = (int) matrix.size(1);
        double[] flat = Host.doubles(matrix);
        return IntStream.range(0, (int) matrix.size(0))
                .mapToObj(i -> java.util.Arrays.copyOfRange(flat, i * columns, (i + 1) * columns))
                .toArray(double[][]::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void nodesInAnotherOrderGiveTheSameRowsInThatOrder(String name, Layer layer) {
        int[] place = {3, 0, 4, 1, 2}; // node i becomes node place[i]
        INDArray x = normal(7, DataType.DOUBLE, 5, 3);
        double[][] given = rows(x);
        double[][] moved = new double[5][];
        for (int i = 0; i < 5; i++) {
            moved[place[i]] = given[i];
        }
        Graph graph = name.equals("rgcn") ? TYPED : GRAPH;
        double[][] straight = rows(run(layer, graph, x));
        double[][] other = rows(run(layer, renumbered(graph, place), matrix(moved)));
        for (int i = 0; i < 5; i++) {
            requireClose(straight[i], matrix(other[place[i]]), TOLERANCE, name + ", node " + i);
        }
    }

    private static Graph renumbered(Graph graph, int[] place) {
        int[][] facts = new int[graph.edges()][];
        for (int i = 0; i < graph.nodes(); i++) {
            for (int e = graph.rowStart()[i]; e < graph.rowStart()[i + 1]; e++) {
                facts[e] = new int[] {place[i], graph.isTyped() ? graph.relation()[e] : 0, place[graph.column()[e]]};
            }
        }
        Graph typed = Graph.typed(graph.nodes(), facts);
        return graph.isTyped() ? typed : typed.untyped();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void anIsolatedNodeHearsItselfAlone(String name, Layer layer) {
        double[] x = Host.doubles(normal(8, DataType.DOUBLE, 5, 3));
        double[][] alone = rows(run(layer, name.equals("rgcn") ? TYPED : GRAPH, folded(x, 5)));
        double[] others = x.clone();
        for (int i = 0; i < 12; i++) {
            others[i] += 100;
        }
        double[][] among = rows(run(layer, name.equals("rgcn") ? TYPED : GRAPH, folded(others, 5)));
        requireClose(alone[4], matrix(among[4]), 0, name + ": node 4 whatever the others hold");
        assertTrue(IntStream.range(0, 4).anyMatch(c -> alone[4][c] != 0), name + ": its own features are heard");
    }

    private static INDArray folded(double[] flat, int rows) {
        return org.nd4j.linalg.factory.Nd4j.createFromArray(flat).reshape('c', rows, flat.length / rows);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void aGraphWithoutEdgesIsTakenAsItIs(String name, Layer layer) {
        INDArray out = run(layer, Graph.undirected(3, new int[0][]), normal(9, DataType.DOUBLE, 3, 2));
        assertTrue(Double.isFinite(Host.sum(out)), name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void floatAndDoubleAgree(String name, Layer layer) {
        INDArray x = normal(10, DataType.FLOAT, 5, 3);
        Tape tape = new Tape(DataType.FLOAT);
        tape.begin();
        Parameters single = new Parameters(DataType.FLOAT, new SeedSource(3));
        Graph graph = name.equals("rgcn") ? TYPED : GRAPH;
        INDArray fast = layer.of(new Layers(tape, single), new Adjacency(graph), tape.constant(x))
                .value();
        requireClose(Host.doubles(run(layer, graph, x.castTo(DataType.DOUBLE))), fast, 1e-5, name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void gradientsAreCentralDifferences(String name, Layer layer) {
        // by the features, through the weights of two layers, on a graph with an isolated node and an empty relation
        Graph graph = name.equals("rgcn") ? TYPED : GRAPH;
        Adjacency edges = new Adjacency(graph);
        INDArray target = normal(11, DataType.DOUBLE, 5, name.equals("gcn, narrower") ? 2 : 4);
        GradientCheck.Worst worst = GradientCheck.worst(List.of(normal(12, DataType.DOUBLE, 5, 3)), (tape, x) -> {
            Layers layers = new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(3)));
            Var h = tape.tanh(layer.of(layers, edges, x.get(0)));
            return tape.squaredError(h, tape.constant(target));
        });
        assertTrue(worst.error() < GRADIENT, name + ": " + worst);
    }

    @Test
    void gradientsOfTheOperationsAreCentralDifferences() {
        SparseMatrix closed = new Adjacency(GRAPH).closedNeighbours();
        INDArray target = normal(13, DataType.DOUBLE, 5, 6);
        List<INDArray> attention = List.of(
                normal(14, DataType.DOUBLE, 5, 6),
                normal(15, DataType.DOUBLE, 1, 6),
                normal(16, DataType.DOUBLE, 1, 6));
        GradientCheck.Worst worst = GradientCheck.worst(attention, (tape, p) -> {
            Var t = tape.record(new HeadProduct(p.get(0), p.get(1), 3));
            Var s = tape.record(new HeadProduct(p.get(0), p.get(2), 3));
            Var alpha = tape.record(new EdgeSoftmax(t, s, closed, 0.2));
            return tape.squaredError(tape.record(new EdgeSum(alpha, p.get(0), closed)), tape.constant(target));
        });
        assertTrue(worst.error() < GRADIENT, "attention: " + worst);
        RelationEdges edges = RelationEdges.of(TYPED);
        worst = GradientCheck.worst(
                List.of(normal(17, DataType.DOUBLE, 5, 3), normal(18, DataType.DOUBLE, 6, 2)),
                (tape, p) -> tape.squaredError(
                        tape.record(new RelationSum(p.get(0), p.get(1), edges)), tape.constant(target)));
        assertTrue(worst.error() < GRADIENT, "relations: " + worst);
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        Layers layers = new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(1)));
        Var x = tape.constant(normal(19, DataType.DOUBLE, 5, 3));
        Adjacency edges = new Adjacency(GRAPH);
        requireMessage(
                "graph attention: width 4 must be a multiple of 3 heads",
                () -> GraphLayers.attention(layers, "w", edges, x, 4, 3));
        requireMessage(
                "relationSum: 3 rows of coefficients, but 1 relations",
                () -> new RelationSum(x, tape.constant(normal(1, DataType.DOUBLE, 3, 2)), edges.relations()));
        requireMessage("headProduct: 3 columns do not divide into 2 heads", () -> new HeadProduct(x, x, 2));
        Graph negative = new Graph(2, new int[] {0, 1, 2}, new int[] {1, 0}, new float[] {-1, -1});
        requireMessage(
                "SparseMatrix.mean: node 0 has degree -1.0; edge weights must keep it above 0",
                () -> SparseMatrix.mean(negative));
        requireMessage(
                "RelationEdges: the edge weights of node 0 must sum above 0, got -1.0",
                () -> RelationEdges.of(negative));
    }
}
