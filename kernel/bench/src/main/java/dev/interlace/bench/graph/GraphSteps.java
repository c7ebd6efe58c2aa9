package dev.interlace.bench.graph;

import dev.interlace.bench.Turns;
import dev.interlace.learn.networks.GraphLayers;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Adjacency;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Parameter;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Tape.Mode;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.Graph;
import dev.interlace.spi.SeedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Forward and backward of two graph convolutions under a cross-entropy: 5,000 nodes, 50,000 directed edges and the
 * nodes' own loops, width 64.
 *
 * <p>Argument: a folder, which gets the inputs, the weights and the gradients of the first step as little-endian floats
 * and integers. The step is called {@code gcn} and measured when asked ({@link Turns}).
 */
public final class GraphSteps {
    private static final int NODES = 5000;
    private static final int PAIRS = 25000;
    private static final int WIDTH = 64;

    private final Tape tape = new Tape(DataType.FLOAT);
    private final Parameters parameters = new Parameters(DataType.FLOAT, new SeedSource(1));
    private final Adjacency edges;
    private final INDArray x;
    private final int[] labels;
    private float seen;

    private GraphSteps(Graph graph, INDArray x, int[] labels) {
        this.edges = new Adjacency(graph);
        this.x = x;
        this.labels = labels;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        SplittableRandom random = new SplittableRandom(1);
        Graph graph = graph(random);
        float[] features = new float[NODES * WIDTH];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        int[] labels = random.ints(NODES, 0, WIDTH).toArray();
        GraphSteps steps = new GraphSteps(graph, Host.tensor(DataType.FLOAT, features, NODES, WIDTH), labels);
        steps.run();
        write(folder, "x", features);
        write(folder, "labels", labels);
        write(folder, "rowStart", graph.rowStart());
        write(folder, "column", graph.column());
        for (Parameter parameter : steps.parameters.all()) {
            write(folder, parameter.name(), Host.floats(parameter.value()));
            write(folder, parameter.name() + ".gradient", Host.floats(parameter.gradient()));
        }
        Turns turns = new Turns();
        turns.add("gcn", steps::run);
        turns.serve();
    }

    /** Pairs drawn until there are enough different ones. */
    private static Graph graph(SplittableRandom random) {
        int[][] pairs = new int[PAIRS + PAIRS / 50][];
        for (int i = 0; i < pairs.length; i++) {
            int a = random.nextInt(NODES);
            pairs[i] = new int[] {a, (a + 1 + random.nextInt(NODES - 1)) % NODES};
        }
        int taken = PAIRS;
        Graph graph = Graph.undirected(NODES, Arrays.copyOf(pairs, taken));
        while (graph.edges() < 2 * PAIRS) {
            taken += (2 * PAIRS - graph.edges()) / 2;
            graph = Graph.undirected(NODES, Arrays.copyOf(pairs, taken));
        }
        return graph;
    }

    private double run() {
        tape.begin(Mode.TRAIN, new SeedSource(1));
        Layers layers = new Layers(tape, parameters);
        Var h = GraphLayers.rectifiedConvolution(layers, "w1", edges, tape.constant(x), WIDTH);
        Loss loss = tape.softmaxCrossEntropy(GraphLayers.convolution(layers, "w2", edges, h, WIDTH), labels);
        tape.backward(loss);
        seen += Host.floats(parameters.all().get(0).gradient())[0]; // nothing is computed for nobody
        return loss.value();
    }

    private static void write(Path folder, String name, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(folder.resolve(name + ".f32"), bytes.array());
    }

    private static void write(Path folder, String name, int[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        Files.write(folder.resolve(name + ".i32"), bytes.array());
    }
}
