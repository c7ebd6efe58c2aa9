package dev.interlace.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Encoder;
import dev.interlace.spi.Method;
import dev.interlace.spi.Methods;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
    private static final Pipeline SHOP = Shop.pipeline();

    @TempDir
    Path folder;

    @Test
    void rowsAreToldApart() {
        PredictedRows rows = SHOP.predict(Shop.rows(12));
        assertEquals(
                List.of("cup", "plate", "cup", "plate", "cup", "plate"),
                rows.labels().subList(0, 6));
        assertEquals(List.of("1", "2", "3"), rows.rowIds().subList(0, 3));
        assertEquals(1, rows.probability(0, "cup") + rows.probability(0, "plate"), 1e-6);
    }

    @Test
    void aSavedPipelineGivesTheSameBits() {
        Path file = folder.resolve("shop.pipeline");
        SHOP.save(file);
        Pipeline loaded = Pipeline.load(file);
        assertEquals(List.of(), loaded.notes());
        assertEquals(SHOP.card(), loaded.card());
        assertEquals(PlainProgram.bits(SHOP.predict(Shop.rows(25))), PlainProgram.bits(loaded.predict(Shop.rows(25))));
    }

    @Test
    void aThresholdDecidesAndIsKept() {
        double most = SHOP.predict(Shop.rows(12)).probability(0, "cup");
        Pipeline careful = SHOP.with(new Threshold("cup", most + 1e-9, "a test"));
        Path file = folder.resolve("careful.pipeline");
        careful.save(file);
        PredictedRows rows = Pipeline.load(file).predict(Shop.rows(12));
        assertEquals("plate", rows.label(0), "its probability of a cup is just below");
        assertEquals("cup", SHOP.predict(Shop.rows(12)).label(0));
        assertTrue(rows.json().contains("\"threshold\":{\"positive\":\"cup\""), rows.json());
        assertTrue(rows.toString().endsWith("Threshold: cup from " + (most + 1e-9) + " on (a test)"), rows.toString());
        assertEquals(
                "a threshold is for one of two classes, got 'bowl' of [cup, plate]",
                assertThrows(IllegalArgumentException.class, () -> SHOP.with(new Threshold("bowl", 0.5, "")))
                        .getMessage());
    }

    @Test
    void theSamePipelineIsTheSameFile() throws IOException {
        SHOP.save(folder.resolve("a"));
        SHOP.save(folder.resolve("b"));
        assertArrayEquals(Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "nothing is left beside them");
        }
    }

    @Test
    void aPlainJavaProcessGivesTheSameBits() throws IOException, InterruptedException {
        Path file = folder.resolve("shop.pipeline");
        SHOP.save(file);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath()));
        command.addAll(List.of(PlainProgram.class.getName(), file.toString()));
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String bits = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), Files.readString(errors));
        assertEquals(PlainProgram.bits(SHOP.predict(Shop.rows(25))), bits);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    @Test
    void cellsMayBeNumbersTextsOrAbsentAndMeanTheSame() {
        Map<String, Object> texts = Map.of("Title", " a cup ", "Price (€)", "2.5", "colour", "red");
        Map<String, Object> numbers = Map.of("Title", "a cup", "Price (€)", 2.5, "colour", "red");
        assertArrayEquals(
                SHOP.predict(texts).probabilities(0), SHOP.predict(numbers).probabilities(0));
        Map<String, Object> nothing = new HashMap<>(texts);
        nothing.put("Price (€)", null);
        Map<String, Object> blank = Map.of("Title", "a cup", "Price (€)", "NA", "colour", "red");
        assertArrayEquals(
                SHOP.predict(nothing).probabilities(0), SHOP.predict(blank).probabilities(0));
    }

    @Test
    void whatIsNewIsToldAndReadAsNothing() {
        PredictedRows rows = SHOP.predict(Map.of("Title", "une tasse", "Price (€)", 2, "colour", "mauve"));
        assertEquals(
                List.of(
                        "1 text has no word that a training text had, and counts as empty",
                        "'colour' has categories that have no column and are read as none: mauve (1 row)"),
                rows.notes());
    }

    @Test
    void aColumnThatNoRowHasIsRefusedWithTheNearest() {
        assertEquals(
                "Pipeline: no row names the columns [Price (€)]; is 'price (€)' meant for 'Price (€)'? A row's"
                        + " cells are [Title, Price (€), colour]; leave a cell empty where a value is missing",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> SHOP.predict(Map.of("Title", "a cup", "price (€)", 2, "colour", "red")))
                        .getMessage());
    }

    @Test
    void aCellThatIsNoNumberIsNamedByItsRowAndLine() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("new.csv"), "Title;Price (€);colour\n\"a\ncup\";2,5;red\na plate;dear;blue\n");
        assertEquals(
                "Pipeline: 'table' cannot be read in 1 of 2 rows: row 2 (line 4): 'dear' in column 'Price (€)' is no"
                        + " number. Mend them, or leave the cells empty",
                assertThrows(IllegalArgumentException.class, () -> SHOP.predict(csv))
                        .getMessage());
        Files.writeString(csv, "Title;Price (€);colour\n\"a\ncup\";2,5;red\n");
        assertArrayEquals(
                SHOP.predict(Map.of("Title", "a\ncup", "Price (€)", 2.5, "colour", "red"))
                        .probabilities(0),
                SHOP.predict(csv).probabilities(0));
    }

    @Test
    void jsonGoesInAndOut() {
        PredictedRows rows = SHOP.predictJson(
                "[{\"Title\": \"a cup\", \"Price (€)\": 2, \"colour\": \"red\"}, {\"Title\": \"a plate\", \"Price"
                        + " (€)\": null, \"colour\": \"red\"}]");
        assertEquals(2, rows.rows());
        assertTrue(
                rows.json().startsWith("{\"target\":\"kind\",\"rows\":[{\"id\":\"1\",\"label\":\"cup\""), rows.json());
        assertEquals(
                "Pipeline: the JSON must be an array of objects, got '[null]'",
                assertThrows(IllegalArgumentException.class, () -> SHOP.predictJson("[null]"))
                        .getMessage());
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> SHOP.predictJson("cup"))
                        .getMessage())
                .startsWith("Pipeline: this is no JSON array of objects: "));
    }

    @Test
    void rowsOfSeveralBlocksGiveWhatEachBlockGives() {
        List<Map<String, Object>> rows = Shop.rows(5000);
        PredictedRows all = SHOP.predict(rows);
        assertEquals(5000, all.rows());
        assertArrayEquals(SHOP.predict(rows.subList(2048, 4096)).probabilities(5), all.probabilities(2053));
    }

    @Test
    void anotherVersionOfAPluginIsToldAndAMissingOneNamed() {
        Path file = folder.resolve("shop.pipeline");
        SHOP.save(file);
        PipelinePlugins later = new PipelinePlugins(
                Methods.ON_CLASS_PATH,
                method -> new PluginMark(method.descriptor().id(), "9.9.9", "later.jar", ""));
        Pipeline loaded = Pipeline.load(file, later);
        assertEquals(3, loaded.notes().size());
        assertEquals(
                "encoder/tfidf 1.0.0 wrote this, 9.9.9 reads it: its answers may differ; fit again, or use the version"
                        + " that wrote it",
                loaded.notes().get(0));
        assertEquals(loaded.notes(), loaded.predict(Shop.rows(1)).notes());
        PipelinePlugins none = new PipelinePlugins(
                kind -> kind == Encoder.class ? List.<Method<?>>of() : Methods.ON_CLASS_PATH.of(kind), PluginMark::of);
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> Pipeline.load(file, none))
                        .getMessage())
                .startsWith("the pipeline needs the encoder encoder/tfidf 1.0.0, which was read from "));
    }

    @Test
    void aDamagedFileIsRefused() throws IOException {
        Path file = folder.resolve("shop.pipeline");
        SHOP.save(file);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(String.valueOf(assertThrows(UncheckedIOException.class, () -> Pipeline.load(file))
                        .getMessage())
                .startsWith("the pipeline file " + file + " cannot be read: "));
        Files.writeString(file, "no zip");
        assertEquals(
                "the pipeline file " + file
                        + " cannot be read: it is no pipeline, or was cut off: there is no 'pipeline.json' in it",
                assertThrows(UncheckedIOException.class, () -> Pipeline.load(file))
                        .getMessage());
        Path absent = folder.resolve("absent");
        assertEquals(
                "there is no pipeline file " + absent,
                assertThrows(UncheckedIOException.class, () -> Pipeline.load(absent))
                        .getMessage());
    }
}
