package dev.interlace.workbench.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.doubles.ClassPath;
import java.io.IOException;
import java.io.StringWriter;
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

/**
 * The cells of tutorials/evaluation.md, those that the build does not run too, one after the other as one method, under
 * the imports that a notebook has.
 */
class EvaluationTutorialTest {
    private static final Path PAGE = Path.of("..", "..", "tutorials", "evaluation.md");
    private static final Pattern CELL = Pattern.compile("```java(?: not-run)?\n(.*?)```", Pattern.DOTALL);

    @Test
    void theCellsCompile(@TempDir Path folder) throws IOException {
        List<String> imports = new ArrayList<>(List.of(
                "import dev.interlace.workbench.*;",
                "import dev.interlace.workbench.data.*;",
                "import dev.interlace.workbench.models.*;",
                "import dev.interlace.workbench.tables.*;",
                "import dev.interlace.spi.*;",
                "import java.nio.file.*;",
                "import java.time.*;",
                "import java.util.*;"));
        StringBuilder body = new StringBuilder();
        Matcher cell = CELL.matcher(Files.readString(PAGE));
        int cells = 0;
        while (cell.find()) {
            cells++;
            StringBuilder statements = new StringBuilder();
            cell.group(1).lines().forEach(line -> {
                if (line.startsWith("import ")) {
                    imports.add(line);
                } else if (line.matches("\\w+")) { // a variable alone shows its value, but is no statement
                    statements.append("Objects.requireNonNull(").append(line).append(");\n");
                } else {
                    statements.append(line).append('\n');
                }
            });
            String code = statements.toString().stripTrailing();
            body.append(code).append(code.endsWith(";") || code.endsWith("}") ? "\n" : ";\n");
        }
        assertEquals(28, cells, "cells of the page");
        Path source = Files.writeString(
                folder.resolve("Page.java"),
                String.join("\n", imports) + "\nclass Page { void page() throws Exception {\n" + body + "}}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-d", folder.toString(), "-cp", ClassPath.ofTests());
            assertTrue(
                    compiler.getTask(problems, files, null, options, null, files.getJavaFileObjects(source))
                            .call(),
                    problems.toString());
        }
    }
}
