package dev.interlace.learn.training;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;

import dev.interlace.learn.tape.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamTest {
    /** Two steps in double precision. */
    private static final double TOLERANCE = 1e-9;

    private static void step(Adam adam, Parameter p, double... gradient) {
        p.gradient().assign(matrix(gradient).reshape('c', p.value().shape()));
        adam.step(List.of(p));
    }

    @Test
    void twoStepsAreAsWorkedOutByHand() {
        Parameter p = new Parameter("p", matrix(row(1, 1)));
        Adam adam = new Adam(0.1, 0);
        step(adam, p, 2, -0.5);
        // step 1: m = 0.1 g, v = 0.001 g^2; corrected m / sqrt(v) = sign(g): moves 0.1 against the gradient
        requireClose(row(0.9, 1.1), p.value(), 1e-6, "after one step");
        step(adam, p, 1, -0.5);
        // step 2, first entry: m = 0.9 * 0.2 + 0.1 * 1 = 0.28, v = 0.999 * 0.004 + 0.001 * 1 = 0.004996
        // m / (1 - 0.81) = 1.473684, v / (1 - 0.998001) = 2.499250: 0.1 * 1.473684 / 1.580902 = 0.0932179
        double first = 0.1 * (0.28 / 0.19) / Math.sqrt(0.004996 / 0.001999);
        requireClose(row(0.9 - first, 1.2), p.value(), 1e-6, "after two steps");
    }

    @Test
    void decayShrinksWeightsButNeitherBiasesNorGains() {
        Parameter weight = new Parameter("weight", matrix(row(1, 2), row(3, 4)));
        Parameter bias = new Parameter("bias", matrix(row(1, 2)));
        Adam adam = new Adam(0.1, 0.5);
        weight.gradient().assign(0);
        bias.gradient().assign(0);
        adam.step(List.of(weight, bias));
        // 1 - 0.1 * 0.5 = 0.95
        requireClose(row(0.95, 1.9, 2.85, 3.8), weight.value(), TOLERANCE, "weight");
        requireClose(row(1, 2), bias.value(), TOLERANCE, "bias");
    }

    @Test
    void aParameterThatComesLaterStartsWithEmptyMoments() {
        Parameter p = new Parameter("p", matrix(row(0)));
        Adam adam = new Adam(0.1, 0);
        step(adam, p, 1);
        Parameter late = new Parameter("late", matrix(row(0)));
        step(adam, late, 1);
        // the corrections are those of step 2: m = 0.1 / 0.19, v = 0.001 / 0.001999
        requireClose(row(-0.1 * (0.1 / 0.19) / Math.sqrt(0.001 / 0.001999)), late.value(), 1e-6, "late");
    }

    @Test
    void ratesOutOfRangeAreRejected() {
        requireMessage("Adam.learningRate must be in (0, inf), got 0.0", () -> new Adam(0, 0));
        requireMessage("Adam.learningRate must be in (0, inf), got NaN", () -> new Adam(Double.NaN, 0));
        requireMessage("Adam.weightDecay must be in [0, inf), got -1.0", () -> new Adam(1, -1));
    }
}
