package dev.interlace.app.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.interlace.app.install.InstalledKernel;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.client.KernelException;
import dev.interlace.workbench.figures.PlotlyBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Executes notebooks as a front end would: a kernel process of its own for each, driven over its sockets, its working
 * directory beside the notebook. Leaves the executed notebook and a self-contained page.
 */
public final class HeadlessRunner {
    private static final Duration START = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(10);

    private final InstalledKernel kernel;
    private final Duration cellLimit;

    /**
     * A runner on an installed kernel.
     *
     * @param cellLimit how long one cell may take
     */
    public HeadlessRunner(InstalledKernel kernel, Duration cellLimit) {
        if (cellLimit.isNegative() || cellLimit.isZero()) {
            throw new IllegalArgumentException("--timeout must be longer than 0 s, got " + cellLimit);
        }
        this.kernel = kernel;
        this.cellLimit = cellLimit;
    }

    /** Called for each code cell before it runs. */
    @FunctionalInterface
    public interface Listener {
        /** Code cell {@code number} of {@code total} begins. */
        void cell(int number, int total);
    }

    /**
     * What a notebook's execution gave.
     *
     * @param notebook the executed notebook's file
     * @param page the page's file
     * @param cells code cells that ran
     * @param failure the first failure, which ended the notebook; empty if there was none
     */
    public record Outcome(Path notebook, Path page, int cells, Optional<Failure> failure) {}

    /**
     * A cell that failed without being expected to.
     *
     * @param cell number of the code cell, from 1
     * @param source its text
     * @param message class and message of its error
     */
    public record Failure(int cell, String source, String message) {}

    /** Executes {@code file} and writes both results into the folder {@code out}. */
    public Outcome run(Path file, Path out, Listener listener) throws IOException {
        Notebook notebook = Notebook.read(file);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
        List<Cell> cells = notebook.cells().stream().filter(Cell::isCode).toList();
        cells.forEach(Cell::notExecuted);
        Optional<Failure> failure = Optional.empty();
        int done = 0;
        try (KernelClient client = kernel.launch(folder, START)) {
            notebook.describe(
                    spec(), client.ask("kernel_info_request", new JsonObject()).getAsJsonObject("language_info"));
            for (Cell cell : cells) {
                done++;
                listener.cell(done, cells.size());
                failure = execute(client, cell, done);
                if (failure.isPresent()) {
                    break;
                }
            }
            if (failure.isEmpty()) {
                client.shutdown(END);
            }
        }
        String name = stem(file);
        Files.createDirectories(out);
        Path executed = Files.writeString(out.resolve(name + ".ipynb"), notebook.json());
        String shared = drawsFigures(notebook) ? PlotlyBundle.inlineElement() : "";
        Path page = Files.writeString(out.resolve(name + ".html"), NotebookPage.html(notebook, name, folder, shared));
        return new Outcome(executed, page, done, failure);
    }

    private static boolean drawsFigures(Notebook notebook) {
        return notebook.cells().stream()
                .anyMatch(cell -> cell.outputs().toString().contains(PlotlyBundle.ELEMENT_ID));
    }

    private Optional<Failure> execute(KernelClient client, Cell cell, int number) {
        if (cell.source().isBlank()) {
            return Optional.empty();
        }
        CellResult result;
        try {
            result = client.execute(cell.source(), cellLimit);
        } catch (KernelException e) {
            cell.executed(number, outputs(List.of(error("KernelException", e.getMessage()))));
            return Optional.of(new Failure(number, cell.source(), String.valueOf(e.getMessage())));
        }
        cell.executed(result.count(), outputs(result.outputs()));
        boolean failed = !"ok".equals(result.status());
        boolean expected = cell.tags().contains(Cell.RAISES_EXCEPTION);
        return failed && !expected ? Optional.of(new Failure(number, cell.source(), result.error())) : Optional.empty();
    }

    private static JsonObject error(String name, @org.jspecify.annotations.Nullable String message) {
        JsonObject error = new JsonObject();
        error.addProperty("output_type", "error");
        error.addProperty("ename", name);
        error.addProperty("evalue", String.valueOf(message));
        JsonArray trace = new JsonArray();
        trace.add(name + ": " + message);
        error.add("traceback", trace);
        return error;
    }

    /** Outputs as they lie in a file: text as lines. */
    private static JsonArray outputs(List<JsonObject> all) {
        JsonArray outputs = new JsonArray();
        for (JsonObject output : all) {
            if (output.has("text")) {
                output.add("text", Notebook.lines(Notebook.joined(output.get("text"))));
            }
            if (output.get("data") instanceof JsonObject data) {
                for (String type : List.copyOf(data.keySet())) {
                    JsonElement value = data.get(type);
                    if ((type.startsWith("text/") || "image/svg+xml".equals(type)) && value.isJsonPrimitive()) {
                        data.add(type, Notebook.lines(value.getAsString()));
                    }
                }
            }
            outputs.add(output);
        }
        return outputs;
    }

    private JsonObject spec() {
        JsonObject spec = new JsonObject();
        spec.addProperty("display_name", kernel.displayName());
        spec.addProperty("language", "java");
        spec.addProperty("name", String.valueOf(kernel.spec().getFileName()));
        return spec;
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".ipynb") ? name.substring(0, name.length() - ".ipynb".length()) : name;
    }
}
