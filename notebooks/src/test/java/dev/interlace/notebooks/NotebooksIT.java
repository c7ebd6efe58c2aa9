package dev.interlace.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonElement;
import dev.interlace.app.notebook.Cell;
import dev.interlace.app.notebook.HeadlessRunner;
import dev.interlace.app.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every notebook and the Java of every guide runs through, and no cell shows an error that was not expected. Two run at
 * a time, each in a kernel of its own. With {@code -Dinterlace.notebooks=tour} only the lesson, the first guide and
 * what lies among the tests runs.
 */
class NotebooksIT {
    private static final boolean ALL =
            System.getProperty("interlace.notebooks", "all").equals("all");
    private static final String TOUR = "lesson-7.1.ipynb";
    private static final Path GUIDES = Path.of("..", "tutorials");
    private static final String FIRST_GUIDE = "getting-started.md";
    private static final Path OUT = Path.of("target", "executed");
    private static final Duration CELL_LIMIT = Duration.ofMinutes(20);

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    List<DynamicTest> everyNotebookRunsThrough() throws IOException {
        HeadlessRunner runner = new HeadlessRunner(Kernels.installed(), CELL_LIMIT);
        List<Path> notebooks = new ArrayList<>();
        for (Path place :
                List.of(Path.of("src", "test", "resources"), Path.of(""), Path.of("labs"), Path.of("reference"))) {
            try (var files = Files.list(place)) {
                files.filter(file -> file.toString().endsWith(".ipynb"))
                        .filter(file -> ALL || place.startsWith("src") || file.endsWith(TOUR))
                        .sorted()
                        .forEach(notebooks::add);
            }
        }
        for (Path guide : guides()) {
            notebooks.add(Guide.notebook(guide, OUT.resolveSibling("guides")));
        }
        return notebooks.stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> runsThrough(runner, file)))
                .toList();
    }

    /** The README and the guides that hold Java. */
    private static List<Path> guides() throws IOException {
        List<Path> guides = new ArrayList<>(List.of(GUIDES.resolveSibling("README.md")));
        try (var files = Files.list(GUIDES)) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(guides::add);
        }
        List<Path> some = new ArrayList<>();
        for (Path guide : guides) {
            if (!Guide.blocks(Files.readString(guide)).isEmpty() && (ALL || guide.endsWith(FIRST_GUIDE))) {
                some.add(guide);
            }
        }
        return some;
    }

    private static void runsThrough(HeadlessRunner runner, Path file) throws IOException {
        HeadlessRunner.Outcome outcome = runner.run(file, OUT, (cell, total) -> {});
        assertEquals(Optional.empty(), outcome.failure());
        for (Cell cell : Notebook.read(outcome.notebook()).cells()) {
            for (JsonElement output : cell.outputs()) {
                boolean error = "error"
                        .equals(output.getAsJsonObject().get("output_type").getAsString());
                assertFalse(error && !cell.tags().contains(Cell.RAISES_EXCEPTION), () -> cell.source() + "\n" + output);
            }
        }
    }
}
