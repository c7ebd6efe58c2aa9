package dev.interlace.workbench.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.doubles.PluginJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Methods with arbitrary descriptors, options and constructors: each is one line of the list, active or with its
 * reason, a good one of the same jar works, and list, card and options can be shown.
 */
class ArbitraryPluginsTest {
    private static final int METHODS = 40;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "fusion/x",
            "Fusion/X",
            "fusion/",
            "/",
            "a/b/c",
            "1.0.0",
            "1",
            "1.0.0-",
            "-1.0.0",
            "0.0.0",
            "1.0.0.99999999999999999999999999",
            "<script>alert(1)</script>",
            "&amp;\"'`",
            "$$\\frac{$$",
            "%s %n {0}",
            "\0\u0007\u001b[31m",
            "\n\r\n",
            "\ud800",
            "\u202e\u0130ı",
            "日本語");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "0.5",
            "1e308",
            "Double.NaN",
            "Double.POSITIVE_INFINITY",
            "Double.NEGATIVE_INFINITY",
            "Double.MIN_VALUE");
    private static final List<String> TYPES = List.of(
            "int",
            "long",
            "double",
            "boolean",
            "String",
            "float",
            "char",
            "Object",
            "int[]",
            "java.util.List<String>",
            "Thread.State",
            "O");
    private static final List<String> BODIES = List.of(
            "",
            "",
            "",
            "throw new IllegalStateException((String) TEXT);",
            "throw new StackOverflowError(TEXT);",
            "Object o = null; o.hashCode();",
            "System.exit(1);",
            "throw new LinkageError();",
            "throw new RuntimeException() { public String getMessage() { throw new IllegalStateException(); } };",
            "throw new RuntimeException() { public String toString() { return null; } };",
            "throw new RuntimeException() { public String getMessage() { return null; } };");

    @TempDir
    Path folder;

    private static String any(Random random, List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** A Java expression that gives any text, or null. */
    private static String text(Random random) {
        if (random.nextInt(12) == 0) {
            return "null";
        }
        StringBuilder literal = new StringBuilder("\"");
        for (char c : any(random, TEXTS).toCharArray()) {
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c < ' ') {
                literal.append(String.format(Locale.ROOT, "\\%03o", (int) c));
            } else {
                literal.append(c > '~' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return literal.append('"')
                .append(random.nextInt(20) == 0 ? ".repeat(2000)" : "")
                .toString();
    }

    /** A Java expression of a constant text. */
    private static String constant(Random random) {
        String text = text(random);
        return text.equals("null") || text.endsWith(")") ? "\"a\"" : text;
    }

    private static String options(Random random) {
        StringBuilder components = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            if (random.nextInt(4) > 0) {
                components
                        .append("@Param(doc = ")
                        .append(constant(random))
                        .append(", min = ")
                        .append(any(random, NUMBERS))
                        .append(", max = ")
                        .append(any(random, NUMBERS))
                        .append(", init = ")
                        .append(any(random, NUMBERS))
                        .append(", choice = ")
                        .append(constant(random))
                        .append(") ");
            }
            components.append(any(random, TYPES)).append(" x").append(i).append(i > 1 ? ", " : "");
        }
        String body = random.nextInt(5) > 0 ? "" : "public O { if (true) throw new IllegalStateException(); }";
        return "public record O(" + components + ") { " + body + " }";
    }

    private static String method(String type, String id, Random random) {
        String chosen = random.nextInt(3) > 0 ? "\"" + id + "\"" : text(random);
        String version = random.nextInt(3) > 0 ? "\"1.0.0\"" : text(random);
        String descriptor = "MethodDescriptor.of(" + chosen + ", " + version + ", " + text(random) + ", " + text(random)
                + ", " + (random.nextInt(12) == 0 ? "(Class<O>) null" : "O.class") + ")";
        if (random.nextInt(3) == 0) {
            descriptor += ".withClaims(Claim.pro(" + text(random) + ", " + text(random) + ", " + text(random) + "))";
        }
        if (random.nextInt(3) == 0) {
            descriptor += ".withReferences("
                    + (random.nextInt(4) == 0
                            ? "(Reference) null"
                            : "new Reference(" + text(random) + ", " + text(random) + ", " + text(random) + ", "
                                    + random.nextInt() + ", " + text(random) + ")")
                    + ")";
        }
        return "import dev.interlace.spi.*;\npublic final class " + type + " implements FusionMethod<" + type
                + ".O> {\n"
                + options(random) + "\n  public " + type + "() { "
                + any(random, BODIES).replace("TEXT", text(random)) + " }\n"
                + "  public MethodDescriptor<O> descriptor() { "
                + (random.nextInt(10) == 0 ? "if (true) throw new AssertionError(" + text(random) + "); " : "")
                + "return " + (random.nextInt(20) == 0 ? "null" : descriptor) + "; }\n"
                + "  public FusionModel fit(MultimodalBatch b, Labels l, O o, FitContext c) { return null; }\n"
                + "  public FusionModel load(java.io.InputStream in) { return null; }\n}";
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyMethodOfAJarIsOneLineWhateverItSaysOfItself(long seed) {
        Random random = new Random(seed);
        PluginJar jar = new PluginJar(folder).fusion("Good", "fusion/good", "1.0.0", "");
        for (int i = 0; i < METHODS; i++) {
            jar = jar.source("M" + i, method("M" + i, "fusion/m" + i, random))
                    .service("dev.interlace.spi.FusionMethod", "acme.M" + i);
        }
        Catalogue catalogue = Catalogue.open(Catalogue.class.getClassLoader(), List.of(), Duration.ofSeconds(10));
        List<Plugin> lines = catalogue.add(jar.write("any.jar"));
        assertEquals(METHODS + 1, lines.size(), () -> "seed " + seed + ": " + lines);
        assertEquals(Plugin.Status.ACTIVE, catalogue.plugin("fusion/good").status(), "seed " + seed);
        Set<Plugin.Status> seen = new HashSet<>();
        for (Plugin line : lines) {
            seen.add(line.status());
            if (line.status() == Plugin.Status.REJECTED) {
                assertFalse(line.reason().isBlank(), () -> "seed " + seed + ": " + line + " has no reason");
            }
            String html = new PluginCard(line).display().data().getOrDefault(DisplayData.HTML, "");
            assertFalse(html.contains("<script>alert"), () -> "seed " + seed + ": " + html);
        }
        assertEquals(Set.of(Plugin.Status.ACTIVE, Plugin.Status.REJECTED), seen, "seed " + seed + " tries both");
        String list =
                new PluginList(lines, catalogue.warnings()).display().data().getOrDefault(DisplayData.HTML, "");
        assertTrue(list.contains("fusion/good") && !list.contains("<script>alert"), () -> "seed " + seed);
        assertTrue(PluginHealth.of(catalogue).toString().contains("any.jar"), "seed " + seed);
    }
}
