package dev.interlace.workbench.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.interlace.workbench.doubles.PluginJar;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jars that do what no plugin should. Each is a line of the list that says why; a good jar beside it works. */
class HostileJarsTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String SERVICE = "dev.interlace.spi.FusionMethod";
    private static final Map<String, Hostile> JARS = new TreeMap<>();

    @TempDir
    Path folder;

    /** How a jar is made, and a part of the reason that its line gives. */
    private record Hostile(Function<PluginJar, Path> jar, String reason) {}

    private static void constructor(String name, String statements, String reason) {
        body(name, "  public A() { " + statements + " }", reason);
    }

    private static void body(String name, String members, String reason) {
        JARS.put(
                name,
                new Hostile(jar -> jar.fusion("A", "fusion/a", "1.0.0", members).write("bad.jar"), reason));
    }

    private static void described(String name, String id, String version, String reason) {
        JARS.put(name, new Hostile(jar -> jar.fusion("A", id, version, "").write("bad.jar"), reason));
    }

    private static void descriptor(String name, String expression, String reason) {
        String methods =
                "public FusionModel fit(MultimodalBatch b, Labels l, NoOptions o, FitContext c) { return null; }"
                        + " public FusionModel load(java.io.InputStream in) { return null; }";
        source(
                name,
                "import dev.interlace.spi.*; import java.util.*; public class A implements FusionMethod<NoOptions> {"
                        + " @SuppressWarnings(\"unchecked\") public MethodDescriptor<NoOptions> descriptor() { "
                        + expression + " } " + methods + " }",
                reason);
    }

    private static void source(String name, String source, String reason) {
        JARS.put(
                name,
                new Hostile(
                        jar -> jar.source("A", source)
                                .service(SERVICE, "acme.A")
                                .write("bad.jar"),
                        reason));
    }

    private static void manifest(String name, String line, String reason) {
        JARS.put(
                name,
                new Hostile(
                        jar -> jar.fusion("A", "fusion/a", "1.0.0", "")
                                .file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + line + "\n")
                                .write("bad.jar"),
                        reason));
    }

    private static void bytes(String name, Function<byte[], byte[]> damage, String reason) {
        JARS.put(
                name,
                new Hostile(
                        jar -> {
                            try {
                                Path file =
                                        jar.fusion("A", "fusion/a", "1.0.0", "").write("bad.jar");
                                return Files.write(file, damage.apply(Files.readAllBytes(file)));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        reason));
    }

    static {
        String swallowed =
                "long end = 0; while (true) { try { end++; Thread.sleep(1); } catch (Throwable t) { end--; } }";
        constructor("exits", "System.exit(3);", "System.exit(3) in a cell would end the kernel");
        constructor(
                "exits by reference",
                "java.util.function.IntConsumer e = System::exit; e.accept(1);",
                "System.exit(1)");
        constructor("halts", "Runtime.getRuntime().halt(3);", "Runtime.halt(3)");
        constructor("exits the runtime", "Runtime.getRuntime().exit(3);", "Runtime.exit(3)");
        body("exits while its class is loaded", "  static { System.exit(4); }", "System.exit(4)");
        constructor("throws an exception", "throw new IllegalStateException(\"boom\");", "IllegalStateException: boom");
        constructor("throws an error", "throw new AssertionError(\"boom\");", "AssertionError: boom");
        constructor("claims to be out of memory", "throw new OutOfMemoryError(\"boom\");", "OutOfMemoryError: boom");
        constructor(
                "throws a bare throwable",
                "A.<RuntimeException>sneak(new Throwable(\"boom\")); } static <T extends Throwable> void sneak(Throwable t)"
                        + " throws T { @SuppressWarnings(\"unchecked\") T e = (T) t; throw e;",
                "Throwable: boom");
        constructor(
                "throws what it does not declare",
                "A.<RuntimeException>sneak(new java.io.IOException(\"boom\")); } static <T extends Throwable> void"
                        + " sneak(Throwable t) throws T { @SuppressWarnings(\"unchecked\") T e = (T) t; throw e;",
                "IOException: boom");
        constructor("throws a thread's death", "throw new ThreadDeath();", "ThreadDeath");
        constructor("recurses for ever", "new A();", "StackOverflowError");
        constructor("casts wrongly", "Object o = \"\"; Integer i = (Integer) o;", "ClassCastException");
        constructor("asks for too much memory", "long[] a = new long[Integer.MAX_VALUE];", "OutOfMemoryError");
        body(
                "fails while its class is loaded",
                "  static { if (true) throw new NullPointerException(\"boom\"); }",
                "a static initialiser threw NullPointerException: boom");
        constructor("loops for ever", "for (long i = 0; ; i++) { }", "took longer than 2.0 s");
        constructor(
                "sleeps", "try { Thread.sleep(100000); } catch (InterruptedException e) { }", "took longer than 2.0 s");
        constructor(
                "waits for a lock",
                "synchronized (this) { try { wait(); } catch (InterruptedException e) { } }",
                "took longer than 2.0 s");
        constructor("parks", "while (true) java.util.concurrent.locks.LockSupport.park();", "took longer than 2.0 s");
        constructor("swallows what stops it", swallowed, "took longer than 2.0 s");
        body(
                "loops while its class is loaded",
                "  static { for (long i = 0; ; i++) { if (i < 0) break; i = 1; } }",
                "took longer than 2.0 s");
        constructor("floods the output", "while (true) System.out.println(\"flood\");", "took longer than 2.0 s");
        constructor(
                "takes over System.out",
                "System.setOut(new java.io.PrintStream(new java.io.ByteArrayOutputStream()));",
                "System.setOut would change every cell");
        constructor("takes over System.err", "System.setErr(System.out);", "System.setErr would change every cell");
        constructor(
                "takes over System.in",
                "System.setIn(java.io.InputStream.nullInputStream());",
                "System.setIn would change every cell");
        constructor(
                "changes the Locale",
                "java.util.Locale.setDefault(java.util.Locale.GERMANY);",
                "Locale.setDefault would change every cell");
        constructor(
                "changes the Locale of formats",
                "java.util.Locale.setDefault(java.util.Locale.Category.FORMAT, java.util.Locale.GERMANY);",
                "Locale.setDefault would change every cell");
        constructor(
                "changes the time zone",
                "java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone(\"Asia/Tokyo\"));",
                "TimeZone.setDefault would change every cell");
        constructor(
                "takes all uncaught errors",
                "Thread.setDefaultUncaughtExceptionHandler((t, e) -> { });",
                "setDefaultUncaughtExceptionHandler would change every cell");
        body("hides its constructor", "  private A() { }", "has no public constructor without parameters");
        body("wants an argument", "  public A(int x) { }", "has no public constructor without parameters");
        source("is not public", "class A { }", "does not implement the service");
        source(
                "is abstract",
                "public abstract class A implements dev.interlace.spi.FusionMethod<dev.interlace.spi.NoOptions> { }",
                "acme.A");
        source("is an interface", "public interface A { }", "does not implement the service");
        source("is of another kind", "public final class A { }", "does not implement the service");
        descriptor("describes itself as null", "return null;", "acme.A.descriptor() gave null");
        descriptor(
                "throws where it describes itself",
                "throw new IllegalStateException(\"boom\");",
                "could not describe itself: IllegalStateException: boom");
        descriptor(
                "errs where it describes itself",
                "throw new Error(\"boom\");",
                "could not describe itself: Error: boom");
        descriptor("loops where it describes itself", "while (true) { }", "took longer than 2.0 s");
        descriptor("recurses where it describes itself", "return descriptor();", "StackOverflowError");
        descriptor("exits where it describes itself", "System.exit(1); return null;", "System.exit(1)");
        descriptor(
                "has no title",
                "return MethodDescriptor.of(\"fusion/a\", \"1.0.0\", null, \"s\", NoOptions.class);",
                "could not describe itself");
        descriptor(
                "has no summary",
                "return MethodDescriptor.of(\"fusion/a\", \"1.0.0\", \"t\", null, NoOptions.class);",
                "could not describe itself");
        descriptor(
                "has no version",
                "return MethodDescriptor.of(\"fusion/a\", null, \"t\", \"s\", NoOptions.class);",
                "could not describe itself");
        descriptor(
                "has no id",
                "return MethodDescriptor.of(null, \"1.0.0\", \"t\", \"s\", NoOptions.class);",
                "could not describe itself");
        descriptor(
                "has no options",
                "return MethodDescriptor.of(\"fusion/a\", \"1.0.0\", \"t\", \"s\", null);",
                "could not describe itself");
        descriptor(
                "has options that are no record",
                "return (MethodDescriptor<NoOptions>) (Object) MethodDescriptor.of(\"fusion/a\", \"1.0.0\", \"t\", \"s\","
                        + " (Class) String.class);",
                "could not describe itself");
        descriptor(
                "has options without descriptions",
                "return (MethodDescriptor<NoOptions>) (Object) MethodDescriptor.of(\"fusion/a\", \"1.0.0\", \"t\", \"s\","
                        + " (Class) O.class); } public record O(int x) { } void nothing() {",
                "could not describe itself");
        described(
                "has an id in capitals", "Fusion/A", "1.0.0", "MethodDescriptor.id must be family/name in lower case");
        described("has an id without a family", "a", "1.0.0", "MethodDescriptor.id must be family/name in lower case");
        described("has a version in words", "fusion/a", "new", "version must be semantic such as 1.0.0, got 'new'");
        described("takes the id of what ships", "fusion/centroids", "9.0.0", "the id belongs to a method that ships");
        manifest("needs a newer Java", "Interlace-Java: 99", "it needs Java 99");
        manifest("needs a Java in words", "Interlace-Java: new", "its manifest cannot be read");
        bytes("is empty", all -> new byte[0], "it is no jar file");
        bytes("is cut off", all -> Arrays.copyOf(all, all.length / 2), "it is no jar file");
        bytes("is text", all -> "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8), "it is no jar file");
        JARS.put("names nothing", new Hostile(jar -> jar.file("x.txt", "x").write("bad.jar"), "it names no plugin"));
        JARS.put(
                "names an absent class",
                new Hostile(jar -> jar.service(SERVICE, "acme.Absent").write("bad.jar"), "the class acme.Absent"));
        JARS.put(
                "names a resource that is no class",
                new Hostile(
                        jar -> jar.service(SERVICE, "acme.B")
                                .file("acme/B.class", "text")
                                .write("bad.jar"),
                        "a class file in it is damaged"));
        JARS.put(
                "has a services file that names nothing",
                new Hostile(jar -> jar.service(SERVICE, "# nothing").write("bad.jar"), "name no class"));
        JARS.put(
                "has a services file of rubbish",
                new Hostile(jar -> jar.service(SERVICE, "a b c").write("bad.jar"), "line 1: "));
        JARS.put(
                "bundles ND4J",
                new Hostile(
                        jar -> jar.fusion("A", "fusion/a", "1.0.0", "")
                                .file("org/nd4j/X.class", "")
                                .write("bad.jar"),
                        "it bundles ND4J"));
        JARS.put(
                "lacks a class",
                new Hostile(
                        jar -> jar.source("Base", "public class Base { }")
                                .fusion("A", "fusion/a", "1.0.0", "  private final Base base = new Base();")
                                .without("Base")
                                .write("bad.jar"),
                        "the class acme.Base is missing"));
    }

    static List<String> names() {
        return new ArrayList<>(JARS.keySet());
    }

    private Path good() throws IOException {
        return new PluginJar(Files.createDirectories(folder.resolve("good")))
                .fusion("Good", "fusion/good", "1.0.0", "")
                .write("good.jar");
    }

    @ParameterizedTest(name = "a jar that {0}")
    @MethodSource("names")
    void aHostileJarIsALineThatSaysWhy(String name) throws IOException {
        Hostile hostile = JARS.getOrDefault(name, new Hostile(jar -> folder, ""));
        PrintStream out = System.out;
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Catalogue catalogue = Catalogue.open(Catalogue.class.getClassLoader(), List.of(), LIMIT);
        List<Plugin> lines =
                catalogue.add(List.of(hostile.jar.apply(new PluginJar(folder)), good()), PluginSource.Origin.ADDED);
        assertSame(out, System.out);
        assertEquals(locale, Locale.getDefault());
        assertEquals(zone, TimeZone.getDefault());
        assertTrue(catalogue.ids(PluginKind.FUSION).containsAll(List.of("fusion/good", "fusion/centroids")));
        List<Plugin> bad = lines.stream()
                .filter(line -> line.source().name().equals("bad.jar"))
                .toList();
        assertEquals(1, bad.size(), bad.toString());
        assertEquals(Plugin.Status.REJECTED, bad.get(0).status());
        if (!bad.get(0).reason().contains(hostile.reason)) {
            fail(bad.get(0).reason());
        }
    }

    @Test
    void jarsThatHangAreStoppedTogether() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Path own = Files.createDirectories(folder.resolve("hang" + i));
            jars.add(new PluginJar(own)
                    .fusion("A", "fusion/hang" + i, "1.0.0", "  public A() { while (true) { } }")
                    .write("hang" + i + ".jar"));
        }
        jars.add(good());
        long start = System.nanoTime();
        List<Plugin> lines = Catalogue.open(Catalogue.class.getClassLoader(), List.of(), LIMIT)
                .add(jars, PluginSource.Origin.ADDED);
        System.out.printf(Locale.ROOT, "12 jars that hang: %.1f s%n", (System.nanoTime() - start) / 1e9);
        assertEquals(13, lines.size());
        assertEquals(
                12,
                lines.stream()
                        .filter(line -> line.reason().contains("took longer than 2.0 s"))
                        .count());
    }

    @Test
    void aProviderThatHangsHidesNoOtherOfItsJar() {
        Path jar = new PluginJar(folder)
                .fusion("A", "fusion/a", "1.0.0", "  public A() { while (true) { } }")
                .fusion("B", "fusion/b", "1.0.0", "")
                .write("mixed.jar");
        Catalogue catalogue = Catalogue.open(Catalogue.class.getClassLoader(), List.of(), LIMIT);
        assertEquals(
                List.of("fusion/b", "acme.A"),
                catalogue.add(jar).stream().map(Plugin::id).toList());
    }

    @Test
    void aVersionOfAnyLengthIsAVersion() {
        Path jar = new PluginJar(folder)
                .fusion("A", "fusion/a", "1.0.0.20261129043000123456789", "")
                .write("a.jar");
        Catalogue catalogue = Catalogue.open(Catalogue.class.getClassLoader(), List.of(), LIMIT);
        assertEquals(Plugin.Status.ACTIVE, catalogue.add(jar).get(0).status());
    }
}
