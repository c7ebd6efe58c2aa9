package dev.interlace.workbench.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Presence;
import dev.interlace.spi.experiment.Effort;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.models.FusionHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** Experiments on few drawn rows and with little effort, which no call of the lab offers. */
public final class SmallTrials {
    /** A lab with every plugin of the tests. */
    public static final Lab LAB = Interlace.lab(Catalogue.open(List.of()));

    private static final int TRAIN = 90;
    private static final int TEST = 60;

    /** Pairs with labels, as vectors and as sequences. */
    public static final EncodedSplit PAIRS = pairs();

    /** The two sides as vectors, with labels. */
    public static final EncodedSplit ROWS = PAIRS.only("left", "right");

    private SmallTrials() {}

    /** An experiment on a fusion method with few epochs and folds. */
    public static Outcome fusion(String id, String method) {
        return LAB.experiment(id, quick(method), ROWS);
    }

    /** The method with few epochs and folds, where it has such options. */
    public static FusionHandle quick(String method) {
        FusionHandle fit = LAB.fusion(method);
        Map<String, Object> options = new HashMap<>(Map.of("epochs", 3, "folds", 2));
        options.keySet()
                .retainAll(fit.found().method().descriptor().schema().options().stream()
                        .map(OptionsSchema.Option::name)
                        .toList());
        return fit.options(options);
    }

    /** An experiment of alignment with little effort. */
    public static Outcome alignment(String id, String method) {
        return measured(id, method, Optional.of(PAIRS), Effort.SMALL);
    }

    /** An experiment of alignment as it is published. */
    public static Outcome full(String id, String method) {
        return measured(id, method, Optional.of(PAIRS), Effort.FULL);
    }

    /** An experiment of alignment with little effort on what ships alone. */
    public static Outcome shipped(String id, String method) {
        return measured(id, method, Optional.empty(), Effort.SMALL);
    }

    private static Outcome measured(String id, String method, Optional<EncodedSplit> split, Effort effort) {
        Experiments experiments = LAB.experiments();
        Subject subject = Subject.of(experiments.catalogue().plugin(method), 42);
        Found<Experiment<?>> found = experiments.get(id);
        return experiments.run(
                subject,
                new LabTrial(
                        found,
                        subject,
                        subject.claim(id, found.method().descriptor().summary()),
                        split,
                        LAB.lending(),
                        FitContext.seeded(42),
                        effort));
    }

    /** That an experiment has found so many conditions, each with an interval around its value, and a figure. */
    public static void assertRuns(Outcome outcome, int conditions) {
        assertEquals(conditions, outcome.findings().size(), outcome.toString());
        for (Finding finding : outcome.findings()) {
            assertTrue(
                    Double.isFinite(finding.effect().low())
                            && finding.effect().low() <= finding.effect().value()
                            && finding.effect().value() <= finding.effect().high()
                            && Double.isFinite(finding.effect().high()),
                    outcome.toString());
        }
        assertFalse(outcome.figure().data().isEmpty(), "a figure of nothing");
        assertEquals(outcome.experiment(), outcome.claim().experiment());
    }

    /**
     * A shared factor of three columns, turned differently on two sides of eight columns, and the same as sequences of
     * two places.
     */
    private static EncodedSplit pairs() {
        SplittableRandom random = new SplittableRandom(7);
        int rows = TRAIN + TEST;
        double[][] shared = normal(random, rows, 3);
        double[][] left = side(random, shared);
        double[][] right = side(random, shared);
        int[] classes =
                IntStream.range(0, rows).map(row -> shared[row][0] > 0 ? 1 : 0).toArray();
        List<String> ids =
                IntStream.range(0, rows).mapToObj(row -> "row-" + row).toList();
        Encoded all = new Encoded(
                MultimodalBatch.of(
                        ids,
                        List.of(
                                vector("left", left),
                                vector("right", right),
                                tokens("words", left),
                                tokens("regions", right))),
                Map.of("sign", Labels.of(List.of("low", "high"), classes)),
                ids,
                "drawn pairs");
        return new EncodedSplit(
                all.rows(IntStream.range(0, TRAIN).toArray()),
                all.rows(IntStream.range(0, 3).toArray()),
                all.rows(IntStream.range(TRAIN, rows).toArray()));
    }

    private static double[][] side(SplittableRandom random, double[][] shared) {
        double[][] noise = normal(random, shared.length, 5);
        return turned(random, shared, noise);
    }

    private static double[][] normal(SplittableRandom random, int n, int d) {
        double[][] rows = new double[n][d];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> random.nextGaussian());
        }
        return rows;
    }

    /** Three and five columns side by side, reflected eight times, which turns them. */
    private static double[][] turned(SplittableRandom random, double[][] shared, double[][] noise) {
        double[][] rows = new double[shared.length][8];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(shared[i], 0, rows[i], 0, 3);
            System.arraycopy(noise[i], 0, rows[i], 3, 5);
        }
        for (double[] normal : normal(random, 8, 8)) {
            double square = Arrays.stream(normal).map(x -> x * x).sum();
            for (double[] row : rows) {
                double along = IntStream.range(0, 8)
                        .mapToDouble(c -> row[c] * normal[c])
                        .sum();
                Arrays.setAll(row, c -> row[c] - 2 * along * normal[c] / square);
            }
        }
        return rows;
    }

    private static Features vector(String name, double[][] rows) {
        float[] flat = new float[rows.length * 8];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / 8][i % 8];
        }
        return Features.vector(name, Host.tensor(DataType.FLOAT, flat, rows.length, 8));
    }

    private static Features tokens(String name, double[][] rows) {
        float[] flat = new float[rows.length * 8];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / 8][i % 8];
        }
        int[] lengths = new int[rows.length];
        Arrays.fill(lengths, 2);
        return Features.tokens(
                name, Host.tensor(DataType.FLOAT, flat, rows.length, 2, 4), lengths, Presence.all(rows.length));
    }
}
