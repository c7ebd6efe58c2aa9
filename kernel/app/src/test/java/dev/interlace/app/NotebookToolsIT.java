package dev.interlace.app;

import static dev.interlace.app.PythonEnvironment.PYTHON;
import static dev.interlace.app.PythonEnvironment.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.app.PythonEnvironment.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools that run notebooks and scripts in other ways than a front end, each the real one. */
class NotebookToolsIT {
    /** Starts a cell through a server's web socket, as a browser does. */
    private static final String BROWSER = """
            import json, socket, subprocess, sys, time, urllib.request, uuid, websocket
            free = socket.socket(); free.bind(('127.0.0.1', 0)); port = free.getsockname()[1]; free.close()
            server = subprocess.Popen([sys.executable, '-m', *[a.replace('PORT', str(port)) for a in sys.argv[1:]]])
            base = f'127.0.0.1:{port}/api/kernels'
            def ask(data=None, path=''):
                headers = {'Content-Type': 'application/json'}
                with urllib.request.urlopen(urllib.request.Request(f'http://{base}{path}', data, headers)) as reply:
                    return json.load(reply)
            try:
                for attempt in range(150):
                    try:
                        ask(); break
                    except OSError:
                        time.sleep(0.2)
                kernel = ask(json.dumps({'name': 'java'}).encode())['id']
                channels = websocket.create_connection(f'ws://{base}/{kernel}/channels', timeout=90)
                header = {'msg_id': uuid.uuid4().hex, 'msg_type': 'execute_request', 'username': '', 'session': 's',
                          'version': '5.3', 'date': '2026-01-01T00:00:00Z'}
                channels.send(json.dumps({'channel': 'shell', 'header': header, 'parent_header': {}, 'metadata': {},
                    'content': {'code': '40+2', 'silent': False, 'store_history': True, 'user_expressions': {},
                                'allow_stdin': False, 'stop_on_error': True}}))
                while True:
                    message = json.loads(channels.recv())
                    if message['header']['msg_type'] == 'execute_result':
                        print('value', message['content']['data']['text/plain'], flush=True); break
                channels.close()
            finally:
                server.terminate(); server.wait(20)
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeTheEnvironment() throws Exception {
        PythonEnvironment.make();
    }

    private static Ended python(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        command.addAll(List.of(arguments));
        return run(command, "");
    }

    /** A notebook as IJava writes it, of cells whose sources and outputs are JSON. */
    private Path notebook(String... cells) throws IOException {
        return Files.writeString(
                folder.resolve("notebook.ipynb"),
                "{\"cells\":[" + String.join(",", cells) + "],\"metadata\":{\"kernelspec\":{\"display_name\":\"Java\","
                        + "\"language\":\"java\",\"name\":\"java\"},\"language_info\":{\"name\":\"Java\"}},"
                        + "\"nbformat\":4,\"nbformat_minor\":4}");
    }

    private static String cell(String tag, String source, String output) {
        return "{\"cell_type\":\"code\",\"execution_count\":1,\"metadata\":{\"tags\":[" + tag + "]},\"outputs\":["
                + output + "],\"source\":\"" + source + "\"}";
    }

    private static String result(String text) {
        return "{\"output_type\":\"execute_result\",\"execution_count\":1,\"metadata\":{},\"data\":{\"text/plain\":\""
                + text + "\"}}";
    }

    @Test
    void jupyterRunExecutesAScriptAndPrintsNothingOfItsOwn() throws Exception {
        Path script = Files.writeString(folder.resolve("f.jsh"), "int a = 40;\nSystem.out.println(a + 2);\n");
        Ended ended = python("-m", "jupyter_client.runapp", "--kernel", "interlace", script.toString());
        assertEquals(0, ended.status(), ended.text());
        assertEquals("42", ended.text().strip());
        assertFalse(ended.text().contains("WARNING"), ended.text());
    }

    @Test
    void jupytextExecutesAJavaFile() throws Exception {
        Path script = Files.writeString(
                folder.resolve("cells.java"),
                "// # Title\n\n// %%\nint a = 40;\nint twice(int x) { return 2 * x; }\n\n// %%\ntwice(a + 2)\n");
        Ended ended =
                python("-m", "jupytext", "--set-kernel", "interlace", "--execute", "--to", "ipynb", script.toString());
        assertEquals(0, ended.status(), ended.text());
        assertTrue(Files.readString(folder.resolve("cells.ipynb")).contains("\"84\""), ended.text());
    }

    @Test
    void everyLabIsTheSameAfterItWasAText() throws Exception {
        List<String> command = new ArrayList<>(List.of("-m", "jupytext", "--to", "java:percent", "--test-strict"));
        try (Stream<Path> labs = Files.list(Path.of("..", "..", "notebooks", "labs"))) {
            labs.filter(file -> file.toString().endsWith(".ipynb"))
                    .map(file -> file.toAbsolutePath().normalize().toString())
                    .sorted()
                    .forEach(command::add);
        }
        assertEquals(5 + 11, command.size(), "the labs 0 to 10");
        Ended ended = python(command.toArray(String[]::new));
        assertEquals(0, ended.status(), ended.text());
    }

    @Test
    void nbvalComparesTheOutputsOfAnIjavaNotebook() throws Exception {
        notebook(cell("", "int a = 40;", ""), cell("", "a + 2", result("42")));
        Ended ended = python("-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", folder.toString());
        assertEquals(0, ended.status(), ended.text());
        assertTrue(ended.text().contains("2 passed"), ended.text());
        notebook(cell("", "int a = 40;", ""), cell("", "a + 2", result("43")));
        Ended wrong = python("-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", folder.toString());
        assertTrue(wrong.text().contains("1 failed, 1 passed"), wrong.text());
    }

    @Test
    void papermillInjectsTypedJava() throws Exception {
        Path notebook = notebook(
                cell("\"parameters\"", "double rate = 1; // per year\\nlong[] many = {};", ""),
                cell(
                        "",
                        "x + \\\" \\\" + name + \\\" \\\" + xs.get(1) + \\\" \\\" + rate + \\\" \\\" + many.length + \\\" \\\""
                                + " + m.get(\\\"k\\\") + \\\" \\\" + none + \\\" \\\" + big",
                        ""));
        Path out = folder.resolve("out.ipynb");
        Ended ended = python(
                "-m",
                "papermill",
                notebook.toString(),
                out.toString(),
                "-p",
                "x",
                "3",
                "-p",
                "name",
                "a\"b",
                "-p",
                "xs",
                "[1,2]",
                "-p",
                "rate",
                "2",
                "-y",
                "{many: [1, 2, 3], m: {k: true}, none: null, big: 10000000000}");
        assertEquals(0, ended.status(), ended.text());
        String written = Files.readString(out);
        for (String line : List.of(
                "int x = 3;",
                "String name = \\\"a\\\\\\\"b\\\";",
                "java.util.List<Integer> xs = java.util.List.of(1, 2);",
                "double rate = 2.0;",
                "long[] many = {1L, 2L, 3L};",
                "Object none = null;",
                "long big = 10000000000L;")) {
            assertTrue(written.contains(line), line + " is missing in\n" + written);
        }
        assertTrue(written.contains("\"3 a\\\"b 2 2.0 3 true null 10000000000\""), written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kernel_gateway --KernelGatewayApp.port=PORT --KernelGatewayApp.port_retries=0",
                "notebook --no-browser --allow-root --port=PORT --IdentityProvider.token= --ServerApp.disable_check_xsrf=True"
            })
    void aServerRunsACellForABrowser(String server) throws Exception {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-c", BROWSER));
        command.addAll(List.of(server.split(" ", -1)));
        Ended ended = run(command, "");
        assertTrue(ended.text().contains("value 42\n"), ended.text());
        assertFalse(ended.text().contains("incubator"), ended.text());
    }
}
