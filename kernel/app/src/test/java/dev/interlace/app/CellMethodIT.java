package dev.interlace.app;

import static dev.interlace.app.TestInstallation.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A method that is written in a cell is used, checked and changed without a build. */
class CellMethodIT {
    /** A class of a cell. */
    static final String FUSION = """
            import dev.interlace.learn.networks.*;
            import dev.interlace.learn.tape.*;
            import dev.interlace.learn.training.*;

            public final class MyFusion implements TrainableFusion<MyFusion.Options> {
                public record Options(
                        @Param(doc = "width of the fused representation", min = 1, max = 512, init = 16) int hidden,
                        Robustness robustness,
                        Training training)
                        implements FusionOptions {
                    public Options {
                        OptionsSchema.require(Options.class, hidden, robustness, training);
                    }
                }

                @Override
                public MethodDescriptor<Options> descriptor() {
                    return MethodDescriptor.of("fusion/mine", "1.0.0", "Mine", "SUMMARY", Options.class)
                            .withClaims(
                                    Claim.pro("It is small", "fusion/noise", "it holds"),
                                    Claim.con("It is plain", "fusion/noise", "it falls"))
                            .withReferences(new Reference("Nobody", "Nothing", "Nowhere", 2026, ""));
                }

                @Override
                public Var fuse(Layers layers, Inputs inputs, Options options) {
                    List<Var> all = new ArrayList<>();
                    for (var input : inputs.all()) {
                        all.add(input.features());
                    }
                    return layers.tape().tanh(layers.linear("hidden", layers.tape().concat(all), options.hidden()));
                }
            }
            """;

    @TempDir
    private Path folder;

    private static String ok(KernelClient client, String code) {
        CellResult result = client.execute(code, LIMIT);
        assertEquals("ok", result.status(), code + "\n" + result.error());
        return result.value();
    }

    private static void contains(String part, String text) {
        assertTrue(text.contains(part), () -> "'" + part + "' must occur in: " + text);
    }

    @Test
    void aMethodOfACellIsUsedChangedAndFittedAtOnce() throws IOException {
        try (KernelClient client = TestInstallation.start(folder)) {
            ok(client, "var lab = Interlace.lab();\n" + FUSION.replace("SUMMARY", "first"));
            contains("cell", ok(client, "lab.add(new MyFusion())"));
            contains("first", ok(client, "lab.plugin(\"mine\")"));
            contains("lab.fusion(new MyFusion())", ok(client, "lab.fusion(\"mine\").form()"));
            contains("8", ok(client, "lab.fusion(new MyFusion(), Map.of(\"hidden\", 8))"));
            ok(client, FUSION.replace("SUMMARY", "second"));
            ok(client, "lab.add(new MyFusion());");
            contains("second", ok(client, "lab.plugin(\"mine\")"));
            contains("fusion/mine", ok(client, """
                    var rows = MultimodalBatch.of(
                            IntStream.range(0, 40).mapToObj(i -> "row " + i).toList(), List.of(
                            Features.vector("a", Nd4j.rand(40, 3)), Features.vector("b", Nd4j.rand(40, 2))));
                    var labels = dev.interlace.spi.Labels.of(IntStream.range(0, 40).mapToObj(i -> i % 2 == 0 ? "x" : "y").toList());
                    lab.fusion("mine", Map.of("epochs", 2)).fit(rows, labels)
                    """));
        }
    }

    @Test
    void theContractRunsInTheNotebookAndJUnitStaysOutOfIt() throws IOException {
        try (KernelClient client = TestInstallation.start(folder)) {
            ok(client, "var lab = Interlace.lab();\n" + FUSION.replace("SUMMARY", "checked"));
            String report = ok(client, "lab.check(new MyFusion())");
            contains("checks passed, 0 failed", report);
            contains("inputs stay unchanged", report);
            assertEquals("ClassNotFoundException", ok(client, """
                    String seen;
                    try {
                        seen = Class.forName("org.junit.jupiter.api.Test").getName();
                    } catch (ClassNotFoundException e) {
                        seen = e.getClass().getSimpleName();
                    }
                    seen
                    """));
            ok(
                    client,
                    FUSION.replace("SUMMARY", "broken")
                            .replace("input : inputs.all()", "input : oops(inputs)")
                            .replace("@Override\n    public Var fuse", """
                            private List<Inputs.Input> oops(Inputs inputs) {
                                    return List.of(inputs.all().get(7));
                                }

                                @Override
                                public Var fuse"""));
            contains("(at MyFusion.oops, line 26 of its declaration)", ok(client, "lab.check(new MyFusion())"));
        }
    }

    @Test
    void aMethodOfACellBecomesAProjectThatCompiles() throws Exception {
        Path project = folder.resolve("mine");
        try (KernelClient client = TestInstallation.start(folder)) {
            ok(client, "var lab = Interlace.lab();\nrecord Gate(INDArray weight) {}");
            ok(
                    client,
                    FUSION.replace("SUMMARY", "exported").replace("all.add(", "Gate gate = new Gate(null); all.add("));
            contains("MyFusion.java", ok(client, "lab.export(MyFusion.class, Path.of(\"" + project + "\"))"));
        }
        List<Path> sources;
        try (var files = Files.walk(project)) {
            sources = files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().endsWith("package-info.java"))
                    .toList();
        }
        assertEquals(4, sources.size(), sources.toString());
        StringWriter log = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            boolean good = compiler.getTask(
                            log,
                            manager,
                            null,
                            List.of(
                                    "-d",
                                    folder.toString(),
                                    "-proc:none",
                                    "-classpath",
                                    System.getProperty("java.class.path")),
                            null,
                            manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertTrue(good, log.toString());
        }
    }

    @Test
    void anInterruptEndsTheChecks() throws IOException {
        try (KernelClient client = TestInstallation.start(folder)) {
            ok(
                    client,
                    "var lab = Interlace.lab();\n"
                            + FUSION.replace("SUMMARY", "slow")
                                    .replace("List<Var> all", "while (layers != null) {}\n        List<Var> all"));
            String id = client.submit("System.out.println(\"begun\"); lab.check(new MyFusion())");
            client.listen(message -> {
                if (message.type().equals("stream")) {
                    client.interrupt();
                }
            });
            assertEquals("error", client.await(id, LIMIT).status());
            client.listen(message -> {});
            assertEquals("2", ok(client, "1 + 1"));
        }
    }
}
