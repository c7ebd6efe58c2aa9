package dev.interlace.workbench.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.PluginException;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginHealth;
import dev.interlace.workbench.catalogue.PluginList;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.doubles.PluginJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Calls into plugins of every kind that throw, give nothing or the wrong shape, or write into what they are given. */
class HostileCallsTest {
    private static final String BOOM = "if (true) throw new IllegalStateException(\"boom\"); ";
    private static final String CHECKED = "if (true) A.<RuntimeException>sneak(new Exception(\"boom\")); ";
    private static final String MEMORY = "if (true) throw new OutOfMemoryError(\"boom\"); ";
    private static final Map<String, Kind> KINDS = new TreeMap<>();

    /**
     * A kind of plugin.
     *
     * @param service its interface
     * @param call the method that does what {@code BODY} says, and what else the interface wants
     * @param nothing a body that gives null; empty where the kind gives numbers
     * @param wrong a body that gives the wrong shape, and what is said of it; empty where there is no shape
     * @param writes a body that writes into its input and gives something right
     * @param use calls it through the lab
     */
    private record Kind(String service, String call, String nothing, List<String> wrong, String writes, Use use) {}

    /** A call of the plugin {@code acme/a}. */
    private interface Use {
        void of(Lab lab, INDArray x);
    }

    private static final String TEST =
            " public Discrepancy.PermutationTest permutationTest(INDArray x, INDArray y, NoOptions o, int n,"
                    + " FitContext c) { return null; } ";
    private static final Encoding IMAGE = Encoding.of(Map.of("image", "acme/a"));

    static {
        KINDS.put(
                "discrepancy",
                new Kind(
                        "dev.interlace.spi.Discrepancy",
                        "public INDArray gradient(INDArray x, INDArray y, NoOptions o) { BODY }"
                                + " public double value(INDArray x, INDArray y, NoOptions o) { return 0; }" + TEST,
                        "return null;",
                        List.of("return Nd4j.ones(7, 1);", "gradient gave [7, 1] where [4, 2] is due"),
                        "x.addi(1); y.addi(1); return x;",
                        (lab, x) -> lab.discrepancy("acme/a").gradient(x, x)));
        KINDS.put(
                "dependence",
                new Kind(
                        "dev.interlace.spi.Dependence",
                        "public Discrepancy.PermutationTest permutationTest(INDArray x, INDArray y, NoOptions o, int n,"
                                + " FitContext c) { BODY } public double value(INDArray x, INDArray y, NoOptions o)"
                                + " { return 0; }",
                        "return null;",
                        List.of(),
                        "x.addi(1); y.addi(1); return new Discrepancy.PermutationTest(1, 1, n);",
                        (lab, x) -> lab.dependence("acme/a").test(x, x, 5)));
        KINDS.put(
                "sequence",
                new Kind(
                        "dev.interlace.spi.SequenceAligner",
                        "public Warping align(INDArray x, INDArray y, NoOptions o) { BODY }",
                        "return null;",
                        List.of(
                                "return Warping.of(0, new int[] {0}, new int[] {0});",
                                "align gave a path that ends at (0, 0) where the sequences end at (3, 3)"),
                        "x.addi(1); y.addi(1); return Warping.of(0, new int[] {0, 1, 2, 3}, new int[] {0, 1, 2, 3});",
                        (lab, x) -> lab.sequence("acme/a").align(x, x)));
        KINDS.put(
                "matcher",
                new Kind(
                        "dev.interlace.spi.Matcher",
                        "public Matching match(MatchProblem p, NoOptions o, FitContext c) { BODY }",
                        "return null;",
                        List.of(
                                "return new Matching(new int[] {0}, java.util.Optional.empty(), 0, 1, true);",
                                "match gave 1 left items where 4 are due"),
                        "p.similarity().get().addi(1); return new Matching(new int[] {0, 1, -1, -1},"
                                + " java.util.Optional.empty(), 0, 1, true);",
                        (lab, x) -> lab.matcher("acme/a").match(x)));
        KINDS.put(
                "loss",
                new Kind(
                        "dev.interlace.learn.networks.AlignmentLoss",
                        "public dev.interlace.learn.tape.Loss loss(dev.interlace.learn.networks.Layers l,"
                                + " dev.interlace.learn.networks.AlignmentLoss.Sides s, NoOptions o) { BODY }",
                        "return null;",
                        List.of(),
                        "s.left().value().addi(1); return null;",
                        (lab, x) -> lab.loss("acme/a").value(x, x)));
        KINDS.put(
                "encoder",
                new Kind(
                        "dev.interlace.spi.Encoder",
                        "public boolean accepts(Raw r) { return true; }"
                                + " public Features encode(String n, Raw r, NoOptions o, FitContext c) { BODY }",
                        "return null;",
                        List.of("return Features.vector(n, Nd4j.ones(1, 2));", "encode gave 1 rows for "),
                        "return Features.vector(n, Nd4j.ones(r.rows(), 2));",
                        (lab, x) -> lab.encode(lab.data("colours"), IMAGE)));
        KINDS.put(
                "corruption",
                new Kind(
                        "dev.interlace.spi.Corruption",
                        "public boolean accepts(Raw r) { return true; }"
                                + " public Raw corrupt(Raw r, NoOptions o, FitContext c) { BODY }",
                        "return null;",
                        List.of("return r.rows(new int[] {0});", "corrupt gave 1 rows of "),
                        "return r;",
                        (lab, x) -> lab.corrupt(lab.data("colours"), "image", "acme/a", Map.of())));
        KINDS.put(
                "data set",
                new Kind(
                        "dev.interlace.spi.DatasetProvider",
                        "public Dataset load(NoOptions o) { BODY }",
                        "return null;",
                        List.of(),
                        "return null;",
                        (lab, x) -> lab.data("acme/a")));
        KINDS.put(
                "joint method",
                new Kind(
                        "dev.interlace.spi.JointMethod",
                        "public JointRepresentation represent(MultimodalBatch b, NoOptions o, FitContext c) { BODY }",
                        "return null;",
                        List.of(
                                "return new JointRepresentation(Nd4j.ones(1, 2), java.util.Map.of(),"
                                        + " java.util.Optional.empty(), java.util.List.of(), History.empty(),"
                                        + " Provenance.of(descriptor(), o, c, \"\"));",
                                "represent gave [1, 2] where ["),
                        "b.modalities().get(0).values().addi(1); return null;",
                        (lab, x) -> lab.joint("acme/a").represent(colours(lab))));
        KINDS.put(
                "measure",
                new Kind(
                        "dev.interlace.spi.measure.Measure$OfNumbers",
                        "public dev.interlace.spi.measure.Scale scale() {"
                                + " return dev.interlace.spi.measure.Scale.lower(0, 1); }"
                                + " public String rule() { return \"\"; }"
                                + " public double of(dev.interlace.spi.measure.Estimates e, NoOptions o) { BODY }",
                        "",
                        List.of("return 7;", "gave 7.0, outside its own range [0.0, 1.0]"),
                        "e.truth()[0] = 9; return 0;",
                        (lab, x) -> lab.measure("acme/a").of(new double[] {1}, new double[] {1})));
    }

    private static Encoded colours(Lab lab) {
        return lab.encode(
                lab.data("colours"), Encoding.of(Map.of("image", "encoder/colour", "name", "encoder/colour")));
    }

    @TempDir
    Path folder;

    private final Catalogue catalogue = Catalogue.open(List.of());
    private final Lab lab = Interlace.lab(catalogue);

    private Kind add(String name, String body) {
        Kind kind = KINDS.getOrDefault(name, KINDS.values().iterator().next());
        String declared = kind.service.replace('$', '.');
        catalogue.add(new PluginJar(folder)
                .source(
                        "A",
                        "import dev.interlace.spi.*; import org.nd4j.linalg.api.ndarray.INDArray;"
                                + " import org.nd4j.linalg.factory.Nd4j;\n public final class A implements " + declared
                                + "<NoOptions> { public MethodDescriptor<NoOptions> descriptor() { return"
                                + " MethodDescriptor.of(\"acme/a\", \"1.0.0\", \"A\", \"a\", NoOptions.class); }"
                                + " static <T extends Throwable> void sneak(Throwable t) throws T {"
                                + " @SuppressWarnings(\"unchecked\") T e = (T) t; throw e; } "
                                + kind.call.replace("BODY", body) + " }")
                .service(kind.service.replace("$OfNumbers", ""), "acme.A")
                .write("bad.jar"));
        return kind;
    }

    private static List<String> kinds() {
        return List.copyOf(KINDS.keySet());
    }

    private static INDArray numbers() {
        return Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}});
    }

    private static String text(Executable call) {
        return String.valueOf(assertThrows(PluginException.class, call).getMessage());
    }

    private static void requireBlame(String said, String message) {
        assertTrue(message.startsWith("acme/a: "), message);
        assertTrue(message.contains(said), message);
        assertTrue(
                message.contains("in acme.A from bad.jar; this is a fault of the plugin") || said.startsWith("gave"),
                message);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whateverItThrowsIsToldAsThePlugins(String name) {
        String rest = KINDS.getOrDefault(name, KINDS.values().iterator().next()).nothing;
        String end = rest.isEmpty() ? "return 0;" : rest;
        Kind kind = add(name, BOOM + end);
        requireBlame("IllegalStateException: boom", text(() -> kind.use.of(lab, numbers())));
        add(name, CHECKED + end);
        requireBlame("Exception: boom", text(() -> kind.use.of(lab, numbers())));
        add(name, MEMORY + end);
        requireBlame("OutOfMemoryError: boom", text(() -> kind.use.of(lab, numbers())));
        add(name, "if (true) throw new IllegalArgumentException(\"boom\"); " + end);
        assertEquals(
                "boom, says acme/a in acme.A from bad.jar",
                assertThrows(IllegalArgumentException.class, () -> kind.use.of(lab, numbers()))
                        .getMessage());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingAndWrongShapesAreToldAsThePlugins(String name) {
        Kind kind = KINDS.getOrDefault(name, KINDS.values().iterator().next());
        if (!kind.nothing.isEmpty()) {
            add(name, kind.nothing);
            String message = text(() -> kind.use.of(lab, numbers()));
            assertTrue(message.startsWith("acme/a: ") && message.contains("acme.A from bad.jar"), message);
        }
        if (!kind.wrong.isEmpty()) {
            add(name, kind.wrong.get(0));
            requireBlame(kind.wrong.get(1), text(() -> kind.use.of(lab, numbers())));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void itCannotWriteIntoWhatItIsGiven(String name) {
        Kind kind = add(name, KINDS.getOrDefault(name, KINDS.values().iterator().next()).writes);
        INDArray given = numbers();
        try {
            kind.use.of(lab, given);
        } catch (PluginException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("null"), e.getMessage());
        }
        assertEquals(numbers(), given);
    }

    @Test
    void afterThreeFaultsItIsCalledNoMoreUntilItIsLoadedAgain() {
        Kind kind = add("sequence", BOOM + "return null;");
        for (int i = 0; i < 3; i++) {
            requireBlame("IllegalStateException: boom", text(() -> kind.use.of(lab, numbers())));
        }
        String refused = text(() -> kind.use.of(lab, numbers()));
        assertTrue(
                refused.startsWith("acme/a: in quarantine after 3 faults, the last: acme/a: IllegalStateException"),
                refused);
        assertTrue(refused.contains("until %plugin reload"), refused);
        String list = new PluginList(catalogue.plugins(), List.of()).toString();
        assertTrue(list.contains("QUARANTINED: in quarantine after 3 faults"), list);
        assertTrue(PluginHealth.of(catalogue).toString().contains("in quarantine after 3 faults"));
        catalogue.reload();
        requireBlame("IllegalStateException: boom", text(() -> kind.use.of(lab, numbers())));
        assertTrue(!new PluginList(catalogue.plugins(), List.of()).toString().contains("QUARANTINED"));
    }

    @Test
    void aRefusalOfTheInputIsNoFault() {
        Kind kind = add("matcher", "throw new IllegalArgumentException(\"too many\");");
        for (int i = 0; i < 5; i++) {
            assertThrows(IllegalArgumentException.class, () -> kind.use.of(lab, numbers()));
        }
    }

    @Test
    @SuppressWarnings("NullAway") // it throws before it looks at what it is given
    void aLossOfAJarIsBlamedWhereABuiltInMethodCallsIt() {
        add("loss", BOOM + "return null;");
        String message = text(() -> lab.fusion("fusion/centroids")
                .found()
                .call(method -> lab.loss("acme/a").found().method().loss(null, null, null)));
        assertTrue(message.contains("IllegalStateException: boom, in acme.A from bad.jar"), message);
    }
}
