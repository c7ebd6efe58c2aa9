package dev.interlace.bench.training;

import dev.interlace.learn.tape.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tensors from a seed and as files: little-endian floats, the shape in the name. */
final class Numbers {
    private Numbers() {}

    static INDArray normal(SplittableRandom random, long... shape) {
        int length = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Host.tensor(DataType.FLOAT, values, shape);
    }

    /** Writes {@code folder/kind.name.2x3.f32}. */
    static void write(Path folder, String kind, String name, INDArray tensor) throws IOException {
        float[] values = Host.floats(tensor);
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        String shape = Arrays.stream(tensor.shape()).mapToObj(Long::toString).collect(Collectors.joining("x"));
        Files.write(folder.resolve(kind + "." + name + "." + shape + ".f32"), bytes.array());
    }
}
