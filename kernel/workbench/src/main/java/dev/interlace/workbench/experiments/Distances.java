package dev.interlace.workbench.experiments;

import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.models.DiscrepancyHandle;
import dev.interlace.workbench.models.LossHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How the value of a discrepancy, or of a loss that is one, and its cost go with shifts, rows, directions and the
 * weight of entropy.
 */
final class Distances {
    private static final int ROWS = 60;
    private static final double SHIFT = 10;

    private Distances() {}

    /** A discrepancy or a loss: its value and its gradient. */
    private record Measured(
            String name, ToDoubleBiFunction<INDArray, INDArray> value, BinaryOperator<INDArray> gradient) {
        static Measured of(AlignmentTrial trial) {
            if (trial.subject().family().equals("loss")) {
                LossHandle loss =
                        trial.lab().loss(trial.subject().id(), trial.subject().options());
                return new Measured(trial.subject().name(), loss::value, loss::gradient);
            }
            return of(Powers.own(trial, Map.of()), trial.subject().name());
        }

        static Measured of(DiscrepancyHandle distance, String name) {
            return new Measured(name, distance::value, distance::gradient);
        }
    }

    /**
     * For a pro that it still grows and pulls at a shift of many bandwidths; for a con that a shift is nothing to it.
     */
    static Outcome shift(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        Measured own = Measured.of(trial);
        Measured gaussian = Measured.of(
                trial.lab().discrepancy("discrepancy/mmd", Map.of("bandwidth", 1, "estimator", "BIASED")),
                "discrepancy/mmd, bandwidth 1");
        for (int i = 0; i < trial.repeats(20); i++) {
            SplittableRandom random = trial.draw("rows", i);
            double[][] x = Matrices.normal(random, ROWS, 2);
            if (!trial.pro()) {
                INDArray same = Matrices.tensor(x);
                double shifted = own.value.applyAsDouble(Matrices.tensor(moved(x, SHIFT, 1)), same);
                double wider = own.value.applyAsDouble(Matrices.tensor(moved(x, 0, 2)), same);
                tally.level("shifted by 10", shifted);
                tally.level("twice as wide", wider);
                tally.repetition(
                        "the same rows, shifted by 10",
                        "1e-6 minus the value as a share of that of the rows twice as wide",
                        1e-6 - Math.abs(shifted) / wider);
                continue;
            }
            INDArray y = Matrices.tensor(Matrices.normal(random, ROWS, 2));
            double[] growth = new double[2];
            double[] pull = new double[2];
            for (int m = 0; m < 2; m++) {
                Measured one = m == 0 ? own : gaussian;
                INDArray near = Matrices.tensor(moved(x, 1, 1));
                INDArray far = Matrices.tensor(moved(x, SHIFT, 1));
                INDArray farther = Matrices.tensor(moved(x, 2 * SHIFT, 1));
                growth[m] = Math.log(one.value.applyAsDouble(farther, y) / one.value.applyAsDouble(far, y));
                pull[m] = pull(one.gradient.apply(far, y)) / pull(one.gradient.apply(near, y));
                tally.level(one.name + ", pull at 10 over at 1", pull[m]);
            }
            tally.repetition(
                    "shifts of 10 and 20",
                    "ln of the values' ratio, minus that of " + gaussian.name,
                    growth[0] - growth[1]);
            tally.repetition(
                    "pull at a shift of 10",
                    "pull on all rows as a share of that at a shift of 1, minus that of " + gaussian.name,
                    pull[0] - pull[1]);
        }
        return tally.outcome(
                "drawn samples of " + ROWS + " rows of 2 columns",
                trial.pro() ? "Pull at a shift of 10 over pull at 1" : "Value",
                trial.pro() ? "share" : "value");
    }

    private static double[][] moved(double[][] rows, double shift, double factor) {
        return Matrices.rows(rows.length, i -> new double[] {factor * rows[i][0] + shift, factor * rows[i][1]});
    }

    /** How hard the whole sample is pulled: the length of the sum of its rows' gradients. */
    private static double pull(INDArray gradient) {
        return gradient.sum(0).norm2Number().doubleValue();
    }

    /** By less than which power of the rows the seconds grow. */
    static Outcome cost(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        Measured own = Measured.of(trial);
        Measured all = Measured.of(trial.lab().discrepancy("discrepancy/energy"), "discrepancy/energy");
        int[] sizes = {trial.size(1000), 8 * trial.size(1000)};
        seconds(trial, own, sizes[0]); // compiled before it is timed
        seconds(trial, all, sizes[0]);
        tally.level(all.name, power(trial, all, sizes));
        for (int i = 0; i < trial.repeats(5); i++) {
            double power = power(trial, own, sizes);
            tally.level(own.name, power);
            tally.run(
                    sizes[0] + " and " + sizes[1] + " rows of 16 columns",
                    "1.5 minus the power by which seconds grow with the rows",
                    1.5 - power);
        }
        return tally.outcome("drawn samples", "Power by which seconds grow with the rows", "power");
    }

    private static double power(AlignmentTrial trial, Measured one, int[] sizes) {
        return Math.log(seconds(trial, one, sizes[1]) / seconds(trial, one, sizes[0]))
                / Math.log(sizes[1] / (double) sizes[0]);
    }

    private static double seconds(AlignmentTrial trial, Measured one, int rows) {
        SplittableRandom random = trial.draw("rows", rows);
        INDArray x = Matrices.features("x", Matrices.normal(random, rows, 16)).values();
        INDArray y = Matrices.features("y", Matrices.normal(random, rows, 16)).values();
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            double value = one.value.applyAsDouble(x, y);
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
            if (!Double.isFinite(value)) {
                throw new IllegalStateException(one.name + ": got " + value);
            }
        }
        return best;
    }

    /** How far values of other directions lie apart, with 8 directions and with 256. */
    static Outcome projections(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        SplittableRandom random = trial.draw("rows", 0);
        INDArray x = Matrices.tensor(Matrices.normal(random, 100, 64));
        INDArray y = Matrices.tensor(shifted(Matrices.normal(random, 100, 64)));
        int repeats = trial.repeats(30);
        double[][] values = new double[2][repeats];
        int[] counts = {8, 256};
        for (int c = 0; c < 2; c++) {
            for (int i = 0; i < repeats; i++) {
                values[c][i] = Powers.own(trial, Map.of("projections", counts[c], "seed", i))
                        .value(x, y);
            }
            tally.level(
                    counts[c] + " directions",
                    deviation(values[c], IntStream.range(0, repeats).toArray()));
        }
        tally.measured(
                "two samples of 64 columns",
                "ln of the spread over seeds with 8 directions over that with 256",
                trial.bootstrap()
                        .interval(repeats, rows -> Math.log(deviation(values[0], rows) / deviation(values[1], rows))));
        return tally.outcome("drawn samples of 100 rows", "Spread of the value over seeds", "standard deviation");
    }

    private static double[][] shifted(double[][] rows) {
        return Matrices.rows(
                rows.length,
                i -> Arrays.stream(rows[i]).map(value -> value + 0.3).toArray());
    }

    private static double deviation(double[] values, int[] rows) {
        double mean = IntStream.of(rows).mapToDouble(i -> values[i]).average().orElse(0);
        double sum = IntStream.of(rows)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .sum();
        return Math.sqrt(Math.max(sum / rows.length, 1e-30));
    }

    /** Seconds at a small weight of the entropy over those at a large one. */
    static Outcome epsilon(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        Measured[] both = {
            Measured.of(Powers.own(trial, Map.of("epsilon", 0.5)), "epsilon 0.5"),
            Measured.of(Powers.own(trial, Map.of("epsilon", 0.005)), "epsilon 0.005")
        };
        int rows = trial.size(300);
        for (Measured one : both) {
            seconds(trial, one, rows);
        }
        for (int i = 0; i < trial.repeats(5); i++) {
            double[] seconds = new double[2];
            for (int m = 0; m < 2; m++) {
                seconds[m] = seconds(trial, both[m], rows);
                tally.level(both[m].name, seconds[m]);
            }
            tally.run(
                    rows + " rows of 16 columns",
                    "ln of seconds at an epsilon of 0.005 over those at 0.5",
                    Math.log(seconds[1] / seconds[0]));
        }
        return tally.outcome("drawn samples", "Seconds of a value", "seconds");
    }

    /** Halves of one sample, and two sides that look different: whether the value says so by itself. */
    static Outcome scale(AlignmentTrial trial) {
        Pairs pairs = Pairs.equallyWide(trial);
        Tally tally = new Tally(trial);
        DiscrepancyHandle own = Powers.own(trial, Map.of());
        int rows = pairs.train().rows();
        for (int i = 0; i < trial.repeats(5); i++) {
            int[] order =
                    new SeedSource(trial.subject().seed() + i).split("halves").permutation(rows);
            int[] first = IntStream.of(order).limit(rows / 2).toArray();
            int[] second = IntStream.of(order).skip(rows / 2).toArray();
            INDArray left = pairs.leftOf(pairs.train()).rows(first).values();
            double same =
                    own.value(left, pairs.leftOf(pairs.train()).rows(second).values());
            double other =
                    own.value(left, pairs.rightOf(pairs.train()).rows(second).values());
            tally.level("halves of one side", same);
            tally.level("the two sides", other);
            tally.repetition(
                    "halves of " + pairs.left(),
                    "0.1 minus the distance of the value from 0.5",
                    0.1 - Math.abs(same - 0.5));
            tally.repetition(pairs.words(), "value minus 0.9", other - 0.9);
        }
        return tally.outcome(rows + " training rows of " + pairs.train().datasetId(), "Value", "value");
    }
}
