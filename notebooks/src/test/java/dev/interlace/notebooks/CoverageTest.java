package dev.interlace.notebooks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.app.notebook.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The table of the lesson's points says what the cells of the labs show. */
class CoverageTest {
    private static final Path TABLE = Path.of("..", "tutorials", "coverage.md");
    private static final Pattern VERDICT =
            Pattern.compile("(SUPPORTED|CONDITIONAL|NOT SEEN|OPPOSITE) `(lab-\\d+-\\d+)`");

    private static Map<String, Cell> cells() throws IOException {
        return Lab.all().stream()
                .flatMap(lab -> lab.code().stream())
                .collect(Collectors.toMap(Cell::id, Function.identity()));
    }

    @Test
    void everyVerdictOfTheTableIsThatOfItsCell() throws IOException {
        Map<String, Cell> cells = cells();
        List<Executable> checks = new ArrayList<>();
        Matcher verdict = VERDICT.matcher(Files.readString(TABLE));
        while (verdict.find()) {
            String said = verdict.group(1);
            String id = verdict.group(2);
            checks.add(() -> {
                assertTrue(cells.containsKey(id), "there is no cell " + id);
                String shown = cells.get(id).outputs().toString();
                assertTrue(shown.contains("\"" + said + " (") || shown.contains("\"" + said + ": "), id + ": " + said);
            });
        }
        assertTrue(checks.size() > 50, checks.size() + " verdicts");
        assertAll(checks);
    }

    @Test
    void noCellOfTheTableIsEmpty() throws IOException {
        for (String line : Files.readAllLines(TABLE)) {
            assertFalse(line.matches(".*\\|\\s*\\|.*"), line);
        }
    }
}
