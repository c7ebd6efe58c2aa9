package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.doubles.PluginJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar of somebody else brings measures, and every table shows them. */
class BroughtMeasureTest {
    private static final Encoding BOTH = Encoding.of(Map.of("image", "encoder/colour", "name", "encoder/colour"));

    private static String source(String type, String kind, String answers, String body) {
        return """
                import dev.interlace.spi.*;
                import dev.interlace.spi.measure.*;

                public final class TYPE implements Measure.KIND<NoOptions> {
                  @Override public MethodDescriptor<NoOptions> descriptor() {
                    return MethodDescriptor.of("acme/LOWER", "1.0.0", "Acme's TYPE", "errors of a jar", NoOptions.class);
                  }
                  @Override public Scale scale() { return Scale.lower(0, 1); }
                  @Override public String rule() { return "as Acme counts"; }
                  @Override public double of(ANSWERS answers, NoOptions options) { BODY }
                }
                """.replace("TYPE", type)
                .replace("LOWER", type.toLowerCase(java.util.Locale.ROOT))
                .replace("KIND", kind)
                .replace("ANSWERS", answers)
                .replace("BODY", body);
    }

    @TempDir
    Path folder;

    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));

    @BeforeEach
    void before() {
        lab.add(new PluginJar(folder)
                .source(
                        "Wrong",
                        source(
                                "Wrong",
                                "OfClasses",
                                "Predictions",
                                "double wrong = 0; for (int row = 0; row < answers.rows(); row++)"
                                        + " wrong += answers.right(row) ? 0 : 1; return wrong / answers.rows();"))
                .source("Missed", source("Missed", "OfRankings", "Ranking", "return answers.rank(0) == 1 ? 0 : 1;"))
                .source("Broken", source("Broken", "OfProbabilities", "Predictions", "return 7;"))
                .service("dev.interlace.spi.measure.Measure", "acme.Wrong")
                .service("dev.interlace.spi.measure.Measure", "acme.Missed")
                .service("dev.interlace.spi.measure.Measure", "acme.Broken")
                .write("acme.jar"));
    }

    @Test
    void itStandsInEveryTable() {
        EncodedSplit split = lab.encode(lab.data("colours").split(1), BOTH);
        var run = lab.fusion("fusion/centroids").fit(split.train());
        Evaluation evaluation = lab.evaluate(run, split.test());
        assertEquals(1 - evaluation.accuracy().value(), evaluation.measures().get("acme/wrong"), 1e-12);
        assertTrue(
                evaluation.display().plain().contains("Acme's Wrong"),
                evaluation.display().plain());
        assertTrue(evaluation.display().plain().contains("as Acme counts"));
        assertTrue(lab.compare(evaluation, evaluation).toString().contains("Acme's Wrong"));
        assertTrue(lab.trials(lab.data("colours"), BOTH, 1)
                .add(lab.fusion("fusion/centroids"))
                .run()
                .toString()
                .contains("Acme's Wrong"));
        String search = lab.searches(lab.data("colours"), BOTH, "image", "name", 1)
                .add(lab.alignment("alignment/same"))
                .run()
                .toString();
        assertTrue(search.contains("Acme's Missed"), search);
        var pairs = lab.alignment("alignment/same").fit(split.train(), "image", "name");
        assertTrue(lab.retrieval(pairs, split.test()).toString().contains("Acme's Missed"));
        assertTrue(
                lab.measures().toString().contains("acme/missed"),
                lab.measures().toString());
        assertTrue(lab.plugins("acme").toString().contains("acme/wrong"));
        assertTrue(lab.plugin("acme/wrong").toString().contains("(acme/wrong 1.0.0, measure, from acme.jar)"));
    }

    @Test
    void oneThatBreaksItsOwnRangeIsNamedAndTakesNoOtherAlong() {
        EncodedSplit split = lab.encode(lab.data("colours").split(1), BOTH);
        Evaluation evaluation = lab.evaluate(lab.fusion("fusion/centroids").fit(split.train()), split.test());
        assertTrue(Double.isNaN(evaluation.measures().get("acme/broken")));
        assertTrue(
                evaluation
                        .display()
                        .plain()
                        .contains(
                                "acme/broken: gave 7.0, outside its own range [0.0, 1.0]; this is a fault of the plugin"),
                evaluation.display().plain());
        assertEquals(evaluation.accuracy().value(), evaluation.measures().get("measure/accuracy"), 1e-12);
    }

    @Test
    void aMeasureIsAskedOnlyWhatItReads() {
        assertEquals(
                "measure/rmse reads estimated numbers, got rankings; lab.measures() lists what each reads",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> lab.measure("measure/rmse")
                                        .of(dev.interlace.spi.measure.Ranking.of(3, new int[] {1})))
                        .getMessage());
        assertEquals(0.5, lab.measure("rmse").of(new double[] {1, 2}, new double[] {1.5, 2.5}), 1e-12);
    }
}
