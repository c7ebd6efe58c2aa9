package dev.interlace.workbench.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.PluginException;
import dev.interlace.workbench.doubles.PluginJar;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Catalogue catalogue() {
        return Catalogue.open(List.of());
    }

    private PluginJar jar() {
        return new PluginJar(folder);
    }

    private static Plugin only(List<Plugin> plugins) {
        assertEquals(1, plugins.size(), plugins.toString());
        return plugins.get(0);
    }

    private void assertRejected(Path jar, String reason) {
        Catalogue catalogue = catalogue();
        Plugin plugin = only(catalogue.add(jar));
        assertEquals(Plugin.Status.REJECTED, plugin.status());
        assertEquals(reason, plugin.reason());
        assertTrue(catalogue.ids(PluginKind.FUSION).contains("fusion/centroids"), "the others must stay");
    }

    @Test
    void builtInPluginsAreListedWithTheirKindAndSource() {
        Plugin plugin = catalogue().plugin("fusion/centroids");
        assertEquals(java.util.Set.of(PluginKind.FUSION), plugin.kinds());
        assertEquals(PluginSource.Origin.BUILT_IN, plugin.source().origin());
        assertEquals(Plugin.Status.ACTIVE, plugin.status());
        assertEquals("fusion", plugin.family());
    }

    @Test
    void aJarAddedAtRunTimeIsListedAndItsMethodIsCalled() {
        Catalogue catalogue = catalogue();
        Path jar = jar().fusion("Third", "fusion/third", "1.2.0", "").write("third.jar");
        Plugin plugin = only(catalogue.add(jar));
        assertEquals("fusion/third", plugin.id());
        assertEquals("third.jar", plugin.source().name());
        assertEquals(64, plugin.source().sha256().orElseThrow().length());
        Found<FusionMethod<?>> found = catalogue.fusion("third");
        assertEquals("Third of a jar", found.method().descriptor().summary());
    }

    @Test
    void jarsInAPluginsFolderAndInItsSubfoldersAreFound() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins/one"));
        jar().fusion("A", "fusion/in-subfolder", "1.0.0", "").write("plugins/one/a.jar");
        jar().fusion("B", "fusion/in-folder", "1.0.0", "").write("plugins/b.jar");
        Files.writeString(folder.resolve("plugins/notes.txt"), "no jar");
        Catalogue catalogue =
                Catalogue.open(List.of(Objects.requireNonNull(plugins.getParent()), folder.resolve("absent")));
        assertTrue(catalogue.ids(PluginKind.FUSION).containsAll(List.of("fusion/in-subfolder", "fusion/in-folder")));
    }

    @Test
    void twoPluginsMayBringTwoVersionsOfOneClass() {
        Catalogue catalogue = catalogue();
        String says = "  public String toString() { return Library.version(); }";
        catalogue.add(jar().source("Library", "final class Library { static String version() { return \"one\"; } }")
                .fusion("A", "fusion/a", "1.0.0", says)
                .write("a.jar"));
        catalogue.add(jar().source("Library", "final class Library { static String version() { return \"two\"; } }")
                .fusion("B", "fusion/b", "1.0.0", says)
                .write("b.jar"));
        assertEquals("one", catalogue.fusion("fusion/a").method().toString());
        assertEquals("two", catalogue.fusion("fusion/b").method().toString());
    }

    @Test
    void aClassOfTheKernelIsSharedWithTheJar() {
        Catalogue catalogue = catalogue();
        catalogue.add(jar().fusion("A", "fusion/a", "1.0.0", "").write("a.jar"));
        assertTrue(FusionMethod.class.isInstance(catalogue.fusion("fusion/a").method()));
    }

    @Test
    void addingTheSamePathAgainLoadsItAnew() {
        Catalogue catalogue = catalogue();
        catalogue.add(jar().fusion("A", "fusion/a", "1.0.0", "").write("a.jar"));
        Plugin again =
                only(catalogue.add(jar().fusion("A", "fusion/a", "0.9.0", "").write("a.jar")));
        assertEquals("0.9.0", again.version());
        assertEquals("0.9.0", catalogue.plugin("fusion/a").version());
    }

    @Test
    void ofTwoVersionsTheHigherOneWinsWhicheverCameFirst() {
        Catalogue catalogue = catalogue();
        catalogue.add(jar().fusion("A", "fusion/a", "1.10.0", "").write("new.jar"));
        Plugin old =
                only(catalogue.add(jar().fusion("A", "fusion/a", "1.9.0", "").write("old.jar")));
        assertEquals("version 1.9.0 from old.jar is hidden by version 1.10.0 from new.jar", old.reason());
        assertEquals("1.10.0", catalogue.plugin("fusion/a").version());
        assertEquals(List.of("fusion/a: " + old.reason()), catalogue.warnings());
    }

    @Test
    void aBuiltInPluginIsReplacedByAnExplicitWordOnly() {
        Catalogue catalogue = catalogue();
        Path jar = jar().fusion("A", "fusion/centroids", "9.0.0", "").write("higher.jar");
        Plugin higher = only(catalogue.add(jar));
        assertEquals(Plugin.Status.REJECTED, higher.status());
        assertEquals(
                "the id belongs to a method that ships; give it an id of its own, or say %plugin add --replace higher.jar"
                        + " to use it in that one's place",
                higher.reason());
        Plugin said = only(catalogue.add(List.of(jar), PluginSource.Origin.REPLACEMENT));
        assertEquals(Plugin.Status.ACTIVE, said.status());
        assertEquals(
                "A", catalogue.fusion("fusion/centroids").method().getClass().getSimpleName());
        catalogue.remove("higher.jar");
        assertEquals(
                PluginSource.Origin.BUILT_IN,
                catalogue.plugin("fusion/centroids").source().origin());
    }

    @Test
    void aRebuiltJarIsLoadedAgainAndTheOldLineKeepsItsDigest() {
        Catalogue catalogue = catalogue();
        Plugin first =
                only(catalogue.add(jar().fusion("A", "fusion/a", "1.0.0", "").write("a.jar")));
        jar().fusion("A", "fusion/a", "1.1.0", "").write("a.jar");
        assertEquals("1.0.0", catalogue.plugin("fusion/a").version());
        Plugin again = only(catalogue.reload());
        assertEquals("1.1.0", again.version());
        assertFalse(first.source().sha256().equals(again.source().sha256()));
    }

    @Test
    void whatIsRemovedIsGoneAndItsLoaderIsFreed() throws InterruptedException {
        Catalogue catalogue = catalogue();
        catalogue.add(jar().fusion("A", "fusion/a", "1.0.0", "").write("a.jar"));
        WeakReference<ClassLoader> loader = new WeakReference<>(
                catalogue.fusion("fusion/a").method().getClass().getClassLoader());
        assertEquals("fusion/a", only(catalogue.remove("fusion/a")).id());
        assertThrows(IllegalArgumentException.class, () -> catalogue.fusion("fusion/a"));
        for (int round = 0; round < 50 && loader.get() != null; round++) {
            System.gc();
            Thread.sleep(20);
        }
        assertTrue(loader.get() == null, "something still refers to the jar's classes");
    }

    @Test
    void whatShipsCannotBeRemoved() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> catalogue().remove("fusion/centroids"));
        assertTrue(String.valueOf(error.getMessage()).endsWith("What ships cannot be taken out"), error.getMessage());
    }

    @Test
    void aGoodPluginBehindABrokenOneInTheSameJarIsFound() {
        Catalogue catalogue = catalogue();
        List<Plugin> plugins = catalogue.add(jar().service("dev.interlace.spi.FusionMethod", "acme.Absent")
                .fusion(
                        "Broken",
                        "fusion/broken",
                        "1.0.0",
                        "  static { if (true) throw new IllegalStateException(\"boom\"); }")
                .fusion("Good", "fusion/good", "1.0.0", "")
                .write("mixed.jar"));
        assertEquals(
                List.of(
                        "fusion/good ",
                        "mixed.jar the class acme.Absent, which META-INF/services names, is missing",
                        "mixed.jar acme.Broken could not be created: a static initialiser threw IllegalStateException: boom"),
                plugins.stream()
                        .map(plugin -> plugin.id() + " " + plugin.reason())
                        .toList());
    }

    @Test
    void aJarThatLacksAClassIsRejected() {
        assertRejected(
                jar().source("Base", "public class Base { }")
                        .fusion("A", "fusion/a", "1.0.0", "  private final Base base = new Base();")
                        .without("Base")
                        .write("a.jar"),
                "acme.A could not be created: the class acme.Base is missing");
    }

    @Test
    void aJarWithAnIllegalServicesFileIsRejected() {
        assertRejected(
                jar().service("dev.interlace.spi.FusionMethod", "no class name").write("a.jar"),
                "META-INF/services/dev.interlace.spi.FusionMethod, line 1: Illegal configuration-file syntax");
    }

    @Test
    void aClassThatIsNoFusionMethodIsRejected() {
        assertRejected(
                jar().source("Other", "public final class Other { }")
                        .service("dev.interlace.spi.FusionMethod", "acme.Other")
                        .write("a.jar"),
                "acme.Other does not implement the service that META-INF/services names it for");
    }

    @Test
    void aDescriptorThatThrowsIsRejected() {
        assertRejected(
                jar().fusion("A", "Not an id", "1.0.0", "").write("a.jar"),
                "acme.A could not describe itself: IllegalArgumentException: MethodDescriptor.id must be family/name in lower"
                        + " case, got 'Not an id'");
    }

    @Test
    void aFileThatIsNoJarIsRejected() throws IOException {
        Path file = Files.writeString(folder.resolve("text.jar"), "this is no zip file");
        Plugin plugin = only(catalogue().add(file));
        assertTrue(plugin.reason().startsWith("it is no jar file: "), plugin.reason());
    }

    @Test
    void aFileThatDoesNotExistIsRejected() {
        Plugin plugin = only(catalogue().add(folder.resolve("absent.jar")));
        assertTrue(plugin.reason().startsWith("there is no such file: "), plugin.reason());
    }

    @Test
    void aJarWithoutServicesIsRejected() {
        Plugin plugin = only(catalogue().add(jar().file("readme.txt", "hello").write("a.jar")));
        assertTrue(plugin.reason().startsWith("it names no plugin: "), plugin.reason());
    }

    @Test
    void aJarThatBundlesNd4jIsRejected() {
        Plugin plugin = only(catalogue()
                .add(jar().fusion("A", "fusion/a", "1.0.0", "")
                        .file("org/nd4j/Copy.class", "")
                        .write("a.jar")));
        assertTrue(plugin.reason().startsWith("it bundles ND4J"), plugin.reason());
    }

    @Test
    void aJarThatNeverComesBackIsRejected() {
        Catalogue catalogue = Catalogue.open(Catalogue.class.getClassLoader(), List.of(), Duration.ofSeconds(1));
        Plugin plugin = only(catalogue.add(jar().fusion(
                        "A",
                        "fusion/a",
                        "1.0.0",
                        "  public A() { try { new java.util.concurrent.CountDownLatch(1).await(); }"
                                + " catch (InterruptedException e) { throw new IllegalStateException(e); } }")
                .write("a.jar")));
        assertTrue(
                plugin.reason()
                        .startsWith("acme.A took longer than 1.0 s to create and describe itself, and was stopped"),
                plugin.reason());
    }

    @Test
    void aCallThatMeetsAMissingClassNamesTheJar() {
        Catalogue catalogue = Catalogue.open(Catalogue.class.getClassLoader(), List.of(), PATIENCE);
        catalogue.add(
                jar().fusion("A", "fusion/a", "1.0.0", "").without("Fitting").write("a.jar"));
        Found<FusionMethod<?>> found = catalogue.fusion("fusion/a");
        PluginException error = assertThrows(
                PluginException.class,
                () -> found.call(method -> {
                    try {
                        return method.getClass()
                                .getMethod(
                                        "fit",
                                        dev.interlace.spi.MultimodalBatch.class,
                                        dev.interlace.spi.Labels.class,
                                        dev.interlace.spi.NoOptions.class,
                                        dev.interlace.spi.FitContext.class)
                                .invoke(method, null, null, null, null);
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        if (e.getCause() instanceof Error cause) {
                            throw cause;
                        }
                        throw new IllegalStateException(e);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                }));
        assertTrue(
                String.valueOf(error.getMessage())
                        .startsWith("fusion/a: the class acme.Fitting is missing, in a.jar; "),
                error.getMessage());
    }

    @Test
    void anUnknownIdNamesTheNearestAndWhereJarsGo() {
        Catalogue catalogue = Catalogue.open(List.of(folder));
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> catalogue.fusion("fusion/centroid"));
        String message = String.valueOf(error.getMessage());
        assertTrue(
                message.startsWith("unknown fusion method 'fusion/centroid'; did you mean 'fusion/centroids'? Known: "),
                message);
        assertTrue(message.contains(" fusion/centroids, "), message);
        assertTrue(
                message.endsWith(". To bring a plugin, put its jar into " + folder
                        + ", or call lab.add(Path.of(\"my-plugin.jar\"))"),
                message);
    }

    @Test
    void anIdOfAnotherKindIsSaidToBeOne() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> catalogue().fusion("alignment/gap"));
        assertTrue(
                String.valueOf(error.getMessage())
                        .startsWith("'alignment/gap' is not a fusion method but a discrepancy. unknown fusion method"),
                error.getMessage());
    }

    @Test
    void theListShowsRejectedJarsWithTheirReasonAndEscapesThem() throws IOException {
        Catalogue catalogue = catalogue();
        catalogue.add(Files.writeString(folder.resolve("<b>.jar"), "no zip"));
        PluginList list = new PluginList(catalogue.plugins(), catalogue.warnings());
        String html = list.display().data().getOrDefault("text/html", "");
        assertTrue(html.contains("&lt;b&gt;.jar") && !html.contains("<b>.jar"));
        assertTrue(list.display().plain().contains("REJECTED: it is no jar file"));
        assertTrue(list.display().plain().contains("sharpness = 4.0 in (0, 100]"));
        assertFalse(list.of("fusion").ids().contains("alignment/gap"));
        assertEquals(
                List.of("encoder/colour", "encoder/learned"), list.of("encoder").ids());
    }

    @Test
    void anUnknownFamilyNamesAll() {
        PluginList list = new PluginList(catalogue().plugins(), List.of());
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> list.of("fuson"));
        String message = String.valueOf(error.getMessage());
        assertTrue(
                message.startsWith("unknown plugin family 'fuson'; did you mean 'fusion'? Known: alignment, "),
                message);
        assertTrue(message.contains(", encoder, fusion"), message);
    }

    @Test
    void theCardHoldsFormulaOptionsClaimsAndReferences() {
        String html = new PluginCard(catalogue().plugin("fusion/centroids"))
                .display()
                .data()
                .getOrDefault("text/html", "");
        for (String part : List.of(
                "$$p_c \\propto", "how sharply distances count", "(0, 100]", "sees no interactions", "Rocchio")) {
            assertTrue(html.contains(part), part);
        }
    }
}
