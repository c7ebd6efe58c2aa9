package dev.interlace.app;

import static dev.interlace.app.TestInstallation.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.app.install.InstalledKernel;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ships, what a cell adds and what the kernel itself needs, in the installed kernel. */
class NotebookLoaderIT {
    @TempDir
    private Path folder;

    private static String value(KernelClient kernel, String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("", result.error(), code);
        return result.value();
    }

    private static String shown(KernelClient kernel, String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("", result.error(), code);
        return Json.text(result.outputs().get(result.outputs().size() - 1));
    }

    @Test
    void noDefaultImportTakesANameFromAnybody() throws IOException {
        try (KernelClient kernel = TestInstallation.start(folder)) {
            assertTrue(
                    value(kernel, "/imports").contains("import java.util.regex.*; // names that nothing else has\n"),
                    "in the first cell");
            assertEquals("true", value(kernel, "Matcher m = Pattern.compile(\"a\").matcher(\"a\"); m.matches()"));
            assertEquals(
                    "length",
                    value(
                            kernel,
                            "import java.lang.reflect.*;\nMethod method = String.class.getMethod(\"length\"); Member member"
                                    + " = method; member.getName()"));
            assertEquals("class org.tribuo.Dataset", value(kernel, "import org.tribuo.*;\nDataset.class"));
            assertEquals(
                    "class tech.tablesaw.plotly.components.Figure",
                    value(kernel, "import tech.tablesaw.plotly.components.*;\nFigure figure = null; Figure.class"));
            assertEquals(
                    "interface com.google.common.collect.Table",
                    value(kernel, "import com.google.common.collect.*;\nTable<?, ?, ?> none = null; Table.class"));
            assertEquals("class java.awt.List", value(kernel, "import java.awt.*;\nList awt = null; List.class"));
            assertEquals(
                    "class dev.interlace.workbench.Lab", value(kernel, "Lab lab = Interlace.lab(); lab.getClass()"));
            assertEquals("own", value(kernel, "class Lab { String text() { return \"own\"; } }\nnew Lab().text()"));
        }
    }

    @Test
    void theVersionThatIsAskedForIsTheOneThatCellsGet() throws IOException {
        try (KernelClient kernel = TestInstallation.start(folder)) {
            assertTrue(shown(kernel, "%maven com.fasterxml.jackson.core:jackson-databind:2.20.0")
                    .contains("jackson-databind 2.20.0 takes the place of jackson-databind 2.19.2"));
            assertEquals("2.20.0", value(kernel, "com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION"));
            assertEquals(
                    "{\"a\":1}",
                    value(
                            kernel,
                            "new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(Map.of(\"a\", 1))"));
            value(kernel, "new com.google.gson.Gson().toJson(1)");
            String kept = shown(kernel, "%maven com.google.code.gson:gson:2.10.1");
            assertTrue(kept.contains("gson 2.10.1 was not added: version 2.1"), kept);
            assertTrue(kept.contains("which comes with the kernel ("), kept);
            assertTrue(kept.contains("Restart the kernel and add gson 2.10.1 before anything uses gson."), kept);
            assertTrue(shown(kernel, "%maven org.apache.commons:commons-lang3:3.12.0")
                    .contains("takes the place"));
            assertEquals(
                    "3.12.0",
                    value(
                            kernel,
                            "org.apache.commons.lang3.StringUtils.class.getPackage().getImplementationVersion()"));
        }
    }

    @Test
    void aLibraryFindsWhatACellHasAdded() throws IOException {
        try (KernelClient kernel = TestInstallation.start(folder)) {
            String early = value(
                    kernel,
                    "String said = \"\";\ntry { java.sql.DriverManager.getConnection(\"jdbc:h2:mem:\"); }"
                            + " catch (java.sql.SQLException e) { said = e.getMessage(); }\nsaid");
            assertEquals("No suitable driver found for jdbc:h2:mem:", early);
            shown(kernel, "%maven com.h2database:h2:2.2.224");
            assertEquals(
                    "H2",
                    value(
                            kernel,
                            "java.sql.DriverManager.getConnection(\"jdbc:h2:mem:\").getMetaData().getDatabaseProductName()"));
            shown(kernel, "%maven ch.qos.logback:logback-classic:1.5.12");
            assertEquals(
                    "class ch.qos.logback.classic.LoggerContext",
                    value(kernel, "org.slf4j.LoggerFactory.getILoggerFactory().getClass()"));
            shown(kernel, "%maven org.apache.groovy:groovy-jsr223:4.0.24");
            assertEquals(
                    "42",
                    value(
                            kernel,
                            "new javax.script.ScriptEngineManager().getEngineByName(\"groovy\").eval(\"6 * 7\")"));
        }
    }

    @Test
    void parquetAndArrowAreReadByLibrariesThatACellAdds() throws IOException {
        Path files =
                Path.of("../runtime/src/test/resources/dev/interlace/runtime").toAbsolutePath();
        String arrow = "OwnData.of(\"people\", Path.of(\"" + files.resolve("people.feather") + "\"))";
        String parquet = "OwnData.of(\"people\", Path.of(\"" + files.resolve("people.parquet") + "\"))";
        String import_ = "import dev.interlace.workbench.data.OwnData;\n";
        try (KernelClient kernel = TestInstallation.start(folder)) {
            for (String read : List.of(arrow, parquet)) {
                String error = kernel.execute(import_ + read, LIMIT).error();
                int line = error.indexOf("%maven ");
                assertTrue(line > 0, error);
                shown(kernel, error.substring(line, error.indexOf(')', line)));
                String columns = shown(kernel, import_ + read + ".columns()");
                assertTrue(columns.contains("Age (years)") && columns.contains("Large"), columns);
                String loaded = shown(kernel, read + ".fields(\"person\", \"Age (years)\", \"Large\").load()");
                assertTrue(loaded.contains("4 rows"), loaded);
            }
        }
    }

    @Test
    void thePluginsCodeIsStoppedAndCannotEndTheProcess() throws IOException {
        Path jar = PluginJar.withValue(
                folder,
                "if (x.length() > 4) { System.exit(3); } while (x.length() == 4) { Thread.onSpinWait(); } return 7;");
        try (KernelClient kernel = TestInstallation.start(folder)) {
            value(
                    kernel,
                    "%plugin add " + jar.getFileName()
                            + "\nvar zero = Interlace.lab().discrepancy(\"someone/zero\"); 1");
            String exit = kernel.execute("zero.value(Nd4j.ones(3, 3), Nd4j.ones(3, 3))", LIMIT)
                    .error();
            assertTrue(exit.contains("exit"), exit);
            String spinning = kernel.submit("System.out.println(\"on\"); zero.value(Nd4j.ones(2, 2), Nd4j.ones(2, 2))");
            kernel.awaitPublished(message -> message.type().equals("stream"), LIMIT);
            kernel.interrupt();
            assertEquals("error", kernel.await(spinning, LIMIT).status());
            assertEquals("7.0", value(kernel, "zero.value(Nd4j.ones(1, 2), Nd4j.ones(1, 2))"));
        }
    }

    @Test
    void everyThreadOfACellSeesWhatTheCellSees() throws IOException {
        try (KernelClient kernel = TestInstallation.start(folder)) {
            assertEquals("cells", value(kernel, "Thread.currentThread().getContextClassLoader().getName()"));
            assertEquals(
                    "[cells]",
                    value(
                            kernel,
                            "IntStream.range(0, 64).parallel().mapToObj(i ->"
                                    + " Thread.currentThread().getContextClassLoader().getName()).distinct().toList()"));
            assertEquals(
                    "cells",
                    value(
                            kernel,
                            "CompletableFuture.supplyAsync(() ->"
                                    + " Thread.currentThread().getContextClassLoader().getName()).get()"));
        }
    }

    @Test
    void theCoreHidesItsLibrariesAndAFirstCellLoadsNothingOfTheWorkbench() throws IOException {
        Path log = folder.resolve("classes.txt");
        InstalledKernel kernel = TestInstallation.kernel();
        List<String> argv = new ArrayList<>(kernel.argv());
        argv.add(2, "-Xlog:class+load:file=" + log);
        InstalledKernel logging = new InstalledKernel(kernel.spec(), kernel.displayName(), argv, kernel.environment());
        try (KernelClient client = logging.launch(folder, LIMIT)) {
            assertEquals("2", client.execute("1+1", LIMIT).value());
            String loaded = Files.readString(log);
            for (String late :
                    List.of("dev.interlace.workbench.", "dev.interlace.spi.", "org.nd4j.", "tech.tablesaw.")) {
                assertFalse(loaded.contains(" " + late), late);
            }
            for (String hidden : List.of("org.objectweb.asm.ClassReader", "org.zeromq.ZMQ", "dev.interlace.app.Main")) {
                String error = client.execute("Class.forName(\"" + hidden + "\")", LIMIT)
                        .error();
                assertTrue(error.startsWith("java.lang.ClassNotFoundException"), error);
                assertTrue(client.execute(hidden + ".class", LIMIT).error().contains("does not exist"), hidden);
            }
        }
    }
}
