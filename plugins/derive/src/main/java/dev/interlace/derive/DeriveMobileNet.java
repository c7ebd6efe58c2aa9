package dev.interlace.derive;

import dev.interlace.derive.Onnx.Attribute;
import dev.interlace.derive.TfLite.Operator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes {@code mobilenetv2.onnx} from the object detector in the package {@code @mediapipe/objectron}: its backbone,
 * from TensorFlow Lite to ONNX, with the weights left as the 16-bit floats that they are.
 *
 * <p>Only what the two outputs need is kept: from the last layer back to the picture. The detector's heads go.
 */
final class DeriveMobileNet {
    static final NpmPackage OBJECTRON = new NpmPackage(
            "@mediapipe/objectron@0.4.1675468480", "fc3e37b326b05e8f596099c90b3e0931b05a56cd3160b9ac450b621794bac94c");

    private static final String ASSETS = "objectron_solution_packed_assets.data";
    private static final int FROM = 184; // where the detector lies in the assets
    private static final int TO = 9_987_912;
    private static final String LAST = "FeatureExtractor/MobilenetV2/Conv_1/Relu6;";
    private static final String MIDDLE = "FeatureExtractor/MobilenetV2/expanded_conv_13/expand/Relu6;";
    private static final int RELU6 = 3;

    private final TfLite source;
    private final Onnx target = new Onnx("mobilenetv2");
    private final Map<Integer, Operator> makers = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private int count;

    private DeriveMobileNet(TfLite source) {
        this.source = source;
    }

    static DerivedFiles files(Path packages) throws IOException {
        byte[] assets = OBJECTRON.content(packages, ASSETS::equals).bytes(ASSETS);
        return new DerivedFiles()
                .bytes("mobilenetv2.onnx", new DeriveMobileNet(new TfLite(assets, FROM, TO)).convert());
    }

    private byte[] convert() {
        Set<Integer> ends = new HashSet<>();
        for (int k = 0; k < source.operators(); k++) {
            Operator operator = source.operator(k);
            makers.put(operator.outputs().get(0), operator);
            String name = source.name(operator.outputs().get(0));
            if (name.startsWith(LAST) || name.startsWith(MIDDLE)) {
                ends.add(operator.outputs().get(0));
            }
        }
        if (ends.size() != 2) {
            throw new IllegalStateException("the detector must have one last and one middle layer, got " + ends.size());
        }
        Set<Integer> needed = needed(ends);
        target.input("image", -1, 3, -1, -1);
        target.scalar("zero", 0);
        target.scalar("six", 6);
        names.put(source.input(), "image");
        for (int k = 0; k < source.operators(); k++) { // the file's order is a valid order
            Operator operator = source.operator(k);
            if (needed.contains(operator.outputs().get(0))) {
                convert(operator);
            }
        }
        for (int end : ends) {
            int channels = source.shape(end)[3];
            String name = names.getOrDefault(end, "");
            if (source.name(end).startsWith(LAST)) {
                target.node("GlobalAveragePool", List.of(name), "pooled");
                target.node("Flatten", List.of("pooled"), "vector", Attribute.number("axis", 1));
                target.output("vector", -1, channels);
            } else {
                target.node("Identity", List.of(name), "regions");
                target.output("regions", -1, channels, -1, -1);
            }
        }
        return target.file("interlace");
    }

    /** The tensors that the ends are made from. */
    private Set<Integer> needed(Set<Integer> ends) {
        Set<Integer> needed = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(ends);
        while (!open.isEmpty()) {
            int tensor = open.pop();
            Operator maker = makers.get(tensor);
            if (maker != null && needed.add(tensor)) {
                for (int input : maker.inputs()) {
                    open.push(input);
                }
            }
        }
        return needed;
    }

    private void convert(Operator operator) {
        switch (operator.code()) {
            case TfLite.CONV_2D, TfLite.DEPTHWISE_CONV_2D -> convolution(operator);
            case TfLite.ADD -> {
                String sum = "sum" + count++;
                target.node(
                        "Add",
                        List.of(
                                name(operator.inputs().get(0)),
                                name(operator.inputs().get(1))),
                        sum);
                names.put(operator.outputs().get(0), sum);
            }
            case TfLite.DEQUANTIZE -> {
                // the constant is read where it is used
            }
            default ->
                throw new IllegalStateException(
                        "the backbone has the operator " + operator.code() + ", which this program does not know");
        }
    }

    private void convolution(Operator operator) {
        boolean depthwise = operator.code() == TfLite.DEPTHWISE_CONV_2D;
        int weights = constant(operator.inputs().get(1));
        int bias = constant(operator.inputs().get(2));
        int[] shape = source.shape(weights); // [O, H, W, I], depthwise [1, H, W, O]
        int outputs = depthwise ? shape[3] : shape[0];
        int inputs = depthwise ? 1 : shape[3];
        int height = shape[1];
        int width = shape[2];
        String name = "conv" + count++;
        target.halves(
                name + "_w", channelsFirst(source.halves(weights), shape, depthwise), outputs, inputs, height, width);
        target.halves(name + "_b", source.halves(bias), outputs);
        int options = operator.options(); // padding 0, stride across 1, stride down 2, activation 3 (depthwise 4)
        String padding = source.small(options, 0, 0) == 0 ? "SAME_UPPER" : "VALID";
        target.node(
                "Conv",
                List.of(name(operator.inputs().get(0)), name + "_w", name + "_b"),
                name,
                Attribute.text("auto_pad", padding),
                Attribute.numbers("strides", source.integer(options, 2, 1), source.integer(options, 1, 1)),
                Attribute.numbers("kernel_shape", height, width),
                Attribute.number("group", depthwise ? outputs : 1));
        String result = name;
        int activation = source.small(options, depthwise ? 4 : 3, 0);
        if (activation == RELU6) {
            result = name + "_6";
            target.node("Clip", List.of(name, "zero", "six"), result);
        } else if (activation != 0) {
            throw new IllegalStateException(name + " has the activation " + activation + ", only ReLU6 is known");
        }
        names.put(operator.outputs().get(0), result);
    }

    /** [O, H, W, I] -> [O, I, H, W], depthwise [1, H, W, O] -> [O, 1, H, W]. */
    private static short[] channelsFirst(short[] values, int[] shape, boolean depthwise) {
        int outputs = depthwise ? shape[3] : shape[0];
        int inputs = depthwise ? 1 : shape[3];
        int area = shape[1] * shape[2];
        short[] moved = new short[values.length];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                for (int p = 0; p < area; p++) {
                    int from = depthwise ? p * outputs + o : (o * area + p) * inputs + i;
                    moved[(o * inputs + i) * area + p] = values[from];
                }
            }
        }
        return moved;
    }

    /** The 16-bit constant behind a tensor. */
    private int constant(int tensor) {
        Operator maker = makers.get(tensor);
        return maker != null && maker.code() == TfLite.DEQUANTIZE
                ? maker.inputs().get(0)
                : tensor;
    }

    private String name(int tensor) {
        String name = names.get(tensor);
        if (name == null) {
            throw new IllegalStateException(source.name(tensor) + " is used before it is made");
        }
        return name;
    }
}
