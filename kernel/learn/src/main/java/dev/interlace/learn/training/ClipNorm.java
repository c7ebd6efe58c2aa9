package dev.interlace.learn.training;

import dev.interlace.learn.loops.HostLoops;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Parameter;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shortens the gradients of all parameters together to a largest Euclidean norm; their direction stays.
 *
 * <p>Reference: Pascanu, Mikolov, Bengio: On the Difficulty of Training Recurrent Neural Networks, ICML 2013, algorithm
 * 1.
 */
final class ClipNorm {
    private ClipNorm() {}

    /** Shortens the gradients where their norm exceeds {@code largest}; returns the norm before. */
    static double shorten(List<Parameter> parameters, double largest) {
        if (!(largest > 0)) {
            throw new IllegalArgumentException("clipNorm must be in (0, inf], got " + largest);
        }
        double squares = 0;
        for (Parameter parameter : parameters) {
            squares += squares(parameter.gradient());
        }
        double norm = Math.sqrt(squares);
        if (norm > largest) {
            parameters.forEach(parameter -> parameter.gradient().muli(largest / norm));
        }
        return norm;
    }

    private static double squares(INDArray gradient) {
        double[] sum = new double[1];
        if (HostLoops.serves(gradient)) {
            HostLoops.over(gradient.length())
                    .read(gradient, 1)
                    .runInOrder((t, first, n) -> sum[0] += HostLoops.LOOPS.dot(t[0], 0, t[0], 0, n));
            return sum[0];
        }
        for (double value : Host.doubles(gradient)) {
            sum[0] += value * value;
        }
        return sum[0];
    }
}
