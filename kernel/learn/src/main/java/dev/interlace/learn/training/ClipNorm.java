package dev.interlace.learn.training;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.MatrixProduct;
import dev.interlace.learn.tape.MatrixProduct.Factor;
import dev.interlace.learn.tape.Parameter;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
        INDArray row = gradient.reshape('c', 1, gradient.length());
        INDArray square = Nd4j.createUninitialized(gradient.dataType(), new long[] {1, 1}, 'c');
        MatrixProduct.into(square, row, Factor.PLAIN, row, Factor.TRANSPOSED, 1, 0); // g g'
        return Host.doubles(square)[0];
    }
}
