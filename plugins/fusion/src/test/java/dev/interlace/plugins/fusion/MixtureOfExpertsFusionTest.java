package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Modality;
import dev.interlace.testkit.FusionProblem;
import dev.interlace.testkit.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Worked examples; the identity is the encoder of every modality and its expert. */
class MixtureOfExpertsFusionTest {
    private static final double EXACT = 1e-6; // networks are good to single precision

    /** The gate of a is a_1 + b_1, that of b is 3. */
    private static Forward mixture(float presenceOfB) {
        double[][] one = {{1, 0}, {0, 1}};
        return Forward.two(presenceOfB)
                .set("a.expert.weight", one)
                .set("b.expert.weight", one)
                .set("a.gate.weight", new double[] {1}, new double[] {0}, new double[] {1}, new double[] {0})
                .set("b.gate.weight", new double[4][1])
                .set("b.gate.bias", new double[] {3});
    }

    @Test
    void gatesThatSeeAllModalitiesMixTheExperts() {
        // a = (1, 2), b = (3, 1/2): scores 1 + 3 = 4 and 3, so gates e / (1 + e) and 1 / (1 + e)
        Forward run = mixture(1);
        double[][] z = run.fuse(new MixtureOfExpertsFusion(), Map.of("hidden", 2));
        double g = Math.E / (1 + Math.E);
        assertArrayEquals(new double[] {g, 1 - g}, run.explained("weights").toDoubleVector(), EXACT);
        assertArrayEquals(new double[] {g * 1 + (1 - g) * 3, g * 2 + (1 - g) * 0.5}, z[0], EXACT);
    }

    @Test
    void theBestExpertAloneCountsWhereTopIsOne() {
        Forward run = mixture(1);
        assertArrayEquals(
                new double[] {1, 2}, run.fuse(new MixtureOfExpertsFusion(), Map.of("hidden", 2, "top", 1))[0], EXACT);
        assertArrayEquals(new double[] {1, 0}, run.explained("weights").toDoubleVector(), EXACT);
        Forward tied = mixture(1).set("b.gate.bias", new double[] {4});
        assertArrayEquals(
                new double[] {1, 2}, tied.fuse(new MixtureOfExpertsFusion(), Map.of("hidden", 2, "top", 1))[0], EXACT);
    }

    @Test
    void anAbsentModalityHasNoGate() {
        // without b the score of a is 1, and it is the only one
        Forward run = mixture(0);
        double[][] z = run.fuse(new MixtureOfExpertsFusion(), Map.of("hidden", 2, "missing", "AVAILABLE_ONLY"));
        assertArrayEquals(new double[] {1, 0}, run.explained("weights").toDoubleVector(), EXACT);
        assertArrayEquals(new double[] {1, 2}, z[0], EXACT);
        Forward none = mixture(0).set("b.gate.bias", new double[] {9});
        assertArrayEquals(
                new double[] {1, 2},
                none.fuse(new MixtureOfExpertsFusion(), Map.of("hidden", 2, "missing", "AVAILABLE_ONLY", "top", 1))[0],
                EXACT,
                "the largest gate among those that count");
    }

    @Test
    void theVariationOfImportancesMatchesTheArithmetic() {
        // I = (3, 1): mean 2, variance 1, so CV^2 = 1/4; of equal importances 0
        assertEquals(0.25, BalancedGates.variation(new double[] {3, 1}), 1e-15);
        assertEquals(0, BalancedGates.variation(new double[] {2, 2, 2}), 1e-15);
        assertEquals(0, BalancedGates.variation(new double[2]), "no gate is open");
        double[] importances = {0.7, 2.1, 1.2};
        double[] slopes = BalancedGates.slopes(importances);
        for (int m = 0; m < 3; m++) {
            double[] more = importances.clone();
            double[] less = importances.clone();
            more[m] += 1e-5;
            less[m] -= 1e-5;
            assertEquals(
                    (BalancedGates.variation(more) - BalancedGates.variation(less)) / 2e-5, slopes[m], 1e-9, "" + m);
        }
    }

    @Test
    void theGradientOfTheBalanceIsAddedToThatOfTheLoss() {
        Tape tape = new Tape(DataType.DOUBLE);
        tape.begin();
        double[][] gates = {{0.9, 0.1}, {0.6, 0.4}};
        Var given = tape.watched(Nd4j.createFromArray(gates));
        Var passed = tape.record(new BalancedGates(given, 3));
        assertArrayEquals(new double[] {0.9, 0.1, 0.6, 0.4}, Host.doubles(passed.value()));
        Loss loss = tape.meanSquaredError(passed, new double[4], new double[0]);
        tape.backward(loss);
        // mean of squares over 4 numbers: its slope is g / 2; importances 1.5 and 0.5
        double[] slopes = BalancedGates.slopes(new double[] {1.5, 0.5});
        assertArrayEquals(
                new double[] {0.45 + 3 * slopes[0], 0.05 + 3 * slopes[1], 0.3 + 3 * slopes[0], 0.2 + 3 * slopes[1]},
                Host.doubles(given.gradient()),
                1e-12);
    }

    @Test
    void balanceEvensOutHowMuchExpertsCount() {
        FusionProblem problem = new Problems(4).blobs(120, 3, List.of(Modality.vector("a"), Modality.vector("b")));
        double free = imbalance(problem, 0);
        double balanced = imbalance(problem, 5);
        assertTrue(balanced < free && balanced < 0.05, "CV^2 from " + free + " to " + balanced);
    }

    private static double imbalance(FusionProblem problem, double balance) {
        MixtureOfExpertsFusion method = new MixtureOfExpertsFusion();
        FusionModel model = method.fit(
                problem.batch(),
                problem.labels(),
                method.descriptor().schema().parse(Map.of("epochs", 30, "hidden", 8, "balance", balance)),
                FitContext.seeded(1));
        double[] weights = Host.doubles(
                Objects.requireNonNull(model.explain(problem.batch()).get("weights")));
        double[] importances = new double[2];
        for (int k = 0; k < weights.length; k++) {
            importances[k % 2] += weights[k];
        }
        assertEquals(120, Arrays.stream(importances).sum(), 1e-3, "gates of a row sum to 1");
        return BalancedGates.variation(importances);
    }
}
