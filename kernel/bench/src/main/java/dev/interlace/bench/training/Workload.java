package dev.interlace.bench.training;

import dev.interlace.learn.Activation;
import dev.interlace.learn.Attended;
import dev.interlace.learn.ConvNet;
import dev.interlace.learn.Layers;
import dev.interlace.learn.Loss;
import dev.interlace.learn.MeanDiscrepancy;
import dev.interlace.learn.MeanDiscrepancy.Estimator;
import dev.interlace.learn.Parameters.Start;
import dev.interlace.learn.Tape;
import dev.interlace.learn.Var;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One training step, with the inputs that it needs.
 *
 * @param name as the peer calls it
 * @param inputs tensors by name
 * @param labels classes of the rows; empty where the step needs none
 * @param optimises whether Adam takes part
 */
@SuppressWarnings("ArrayRecordComponent") // handed to operations as it is; never compared
record Workload(String name, Map<String, INDArray> inputs, int[] labels, boolean optimises, Forward forward) {
    /** The loss of a step. */
    @FunctionalInterface
    interface Forward {
        Loss run(Layers layers, Workload workload);
    }

    private static final int CLASSES = 10;

    static List<Workload> all() {
        return List.of(
                classifier("mlp", shapes("x", new long[] {256, 1024}), Workload::perceptron),
                classifier(
                        "gated",
                        shapes("a", new long[] {256, 512}, "b", new long[] {256, 256}, "c", new long[] {256, 64}),
                        Workload::gated),
                classifier(
                        "attention",
                        shapes("tokens", new long[] {32, 16, 128}, "regions", new long[] {32, 49, 128}),
                        Workload::attention),
                classifier(
                        "tfn",
                        shapes("a", new long[] {32, 300}, "b", new long[] {32, 64}, "c", new long[] {32, 32}),
                        Workload::tensorFusion),
                classifier(
                        "lmf",
                        shapes("a", new long[] {32, 300}, "b", new long[] {32, 64}, "c", new long[] {32, 32}),
                        Workload::lowRankFusion),
                classifier("cnn", shapes("x", new long[] {64, 32, 32, 3}), Workload::convolutions),
                new Workload(
                        "clip",
                        normal(shapes("a", new long[] {256, 512}, "b", new long[] {256, 512})),
                        new int[0],
                        true,
                        Workload::contrastive),
                new Workload(
                        "mmd",
                        normal(shapes("x", new long[] {2000, 128}, "y", new long[] {2000, 128})),
                        new int[0],
                        false,
                        Workload::discrepancy));
    }

    private Var input(Layers layers, String input) {
        INDArray value = inputs.get(input);
        if (value == null) {
            throw new IllegalArgumentException(name + " has no input '" + input + "'; it has " + inputs.keySet());
        }
        return layers.tape().constant(value);
    }

    private Loss classified(Layers layers, Var fused) {
        return layers.tape().softmaxCrossEntropy(layers.linear("classifier", fused, CLASSES), labels);
    }

    private static Loss perceptron(Layers layers, Workload w) {
        return w.classified(layers, layers.dense("hidden", w.input(layers, "x"), 512));
    }

    private static Loss gated(Layers layers, Workload w) {
        Tape tape = layers.tape();
        List<Var> parts = List.of(w.input(layers, "a"), w.input(layers, "b"), w.input(layers, "c"));
        Var joined = tape.concat(parts);
        Var sum = null;
        for (int m = 0; m < parts.size(); m++) {
            Var proposal = layers.dense("proposal" + m, parts.get(m), 128, Activation.TANH);
            Var gate = layers.dense("gate" + m, joined, 128, Activation.SIGMOID);
            Var passed = tape.multiply(gate, proposal);
            sum = sum == null ? passed : tape.add(sum, passed);
        }
        return w.classified(layers, java.util.Objects.requireNonNull(sum));
    }

    private static Loss attention(Layers layers, Workload w) {
        Var tokens = layers.layerNorm("tokens.norm", layers.linear("tokens.project", w.input(layers, "tokens"), 128));
        Var regions =
                layers.layerNorm("regions.norm", layers.linear("regions.project", w.input(layers, "regions"), 128));
        return w.classified(
                layers,
                layers.tape()
                        .concat(List.of(
                                attend(layers, "there", tokens, regions), attend(layers, "back", regions, tokens))));
    }

    private static Var attend(Layers layers, String name, Var a, Var b) {
        int[] lengths = new int[b.size(0)];
        Arrays.fill(lengths, b.size(1));
        int[] own = new int[a.size(0)];
        Arrays.fill(own, a.size(1));
        Attended attended = layers.crossAttention(name, a, b, lengths, 128, 4);
        Var sum = layers.tape().add(a, attended.output());
        return layers.tape().meanTokens(layers.layerNorm(name + ".norm", sum), own);
    }

    private static Loss tensorFusion(Layers layers, Workload w) {
        Tape tape = layers.tape();
        Var a = tape.withOne(layers.dense("a", w.input(layers, "a"), 32));
        Var b = tape.withOne(layers.dense("b", w.input(layers, "b"), 32));
        Var c = tape.withOne(layers.dense("c", w.input(layers, "c"), 16));
        Var fused = tape.outer(tape.outer(a, b), c); // [32, 33 * 33 * 17]
        return w.classified(layers, layers.dense("post", fused, 64));
    }

    private static Loss lowRankFusion(Layers layers, Workload w) {
        Tape tape = layers.tape();
        int rank = 4;
        int width = 64;
        Var product = null;
        for (String part : List.of("a", "b", "c")) {
            Var hidden = layers.dense(part, w.input(layers, part), 64);
            Var factor = layers.linear(part + ".factor", hidden, rank * width); // the bias is the factor of the one
            product = product == null ? factor : tape.multiply(product, factor);
        }
        int rows = java.util.Objects.requireNonNull(product).size(0);
        int[] ranks = new int[rows];
        Arrays.fill(ranks, rank);
        return w.classified(layers, tape.meanTokens(tape.reshape(product, rows, rank, width), ranks));
    }

    private static Loss convolutions(Layers layers, Workload w) {
        return layers.tape()
                .softmaxCrossEntropy(ConvNet.encode(layers, "net", w.input(layers, "x"), CLASSES), w.labels);
    }

    private static Loss contrastive(Layers layers, Workload w) {
        Tape tape = layers.tape();
        Var a = tape.normalize(layers.linear("a", w.input(layers, "a"), 256));
        Var b = tape.normalize(layers.linear("b", w.input(layers, "b"), 256));
        return tape.infoNce(tape.similarity(a, b), layers.matrix("logScale", 1, 1, Start.ONES), 100);
    }

    private static Loss discrepancy(Layers layers, Workload w) {
        Var x = layers.matrix("moved", 2000, 128, Start.SMALL);
        return layers.tape()
                .discrepancy(
                        layers.tape().add(w.input(layers, "x"), x),
                        w.input(layers, "y"),
                        new MeanDiscrepancy(new double[] {4, 8, 16, 32, 64}, Estimator.BIASED));
    }

    private static Workload classifier(String name, Map<String, long[]> shapes, Forward forward) {
        int rows = (int) shapes.values().iterator().next()[0];
        int[] labels = new SplittableRandom(6).ints(rows, 0, CLASSES).toArray();
        return new Workload(name, normal(shapes), labels, true, forward);
    }

    private static Map<String, long[]> shapes(Object... namesAndShapes) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            shapes.put((String) namesAndShapes[i], (long[]) namesAndShapes[i + 1]);
        }
        return shapes;
    }

    private static Map<String, INDArray> normal(Map<String, long[]> shapes) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, INDArray> inputs = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> inputs.put(name, Numbers.normal(random, shape)));
        return inputs;
    }
}
