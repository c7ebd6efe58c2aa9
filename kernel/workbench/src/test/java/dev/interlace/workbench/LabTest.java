package dev.interlace.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.spi.Features;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.PluginException;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.Gallery;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.Split;
import dev.interlace.workbench.doubles.RecordedCell;
import dev.interlace.workbench.evaluation.Comparison;
import dev.interlace.workbench.evaluation.Evaluation;
import dev.interlace.workbench.evaluation.Retrieval;
import dev.interlace.workbench.evaluation.Robustness;
import dev.interlace.workbench.figures.Figure;
import dev.interlace.workbench.models.AlignmentRun;
import dev.interlace.workbench.models.DiscrepancyHandle;
import dev.interlace.workbench.models.FusionRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LabTest {
    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));

    @Test
    void fromDataToAnEvaluationInFiveLines() {
        Split split = lab.data("colours").split(lab.seed());
        EncodedSplit encoded = lab.encode(split, Map.of("image", "encoder/colour", "name", "encoder/colour"));
        FusionRun run = lab.fusion("fusion/centroids", Map.of("rounds", 3)).fit(encoded.train());
        Evaluation evaluation = lab.evaluate(run, encoded.test());
        assertEquals(1.0, evaluation.accuracy().value());
        assertEquals(split.test().rows(), evaluation.rows());
        assertEquals(42, evaluation.provenance().seed());
        assertEquals("data/colours", evaluation.provenance().datasetId());
        assertEquals("3", evaluation.provenance().options().get("rounds"));
        assertEquals("fusion/centroids {rounds=3}", evaluation.name());
        assertTrue(evaluation.cost().fitSeconds() >= 0);
        assertEquals(8, evaluation.cost().parameters());
        assertTrue(evaluation.accuracy().how().endsWith("groups"));
    }

    @Test
    void theDefaultEncodingTakesTheFirstEncoderThatReadsAColumn() {
        Encoded encoded = lab.encode(lab.data("data/colours", Map.of("rows", 12)));
        assertEquals(List.of("image", "name"), encoded.batch().names());
        assertEquals(11, encoded.get("name").presence().count());
        assertTrue(encoded.display().plain().contains("[12, 2]"));
    }

    @Test
    void oneColumnCanBeEncodedTwice() {
        Encoding encoding = Encoding.none().and("name", "encoder/colour").and("name", "colour", Map.of(), "name-again");
        Encoded encoded = lab.encode(lab.data("colours"), encoding);
        assertEquals(List.of("name", "name-again"), encoded.batch().names());
    }

    @Test
    void anotherSeedIsAnotherLab() {
        assertEquals(7, lab.seed(7).seed());
        assertEquals(42, lab.seed());
        assertEquals(7, lab.seed(7).fusion("centroids").seed());
    }

    @Test
    void wrongOptionsAreToldBeforeTheFit() {
        assertEquals(
                "Centroids: unknown option 'round'; did you mean 'rounds'? Known: sharpness, rounds; sharpness must be in (0,"
                        + " 100], got 0.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> lab.fusion("centroids", Map.of("round", 3, "sharpness", 0)))
                        .getMessage());
    }

    @Test
    void evaluationsAreComparedAndDrawn() {
        EncodedSplit encoded = lab.encode(lab.data("colours").split(1));
        Evaluation both = lab.evaluate(lab.fusion("centroids").fit(encoded.train()), encoded.test());
        Evaluation name =
                lab.evaluate(lab.fusion("centroids").fit(encoded.train().only("name")), encoded.test());
        Comparison comparison = lab.compare(both, name.named("names alone"));
        assertEquals(2, comparison.differences().size());
        String html = comparison.display().data().getOrDefault("text/html", "");
        assertTrue(html.contains("names alone") && html.contains("interlace-figure"));
    }

    @Test
    void robustnessStartsAtTheAccuracyAndEndsWithoutTheModality() {
        EncodedSplit encoded = lab.encode(lab.data("colours").split(1));
        FusionRun run = lab.fusion("centroids").fit(encoded.train().only("image"));
        Robustness robustness = lab.robustness(run, encoded.test(), "image");
        assertEquals(1.0, robustness.accuracy().get(0).value());
        assertTrue(robustness.accuracy().get(robustness.shares().size() - 1).value() < 1);
        assertFalse(robustness.figure().data().isEmpty());
    }

    @Test
    void aSearchShowsTheNearestPicturesWithTheirScores() {
        LabData data = lab.data("colours");
        Encoded encoded = lab.encode(data);
        AlignmentRun run = lab.alignment("same").fit(encoded, "name", "image");
        Features query = lab.encode("name", "encoder/colour", List.of("a crimson thing"));
        Gallery gallery = lab.search(run, query, encoded.get("image"), data.pictures("image"));
        assertEquals(8, gallery.tiles().size());
        for (Gallery.Tile tile : gallery.tiles()) {
            int row = Integer.parseInt(tile.caption().replaceAll("disc-(\\d+) .*", "$1"));
            assertEquals("red", data.labels().name(row), tile.caption());
        }
        String html = gallery.titled("a <red> disc").display().data().getOrDefault("text/html", "");
        assertTrue(html.contains("data:image/png;base64,") && html.contains("a &lt;red&gt; disc"));
    }

    @Test
    void retrievalNamesTheMethodAndTheSeed() {
        Encoded encoded = lab.encode(lab.data("colours"));
        AlignmentRun run = lab.alignment("same").fit(encoded, "name", "image");
        Retrieval retrieval = lab.retrieval(run, encoded);
        assertEquals(
                "Retrieval: name (left) and image (right), alignment/same, seed 42, without the 9 of 90 rows that"
                        + " lack one",
                retrieval.title());
        assertEquals(81, retrieval.leftToRight().queries());
        assertEquals(
                "Retrieval: name (left) and image (right), alignment/same, seed 42",
                lab.retrieval(run, encoded.complete()).title());
    }

    @Test
    void rowsThatLackAModalityAreNoPairs() {
        Encoded encoded = lab.encode(lab.data("colours"));
        AlignmentRun run = lab.alignment("same").fit(encoded, "name", "image");
        assertEquals(List.of("9 of 90 rows lack 'name' or 'image' and were left out of the fit"), run.notes());
        assertTrue(run.toString().contains("Warning: 9 of 90 rows lack"), run.toString());
        Encoded pairs = encoded.complete("image", "name");
        assertEquals(81, pairs.rows());
        assertEquals(90, encoded.complete("image").rows());
        assertEquals(
                List.of(), lab.alignment("same").fit(pairs, "name", "image").notes());
        assertEquals(
                lab.geometry(run, pairs).toString(), lab.geometry(run, encoded).toString());
        int[] nameless = {9, 19};
        String refused = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> encoded.rows(nameless).complete())
                .getMessage());
        assertEquals("data/colours: none of 2 rows has all of [image (in 2), name (in 0)]", refused);
    }

    @Test
    void oneQueryIsCorrectedForHubsByAReferenceAsAmongMany() {
        Encoded encoded = lab.encode(lab.data("colours"));
        AlignmentRun run = lab.alignment("same").fit(encoded, "name", "image");
        INDArray all = lab.csls(run, encoded, encoded, 10);
        INDArray similarity = run.similarity(encoded.get("name"), encoded.get("image"));
        assertEquals(lab.csls(similarity, 10).toStringFull(), all.toStringFull(), "the reference is what is compared");
        INDArray one = lab.csls(run, encoded.rows(5), encoded, 10);
        assertEquals(all.getDouble(5, 5), one.getDouble(0, 0), 1e-5);
    }

    @Test
    void aDiscrepancyMeasuresAndItsFaultsNameItsJar() {
        DiscrepancyHandle gap = lab.discrepancy("alignment/gap");
        assertEquals(2, gap.value(Nd4j.createFromArray(new float[][] {{3}}), Nd4j.createFromArray(new float[][] {{1}
        })));
        PluginException error =
                assertThrows(PluginException.class, () -> gap.gradient(Nd4j.ones(1, 1), Nd4j.ones(1, 1)));
        assertTrue(
                String.valueOf(error.getMessage())
                        .startsWith("alignment/gap: NoSuchMethodError: a library of another version, in "),
                error.getMessage());
    }

    @Test
    void theCurveOfAFitHoldsItsHistory() {
        EncodedSplit encoded = lab.encode(lab.data("colours").split(1));
        FusionRun run = lab.fusion("centroids").fit(encoded.train());
        Figure curve = lab.curve(run);
        assertEquals("loss", curve.data().get(0).path("name").asText());
        assertTrue(run.display().plain().contains("Warning: this is only a test"));
    }

    @Test
    void anInterruptReachesTheMethod() {
        RecordedCell cell = new RecordedCell();
        List<Throwable> seen = new ArrayList<>();
        Encoded encoded = lab.encode(lab.data("colours"));
        Thread thread = new Thread(() -> {
            CurrentCell.set(cell);
            cell.interrupt();
            try {
                lab.fusion("centroids").fit(encoded);
            } catch (IllegalStateException e) {
                seen.add(e);
            }
        });
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertEquals(1, seen.size());
    }

    @Test
    void aDataSetShowsItsCardItsClassesAndWhatIsMissing() {
        LabData data = lab.data("colours").head(2);
        String text = data.display().plain().replaceAll(" +", " ");
        for (String part :
                List.of("90 rows in 30 groups", "blue 60 ████", "red 30 ███", "Known flaw", "CC0-1.0", "disc-1")) {
            assertTrue(text.contains(part), part + " is missing in\n" + text);
        }
        assertFalse(text.contains("disc-2"));
        String html = data.display().data().getOrDefault("text/html", "");
        assertTrue(html.contains("a crimson disc &lt;b&gt;") && html.contains("<img width=\"36\""));
    }

    @Test
    void mistakesAreExplained() {
        LabData data = lab.data("colours");
        assertEquals(
                "column 'name' of data/colours does not hold pictures",
                assertThrows(IllegalArgumentException.class, () -> data.pictures("name"))
                        .getMessage());
        assertEquals(
                "unknown column 'nam'; did you mean 'name'? Known: image, name",
                assertThrows(IllegalArgumentException.class, () -> lab.encode(data, Map.of("nam", "encoder/colour")))
                        .getMessage());
        MultimodalBatch batch = MultimodalBatch.of(Features.vector("image", Nd4j.ones(2, 2)));
        FusionRun run = lab.fusion("centroids").fit(batch, Labels.of(List.of("a", "b")));
        assertEquals(
                "fusion/centroids: there are 2 rows of probabilities, but 1 labels",
                assertThrows(IllegalArgumentException.class, () -> lab.evaluate(run, batch, Labels.of(List.of("a"))))
                        .getMessage());
    }
}
