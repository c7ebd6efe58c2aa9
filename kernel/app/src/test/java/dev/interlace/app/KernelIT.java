package dev.interlace.app;

import static dev.interlace.app.TestInstallation.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.interlace.app.install.InstalledKernel;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real kernel process, started from the installed kernelspec. */
class KernelIT {
    @TempDir
    private Path folder;

    @Test
    void onePlusOneIsTwoAndNothingHeavyWasLoadedForItNorForTheListOfPlugins() throws IOException {
        InstalledKernel kernel = TestInstallation.kernel();
        Path log = folder.resolve("classes.txt");
        List<String> argv = new ArrayList<>(kernel.argv());
        argv.add(2, "-Xlog:class+load:file=" + log);
        InstalledKernel logging = new InstalledKernel(kernel.spec(), kernel.displayName(), argv, kernel.environment());
        try (KernelClient client = logging.launch(folder, LIMIT)) {
            assertEquals("2", client.execute("1+1", LIMIT).value());
            assertEquals("", client.execute("%plugins", LIMIT).error());
            client.shutdown(LIMIT);
        }
        String loaded = Files.readString(log);
        for (String heavy : List.of(
                " org.nd4j.linalg.factory.Nd4j ",
                " org.bytedeco.javacpp.Loader ",
                " ai.onnxruntime.OrtEnvironment ",
                " org.tribuo.Model ",
                " tech.tablesaw.api.Table ")) {
            assertFalse(loaded.contains(heavy), "loaded before a cell asked for it:" + heavy);
        }
        assertTrue(
                loaded.lines().anyMatch(line -> line.contains("dev.interlace.app.Main source: shared objects file")),
                "the kernel did not start from its archive");
    }

    @Test
    void tablesawsOwnWordsShowAFigureAndWriteItsPage() throws IOException {
        try (KernelClient client = TestInstallation.start(folder)) {
            CellResult shown = client.execute("""
                    import tech.tablesaw.plotly.Plot;
                    import tech.tablesaw.plotly.components.Figure;
                    import tech.tablesaw.plotly.traces.ScatterTrace;
                    double[] xs = {1, 2, 3};
                    var trace = ScatterTrace.builder(xs, xs).build();
                    Plot.show(new Figure(trace));
                    Plot.show(new Figure(trace), "target", new File("page.html"));
                    """, LIMIT);
            assertEquals("ok", shown.status(), shown.error());
            assertEquals(2, shown.outputs().size());
            assertTrue(shown.outputs().get(0).toString().contains("text/html"));
            assertTrue(Files.readString(folder.resolve("page.html")).contains("Plotly.newPlot"));
        }
    }

    @Test
    void completionKnowsThePluginsAndTheNamesThatAreOffered() throws IOException {
        try (KernelClient client = TestInstallation.start(folder)) {
            assertTrue(offered(client, "Interlace.la").contains("\"lab("), offered(client, "Interlace.la"));
            assertEquals(
                    "ok", client.execute("var lab = Interlace.lab();", LIMIT).status());
            assertTrue(offered(client, "lab.fusion(\"ga").contains("\"fusion/gated\""));
            assertTrue(offered(client, "lab.fusion(\"gated\", Map.of(\"").contains("\"hidden\""));
            assertTrue(offered(client, "lab.data(\"").contains("\"data/emoji\""));
            assertTrue(offered(client, "Interl").contains("\"Interlace\""), offered(client, "Interl"));
            String members = offered(client, "lab.");
            assertTrue(members.indexOf("\"fusion(\"") < members.indexOf("\"notify()\""), members);
            String shown = Json.text(client.inspect("lab.fusion(", 11));
            assertTrue(shown.contains("The fusion method of that id with its default options."), shown);
        }
    }

    private static String offered(KernelClient client, String code) {
        return Json.text(client.complete(code, code.length()).get("matches"));
    }

    @Test
    void theVectorInstructionsAreThereThoughTheStartDoesNotResolveTheirModule() throws IOException {
        try (KernelClient client = TestInstallation.start(folder)) {
            CellResult loops = client.execute("""
                    import dev.interlace.learn.loops.*;
                    HostLoops.choose(RowLoops.class, "dev.interlace.learn.loops.VectorRowLoops", () -> null)
                            .getClass().getSimpleName()
                    """, LIMIT);
            assertEquals("VectorRowLoops", loops.value(), loops.error());
        }
    }

    @Test
    void argumentsBehindTheConnectionFileAreNotTheKernels() throws IOException {
        InstalledKernel kernel = TestInstallation.kernel();
        List<String> argv = new ArrayList<>(kernel.argv());
        argv.addAll(List.of("cells.jsh", "--debug"));
        InstalledKernel other =
                new InstalledKernel(kernel.spec(), kernel.displayName(), argv, Map.of("INTERLACE_LANGUAGE", "Java"));
        try (KernelClient client = other.launch(folder, LIMIT)) {
            assertEquals("2", client.execute("1+1", LIMIT).value());
            JsonObject info = client.askControl("kernel_info_request", new JsonObject());
            assertEquals("Java", Json.string(Json.child(info, "language_info"), "name", ""));
        }
    }

    @Test
    void theSevenFamiliesOfTheLessonAreListed() throws IOException {
        try (KernelClient client = TestInstallation.start(folder)) {
            String listed = client.execute("%plugins", LIMIT).value();
            for (String id : List.of(
                    "fusion/early",
                    "fusion/mid",
                    "fusion/late",
                    "alignment/attention",
                    "alignment/mmd",
                    "alignment/contrastive",
                    "alignment/graph")) {
                assertTrue(listed.contains(id), () -> id + " is missing in\n" + listed);
            }
        }
    }

    @Test
    void encodersAndCorruptionsAreListed() throws IOException {
        try (KernelClient client = TestInstallation.start(folder)) {
            String encoders = client.execute("%plugins encoder", LIMIT).value();
            for (String name : List.of("minilm", "mobilenet", "logmel", "mfcc", "char-ngrams", "tfidf", "onnx")) {
                assertTrue(encoders.contains("encoder/" + name), () -> name + " is missing in\n" + encoders);
            }
            String corruptions = client.execute("%plugins corruption", LIMIT).value();
            for (String name :
                    List.of("noise", "blur", "occlusion", "word-drop", "typos", "modality-drop", "shuffle")) {
                assertTrue(corruptions.contains("corruption/" + name), () -> name + " is missing in\n" + corruptions);
            }
        }
    }

    @Test
    void aJarThatIsAddedAppearsAndRuns() throws IOException {
        Path jar = PluginJar.good(folder);
        try (KernelClient client = TestInstallation.start(folder)) {
            CellResult added = client.execute("%plugin add " + jar.getFileName(), LIMIT);
            assertEquals("", added.error());
            assertTrue(added.value().contains("someone/zero"), added.value());
            assertTrue(client.execute("%plugins someone", LIMIT).value().contains("zero-plugin.jar"));
            assertEquals(
                    "0.0",
                    client.execute(
                                    "var eye = Nd4j.eye(2);\n"
                                            + "Interlace.catalogue().discrepancy(\"someone/zero\").method().descriptor().id()"
                                            + ".length() > 0 ? 0.0 : 1.0",
                                    LIMIT)
                            .value());
        }
    }

    @Test
    void aJarInThePluginsFolderAppearsOnceItIsAllowed() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.move(PluginJar.good(folder), plugins.resolve("zero-plugin.jar"));
        InstalledKernel kernel = TestInstallation.kernel();
        Map<String, String> environment = new HashMap<>(kernel.environment());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        InstalledKernel other = new InstalledKernel(kernel.spec(), kernel.displayName(), kernel.argv(), environment);
        try (KernelClient client = other.launch(folder, LIMIT)) {
            String listed = client.execute("%plugins", LIMIT).value();
            assertTrue(listed.contains("then run %plugin allow zero-plugin.jar"), listed);
            assertFalse(listed.contains("someone/zero"), listed);
            String allowed =
                    client.execute("%plugin allow zero-plugin.jar", LIMIT).value();
            assertTrue(allowed.contains("someone/zero"), allowed);
        }
        try (KernelClient client = other.launch(folder, LIMIT)) {
            String listed = client.execute("%plugins", LIMIT).value();
            assertTrue(listed.contains("someone/zero"), listed);
            String health = client.execute("%plugin doctor", LIMIT).value();
            assertTrue(health.contains("zero-plugin.jar"), health);
            assertEquals(
                    "", client.execute("%plugin remove zero-plugin.jar", LIMIT).error());
            assertFalse(client.execute("%plugins", LIMIT).value().contains("someone/zero"));
        }
    }

    @Test
    void aJarInAFolderOfTheEnvironmentAppears() throws IOException {
        InstalledKernel kernel = TestInstallation.kernel();
        PluginJar.good(folder);
        Map<String, String> environment = new HashMap<>(kernel.environment());
        environment.put("INTERLACE_PLUGINS", folder.toString());
        InstalledKernel other = new InstalledKernel(kernel.spec(), kernel.displayName(), kernel.argv(), environment);
        try (KernelClient client = other.launch(Path.of("target"), LIMIT)) {
            String listed = client.execute("%plugins", LIMIT).value();
            assertTrue(listed.contains("someone/zero"), listed);
        }
    }

    @Test
    void aBrokenJarIsListedWithItsReasonAndStopsNothing() throws IOException {
        Path jar = PluginJar.broken(folder);
        try (KernelClient client = TestInstallation.start(folder)) {
            CellResult added = client.execute("%plugin add " + jar, LIMIT);
            assertEquals("", added.error());
            assertTrue(added.value().contains("broken-plugin.jar"), added.value());
            assertTrue(added.value().contains("NotThere"), added.value());
            assertTrue(client.execute("%plugins", LIMIT).value().contains("broken-plugin.jar"));
            assertEquals("2", client.execute("1+1", LIMIT).value());
        }
    }

    @Test
    void dataSetsAreListedAndTheirNamesComplete() throws IOException {
        InstalledKernel kernel = TestInstallation.kernel();
        Map<String, String> environment = new HashMap<>(kernel.environment());
        environment.put("INTERLACE_DATA", folder.resolve("data").toString());
        InstalledKernel other = new InstalledKernel(kernel.spec(), kernel.displayName(), kernel.argv(), environment);
        try (KernelClient client = other.launch(folder, LIMIT)) {
            String listed = client.execute("%dataset", LIMIT).value();
            assertTrue(listed.contains("data/stamps") && listed.contains("not fetched"), listed);
            assertTrue(listed.contains(folder.resolve("data").toString()), listed);
            assertEquals(
                    "[\"emoji-styles\"]",
                    client.complete("%dataset get em", 15).get("matches").toString());
            String unread =
                    client.execute("Interlace.lab().data(\"stamps\")", LIMIT).error();
            assertTrue(unread.contains("fetch it with '%dataset get stamps' in a cell"), unread);
            String unknown = client.execute("%dataset get stmps", LIMIT).error();
            assertTrue(unknown.contains("did you mean 'stamps'?"), unknown);
            String use = client.execute("%dataset fetch stamps", LIMIT).error();
            assertTrue(use.contains("%dataset must be: %dataset, %dataset get NAME"), use);
        }
    }

    @Test
    void aWrongUseOfTheMagicsIsAnsweredByTheRightOne() throws IOException {
        try (KernelClient client = TestInstallation.start(folder)) {
            assertTrue(
                    client.execute("%plugin ad x", LIMIT).error().contains("%plugin must be: %plugin list, info ID"));
            assertTrue(client.execute("%plugin add no.jar", LIMIT).error().contains("there is no file"));
            assertTrue(client.execute("%plugins fussion", LIMIT).error().contains("fusion"));
        }
    }

    @Test
    void theLinearAlgebraIsCheckedWhenNd4jIsFirstUsed() throws IOException {
        InstalledKernel kernel = TestInstallation.kernel();
        Path log = folder.resolve("classes.txt");
        List<String> argv = new ArrayList<>(kernel.argv());
        argv.add(2, "-Xlog:class+load:file=" + log);
        InstalledKernel logging = new InstalledKernel(kernel.spec(), kernel.displayName(), argv, kernel.environment());
        try (KernelClient client = logging.launch(folder, LIMIT)) {
            assertEquals("2.0", client.execute("Nd4j.eye(2).sumNumber()", LIMIT).value());
            client.shutdown(LIMIT);
        }
        assertTrue(Files.readString(log).contains("dev.interlace.workbench.blas.BlasCheck"));
    }

    @Test
    void aRuinedArchiveOnlyMakesTheStartSlower() throws IOException {
        InstalledKernel kernel = TestInstallation.install(folder.resolve("prefix"));
        Path archive = Files.isRegularFile(kernel.spec().resolve("interlace.jsa"))
                ? kernel.spec().resolve("interlace.jsa")
                : kernel.spec().resolve("interlace.aot");
        assertTrue(archive.toFile().setWritable(true));
        Files.writeString(archive, "ruined");
        try (KernelClient client = kernel.launch(folder, LIMIT)) {
            assertEquals("2", client.execute("1+1", LIMIT).value());
        }
        Files.delete(archive);
        try (KernelClient client = kernel.launch(folder, LIMIT)) {
            assertEquals("2", client.execute("1+1", LIMIT).value());
        }
    }
}
