package dev.interlace.notebooks;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.app.install.InstalledKernel;
import dev.interlace.app.notebook.Cell;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every lab runs, and its exercises grade as they say: the solutions earn all points, the stubs none, and each typical
 * wrong answer of {@code wrong-answers} its points and its message. Each lab has a kernel of its own, two at a time.
 * With {@code -Dinterlace.notebooks=tour} only lab 1 runs.
 */
class LabsIT {
    private static final boolean ALL =
            System.getProperty("interlace.notebooks", "all").equals("all");
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration CELL_LIMIT = Duration.ofMinutes(5);
    private static final int MOST_LINES = 12;
    private static final int WIDEST = 110;

    @TestFactory
    List<DynamicTest> everyLabHasItsParts() throws IOException {
        return Lab.all().stream()
                .map(lab -> DynamicTest.dynamicTest(lab.name(), () -> assertParts(lab)))
                .toList();
    }

    private static void assertParts(Lab lab) {
        String prose = String.join("\n", lab.markdown());
        List<Executable> checks = new ArrayList<>();
        for (String part : List.of("you can", "Predict", "<summary>", "Quiz", "References", "http")) {
            checks.add(() -> assertTrue(prose.contains(part), lab.name() + " has no \"" + part + "\""));
        }
        checks.add(() -> assertTrue(
                lab.exercises().size() >= (lab.number() == 0 ? 2 : 3),
                lab.name() + " has exercises " + lab.exercises().keySet()));
        for (Cell cell : lab.code()) {
            List<String> lines = cell.source().lines().toList();
            boolean graded = lab.isGraded(cell);
            checks.add(() ->
                    assertTrue(graded || lines.size() <= MOST_LINES, cell.id() + " has " + lines.size() + " lines"));
            checks.add(() -> assertTrue(lines.stream().allMatch(line -> line.length() <= WIDEST), cell.id()));
            checks.add(() -> assertFalse(
                    Stream.of("home", "root", "tmp", "Users", "work")
                            .map(folder -> "/" + folder + "/")
                            .anyMatch(cell.outputs().toString()::contains),
                    cell.id() + " shows a local path"));
            checks.add(
                    () -> assertTrue(cell.source().isBlank() || cell.count().isPresent(), cell.id() + " has not run"));
        }
        assertAll(checks);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    List<DynamicTest> everyLabGradesAsItSays() throws IOException {
        InstalledKernel kernel = Kernels.installed();
        return Lab.all().stream()
                .filter(lab -> ALL || lab.number() == 1)
                .map(lab -> DynamicTest.dynamicTest(lab.name(), () -> assertGrades(kernel, lab)))
                .toList();
    }

    private static void assertGrades(InstalledKernel installed, Lab lab) throws IOException {
        Map<String, Lab.Exercise> exercises = lab.exercises();
        try (KernelClient kernel = installed.launch(Lab.FOLDER, START)) {
            for (Cell cell : lab.code()) {
                CellResult result = run(kernel, cell.source());
                assertTrue(
                        result.error().isEmpty() || cell.tags().contains(Cell.RAISES_EXCEPTION),
                        () -> cell.source() + "\n" + result.error());
            }
            List<Executable> checks = new ArrayList<>();
            exercises.forEach((id, exercise) -> {
                CellResult right = graded(kernel, exercise.solution(), exercise);
                checks.add(() -> assertEquals(exercise.points(), points(right), id + ", the solution\n" + text(right)));
                CellResult stub = graded(kernel, exercise.stub(), exercise);
                checks.add(() -> assertEquals(0, points(stub), id + ", the stub\n" + text(stub)));
                checks.add(() -> assertTrue(text(stub).contains("not written yet"), id + "\n" + text(stub)));
            });
            List<WrongAnswer> wrong = WrongAnswer.of(lab.number());
            for (WrongAnswer answer : wrong) {
                Lab.Exercise exercise = Objects.requireNonNull(exercises.get(answer.exercise()), answer.exercise());
                CellResult result = graded(kernel, answer.code(), exercise);
                String who = answer.exercise() + ", " + answer.message() + "\n" + text(result);
                checks.add(() -> assertEquals(answer.points(), points(result), who));
                checks.add(() -> assertTrue(text(result).contains(answer.message()), who));
                checks.add(() -> assertTrue(answer.points() < exercise.points(), who));
            }
            exercises.keySet().forEach(id -> {
                List<WrongAnswer> own =
                        wrong.stream().filter(one -> one.exercise().equals(id)).toList();
                checks.add(() -> assertTrue(own.size() >= 3, id + " has " + own.size() + " wrong answers"));
                checks.add(() -> assertTrue(
                        own.stream().filter(one -> one.points() == 0).count() <= 1,
                        id + ": more than one wrong answer earns nothing"));
            });
            assertAll(checks);
        }
    }

    private static CellResult graded(KernelClient kernel, String answer, Lab.Exercise exercise) {
        CellResult written = run(kernel, answer);
        assertEquals("", written.error(), answer);
        CellResult result = run(kernel, exercise.check());
        assertEquals("", result.error(), answer + "\n" + exercise.check());
        assertEquals("", result.stream("stderr"), "nbgrader gives nothing for a check that writes to stderr");
        return result;
    }

    private static CellResult run(KernelClient kernel, String code) {
        return kernel.execute(code, CELL_LIMIT);
    }

    private static double points(CellResult result) {
        return Double.parseDouble(result.value());
    }

    private static String text(CellResult result) {
        return result.outputs().toString().replace("\\n", "\n");
    }
}
