package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.interlace.app.install.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line's runner as a process, with its exit status. */
class RunCommandIT {
    private static final Path OUT = Path.of("target", "it-run");

    @TempDir
    private Path folder;

    private record Ended(int status, String text) {}

    private static JsonObject cell(String source, String... tags) {
        JsonObject metadata = new JsonObject();
        JsonArray all = new JsonArray();
        List.of(tags).forEach(all::add);
        metadata.add("tags", all);
        JsonObject cell = new JsonObject();
        cell.addProperty("cell_type", "code");
        cell.addProperty("id", "c" + Integer.toHexString(source.hashCode()));
        cell.add("metadata", metadata);
        cell.addProperty("source", source);
        return cell;
    }

    private Path notebook(String name, JsonObject... cells) throws IOException {
        JsonArray all = new JsonArray();
        List.of(cells).forEach(all::add);
        JsonObject notebook = new JsonObject();
        notebook.add("cells", all);
        notebook.add("metadata", new JsonObject());
        notebook.addProperty("nbformat", 4);
        notebook.addProperty("nbformat_minor", 5);
        return Files.writeString(folder.resolve(name + ".ipynb"), notebook.toString());
    }

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                RunFolder.own().folder().resolve("lib") + "/*",
                "dev.interlace.app.Main",
                "run",
                "--out",
                OUT.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), text);
    }

    @Test
    void anExecutedNotebookAndItsPageAreLeft() throws Exception {
        Ended ended = run(notebook("fine", cell("var x = 20;\nSystem.out.println(x);"), cell("x + 1"))
                .toString());
        assertEquals(0, ended.status, ended.text);
        assertTrue(ended.text.contains("2 code cells"), ended.text);
        String executed = Files.readString(OUT.resolve("fine.ipynb"));
        assertTrue(executed.contains("\"text/plain\": [\n       \"21\"\n      ]"), executed);
        assertTrue(executed.contains("\"name\": \"interlace\""), executed);
        assertTrue(Files.readString(OUT.resolve("fine.html")).contains("<pre>21</pre>"));
    }

    @Test
    void aFailingCellEndsTheNotebookAndTheStatusSaysSo() throws Exception {
        Ended ended = run(notebook(
                        "failing", cell("int y = 1;"), cell("throw new IllegalStateException(\"no\");"), cell("y + 41"))
                .toString());
        assertEquals(1, ended.status, ended.text);
        assertTrue(ended.text.contains("FAILED in code cell 2: java.lang.IllegalStateException: no"), ended.text);
        String page = Files.readString(OUT.resolve("failing.html"));
        assertTrue(page.contains("<pre class=\"error\">"));
        assertFalse(page.contains("<pre>42</pre>"), "the cell behind the failing one must not run");
    }

    @Test
    void anExpectedErrorIsNoFailure() throws Exception {
        Ended ended = run(notebook(
                        "expected",
                        cell("throw new IllegalStateException(\"as planned\");", "raises-exception"),
                        cell("40 + 2"))
                .toString());
        assertEquals(0, ended.status, ended.text);
        assertTrue(Files.readString(OUT.resolve("expected.html")).contains("<pre>42</pre>"));
    }

    @Test
    void aCellThatTakesTooLongIsAFailure() throws Exception {
        Ended ended = run(
                "--timeout", "2", notebook("endless", cell("while (true) {}")).toString());
        assertEquals(1, ended.status, ended.text);
        assertTrue(ended.text.contains("FAILED in code cell 1"), ended.text);
    }

    @Test
    void aNotebookThatIsNotThereIsTold() throws Exception {
        Ended ended = run(folder.resolve("none.ipynb").toString());
        assertEquals(2, ended.status, ended.text);
        assertTrue(
                ended.text.contains("interlace run: there is no notebook " + folder.resolve("none.ipynb")), ended.text);
    }
}
