package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.Notebook;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * Stands in for {@code Plot.show} of Tablesaw in cell code, which writes a page and opens a browser with it: the figure
 * is shown below the cell, and the page is written where the caller names a file.
 */
public final class PlotGuard {
    private PlotGuard() {}

    /** In place of {@code Plot.show(Figure)}. */
    public static void show(Object figure) {
        Notebook.display(figure);
    }

    /** In place of {@code Plot.show(Figure, String)}, which names the element of the page. */
    public static void show(Object figure, String element) {
        Notebook.display(figure);
    }

    /** In place of {@code Plot.show(Figure, File)}. */
    public static void show(Object figure, File file) throws IOException {
        show(figure, "target", file);
    }

    /** In place of {@code Plot.show(Figure, String, File)}. */
    public static void show(Object figure, String element, File file) throws IOException {
        Notebook.display(figure);
        write(page(figure, element), file);
    }

    /** In place of {@code Plot.show(String, File)}, which is given the page itself. */
    public static void show(String html, File file) throws IOException {
        Notebook.display(html, "text/html");
        write(html, file);
    }

    private static void write(String html, File file) throws IOException {
        Files.writeString(file.toPath(), html, StandardCharsets.UTF_8);
    }

    // Page.pageBuilder(figure, element).build().asJavascript()
    private static String page(Object figure, String element) throws IOException {
        try {
            ClassLoader loader = figure.getClass().getClassLoader();
            Class<?> type = Class.forName("tech.tablesaw.plotly.components.Figure", true, loader);
            Class<?> page = Class.forName("tech.tablesaw.plotly.components.Page", true, loader);
            Object builder = page.getMethod("pageBuilder", type, String.class).invoke(null, figure, element);
            Method build = builder.getClass().getMethod("build");
            return String.valueOf(page.getMethod("asJavascript").invoke(build.invoke(builder)));
        } catch (InvocationTargetException e) {
            throw new IOException("the page of the figure cannot be made: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IOException("this version of Tablesaw makes no page of a figure: " + e, e);
        }
    }
}
