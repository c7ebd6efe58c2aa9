package dev.interlace.workbench.pipelines;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.runtime.Threshold;
import dev.interlace.spi.Sound;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.OwnData;
import dev.interlace.workbench.data.Split;
import dev.interlace.workbench.evaluation.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class FittedPipelineTest {
    @TempDir
    Path folder = Path.of("");

    private final Lab lab = Interlace.lab();

    /** Named as in the file. */
    record Row(Optional<Double> height, double width) {}

    private LabData boxes() throws IOException {
        StringBuilder text = new StringBuilder("id,height,width,kind\n");
        for (int row = 0; row < 120; row++) {
            boolean tall = row % 2 == 0;
            text.append("box-").append(row).append(',');
            text.append(row % 11 == 0 ? "" : tall ? 5 + row % 3 : 1 + row % 3).append(',');
            text.append(row % 7).append(',').append(tall ? "tall" : "flat").append('\n');
        }
        Path csv = Files.writeString(folder.resolve("boxes.csv"), text);
        return OwnData.of("boxes", csv)
                .ids("id")
                .numbers("height")
                .numbers("width")
                .label("kind")
                .load();
    }

    @Test
    void aTableMapsRecordsAndAFilePredictTheSame() throws IOException {
        FittedPipeline pipeline = lab.pipeline(boxes())
                .fusion("fusion/early", Map.of("missing", "MEAN"))
                .fit();
        Table table = Table.create(
                DoubleColumn.create("height", new Double[] {6.0, null}),
                DoubleColumn.create("width", new Double[] {3.0, 2.0}));
        double[] expected = pipeline.predict(table).rows().probabilities(1);
        Predicted records = pipeline.predict(List.of(new Row(Optional.of(6.0), 3), new Row(Optional.empty(), 2)));
        assertArrayEquals(expected, records.rows().probabilities(1));
        assertEquals("tall", records.labels().get(0));
        Path csv = Files.writeString(folder.resolve("new.csv"), "id,width,height\nx,3,6\ny,2,\n");
        Predicted file = pipeline.predict(csv);
        assertArrayEquals(expected, file.rows().probabilities(1));
        assertEquals(List.of("x", "y"), file.rows().rowIds(), "the ids of the file");
        assertEquals(List.of("id", "kind", "p(flat)", "p(tall)"), file.table().columnNames());
        assertTrue(file.display().plain().contains("tall"), file.toString());
    }

    @Test
    void aThresholdIsChosenOnValidationRowsAndHeededByTheLoadedPipeline() throws IOException {
        PipelinePlan plan = lab.pipeline(boxes()).fusion("fusion/early", Map.of("missing", "MEAN"));
        FittedPipeline never = plan.threshold("tall", 1, 0).fit(); // a missed one costs nothing
        Threshold chosen = never.pipeline().threshold().orElseThrow();
        assertTrue(chosen.value() > 0.5 && chosen.chosen().contains("18 validation rows"), chosen.toString());
        Path file = folder.resolve("boxes.pipeline");
        never.save(file);
        FittedPipeline loaded = lab.pipeline(file);
        assertEquals(Optional.of(chosen), loaded.pipeline().threshold());
        Map<String, ?> row = Map.of("height", 6, "width", 3);
        Predicted predicted = loaded.predict(row);
        boolean above = predicted.probability(0, "tall") >= chosen.value();
        assertEquals(List.of(above ? "tall" : "flat"), predicted.labels());
        assertEquals(
                never.evaluate().accuracy().value(),
                loaded.evaluate(boxes()).accuracy().value());
        assertTrue(loaded.toString().contains("Threshold: tall from "), loaded.toString());
        FittedPipeline byF1 = plan.threshold("tall").fit();
        assertTrue(byF1.toString().contains("(F1 on 18 validation rows)"), byF1.toString());
    }

    @Test
    void aThresholdThatCannotBeChosenIsRefusedBeforeTheFit() throws IOException {
        PipelinePlan plan = lab.pipeline(boxes()).fusion("fusion/early", Map.of("missing", "MEAN"));
        assertEquals(
                "threshold: 'high' must be one of two classes; the target is one class [flat, tall]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> plan.threshold("high").fit())
                        .getMessage());
    }

    @Test
    void aLoadedPipelineMeasuresOnItsOwnTestRowsAgain() throws IOException {
        LabData data = boxes();
        assertEquals(
                "the pipeline for own/boxes has no method yet; choose one by fusion(id) or fusion(id, options),"
                        + " lab.plugins(\"fusion\") lists them",
                assertThrows(
                                IllegalStateException.class,
                                () -> lab.pipeline(data).fit())
                        .getMessage());
        FittedPipeline pipeline = lab.pipeline(data)
                .fusion("fusion/early", Map.of("missing", "MEAN"))
                .fit();
        Evaluation tested = pipeline.evaluate();
        Path file = folder.resolve("boxes.pipeline");
        pipeline.save(file);
        FittedPipeline loaded = lab.pipeline(file);
        assertEquals(tested.accuracy(), loaded.evaluate(data).accuracy());
        assertEquals(tested.rowIds(), loaded.evaluate(data).rowIds());
        assertTrue(loaded.display().plain().contains("training 84, validation 18, test 18"), loaded.toString());
        assertEquals(
                "the pipeline was loaded and has no rows: evaluate(data) with the data set that it was fitted to"
                        + " measures on its own test rows again",
                assertThrows(IllegalStateException.class, loaded::evaluate).getMessage());
    }

    private Path houses() throws IOException {
        StringBuilder text = new StringBuilder("size,rooms,price,has\n");
        for (int row = 0; row < 200; row++) {
            int size = 40 + row * 37 % 90;
            String has = (row % 2 == 0 ? "garden" : "") + (row % 3 == 0 ? (row % 2 == 0 ? "|" : "") + "lift" : "");
            text.append(size).append(',').append(row % 2).append(',').append(1000 * size + 50_000 * (row % 2));
            text.append(',').append(has).append('\n');
        }
        return Files.writeString(folder.resolve("houses.csv"), text);
    }

    @Test
    void numbersComeBackInTheirOwnUnitAlsoFromTheFile() throws IOException {
        LabData data = OwnData.of("houses", houses())
                .numbers("size")
                .numbers("rooms")
                .number("price")
                .load();
        FittedPipeline pipeline = lab.pipeline(data)
                .fusion(
                        "fusion/early",
                        Map.of(
                                "hidden",
                                0,
                                "epochs",
                                400,
                                "holdout",
                                0,
                                "learningRate",
                                0.02,
                                "weightDecay",
                                0,
                                "dropout",
                                0))
                .target("price")
                .fit();
        // the price of a house of 100 m² with one room more is 150,000
        Predicted predicted = pipeline.predict(Map.of("size", 100, "rooms", 1));
        assertEquals(150_000, predicted.number(0), 3_000);
        assertEquals(List.of("id", "price"), predicted.table().columnNames());
        assertTrue(predicted.rows().json().contains("\"numbers\":{\"price\":1"), predicted.rows()::json);
        assertTrue(pipeline.display().plain().contains("RMSE"), pipeline::toString);
        assertTrue(pipeline.display().plain().contains("numbers [price]"), pipeline::toString);
        assertEquals(
                "the target 'price' is numbers, and this is asked of one class; number(row) gives them",
                assertThrows(IllegalStateException.class, predicted::labels).getMessage());
        Path file = folder.resolve("houses.pipeline");
        pipeline.save(file);
        FittedPipeline loaded = lab.pipeline(file);
        assertEquals(
                predicted.number(0),
                loaded.predict(Map.of("size", 100, "rooms", 1)).number(0));
        assertEquals(
                pipeline.evaluate().ofNumbers().value("RMSE").value(),
                loaded.evaluate(data).ofNumbers().value("RMSE").value());
    }

    @Test
    void severalLabelsComeBackAsASet() throws IOException {
        LabData data = OwnData.of("houses", houses())
                .numbers("rooms")
                .numbers("size")
                .labels("has", "|")
                .load();
        FittedPipeline pipeline =
                lab.pipeline(data).fusion("fusion/early", Map.of("epochs", 60)).fit();
        Predicted predicted = pipeline.predict(List.of(Map.of("size", 60, "rooms", 0), Map.of("size", 60, "rooms", 1)));
        assertTrue(predicted.labelSet(0).contains("garden"), predicted::toString);
        assertFalse(predicted.labelSet(1).contains("garden"), predicted::toString);
        assertTrue(predicted.rows().json().contains("\"labels\":[\"garden\""), predicted.rows()::json);
        assertEquals(
                List.of("id", "has", "p(garden)", "p(lift)"), predicted.table().columnNames());
    }

    @Test
    void anEncoderThatForgetsWhatItLearnedIsRefusedWhenSaved() throws IOException {
        byte[] wav = Sound.of(8000, new short[80]).wav();
        StringBuilder text = new StringBuilder("file,width,kind\n");
        for (int row = 0; row < 40; row++) {
            Files.write(folder.resolve(row + ".wav"), wav);
            text.append(row).append(".wav,").append(row).append(row % 2 == 0 ? ",a\n" : ",b\n");
        }
        LabData data = OwnData.of("sounds", Files.writeString(folder.resolve("sounds.csv"), text))
                .sounds("file", folder)
                .numbers("width")
                .label("kind")
                .load();
        Split split = data.split(1);
        FittedPipeline pipeline = lab.pipeline(data)
                .encode(Encoding.none().and("file", "encoder/learned").and("width", ""))
                .fusion("fusion/early", Map.of("epochs", 1))
                .fit(split);
        RuntimeException refused = assertThrows(RuntimeException.class, () -> pipeline.save(folder.resolve("x")));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains("encoder/learned has learned from the training rows but writes nothing of it; its"
                                + " plugin must implement Encoder.save and Encoder.load"),
                refused.toString());
        assertEquals(
                split.test().rows(),
                pipeline.fit().orElseThrow().split().encode(split.test()).rows(),
                "a split reads new rows by its fitted encoders");
    }
}
