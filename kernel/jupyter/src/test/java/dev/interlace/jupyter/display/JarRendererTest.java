package dev.interlace.jupyter.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarRendererTest {
    private static final Path PAGE = Path.of("..", "..", "tutorials", "displays.md");
    private static final Pattern SOURCE =
            Pattern.compile("```java\n(package acme;.*?(?:record|class) (\\w+).*?)```", Pattern.DOTALL);
    private static final Pattern SERVICES = Pattern.compile("```services\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private ClassLoader jar(List<Path> sources, String services) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(
                            problems, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertTrue(compiled, problems.toString());
        }
        Path file = folder.resolve("META-INF/services/dev.interlace.jupyter.display.Renderer");
        Files.createDirectories(file.getParent());
        Files.writeString(file, services);
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, Renderer.class.getClassLoader());
    }

    private Path source(String type, String text) throws IOException {
        return Files.writeString(folder.resolve(type + ".java"), text);
    }

    @Test
    void theRendererOfTheTutorialShowsItsType() throws IOException, ReflectiveOperationException {
        String page = Files.readString(PAGE);
        List<Path> sources = new ArrayList<>();
        Matcher source = SOURCE.matcher(page);
        while (source.find()) {
            sources.add(source(source.group(2), source.group(1)));
        }
        assertEquals(2, sources.size(), "the page has a type and its renderer");
        Matcher services = SERVICES.matcher(page);
        assertTrue(services.find(), "the page has a services file");
        ClassLoader loader = jar(sources, services.group(1));
        Rendering rendering = new Rendering(loader);
        Object temperature = loader.loadClass("acme.Temperature")
                .getConstructor(String.class, double.class)
                .newInstance("<b>Ulm", 21.5);
        DisplayData shown = rendering.render(temperature);
        assertEquals("<b>Ulm: 21.5 °C", shown.plain());
        assertEquals(
                "<span style=\"border-left:6px solid #d55e00;padding-left:8px\">&lt;b&gt;Ulm: 21.5 °C</span>",
                shown.data().get(DisplayData.HTML));
    }

    @Test
    void aRendererThatThrowsOrCannotBeMadeLeavesTheTextAndTheOthers() throws IOException {
        Path broken = source("Broken", """
                package acme;
                public final class Broken implements dev.interlace.jupyter.display.Renderer {
                    public java.util.Optional<dev.interlace.jupyter.display.DisplayData> render(Object value) {
                        if (value instanceof Integer) throw new AssertionError("not me");
                        return null;
                    }
                }
                """);
        Path unmade = source("Unmade", """
                package acme;
                public final class Unmade implements dev.interlace.jupyter.display.Renderer {
                    public Unmade() { throw new IllegalStateException("not today"); }
                    public java.util.Optional<dev.interlace.jupyter.display.DisplayData> render(Object value) { return null; }
                }
                """);
        Rendering rendering = new Rendering(jar(List.of(broken, unmade), "acme.Unmade\nacme.Missing\nacme.Broken\n"));
        assertEquals("42", rendering.render(42).plain(), "no renderer that ships is asked for a number");
        rendering.reload(); // a jar was added
        assertEquals(
                "42\n[acme.Broken failed: java.lang.AssertionError: not me]",
                rendering.render(42).plain());
        String text = rendering.render("text").plain();
        assertTrue(text.startsWith("text\n[acme.Broken failed: java.lang.NullPointerException"), text);
    }
}
