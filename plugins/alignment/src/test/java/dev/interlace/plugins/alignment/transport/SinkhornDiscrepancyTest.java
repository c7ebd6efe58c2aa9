package dev.interlace.plugins.alignment.transport;

import static dev.interlace.plugins.alignment.transport.Draws.column;
import static dev.interlace.plugins.alignment.transport.Draws.normal;
import static dev.interlace.plugins.alignment.transport.Draws.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.alignment.transport.SinkhornOptions.Estimator;
import dev.interlace.spi.Convergence;
import dev.interlace.spi.Discrepancy.PermutationTest;
import dev.interlace.spi.Estimate;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Masses;
import dev.interlace.testkit.DiscrepancyContract;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SinkhornDiscrepancyTest {
    /** The dual is exact to second order in the marginal error of 1e-9. */
    private static final double SOLVED = 1e-8;

    private final SinkhornDiscrepancy sinkhorn = new SinkhornDiscrepancy();

    private static SinkhornOptions options(Map<String, ?> changes) {
        return new SinkhornDiscrepancy().descriptor().schema().parse(changes);
    }

    private static SinkhornOptions absolute(Estimator estimator, double epsilon, GroundCost cost) {
        return options(Map.of(
                "estimator",
                estimator,
                "epsilonUnit",
                "ABSOLUTE",
                "epsilon",
                epsilon,
                "cost",
                cost,
                "tolerance",
                1e-9,
                "maxIterations",
                20_000));
    }

    private static SinkhornOptions relaxed(Estimator estimator, double epsilon, double relaxation) {
        return options(Map.of(
                "estimator",
                estimator,
                "epsilonUnit",
                "ABSOLUTE",
                "epsilon",
                epsilon,
                "marginals",
                "RELAXED",
                "relaxation",
                relaxation,
                "tolerance",
                1e-10,
                "maxIterations",
                20_000));
    }

    @Nested
    class Divergence extends DiscrepancyContract<SinkhornOptions> {
        @Override
        protected SinkhornDiscrepancy method() {
            return sinkhorn;
        }

        @Override
        protected SinkhornOptions options() {
            return SinkhornDiscrepancyTest.options(Map.of("epsilon", 0.2));
        }

        @Override
        protected SinkhornOptions optionsForGradient() {
            return absolute(Estimator.DIVERGENCE, 0.5, GroundCost.SQUARED_EUCLIDEAN);
        }
    }

    @Nested
    class PlainCostOfDistances extends DiscrepancyContract<SinkhornOptions> {
        @Override
        protected SinkhornDiscrepancy method() {
            return sinkhorn;
        }

        @Override
        protected SinkhornOptions options() {
            return SinkhornDiscrepancyTest.options(
                    Map.of("estimator", "ENTROPIC", "epsilon", 0.2, "cost", "EUCLIDEAN"));
        }

        @Override
        protected Optional<SinkhornOptions> optionsOfZeroForEqualSets() {
            return Optional.empty(); // the entropy keeps it above 0
        }

        @Override
        protected SinkhornOptions optionsForGradient() {
            return absolute(Estimator.ENTROPIC, 0.5, GroundCost.EUCLIDEAN);
        }
    }

    @Nested
    class RelaxedMarginals extends DiscrepancyContract<SinkhornOptions> {
        @Override
        protected SinkhornDiscrepancy method() {
            return sinkhorn;
        }

        @Override
        protected SinkhornOptions options() {
            return SinkhornDiscrepancyTest.options(Map.of("epsilon", 0.2, "marginals", "RELAXED", "relaxation", 10));
        }

        @Override
        protected SinkhornOptions optionsForGradient() {
            return relaxed(Estimator.DIVERGENCE, 0.5, 3);
        }
    }

    @Test
    void twoPointsAgainstTwoMatchTheArithmetic() {
        // x = y = {0, 1}, cost k = 1 off the diagonal, epsilon e: by symmetry P = (s, t; t, s) with s + t = 1/2 and s/t
        // = exp(k/e)
        // OT = 2 t k + e sum P log(P / (1/4))
        double epsilon = 0.7;
        double t = 0.5 / (1 + Math.exp(1 / epsilon));
        double s = 0.5 - t;
        double expected = 2 * t + epsilon * 2 * (s * Math.log(4 * s) + t * Math.log(4 * t));
        INDArray x = column(0, 1);
        assertEquals(
                expected,
                sinkhorn.value(x, x, absolute(Estimator.ENTROPIC, epsilon, GroundCost.SQUARED_EUCLIDEAN)),
                SOLVED);
    }

    @Test
    void onePointAgainstOneCostsTheDistanceWhateverEpsilon() {
        for (double epsilon : new double[] {1e-3, 1, 1e3}) {
            SinkhornOptions options = absolute(Estimator.DIVERGENCE, epsilon, GroundCost.SQUARED_EUCLIDEAN);
            assertEquals(9, sinkhorn.value(column(1), column(4), options), SOLVED, "epsilon " + epsilon);
        }
    }

    @Test
    void relaxedMarginalsOfOnePointEachMatchTheArithmetic() {
        // mass p between points of mass 1: p c + e (p log p - p + 1) + 2 r (p log p - p + 1), least at
        // log p = -c / (e + 2 r); the least value is (e + 2 r) (1 - p)
        double epsilon = 0.5;
        double relaxation = 2;
        double p = Math.exp(-9 / (epsilon + 2 * relaxation));
        assertEquals(
                (epsilon + 2 * relaxation) * (1 - p),
                sinkhorn.value(column(1), column(4), relaxed(Estimator.ENTROPIC, epsilon, relaxation)),
                SOLVED);
    }

    @ParameterizedTest
    @EnumSource(Estimator.class)
    void aShiftAddsItsSquareToTheDivergence(Estimator estimator) {
        // |x - y - s|^2 = |x - y|^2 - 2 s (x - y) + |s|^2: every coupling moves the means alike, so OT(x, x + s) =
        // OT(x, x) + |s|^2
        INDArray x = normal(1, 12, 3, 0);
        SinkhornOptions options = absolute(estimator, 0.5, GroundCost.SQUARED_EUCLIDEAN);
        double self = sinkhorn.value(x, x, options);
        assertEquals(self + 3 * 4, sinkhorn.value(x, x.add(2), options), 1e-7);
        assertEquals(estimator == Estimator.DIVERGENCE, Math.abs(self) < SOLVED, "a sample against itself: " + self);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSmallEpsilonReachesTheBestOfAllMatchings(long seed) {
        INDArray x = normal(seed, 7, 2, 0);
        INDArray y = normal(seed + 50, 7, 2, 0.5);
        double[] flat = GroundCost.EUCLIDEAN.between(Host.doubles(x), Host.doubles(y), 2);
        double[][] costs = new double[7][];
        for (int i = 0; i < 7; i++) {
            costs[i] = java.util.Arrays.copyOfRange(flat, 7 * i, 7 * i + 7);
        }
        double exact = Draws.cheapest(costs);
        SinkhornOptions options = options(Map.of(
                "estimator",
                "ENTROPIC",
                "epsilonUnit",
                "ABSOLUTE",
                "epsilon",
                1e-3,
                "cost",
                "EUCLIDEAN",
                "maxIterations",
                100_000));
        // OT lies between the exact cost and the exact cost + epsilon log 7, the most that KL(P | a b') can be
        double value = sinkhorn.value(x, y, options);
        assertTrue(value >= exact - 1e-5 && value <= exact + 1e-3 * Math.log(7) + 1e-5, value + " against " + exact);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1, 100})
    void theDualValueIsWhatTheCouplingCosts(double relaxation) {
        double[] costs = GroundCost.SQUARED_EUCLIDEAN.between(
                Host.doubles(normal(4, 6, 2, 0)), Host.doubles(normal(5, 9, 2, 1)), 2);
        for (double rho : new double[] {relaxation, Double.POSITIVE_INFINITY}) {
            Sinkhorn problem = new Sinkhorn(costs, 6, 9, 0.3, rho);
            Sinkhorn.Solution solution = problem.solve(new Sinkhorn.Stop(100_000, 1e-12), () -> {});
            double[] plan = problem.plan(solution);
            double[] rows = new double[6];
            double[] columns = new double[9];
            double primal = 0;
            for (int k = 0; k < plan.length; k++) {
                rows[k / 9] += plan[k];
                columns[k % 9] += plan[k];
                primal += plan[k] * costs[k] + 0.3 * divergence(plan[k], 1 / 54.0);
            }
            for (double row : rows) {
                primal += rho == Double.POSITIVE_INFINITY ? 0 : rho * divergence(row, 1 / 6.0);
            }
            for (double column : columns) {
                primal += rho == Double.POSITIVE_INFINITY ? 0 : rho * divergence(column, 1 / 9.0);
            }
            assertEquals(primal, solution.value(), 1e-8 * Math.max(1, primal), "rho " + rho);
        }
    }

    private static double divergence(double p, double q) {
        return (p > 0 ? p * Math.log(p / q) : 0) - p + q;
    }

    @Test
    void rowsThatDifferInMassAgreeWithTheReference() {
        INDArray x = GoldenTransport.matrix("x");
        INDArray y = GoldenTransport.matrix("y");
        Masses masses = rising(100);
        Map<String, Object> plain = new HashMap<>(Map.of("estimator", "ENTROPIC", "epsilonUnit", "ABSOLUTE"));
        plain.put("epsilon", 100);
        Estimate wide = sinkhorn.report(x, y, masses, options(plain));
        assertEquals(GoldenTransport.number("entropic-100-masses"), wide.value(), 1e-5); // by POT's sinkhorn_log
        plain.put("epsilon", 0.1);
        plain.put("maxIterations", 20000);
        Estimate sharp = sinkhorn.report(x, y, masses, options(plain));
        double exact = GoldenTransport.number("exact-masses"); // by POT's network simplex
        assertTrue(
                sharp.value() > exact && sharp.value() < exact + 0.1 * Math.log(10000),
                sharp + " against " + exact + ": entropy adds at most epsilon times the smaller entropy");
    }

    @Test
    void aRowOfTwiceTheMassIsARowThatOccursTwice() {
        INDArray x = Draws.normal(1, 5, 2, 0);
        INDArray y = Draws.normal(2, 4, 2, 1);
        INDArray twice = Nd4j.vstack(x, x.getRows(0, 1));
        SinkhornOptions options = options(Map.of("epsilonUnit", "ABSOLUTE", "epsilon", 0.5));
        Masses masses = new Masses(new double[] {2, 2, 1, 1, 1}, new double[] {1, 1, 1, 1});
        assertEquals(
                sinkhorn.value(twice, y, options),
                sinkhorn.report(x, y, masses, options).value(),
                1e-8);
    }

    @Test
    void massesOfAnotherCountAreRejected() {
        requireMessage(
                "discrepancy/sinkhorn: there are 5 left and 4 right points, got 4 and 4 masses; give one for each"
                        + " point",
                () -> sinkhorn.report(
                        Draws.normal(1, 5, 2, 0),
                        Draws.normal(2, 4, 2, 1),
                        new Masses(new double[] {1, 1, 1, 1}, new double[] {1, 1, 1, 1}),
                        options(Map.of())));
    }

    /** 1, 2, ... on the left and the reverse on the right. */
    private static Masses rising(int count) {
        double[] left = new double[count];
        double[] right = new double[count];
        Arrays.setAll(left, i -> i + 1);
        Arrays.setAll(right, i -> count - i);
        return new Masses(left, right);
    }

    @Test
    void aTinyEpsilonComesToTheExactCostAndSaysThatItConverged() {
        // the cheapest assignment is the only one, so that the entropy of its coupling is that of 100 equal masses
        INDArray x = GoldenTransport.matrix("x");
        INDArray y = GoldenTransport.matrix("y");
        double exact = GoldenTransport.number("exact"); // 723.48, by POT's network simplex
        for (double epsilon : new double[] {1e-4, 0.1}) {
            Estimate report = sinkhorn.report(
                    x, y, options(Map.of("estimator", "ENTROPIC", "epsilonUnit", "ABSOLUTE", "epsilon", epsilon)));
            assertTrue(report.converged(), report.toString());
            assertEquals(
                    exact + epsilon * Math.log(100), report.value(), 1e-4 * Math.max(1, 10 * epsilon), "" + epsilon);
        }
        double wide = sinkhorn.value(
                x, y, options(Map.of("estimator", "ENTROPIC", "epsilonUnit", "ABSOLUTE", "epsilon", 100)));
        assertEquals(GoldenTransport.number("entropic-100"), wide, 1e-5); // by POT's sinkhorn_log
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20, 100})
    void aCostThatHasNotConvergedIsNeverBelowTheExactOneAndNeverBare(int iterations) {
        INDArray x = GoldenTransport.matrix("x");
        INDArray y = GoldenTransport.matrix("y");
        SinkhornOptions few = options(Map.of(
                "estimator", "ENTROPIC", "epsilonUnit", "ABSOLUTE", "epsilon", 1e-4, "maxIterations", iterations));
        Estimate report = sinkhorn.report(x, y, few);
        assertTrue(report.value() >= GoldenTransport.number("exact"), report.toString());
        if (!report.converged()) {
            String message = String.valueOf(assertThrows(IllegalStateException.class, () -> sinkhorn.value(x, y, few))
                    .getMessage());
            assertTrue(
                    message.startsWith("discrepancy/sinkhorn: the value so far is " + report.value()
                                    + ", NOT converged after " + iterations + " iteration")
                            && message.endsWith(
                                    "(tolerance 1.0e-06); raise maxIterations or epsilon; report(...) gives it"
                                            + " together with this"),
                    message);
            assertThrows(IllegalStateException.class, () -> sinkhorn.gradient(x, y, few));
        } else {
            assertTrue(iterations >= 100, report.toString());
        }
    }

    @Test
    void aTestOfUnconvergedValuesSaysSo() {
        INDArray x = normal(6, 20, 3, 0);
        INDArray y = normal(7, 30, 3, 5);
        PermutationTest test = sinkhorn.permutationTest(
                x, y, options(Map.of("epsilon", 1e-6, "maxIterations", 3)), 2, FitContext.seeded(1));
        assertTrue(test.toString().contains("; at worst NOT converged after 3 iterations"), test.toString());
    }

    @Test
    void aReportOfAnEasyProblemSaysThatItConverged() {
        INDArray x = normal(8, 20, 3, 0);
        Estimate report = sinkhorn.report(x, normal(9, 20, 3, 0), options(Map.of("epsilon", 0.5)));
        Convergence how = report.convergence().orElseThrow();
        assertTrue(how.converged() && how.iterations() < 200 && how.error() <= 1e-6, report.toString());
    }

    @Test
    void anOutlierStaysBehindWhereMarginalsAreRelaxed() {
        // a hundredfold distance for one of ten points: exact marginals pay for it, relaxed ones at most its mass twice
        INDArray x = normal(10, 10, 1, 0);
        INDArray y = x.dup('c');
        y.putScalar(0, 0, 100);
        double exact = sinkhorn.value(x, y, absolute(Estimator.ENTROPIC, 0.1, GroundCost.SQUARED_EUCLIDEAN));
        double relaxed = sinkhorn.value(x, y, relaxed(Estimator.ENTROPIC, 0.1, 1));
        assertTrue(exact > 900, "exact " + exact);
        assertTrue(relaxed < 1, "relaxed " + relaxed);
    }

    @Test
    void aFarSampleStillPulls() {
        INDArray x = normal(11, 8, 2, 0);
        double[] gradient = Host.doubles(
                sinkhorn.gradient(x, x.add(1000), absolute(Estimator.DIVERGENCE, 1, GroundCost.SQUARED_EUCLIDEAN)));
        double[] expected = new double[16];
        java.util.Arrays.fill(expected, -2 * 1000 / 8.0); // of the squared shift, a share of 1/8 for each row
        assertArrayEquals(expected, gradient, 1e-4);
    }

    @Test
    void equalRowsCostNothing() {
        INDArray same = column(3, 3, 3);
        assertEquals(0, sinkhorn.value(same, same, options(Map.of())), SOLVED);
        assertEquals(0, sinkhorn.value(same, column(3, 3), options(Map.of("estimator", "ENTROPIC"))), SOLVED);
    }

    @Test
    void rowsTooLargeToSquareAndEpsilonBelowRoundingAreRejected() {
        requireMessage(
                "sinkhorn: costs must be finite, got Infinity; scale the features down",
                () -> sinkhorn.value(column(1e200), column(-1e200), options(Map.of("epsilonUnit", "ABSOLUTE"))));
        requireMessage(
                "sinkhorn: epsilon must be in (0, inf) and not below the rounding of the costs, got 1.0E-300 for costs up to"
                        + " 1.0E20",
                () -> sinkhorn.value(
                        column(0), column(1e10), options(Map.of("epsilonUnit", "ABSOLUTE", "epsilon", 1e-300))));
        requireMessage("epsilon must be in (0, 1000000000000], got 0.0", () -> options(Map.of("epsilon", 0)));
    }
}
