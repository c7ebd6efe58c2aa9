package dev.interlace.bench.training;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.ConvNet;
import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableAlignment;
import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.plugins.alignment.MmdLoss;
import dev.interlace.plugins.alignment.contrastive.ContrastiveAlignment;
import dev.interlace.plugins.fusion.CrossAttentionFusion;
import dev.interlace.plugins.fusion.EarlyFusion;
import dev.interlace.plugins.fusion.GatedFusion;
import dev.interlace.plugins.fusion.LowRankFusion;
import dev.interlace.plugins.fusion.TensorFusion;
import dev.interlace.spi.Modality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One training step of a plugin, with the inputs that it needs. The plugin writes the forward computation; what stands
 * here is data, options, and the linear classifier that every fusion network gets.
 *
 * @param name as the peer calls it
 * @param inputs tensors by name: {@code [B, d]}, {@code [B, T, d]}, or a picture {@code [B, H, W, C]}
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
    private static final int PICTURE_WIDTH = 64; // what a fusion network sees of a picture

    static List<Workload> all() {
        return List.of(
                fusion(
                        "mlp",
                        shapes("x", new long[] {256, 1024}),
                        new EarlyFusion(),
                        Map.of("hidden", 512, "blockScaling", false)),
                fusion(
                        "gated",
                        shapes("a", new long[] {256, 512}, "b", new long[] {256, 256}, "c", new long[] {256, 64}),
                        new GatedFusion(),
                        Map.of("hidden", 128)),
                fusion(
                        "attention",
                        shapes("regions", new long[] {32, 49, 128}, "tokens", new long[] {32, 16, 128}),
                        new CrossAttentionFusion(),
                        Map.of("width", 128, "heads", 4)),
                fusion(
                        "tfn",
                        shapes("a", new long[] {32, 300}, "b", new long[] {32, 64}, "c", new long[] {32, 32}),
                        new TensorFusion(),
                        Map.of("hidden", 64, "factor", 25)),
                fusion(
                        "lmf",
                        shapes("a", new long[] {32, 300}, "b", new long[] {32, 64}, "c", new long[] {32, 32}),
                        new LowRankFusion(),
                        Map.of("hidden", 64, "rank", 4, "after", 0)),
                fusion(
                        "cnn",
                        shapes("x", new long[] {64, 32, 32, 3}),
                        new EarlyFusion(),
                        Map.of("hidden", 0, "blockScaling", false)),
                alignment(
                        "clip",
                        shapes("left", new long[] {256, 512}, "right", new long[] {256, 512}),
                        new ContrastiveAlignment(),
                        Map.of("hidden", 0, "width", 256)),
                loss(
                        "mmd",
                        shapes("x", new long[] {2000, 128}, "y", new long[] {2000, 128}),
                        new MmdLoss(),
                        Map.of("bandwidth", 16, "bandwidths", 5)));
    }

    /** A fusion method's network on complete rows, without dropout, under a linear classifier. */
    private static <O extends Record & TrainingOptions> Workload fusion(
            String name, Map<String, long[]> shapes, TrainableFusion<O> method, Map<String, ?> options) {
        Map<String, Object> exact = new LinkedHashMap<>(options);
        exact.put("dropout", 0);
        O parsed = method.descriptor().schema().parse(exact);
        int rows = (int) shapes.values().iterator().next()[0];
        int[] labels = new SplittableRandom(6).ints(rows, 0, CLASSES).toArray();
        return new Workload(name, normal(shapes), labels, true, (layers, workload) -> {
            Var fused = method.fuse(layers, new Inputs(workload.inputs(layers)), parsed);
            return layers.tape().softmaxCrossEntropy(layers.linear("classifier", fused, CLASSES), workload.labels);
        });
    }

    /** An alignment method's step on pairs, the first side against the second, without dropout. */
    private static <O extends Record & TrainingOptions> Workload alignment(
            String name, Map<String, long[]> shapes, TrainableAlignment<O> method, Map<String, ?> options) {
        Map<String, Object> exact = new LinkedHashMap<>(options);
        exact.put("dropout", 0);
        O parsed = method.descriptor().schema().parse(exact);
        return new Workload(name, normal(shapes), new int[0], true, (layers, workload) -> {
            List<Input> sides = workload.inputs(layers);
            int pairs = sides.get(0).features().size(0);
            int[] all = IntStream.range(0, pairs).toArray();
            return method.loss(
                    layers,
                    new TrainableAlignment.Pairs(
                            sides.get(0), sides.get(1), pairs, pairs, all, all, all, all, all, all),
                    parsed);
        });
    }

    /** An alignment loss and its gradient with respect to a shift of the first side. */
    private static <O extends Record> Workload loss(
            String name, Map<String, long[]> shapes, AlignmentLoss<O> loss, Map<String, ?> options) {
        O parsed = loss.descriptor().schema().parse(options);
        return new Workload(name, normal(shapes), new int[0], false, (layers, workload) -> {
            List<Input> sides = workload.inputs(layers);
            Var x = sides.get(0).features();
            Var moved = layers.tape().add(x, layers.matrix("moved", x.size(0), x.size(1), Start.SMALL));
            return loss.loss(layers, AlignmentLoss.Sides.of(moved, sides.get(1).features()), parsed);
        });
    }

    /** The modalities on the tape in the order of their names; pictures as fusion networks see them. */
    private List<Input> inputs(Layers layers) {
        List<Input> all = new ArrayList<>();
        inputs.forEach((input, value) -> {
            Var x = layers.tape().constant(value);
            int rows = x.size(0);
            float[] presence = new float[rows];
            Arrays.fill(presence, 1);
            int[] lengths = new int[value.rank() == 3 ? rows : 0];
            Arrays.fill(lengths, x.size(1));
            if (value.rank() == 4) {
                x = layers.tape().relu(ConvNet.encode(layers, input + ".picture", x, PICTURE_WIDTH));
            }
            Modality modality = value.rank() == 3 ? Modality.tokens(input) : Modality.vector(input);
            all.add(new Input(modality, x, lengths, presence, Optional.empty()));
        });
        return all;
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
