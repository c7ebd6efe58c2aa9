package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.NotebookSession.Declaration;
import dev.interlace.jupyter.magic.Magic;
import java.util.List;

/** The list of built-in magics. */
public final class BuiltIn {
    private BuiltIn() {}

    /** Every built-in magic. */
    public static List<Magic> all() {
        return List.of(
                new ListMagics(),
                new Time(),
                new TimeIt(),
                new Capture(),
                new ChangeFolder(),
                new PrintInfo(),
                new Debug(),
                new ClassPath("classpath", "adds jars and folders to the class path of the cells after it"),
                new ClassPath("jars", "adds the jars that match to the class path of the cells after it"),
                new Load(),
                new Markup("html", "text/html"),
                new Markup("markdown", "text/markdown"),
                new Markup("svg", "image/svg+xml"),
                new Markup("latex", "text/latex"),
                new Markup("javascript", "application/javascript"),
                new Environment(),
                new Who(),
                new Reset(),
                new Declared("methods", Declaration.Kind.METHOD),
                new Declared("types", Declaration.Kind.TYPE),
                new Declared("imports", Declaration.Kind.IMPORT),
                new Drop(),
                new Save(),
                new Exit(),
                new Help(),
                new WriteFile(),
                new ShellScript(),
                new PastInputs());
    }
}
