package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Matrices;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.ClassBalance;
import dev.interlace.learn.training.Parameters;
import dev.interlace.learn.training.Training;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OrderedLabels;
import dev.interlace.spi.Param;
import dev.interlace.spi.Presence;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Target;
import dev.interlace.spi.TargetNumbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Fits of a linear network on every kind of target. */
class FusionTrainingTest {
    record Options(
            Training training,
            @Param(doc = "missing", choice = "ZERO") MissingPolicy missing) implements TrainingOptions {
        @Override
        public double dropout() {
            return 0;
        }
    }

    private static final class Plain implements TrainableFusion<Options> {
        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of("fusion/plain", "1.0.0", "Plain", "The features", Options.class);
        }

        @Override
        public Var fuse(Layers layers, Inputs inputs, Options options) {
            return inputs.all().get(0).features();
        }
    }

    private static final int ROWS = 300;
    private static final MultimodalBatch BATCH =
            MultimodalBatch.of(Features.vector("x", Matrices.normal(1, DataType.FLOAT, ROWS, 3)));

    private static float[] x() {
        return Host.floats(BATCH.get("x").values());
    }

    private static FusionModel fit(Target target, Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(Map.of("epochs", 60, "learningRate", 0.05));
        all.putAll(options);
        Plain method = new Plain();
        return method.fit(BATCH, target, method.descriptor().schema().parse(all), FitContext.seeded(3));
    }

    private static double[] predicted(FusionModel model) {
        return Host.doubles(model.predict(BATCH));
    }

    private static TargetNumbers numbers() {
        float[] x = x();
        return TargetNumbers.of(
                List.of("price", "share"),
                IntStream.range(0, ROWS)
                        .mapToObj(row -> new double[] {1e7 + 300 * x[3 * row], 0.01 * x[3 * row + 1]})
                        .toArray(double[][]::new));
    }

    @Test
    void numbersComeBackInTheirOwnUnits() {
        for (String loss : List.of("SQUARED", "HUBER")) {
            double[] all = predicted(fit(numbers(), Map.of("numberLoss", loss)));
            double worst = 0;
            for (int row = 0; row < ROWS; row++) {
                worst = Math.max(worst, Math.abs(all[2 * row] - numbers().get(row, 0)) / 300);
                worst = Math.max(worst, Math.abs(all[2 * row + 1] - numbers().get(row, 1)) / 0.01);
            }
            assertTrue(worst < 0.2, loss + ": off by " + worst + " deviations");
        }
    }

    @Test
    void aRowOfWhichNothingIsKnownGetsTheMean() {
        FusionModel model = fit(numbers(), Map.of("missing", MissingPolicy.ZERO));
        double[] one = Host.doubles(model.predict(
                MultimodalBatch.of(Features.vector("x", Nd4j.zeros(DataType.FLOAT, 1, 3), Presence.none(1)))));
        double mean = Arrays.stream(numbers().column(0)).average().orElseThrow();
        assertEquals(mean, one[0], 1e-6);
    }

    private static LabelSets sets() {
        float[] x = x();
        return LabelSets.of(
                List.of("a", "b", "rare"),
                IntStream.range(0, ROWS)
                        .mapToObj(row -> IntStream.range(0, 3)
                                .filter(l -> x[3 * row + l] > (l == 2 ? 1.5 : 0))
                                .mapToObj(List.of("a", "b", "rare")::get)
                                .toList())
                        .toList());
    }

    @Test
    void everyLabelIsDecidedByItself() {
        double[] p = predicted(fit(sets(), Map.of()));
        int right = 0;
        for (int at = 0; at < p.length; at++) {
            right += p[at] > 0.5 == sets().has(at / 3, at % 3) ? 1 : 0;
        }
        assertTrue(right > 0.95 * p.length, right + " of " + p.length);
    }

    @Test
    void aWeightedLabelIsPredictedMoreReadily() {
        double plain = 0;
        double balanced = 0;
        double weighted = 0;
        double[] p = predicted(fit(sets(), Map.of("epochs", 3)));
        double[] q = predicted(fit(sets(), Map.of("epochs", 3, "classBalance", ClassBalance.BALANCED)));
        double[] w = predicted(fit(sets(), Map.of("epochs", 3, "classWeights", "rare=20")));
        for (int row = 0; row < ROWS; row++) {
            plain += p[3 * row + 2];
            balanced += q[3 * row + 2];
            weighted += w[3 * row + 2];
        }
        assertTrue(balanced > 1.2 * plain && weighted > 1.2 * plain, plain + " " + balanced + " " + weighted);
    }

    private static OrderedLabels grades() {
        float[] x = x();
        return new OrderedLabels(Labels.of(
                List.of("poor", "fair", "good", "best"),
                IntStream.range(0, ROWS)
                        .map(row -> x[3 * row] < -0.7 ? 0 : x[3 * row] < 0 ? 1 : x[3 * row] < 1 ? 2 : 3)
                        .toArray()));
    }

    @Test
    void orderedClassesLieAlongOneScore() {
        double[] p = predicted(fit(grades(), Map.of("epochs", 200)));
        int right = 0;
        for (int row = 0; row < ROWS; row++) {
            int best = 0;
            double sum = 0;
            for (int c = 0; c < 4; c++) {
                best = p[4 * row + c] > p[4 * row + best] ? c : best;
                sum += p[4 * row + c];
            }
            assertEquals(1, sum, 1e-6);
            right += best == grades().labels().get(row) ? 1 : 0;
        }
        assertTrue(right > 0.85 * ROWS, right + " of " + ROWS);
    }

    @Test
    void rowsOfWeightZeroTeachNothing() {
        int[] truth =
                IntStream.range(0, ROWS).map(row -> x()[3 * row] > 0 ? 1 : 0).toArray();
        int[] given = IntStream.range(0, ROWS)
                .map(row -> row % 3 == 0 ? truth[row] : 1 - truth[row])
                .toArray();
        double[] weights = IntStream.range(0, ROWS)
                .mapToDouble(row -> row % 3 == 0 ? 1 : 0)
                .toArray();
        double[] p = predicted(fit(Labels.of(List.of("no", "yes"), given).weighted(weights), Map.of()));
        long right = IntStream.range(0, ROWS)
                .filter(row -> (p[2 * row + 1] > 0.5 ? 1 : 0) == truth[row])
                .count();
        assertTrue(right > 0.9 * ROWS, right + " of " + ROWS);
    }

    @Test
    void classWeightsMoveProbabilities() {
        Labels noise = Labels.of(
                List.of("no", "yes"),
                IntStream.range(0, ROWS).map(row -> row % 2).toArray());
        double[] p = predicted(fit(noise, Map.of("classWeights", "yes=3", "holdout", 0.0)));
        double mean = IntStream.range(0, ROWS)
                .mapToDouble(row -> p[2 * row + 1])
                .average()
                .orElseThrow();
        assertEquals(0.75, mean, 0.05, "of 1 : 1 rows, those of yes counted 3 times");
    }

    @Test
    void whatHasNoMeaningForATargetIsRefused() {
        requireMessage(
                "fusion/plain: early stopping can watch ACCURACY of one class only, and the target is numbers;"
                        + " leave watch at LOSS",
                () -> fit(numbers(), Map.of("watch", "ACCURACY")));
        requireMessage(
                "fusion/plain: classBalance and classWeights weigh classes, and the target [price, share] is"
                        + " numbers; weigh its rows instead",
                () -> fit(numbers(), Map.of("classWeights", "price=2")));
        requireMessage(
                "fusion/plain: a target of numbers needs at least 2 different ones, got the same in all 300 rows of"
                        + " 'flat'; check the target or the split",
                () -> fit(TargetNumbers.of("flat", new double[ROWS]), Map.of()));
        requireMessage(
                "fusion/plain: the batch has 300 rows, the target 2",
                () -> fit(TargetNumbers.of("two", new double[] {1, 2}), Map.of()));
        requireMessage(
                "classWeights: unknown class 'god'; did you mean 'good'? Known: poor, fair, good, best",
                () -> fit(grades(), Map.of("classWeights", "god=2")));
    }

    /** The same network with a head that is solved; dropout would be seen. */
    record SolvedOptions(
            Training training,
            @Param(doc = "missing", choice = "REJECT") MissingPolicy missing) implements TrainingOptions {
        @Override
        public double dropout() {
            return 0.5;
        }
    }

    private static final class Solved implements TrainableFusion<SolvedOptions> {
        @Override
        public MethodDescriptor<SolvedOptions> descriptor() {
            return MethodDescriptor.of("fusion/solved", "1.0.0", "Solved", "The features", SolvedOptions.class);
        }

        @Override
        public OptionalDouble ridge(SolvedOptions options) {
            return OptionalDouble.of(0.1);
        }

        @Override
        public Var fuse(Layers layers, Inputs inputs, SolvedOptions options) {
            return inputs.all().get(0).features();
        }
    }

    /** Values that scikit-learn gave, {@code linear-head.txt}: by name {@code [rows][columns]}. */
    private static double[][] golden(String name) {
        try (InputStream in = Objects.requireNonNull(FusionTrainingTest.class.getResourceAsStream("linear-head.txt"))) {
            String[] words = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" "))
                    .filter(line -> line[0].equals(name))
                    .findFirst()
                    .orElseThrow();
            int columns = Integer.parseInt(words[2]);
            double[][] values = new double[Integer.parseInt(words[1])][columns];
            for (int at = 0; at < values.length * columns; at++) {
                values[at / columns][at % columns] = Double.parseDouble(words[3 + at]);
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final MultimodalBatch GOLDEN = MultimodalBatch.of(
            Features.vector("x", Nd4j.createFromArray(golden("x")).castTo(DataType.FLOAT)));

    private static FusionModel solve(Target target, Map<String, ?> options, long seed) {
        Solved method = new Solved();
        return method.fit(GOLDEN, target, method.descriptor().schema().parse(options), FitContext.seeded(seed));
    }

    private static void requireGolden(String name, FusionModel model, double tolerance) {
        double[][] expected = golden(name);
        double[][] actual = model.predict(GOLDEN).toDoubleMatrix();
        for (int row = 0; row < expected.length; row++) {
            assertArrayEquals(expected[row], actual[row], tolerance, name + ", row " + row);
        }
    }

    private static Labels goldenClasses() {
        return Labels.of(
                List.of("a", "b", "c"),
                Arrays.stream(golden("classes")).mapToInt(row -> (int) row[0]).toArray());
    }

    /** Inputs and probabilities are in single precision. */
    private static final double SINGLE = 2e-6;

    @Test
    void aSolvedHeadIsThatOfScikitLearn() {
        requireGolden("of.classes", solve(goldenClasses(), Map.of(), 1), SINGLE);
        double[] weights =
                Arrays.stream(golden("weights")).mapToDouble(row -> row[0]).toArray();
        requireGolden("of.weighted", solve(goldenClasses().weighted(weights), Map.of(), 1), SINGLE);
        requireGolden("of.balanced", solve(goldenClasses(), Map.of("classBalance", "BALANCED"), 1), SINGLE);
        LabelSets sets = LabelSets.of(
                List.of("p", "q", "r"),
                Arrays.stream(golden("labels"))
                        .map(row -> IntStream.range(0, 3)
                                .filter(l -> row[l] == 1)
                                .mapToObj(List.of("p", "q", "r")::get)
                                .toList())
                        .toList());
        requireGolden("of.labels", solve(sets, Map.of(), 1), SINGLE);
        TargetNumbers both = TargetNumbers.of(List.of("price", "share"), golden("numbers"));
        double[][] expected = golden("of.numbers");
        double[][] actual = solve(both, Map.of(), 1).predict(GOLDEN).toDoubleMatrix();
        for (int row = 0; row < expected.length; row++) {
            assertEquals(expected[row][0], actual[row][0], 1e-3, "price, of about 1,000");
            assertEquals(expected[row][1], actual[row][1], 1e-7, "share, of about 0.01");
        }
    }

    @Test
    void aSolvedHeadDoesNotDependOnTheSeed() {
        FusionModel one = solve(goldenClasses(), Map.of(), 1);
        assertEquals(one.predict(GOLDEN), solve(goldenClasses(), Map.of(), 2).predict(GOLDEN));
        List<Double> losses = one.history().get("training loss");
        assertEquals(Math.log(3), losses.get(0), 1e-6, "from weights of 0");
        assertTrue(losses.get(losses.size() - 1) < losses.get(0) && losses.size() < 100, losses.toString());
        assertEquals(List.of(), one.history().warnings());
        assertEquals(3 * 3 + 3, one.parameterCount());
    }

    @Test
    void anOrderedTargetIsSolvedToo() {
        FusionModel model = solve(new OrderedLabels(goldenClasses()), Map.of(), 1);
        assertEquals(List.of(), model.history().warnings());
    }

    @Test
    void stepsAreMadeWhereTheyAreAskedFor() {
        FusionModel model = solve(goldenClasses(), Map.of("epochs", 4), 1);
        assertEquals(4, model.history().get("validation loss").size());
        model = solve(goldenClasses(), Map.of("missing", MissingPolicy.LEARNED_TOKEN), 1);
        assertEquals(960, model.history().get("training loss").size(), "60 rows are one step");
    }

    @Test
    void aHeadThatCannotConvergeSaysSo() {
        Parameters into = new Parameters(DataType.FLOAT, new SeedSource(1));
        INDArray x = Nd4j.createFromArray(new double[][] {{-1}, {1}});
        History history = LinearHead.solve(
                "fusion/solved",
                x,
                (layers, fused) -> layers.tape().softmaxCrossEntropy(layers.linear("h", fused, 2), new int[] {0, 1}),
                -1e-3,
                into,
                FitContext.seeded(1));
        assertEquals(1, history.warnings().size(), "a penalty below 0 has no minimum");
        String warning = history.warnings().get(0);
        assertTrue(
                warning.startsWith("the linear head: NOT converged after ")
                        && warning.endsWith("; a larger ridge converges sooner"),
                warning);
    }

    @Test
    void fewHeldOutRowsAreNotHeldOutByDefault() {
        Plain method = new Plain();
        FusionModel model =
                method.fit(GOLDEN, goldenClasses(), method.descriptor().schema().parse(Map.of()), FitContext.seeded(3));
        assertEquals(
                List.of("training loss"), List.copyOf(model.history().series().keySet()));
        model = method.fit(
                BATCH,
                grades(),
                method.descriptor().schema().parse(Map.of("learningRate", 0.05)),
                FitContext.seeded(3));
        assertEquals(
                List.of("training loss", "validation loss", "training loss on all rows"),
                List.copyOf(model.history().series().keySet()));
    }
}
