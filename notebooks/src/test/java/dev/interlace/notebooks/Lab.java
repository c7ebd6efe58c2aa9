package dev.interlace.notebooks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.interlace.app.notebook.Cell;
import dev.interlace.app.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lab as its author wrote it: with solutions and with nbgrader's marks.
 *
 * @param name of its folder and file, such as {@code lab-1-early-fusion}
 * @param number its number
 * @param cells its cells
 * @param marks nbgrader's marks by cell id
 */
record Lab(String name, int number, List<Cell> cells, Map<String, JsonObject> marks) {
    /** The labs' folder: what their kernels run in. */
    static final Path FOLDER = Path.of("labs").toAbsolutePath();

    private static final Path SOURCES = FOLDER.resolve("source");
    private static final Pattern NAME = Pattern.compile("lab-(\\d+)-.+");
    private static final Pattern SOLUTION = Pattern.compile("(?ms)^( *)// BEGIN SOLUTION$.*?^ *// END SOLUTION$");
    private static final String STUB =
            "$1// YOUR CODE HERE\n$1throw new UnsupportedOperationException(\"not written yet\");";

    /** An exercise: its answer cell, its check cell, and the points of that. */
    record Exercise(String solution, String check, double points) {
        /** The answer cell as students get it. */
        String stub() {
            return SOLUTION.matcher(solution).replaceAll(STUB);
        }
    }

    /** Every lab, by number. */
    static List<Lab> all() throws IOException {
        List<Lab> labs = new ArrayList<>();
        try (var folders = Files.list(SOURCES)) {
            for (Path folder : folders.toList()) {
                Matcher name = NAME.matcher(folder.getFileName().toString());
                if (name.matches()) {
                    labs.add(read(folder.resolve(folder.getFileName() + ".ipynb"), Integer.parseInt(name.group(1))));
                }
            }
        }
        labs.sort(Comparator.comparingInt(Lab::number));
        return labs;
    }

    private static Lab read(Path file, int number) throws IOException {
        Map<String, JsonObject> marks = new HashMap<>();
        JsonObject whole = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        for (JsonElement cell : whole.getAsJsonArray("cells")) {
            JsonObject one = cell.getAsJsonObject();
            if (one.getAsJsonObject("metadata").get("nbgrader") instanceof JsonObject marked) {
                marks.put(one.get("id").getAsString(), marked);
            }
        }
        String name = file.getFileName().toString().replace(".ipynb", "");
        return new Lab(name, number, Notebook.read(file).cells(), marks);
    }

    List<Cell> code() {
        return cells.stream().filter(Cell::isCode).toList();
    }

    List<String> markdown() {
        return cells.stream().filter(cell -> !cell.isCode()).map(Cell::source).toList();
    }

    /** Whether a cell is an answer or a check. */
    boolean isGraded(Cell cell) {
        return marks.containsKey(cell.id());
    }

    /** The exercises by the id of their answer cell, such as {@code ex-1-1}. */
    Map<String, Exercise> exercises() {
        Map<String, Exercise> found = new LinkedHashMap<>();
        for (Cell answer : code()) {
            String id = gradeId(answer).orElse("");
            if (id.startsWith("ex-")) {
                Cell check = code().stream()
                        .filter(one -> gradeId(one).orElse("").equals(id.replace("ex-", "check-")))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(name + ": " + id + " has no check cell"));
                double points = Objects.requireNonNull(marks.get(check.id()))
                        .get("points")
                        .getAsDouble();
                found.put(id, new Exercise(answer.source(), check.source(), points));
            }
        }
        return found;
    }

    private Optional<String> gradeId(Cell cell) {
        return Optional.ofNullable(marks.get(cell.id()))
                .map(mark -> mark.get("grade_id").getAsString());
    }
}
