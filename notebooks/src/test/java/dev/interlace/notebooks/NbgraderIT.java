package dev.interlace.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Unchanged nbgrader hands out lab 1, grades what three students hand in, and writes their feedback. Without Python or
 * its packages these tests are skipped, except with CI=true.
 */
class NbgraderIT {
    private static final Path ENVIRONMENT = Path.of("target", "nbgrader").toAbsolutePath();
    private static final Path PYTHON = ENVIRONMENT.resolve("bin").resolve("python");
    private static final Path REQUIREMENTS = Lab.FOLDER.resolve("requirements-nbgrader.txt");
    private static final String LAB = "lab-1-early-fusion";
    private static final int BEGINNING = 9; // cells up to the model whose parameters an exercise counts
    private static final Path SOURCE = Lab.FOLDER.resolve("source").resolve(LAB).resolve(LAB + ".ipynb");

    @TempDir
    private Path course;

    @BeforeAll
    static void makeTheEnvironment() throws Exception {
        Path complete = ENVIRONMENT.resolve("requirements-installed.txt");
        String wanted = Files.readString(REQUIREMENTS);
        if (!Files.exists(complete) || !Files.readString(complete).equals(wanted)) {
            Files.deleteIfExists(complete);
            required("python3", "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))");
            required("python3", "-m", "venv", "--clear", ENVIRONMENT.toString());
            required(
                    PYTHON.toString(),
                    "-m",
                    "pip",
                    "install",
                    "-q",
                    "--disable-pip-version-check",
                    "-r",
                    REQUIREMENTS.toString());
            Files.writeString(complete, wanted);
        }
        Kernels.installedIn(ENVIRONMENT);
    }

    @Test
    void everyStudentEditionIsWhatNbgraderHandsOut() throws Exception {
        Ended checked =
                run(List.of(PYTHON.toString(), Lab.FOLDER.resolve("editions.py").toString(), "--check"), course);
        assertEquals(0, checked.status(), checked.text());
    }

    @Test
    void threeStudentsGetTheirPointsAndTheirFeedback() throws Exception {
        Files.copy(Lab.FOLDER.resolve("nbgrader_config.py"), course.resolve("nbgrader_config.py"));
        Path sources = course.resolve("source").resolve(LAB);
        Files.createDirectories(sources);
        // what is graded and what its checks need, without the measurements: three students are graded in seconds
        write(sources.resolve(LAB + ".ipynb"), edited(SOURCE, (id, source) -> source, true));
        nbgrader("generate_assignment", LAB, "--create");
        Path released = course.resolve("release").resolve(LAB).resolve(LAB + ".ipynb");

        Map<String, Lab.Exercise> exercises = Lab.all().stream()
                .filter(lab -> lab.name().equals(LAB))
                .findFirst()
                .orElseThrow()
                .exercises();
        WrongAnswer wrong = WrongAnswer.of(1).get(0);
        handIn("ada", released, exercises, (id, exercise) -> exercise.solution());
        handIn("bob", released, exercises, (id, exercise) -> exercise.stub());
        handIn(
                "eve",
                released,
                exercises,
                (id, exercise) -> id.equals(wrong.exercise()) ? wrong.code() : exercise.stub());
        nbgrader("autograde", LAB);
        nbgrader("generate_feedback", LAB);

        double all =
                exercises.values().stream().mapToDouble(Lab.Exercise::points).sum();
        assertEquals(new TreeMap<>(Map.of("ada", all, "bob", 0.0, "eve", wrong.points())), scores());
        String feedback = Files.readString(
                course.resolve("feedback").resolve("eve").resolve(LAB).resolve(LAB + ".html"));
        assertTrue(feedback.contains(wrong.message()), "the feedback page lacks: " + wrong.message());
        assertTrue(feedback.contains("not written yet"));
    }

    private void handIn(
            String student,
            Path released,
            Map<String, Lab.Exercise> exercises,
            BiFunction<String, Lab.Exercise, String> answer)
            throws IOException {
        Path folder = course.resolve("submitted").resolve(student).resolve(LAB);
        Files.createDirectories(folder);
        write(
                folder.resolve(LAB + ".ipynb"),
                edited(
                        released,
                        (id, source) -> exercises.containsKey(id) ? answer.apply(id, exercises.get(id)) : source,
                        false));
    }

    /**
     * A notebook with other sources for the cells that have a grade id; {@code brief} leaves out what shows and runs
     * long.
     */
    private static JsonObject edited(Path file, BiFunction<String, String, String> source, boolean brief)
            throws IOException {
        JsonObject whole = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        List<JsonElement> kept = new ArrayList<>();
        for (JsonElement element : whole.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            JsonObject mark = cell.getAsJsonObject("metadata").getAsJsonObject("nbgrader");
            String text = text(cell.get("source"));
            if (mark != null) {
                cell.addProperty("source", source.apply(mark.get("grade_id").getAsString(), text));
            }
            if (!brief || mark != null || kept.size() < BEGINNING) {
                kept.add(cell);
            }
        }
        whole.add("cells", new GsonBuilder().create().toJsonTree(kept));
        return whole;
    }

    private static String text(JsonElement source) {
        if (source.isJsonPrimitive()) {
            return source.getAsString();
        }
        StringBuilder text = new StringBuilder();
        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }

    private static void write(Path file, JsonObject notebook) throws IOException {
        Files.writeString(file, notebook.toString());
    }

    private Map<String, Double> scores() throws Exception {
        String said = required(
                PYTHON.toString(),
                "-c",
                String.join(
                        "\n",
                        "from nbgrader.api import Gradebook",
                        "with Gradebook('sqlite:///" + course.resolve("gradebook.db") + "') as book:",
                        "    for one in book.assignment_submissions('" + LAB + "'):",
                        "        print(one.student.id, one.score)"));
        Map<String, Double> scores = new TreeMap<>();
        said.lines().map(line -> line.split(" ")).forEach(pair -> scores.put(pair[0], Double.parseDouble(pair[1])));
        return scores;
    }

    private void nbgrader(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-m", "nbgrader"));
        command.addAll(List.of(arguments));
        command.add("--CourseDirectory.root=" + course);
        command.add("--CourseDirectory.db_url=sqlite:///" + course.resolve("gradebook.db"));
        Ended ended = run(command, course);
        assertEquals(0, ended.status(), ended.text());
    }

    /** A program that has ended, with all that it has printed. */
    private record Ended(int status, String text) {}

    private static Ended run(List<String> command, Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        String path = System.getenv("PATH");
        builder.environment().put("PATH", PYTHON.getParent() + File.pathSeparator + path); // nbgrader calls alembic
        builder.environment().put("JUPYTER_PREFER_ENV_PATH", "1");
        builder.environment()
                .put("JUPYTER_PATH", ENVIRONMENT.resolve("share/jupyter").toString());
        builder.environment().put("IPYTHONDIR", ENVIRONMENT.resolve("ipython").toString());
        builder.environment().put("INTERLACE_HISTORY", "");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }

    /** Runs what the tests cannot do without. */
    private static String required(String... command) throws Exception {
        String reason;
        try {
            Ended ended = run(List.of(command), Objects.requireNonNull(ENVIRONMENT.getParent()));
            if (ended.status() == 0) {
                return ended.text();
            }
            reason = ended.text().strip();
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        String message = "nbgrader is out of reach: " + List.of(command) + ": " + reason;
        if ("true".equals(System.getenv("CI"))) {
            fail(message);
        }
        return Assumptions.abort(message);
    }
}
