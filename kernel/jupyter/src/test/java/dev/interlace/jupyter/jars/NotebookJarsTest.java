package dev.interlace.jupyter.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.jars.ClassPathChange.Kind;
import dev.interlace.jupyter.jars.ClassPathChange.Wish;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookJarsTest {
    @TempDir
    private Path folder;

    private Path jar(String name, String... classes) throws IOException {
        TestJar jar = new TestJar();
        for (String one : classes) {
            jar.withClass(one, name);
        }
        return jar.write(folder.resolve(name + ".jar"));
    }

    private static NotebookLoader loader(NotebookJars jars) {
        return new NotebookLoader("test", jars, NotebookJarsTest.class.getClassLoader(), code -> code) {};
    }

    private static String text(ClassLoader loader, String name) throws ReflectiveOperationException {
        return String.valueOf(loader.loadClass(name).getMethod("text").invoke(null));
    }

    private static List<String> names(List<Path> paths) {
        return paths.stream().map(path -> String.valueOf(path.getFileName())).toList();
    }

    @Test
    void whatIsAskedForTakesThePlaceOfAShippedVersionThatNothingUses() throws Exception {
        NotebookJars jars = new NotebookJars(JarIndex.of(List.of(jar("lib-2.0", "a.A", "a.B"), jar("own-1.0", "o.O"))));
        ClassPathChange change = jars.add(jar("lib-1.0", "a.A"), Wish.ASKED);
        assertEquals(Kind.REPLACED, change.kind());
        assertEquals(
                "lib 1.0 takes the place of lib 2.0, which comes with the kernel",
                change.notice().orElse(""));
        NotebookLoader loader = loader(jars);
        assertEquals("lib-1.0", text(loader, "a.A"));
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("a.B"), "two versions would be mixed");
    }

    @Test
    void aVersionInUseStaysAndTheReasonIsTold() throws Exception {
        Path shipped = jar("lib-2.0", "a.A", "a.B");
        NotebookJars jars = new NotebookJars(JarIndex.of(List.of(shipped)));
        NotebookLoader loader = loader(jars);
        assertEquals("lib-2.0", text(loader, "a.A"));
        ClassPathChange change = jars.add(jar("lib-3.0", "a.A", "a.B", "a.C"), Wish.ASKED);
        assertEquals(Kind.KEPT, change.kind());
        assertFalse(change.isAdded());
        assertEquals(
                "lib 3.0 was not added: version 2.0 is loaded, which comes with the kernel (" + shipped
                        + "), and a.A of it is in use. Restart the kernel and add lib 3.0 before anything uses lib.",
                change.notice().orElse(""));
        assertEquals("lib-2.0", text(loader, "a.B"));
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("a.C"));
    }

    @Test
    void whatAJarNeedsGivesWayToANewerVersion() throws Exception {
        NotebookJars jars = new NotebookJars(JarIndex.of(List.of(jar("lib-2.0", "a.A"))));
        assertEquals(Kind.PRESENT, jars.add(jar("lib-1.0", "a.A"), Wish.NEEDED).kind());
        assertEquals(Kind.REPLACED, jars.add(jar("lib-2.1", "a.A"), Wish.NEEDED).kind());
        assertEquals("lib-2.1", text(loader(jars), "a.A"));
    }

    @Test
    void aJarThatPacksOthersGoesInFrontOfThoseThatNothingUsesAndBehindTheRest() throws Exception {
        NotebookJars jars =
                new NotebookJars(JarIndex.of(List.of(jar("lib-2.0", "a.A", "a.B"), jar("more-1.0", "m.M", "m.N"))));
        NotebookLoader loader = loader(jars);
        assertEquals("more-1.0", text(loader, "m.M"));
        ClassPathChange change = jars.add(jar("all", "a.A", "m.N", "m.P"), Wish.ASKED);
        assertEquals(Kind.BEHIND, change.kind());
        assertTrue(
                change.notice()
                        .orElse("")
                        .startsWith("all.jar has classes of the same names as more 1.0, which comes with the kernel"),
                change.toString());
        assertEquals("more-1.0", text(loader, "m.N"));
        assertEquals("all", text(loader, "m.P"));
    }

    @Test
    void librariesOfTheSameFileNameThatShareNothingStandSideBySide() throws Exception {
        NotebookJars jars = new NotebookJars(JarIndex.of(List.of(jar("guava-1.0.0", "shaded.A"))));
        assertEquals(
                Kind.ADDED, jars.add(jar("guava-33.0", "plain.A"), Wish.ASKED).kind());
        assertEquals(List.of("guava-1.0.0.jar", "guava-33.0.jar"), names(jars.entries()));
    }

    @Test
    void aProviderOfLoggingTakesThePlaceOfTheShippedOne() throws Exception {
        String service = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";
        Path simple = new TestJar()
                .withClass("simple.Provider", "simple")
                .with(service, "simple.Provider")
                .write(folder.resolve("slf4j-simple-2.0.jar"));
        NotebookJars jars = new NotebookJars(JarIndex.of(List.of(simple)));
        jars.add(
                new TestJar()
                        .withClass("rich.Provider", "rich")
                        .with(service, "rich.Provider")
                        .write(folder.resolve("rich-1.0.jar")),
                Wish.ASKED);
        assertEquals(List.of("rich-1.0.jar"), names(jars.entries()));
    }

    @Test
    void aJarThatIsWrittenAgainIsReadAgainUntilItIsUsed() throws Exception {
        NotebookJars jars = new NotebookJars(JarIndex.empty());
        Path path = jar("mine", "a.A");
        assertEquals(Kind.ADDED, jars.add(path, Wish.ASKED).kind());
        assertEquals(Kind.PRESENT, jars.add(path, Wish.ASKED).kind());
        new TestJar().withClass("a.A", "second").withClass("a.B", "second").write(path);
        assertEquals(Kind.REPLACED, jars.add(path, Wish.ASKED).kind());
        assertEquals("second", text(loader(jars), "a.B"));
        new TestJar().withClass("a.A", "third, and longer").write(path);
        ClassPathChange change = jars.add(path, Wish.ASKED);
        assertEquals(Kind.KEPT, change.kind());
        assertEquals(
                "mine.jar was written again since it was added, and a.B of the older one is in use. Restart the kernel to"
                        + " use the new one.",
                change.notice().orElse(""));
    }

    @Test
    void aBrokenJarIsNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no zip");
        IOException failure =
                assertThrows(IOException.class, () -> new NotebookJars(JarIndex.empty()).add(broken, Wish.ASKED));
        assertTrue(
                String.valueOf(failure.getMessage()).startsWith(broken + " is no jar that can be read: "),
                failure.getMessage());
    }

    @Test
    void aLibraryFindsItsExtensionsWhoeverBroughtThem() throws Exception {
        Path library = new TestJar()
                .withSource(
                        "lib.Finder",
                        "package lib; public class Finder { public static String text() { try { return String.valueOf("
                                + "Class.forName(\"ext.E\").getMethod(\"text\").invoke(null)); }"
                                + " catch (ReflectiveOperationException e) { return e.toString(); } } }")
                .write(folder.resolve("lib-1.0.jar"));
        NotebookJars jars = new NotebookJars(JarIndex.of(List.of(library)));
        NotebookLoader loader = loader(jars);
        jars.add(jar("ext-1.0", "ext.E"), Wish.ASKED);
        assertEquals("ext-1.0", text(loader, "lib.Finder"));
        jars.add(
                new TestJar()
                        .withSource(
                                "s.One",
                                "package s; public class One implements java.util.function.Supplier<String> {"
                                        + " public String get() { return \"found\"; } }")
                        .with("META-INF/services/java.util.function.Supplier", "s.One")
                        .write(folder.resolve("service-1.0.jar")),
                Wish.ASKED);
        assertEquals(
                "found",
                ServiceLoader.load(Supplier.class, loader)
                        .findFirst()
                        .orElseThrow()
                        .get());
    }

    @Test
    void resourcesAreFoundByTheirNamesAndReadThroughTheirUrls() throws Exception {
        Path jar = new TestJar()
                .with("data/some file [1].txt", "in a jar")
                .with("root.txt", "at the root")
                .write(folder.resolve("data-1.0.jar"));
        Path classes = Files.createDirectories(folder.resolve("classes/data"));
        Files.writeString(classes.resolve("more.txt"), "in a folder");
        NotebookJars jars = new NotebookJars(JarIndex.of(List.of(jar)));
        jars.add(folder.resolve("classes"), Wish.ASKED);
        NotebookLoader loader = loader(jars);
        assertEquals("in a jar", read(loader.getResource("data/some file [1].txt")));
        assertEquals("at the root", read(loader.getResource("root.txt")));
        assertEquals("in a folder", read(loader.getResource("data/more.txt")));
        assertNull(loader.getResource("data/none.txt"));
        assertNotNull(loader.getResourceAsStream("data/more.txt"));
        assertEquals(2, loader.getURLs().length);
    }

    private static String read(URL url) throws IOException {
        try (var in = url.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theIndexIsReadBackAndAJarThatHasChangedIsReadAgain() throws Exception {
        Path first = jar("one-1.0", "a.A");
        Path second = jar("two-1.0", "b.B");
        Path gone = jar("gone-1.0", "c.C");
        Path file = folder.resolve("index");
        JarIndex.of(List.of(first, second, gone)).write(file);
        Files.delete(gone);
        new TestJar().withClass("fresh.F", "new").write(second);
        NotebookJars jars = new NotebookJars(JarIndex.read(file));
        assertEquals(List.of("one-1.0.jar", "two-1.0.jar"), names(jars.entries()));
        assertEquals("new", text(loader(jars), "fresh.F"));
        assertTrue(jars.mayHold(first, "a"));
        assertFalse(jars.mayHold(first, "b"));
        Files.writeString(file, "something else");
        assertThrows(IOException.class, () -> JarIndex.read(file));
    }
}
