package dev.interlace.workbench.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.measure.Estimates;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Ranking;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every measure that ships against scikit-learn, torchmetrics and SciPy. */
class MeasureGoldenTest {
    private static final Golden GOLDEN = Golden.read();
    private static final Map<String, Measure<?>> MEASURES = new HashMap<>();

    static {
        ServiceLoader.load(Measure.class)
                .forEach(measure -> MEASURES.put(measure.descriptor().id(), measure));
    }

    private static Predictions predictions(String name) {
        int[] truth = GOLDEN.whole(name + ".truth");
        double[] probabilities = GOLDEN.get(name + ".probabilities");
        int k = probabilities.length / truth.length;
        return Predictions.of(IntStream.range(0, k).mapToObj(c -> "class " + c).toList(), truth, probabilities);
    }

    private static double value(String id, Object answers, Map<String, ?> options) {
        return value(Objects.requireNonNull(MEASURES.get("measure/" + id), id), answers, options);
    }

    private static <O extends Record> double value(Measure<O> measure, Object answers, Map<String, ?> options) {
        O parsed = measure.descriptor().schema().parse(options);
        if (measure instanceof Measure.OfClasses<O> classes) {
            return classes.of((Predictions) answers, parsed);
        }
        if (measure instanceof Measure.OfProbabilities<O> probabilities) {
            return probabilities.of((Predictions) answers, parsed);
        }
        if (measure instanceof Measure.OfRankings<O> rankings) {
            return rankings.of((Ranking) answers, parsed);
        }
        return ((Measure.OfNumbers<O>) measure).of((Estimates) answers, parsed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"four", "two", "absent", "sure"})
    void classesAndProbabilitiesAsScikitLearnSays(String name) {
        Predictions all = predictions(name);
        for (String id : List.of("accuracy", "macro-f1", "balanced-accuracy", "nll", "brier", "roc-auc", "pr-auc")) {
            assertEquals(GOLDEN.one(name + "." + id), value(id, all, Map.of()), Golden.ROUNDING, name + ": " + id);
        }
        assertEquals(
                1 - GOLDEN.one(name + ".balanced-accuracy"), value("balanced-error", all, Map.of()), Golden.ROUNDING);
        for (int bins : List.of(10, 15)) {
            for (String id : List.of("ece", "mce", "classwise-ece")) {
                assertEquals(
                        GOLDEN.one(name + "." + id + "." + bins),
                        value(id, all, Map.of("bins", bins)),
                        Golden.ROUNDING,
                        name + ": " + id + " of " + bins + " bins");
            }
            assertEquals(
                    GOLDEN.one(name + ".ece-mass." + bins),
                    value("ece", all, Map.of("bins", bins, "binning", "MASS")),
                    Golden.ROUNDING,
                    name + ": equal mass, " + bins + " bins");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void rankingsAsScikitLearnAndTorchmetricsSay(int query) {
        String name = "query" + query;
        Ranking ranking = Ranking.of(40, GOLDEN.whole(name + ".ranks"));
        for (int k : List.of(1, 3, 10, 40)) {
            for (String id : List.of("ndcg", "precision-at-k", "recall-at-k", "hit-rate", "mrr", "map")) {
                assertEquals(
                        GOLDEN.one(name + "." + id + "." + k),
                        value(id, ranking, Map.of("k", k)),
                        Golden.ROUNDING,
                        name + ": " + id + " at " + k);
            }
        }
        assertEquals(GOLDEN.one(name + ".all.map"), value("map", ranking, Map.of("k", 40)), Golden.ROUNDING);
        assertEquals(GOLDEN.one(name + ".r-precision"), value("r-precision", ranking, Map.of()), Golden.ROUNDING);
    }

    @Test
    void numbersAsScikitLearnAndSciPySay() {
        Estimates estimates = Estimates.of(GOLDEN.get("numbers.truth"), GOLDEN.get("numbers.estimated"));
        for (String id : List.of("rmse", "mae", "r2", "spearman")) {
            assertEquals(GOLDEN.one("numbers." + id), value(id, estimates, Map.of()), Golden.ROUNDING, id);
        }
    }

    @Test
    void noMeasureThatShipsIsWithoutAGoldenValue() {
        for (String id : MEASURES.keySet()) {
            String name = id.substring("measure/".length());
            assertTrue(
                    name.equals("balanced-error") // one minus the balanced accuracy
                            || GOLDEN.names("").stream().anyMatch(line -> line.contains("." + name)),
                    id + " has no line in measures-golden.tsv");
        }
    }
}
