package dev.interlace.workbench.experiments;

import dev.interlace.workbench.models.DiscrepancyHandle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Whether a permutation test of equal distributions sees a difference that is drawn, at the level
 * {@link AlignmentTrial#LEVEL}.
 */
final class Powers {
    private static final int ROWS = 60;
    private static final int REPEATS = 40;
    private static final String RIVAL = "discrepancy/mmd";
    private static final String SPREAD = "equal means, other spread";
    private static final String SHAPE = "equal means and spreads, other shape";
    private static final String CORRELATION = "columns alike, other correlation";
    private static final String DRAWN = "drawn samples of " + ROWS + " rows, " + REPEATS + " times";

    private Powers() {}

    /** Two samples. */
    private record Two(INDArray x, INDArray y) {
        static Two of(double[][] x, double[][] y) {
            return new Two(Matrices.tensor(x), Matrices.tensor(y));
        }
    }

    private static Two draw(String difference, SplittableRandom random) {
        double[][] x = Matrices.normal(random, ROWS, 2);
        double[][] z = Matrices.normal(random, ROWS, 2);
        return Two.of(x, Matrices.rows(ROWS, i -> switch (difference) {
            case SPREAD -> new double[] {1.7 * z[i][0], 1.7 * z[i][1]};
            case SHAPE -> new double[] {twoHumps(z[i][0], random), twoHumps(z[i][1], random)};
            default -> new double[] {z[i][0], 0.8 * z[i][0] + 0.6 * z[i][1]};
        }));
    }

    /** Near -1 or near 1, of mean 0 and spread 1. */
    private static double twoHumps(double normal, SplittableRandom random) {
        return (random.nextBoolean() ? 1 : -1) * Math.sqrt(1 - 0.04) + 0.2 * normal;
    }

    /**
     * For a pro that it sees each difference in most draws; for a con that it does so less often than the maximum mean
     * discrepancy.
     */
    static Outcome power(AlignmentTrial trial) {
        return power(trial, List.of(SPREAD, SHAPE, CORRELATION));
    }

    /** The same for samples that differ in correlation alone. */
    static Outcome correlation(AlignmentTrial trial) {
        return power(trial, List.of(CORRELATION));
    }

    private static Outcome power(AlignmentTrial trial, List<String> differences) {
        Tally tally = new Tally(trial);
        DiscrepancyHandle own = own(trial, Map.of());
        DiscrepancyHandle rival = trial.lab().discrepancy(RIVAL);
        for (String difference : differences) {
            for (int i = 0; i < trial.repeats(REPEATS); i++) {
                Two two = draw(difference, trial.draw(difference, i));
                double seen = seen(trial, own, two, i);
                tally.level(own.found().plugin().id() + ", " + difference, seen);
                if (trial.pro()) {
                    tally.repetition(difference, "share of draws with p at most 0.05, minus 0.5", seen - 0.5);
                } else {
                    double other = seen(trial, rival, two, i);
                    tally.level(RIVAL + ", " + difference, other);
                    tally.repetition(
                            difference,
                            "share of draws with p at most 0.05, " + RIVAL + " minus "
                                    + trial.subject().name(),
                            other - seen);
                }
            }
        }
        return tally.outcome(DRAWN, "Draws in which the difference is seen", "share of draws");
    }

    private static double seen(AlignmentTrial trial, DiscrepancyHandle distance, Two two, int repetition) {
        return trial.p(distance, two.x, two.y, repetition) <= AlignmentTrial.LEVEL ? 1 : 0;
    }

    /** A bandwidth far below and one far above the median rule's. */
    static Outcome bandwidth(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        double median = 1.8; // the median distance of two rows of these samples, nearly
        Map<String, DiscrepancyHandle> far = new LinkedHashMap<>();
        far.put("a thirtieth of the median distance", own(trial, Map.of("bandwidth", median / 30)));
        far.put("30 times the median distance", own(trial, Map.of("bandwidth", 30 * median)));
        DiscrepancyHandle near = own(trial, Map.of());
        for (int i = 0; i < trial.repeats(REPEATS); i++) {
            Two two = draw(SHAPE, trial.draw(SHAPE, i));
            double p = trial.p(near, two.x, two.y, i);
            tally.level("median rule", p);
            for (Map.Entry<String, DiscrepancyHandle> entry : far.entrySet()) {
                double other = trial.p(entry.getValue(), two.x, two.y, i);
                tally.level(entry.getKey(), other);
                tally.repetition(entry.getKey(), "p minus p at the median rule", other - p);
            }
        }
        return tally.outcome(DRAWN + ": " + SHAPE, "p of the test", "mean p");
    }

    /** Numbers spread evenly over a long line, against numbers near whole ones. */
    static Outcome fineStructure(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        DiscrepancyHandle own = own(trial, Map.of());
        DiscrepancyHandle small = trial.lab().discrepancy(RIVAL, Map.of("bandwidth", 0.2));
        for (int i = 0; i < trial.repeats(REPEATS); i++) {
            SplittableRandom random = trial.draw("comb", i);
            Two two = Two.of(
                    Matrices.rows(2 * ROWS, row -> new double[] {20 * random.nextDouble()}),
                    Matrices.rows(
                            2 * ROWS, row -> new double[] {random.nextInt(20) + 0.5 + 0.05 * random.nextGaussian()}));
            double mine = trial.p(own, two.x, two.y, i);
            double other = trial.p(small, two.x, two.y, i);
            tally.level(trial.subject().name(), mine);
            tally.level(RIVAL + ", bandwidth 0.2", other);
            tally.repetition("a comb of 20 teeth", "p minus p of " + RIVAL + " with bandwidth 0.2", mine - other);
        }
        return tally.outcome("drawn samples of " + 2 * ROWS + " rows", "p of the test", "mean p");
    }

    /** Two parts that go together on one side and not on the other. */
    static Outcome joint(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        DiscrepancyHandle own = own(trial, Map.of("widths", "1,1"));
        DiscrepancyHandle part = trial.lab().discrepancy(RIVAL);
        for (int i = 0; i < trial.repeats(REPEATS); i++) {
            double[][][] both = parts(trial.draw("parts", i), 2);
            double seen = seen(trial, own, Two.of(both[0], both[1]), i);
            double alone = 0;
            for (int p = 0; p < 2; p++) {
                int column = p;
                ToDoubleFunction<double[]> take = row -> row[column];
                alone = Math.max(alone, seen(trial, part, Two.of(column(both[0], take), column(both[1], take)), i));
            }
            tally.level("both parts", seen);
            tally.level("part by part", alone);
            tally.repetition("parts paired otherwise", "share of draws with p at most 0.05, minus 0.5", seen - 0.5);
            tally.repetition(
                    "against " + RIVAL + " of either part",
                    "share of draws with p at most 0.05 minus that of either part",
                    seen - alone);
        }
        return tally.outcome(DRAWN, "Draws in which the difference is seen", "share of draws");
    }

    private static double[][] column(double[][] rows, ToDoubleFunction<double[]> take) {
        return Matrices.rows(rows.length, i -> new double[] {take.applyAsDouble(rows[i])});
    }

    /** Two sides of so many parts of one column, of which the first two go together on the left side alone. */
    private static double[][][] parts(SplittableRandom random, int count) {
        double[][] x = Matrices.normal(random, ROWS, count);
        double[][] y = Matrices.normal(random, ROWS, count);
        for (double[] row : x) {
            row[1] = 0.95 * row[0] + Math.sqrt(1 - 0.95 * 0.95) * row[1];
        }
        return new double[][][] {x, y};
    }

    /** The same difference among two and among twelve parts. */
    static Outcome jointParts(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        for (int i = 0; i < trial.repeats(REPEATS); i++) {
            double[] p = new double[2];
            int[] counts = {2, 12};
            for (int c = 0; c < 2; c++) {
                double[][][] both = parts(trial.draw("parts", i), counts[c]);
                DiscrepancyHandle own = own(trial, Map.of("widths", "1" + ",1".repeat(counts[c] - 1)));
                p[c] = trial.p(own, Matrices.tensor(both[0]), Matrices.tensor(both[1]), i);
                tally.level(counts[c] + " parts", p[c]);
            }
            tally.repetition("two of twelve parts go together", "p with 12 parts minus p with 2", p[1] - p[0]);
        }
        return tally.outcome(DRAWN, "p of the test", "mean p");
    }

    static DiscrepancyHandle own(AlignmentTrial trial, Map<String, ?> changes) {
        Map<String, Object> options = new LinkedHashMap<>(trial.subject().options());
        options.putAll(changes);
        return trial.lab().discrepancy(trial.subject().id(), options);
    }
}
