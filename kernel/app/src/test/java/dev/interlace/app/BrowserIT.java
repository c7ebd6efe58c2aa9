package dev.interlace.app;

import static dev.interlace.app.PythonEnvironment.PYTHON;
import static dev.interlace.app.PythonEnvironment.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.interlace.app.PythonEnvironment.Ended;
import dev.interlace.jupyter.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JupyterLab in a real browser: what a hand moves, a cell draws. Pictures of it lie in {@code target/browser}. */
class BrowserIT {
    private static final List<String> CELLS = List.of("""
                    Figure line(int n) {
                        String x = java.util.stream.IntStream.range(0, n).boxed().toList().toString();
                        return Figure.parse("{\\"data\\":[{\\"type\\":\\"scatter\\",\\"x\\":" + x + ",\\"y\\":" + x
                            + "}],\\"layout\\":{\\"title\\":{\\"text\\":\\"" + n + " points\\"}}}");
                    }
                    interact(slider("points", 2, 20, 5), n -> line(n))
                    """, """
                    var lab = Interlace.lab();
                    var split = lab.encode(lab.data("multiomics").split(42));
                    var form = lab.fusion("fusion/gated", Map.of("epochs", 20, "missing", "AVAILABLE_ONLY"))
                        .form(method -> method.fit(split.train()));
                    form
                    """);

    private static Chromium browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeTheBrowserAndTheEnvironment() throws Exception {
        browser = Chromium.make();
        PythonEnvironment.make();
    }

    private Path notebook() throws IOException {
        JsonArray cells = new JsonArray();
        for (String source : CELLS) {
            JsonObject cell = Json.of("cell_type", "code");
            cell.addProperty("source", source.strip());
            cell.addProperty("id", "cell" + cells.size());
            cell.add("metadata", new JsonObject());
            cell.add("outputs", new JsonArray());
            cell.add("execution_count", JsonNull.INSTANCE);
            cells.add(cell);
        }
        JsonObject kernel = Json.of("name", "interlace");
        kernel.addProperty("display_name", "Interlace");
        kernel.addProperty("language", "java");
        JsonObject metadata = new JsonObject();
        metadata.add("kernelspec", kernel);
        JsonObject notebook = new JsonObject();
        notebook.add("cells", cells);
        notebook.add("metadata", metadata);
        notebook.addProperty("nbformat", 4);
        notebook.addProperty("nbformat_minor", 5);
        return Files.writeString(folder.resolve("widgets.ipynb"), Json.text(notebook));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Map<String, String> inJupyterLab() throws Exception {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                PYTHON.toString(),
                "-m",
                "jupyterlab",
                "--no-browser",
                "--allow-root",
                "--expose-app-in-browser",
                "--port=" + port,
                "--ServerApp.port_retries=0",
                "--IdentityProvider.token=",
                "--ServerApp.root_dir=" + folder,
                "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
                "--LabApp.news_url=None");
        builder.redirectErrorStream(true)
                .redirectOutput(Chromium.FOLDER.resolve("jupyterlab.log").toFile());
        builder.environment().put("JUPYTER_PREFER_ENV_PATH", "1");
        builder.environment().put("JUPYTER_CONFIG_DIR", folder.resolve("config").toString());
        builder.environment()
                .put("JUPYTERLAB_SETTINGS_DIR", folder.resolve("settings").toString());
        builder.environment()
                .put("JUPYTERLAB_WORKSPACES_DIR", folder.resolve("workspaces").toString());
        Process server = builder.start();
        try {
            return browser.run(
                    "widgets.mjs", "http://127.0.0.1:" + port + "/lab/tree/widgets.ipynb", Chromium.FOLDER.toString());
        } finally {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void aSliderRedrawsAFigureAndAFormFits() throws Exception {
        Path notebook = notebook();
        Map<String, String> said = inJupyterLab();
        assertNull(said.get("failed"), said.toString());
        assertEquals("5", said.get("points before"), said.toString());
        assertEquals("1", said.get("plots"), said.toString());
        assertEquals("9", said.get("points after"), said.toString());
        assertEquals("20", said.get("points at the end"), said.toString());
        assertEquals("0", said.get("still lines"), said.toString());
        assertTrue(said.getOrDefault("titles", "").contains("training"), said.toString());
        assertTrue(said.getOrDefault("tooltip", "").contains("default"), said.toString());
        assertTrue(said.getOrDefault("code after", "").contains("hidden"), said.toString());
        assertEquals("true", said.get("fitted"), said.toString());
        assertEquals("0", said.get("cut"), said.toString());
        assertEquals("[]", said.get("errors"), said.toString());
        assertTrue(Files.readString(notebook).contains("20 points"));
    }

    @Test
    void aPageWithoutANetworkShowsTheFigureAndALineThatSaysHowToMoveIt() throws Exception {
        Path notebook = notebook();
        Ended ended = run(
                List.of(
                        PYTHON.toString(),
                        "-m",
                        "nbconvert",
                        "--execute",
                        "--to",
                        "html",
                        "--ExecutePreprocessor.timeout=240",
                        notebook.toString()),
                "");
        assertEquals(0, ended.status(), ended.text());
        Map<String, String> said = browser.run(
                "page.mjs",
                folder.resolve("widgets.html").toString(),
                Chromium.FOLDER.resolve("page.png").toString());
        assertFalse(said.containsKey("status"), said.toString());
        assertFalse(said.getOrDefault("figures", "0").equals("0"), said.toString());
        assertTrue(said.getOrDefault("lines", "").contains("For points = 5. To move it by hand"), said.toString());
    }
}
