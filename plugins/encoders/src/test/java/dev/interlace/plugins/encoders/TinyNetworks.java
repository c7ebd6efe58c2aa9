package dev.interlace.plugins.encoders;

import dev.interlace.derive.Onnx;
import dev.interlace.derive.Onnx.Attribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Networks of one operator, whose results are known by hand. */
final class TinyNetworks {
    private TinyNetworks() {}

    /** Mean of each channel, {@code [N, 3, H, W] -> [N, 3]}. */
    static Path means(Path folder) {
        Onnx net = new Onnx("means");
        net.input("picture", -1, 3, -1, -1);
        net.node("ReduceMean", List.of("picture"), "means", axes(0, 2, 3));
        net.output("means", -1, 3);
        return write(folder, "means.onnx", net);
    }

    /** Mean of each channel of a picture of 4 x 4, channels last, {@code [N, 4, 4, 3] -> [N, 3]}. */
    static Path meansOfLast(Path folder) {
        Onnx net = new Onnx("means-of-last");
        net.input("picture", -1, 4, 4, 3);
        net.node("ReduceMean", List.of("picture"), "means", axes(0, 1, 2));
        net.output("means", -1, 3);
        return write(folder, "means-of-last.onnx", net);
    }

    /** A picture as a feature map of itself, {@code [N, 3, H, W]}; second output: one number for everything, rank 0. */
    static Path same(Path folder) {
        Onnx net = new Onnx("same");
        net.input("picture", -1, 3, -1, -1);
        net.node("Identity", List.of("picture"), "map");
        net.node("ReduceMean", List.of("picture"), "number", Attribute.number("keepdims", 0)); // over all axes
        net.output("map", -1, 3, -1, -1);
        net.output("number");
        return write(folder, "same.onnx", net);
    }

    /** Numbers as they are, {@code [N, D] -> [N, D]}. */
    static Path numbers(Path folder) {
        Onnx net = new Onnx("numbers");
        net.input("numbers", -1, -1);
        net.node("Identity", List.of("numbers"), "same");
        net.output("same", -1, -1);
        return write(folder, "numbers.onnx", net);
    }

    /** The sum of two inputs. */
    static Path twoInputs(Path folder) {
        Onnx net = new Onnx("two-inputs");
        net.input("left", -1, -1);
        net.input("right", -1, -1);
        net.node("Add", List.of("left", "right"), "sum");
        net.output("sum", -1, -1);
        return write(folder, "two-inputs.onnx", net);
    }

    private static Attribute[] axes(int keep, long... axes) {
        return new Attribute[] {Attribute.numbers("axes", axes), Attribute.number("keepdims", keep)};
    }

    private static Path write(Path folder, String name, Onnx net) {
        try {
            return Files.write(folder.resolve(name), net.file("interlace"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
