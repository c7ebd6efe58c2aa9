package dev.interlace.workbench.exercises;

import dev.interlace.workbench.display.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tensors as a check sees them: nested arrays. */
final class TensorParts {
    private TensorParts() {}

    static Part of(Object value) {
        return value instanceof INDArray tensor
                ? nested(Rows.doubles(tensor), tensor.shape(), 0)
                : new Part.Other(value);
    }

    private static Part nested(double[] flat, long[] shape, int axis) {
        if (axis == shape.length) {
            return new Part.Count(flat[0], false);
        }
        int count = (int) shape[axis];
        int width = count == 0 ? 0 : flat.length / count;
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(nested(Arrays.copyOfRange(flat, i * width, (i + 1) * width), shape, axis + 1));
        }
        return new Part.Many(parts);
    }
}
