package dev.interlace.app;

import static dev.interlace.app.PythonEnvironment.ENVIRONMENT;
import static dev.interlace.app.PythonEnvironment.PYTHON;
import static dev.interlace.app.PythonEnvironment.run;
import static dev.interlace.app.PythonEnvironment.script;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.app.PythonEnvironment.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real Python clients, in an environment of their own. */
class PythonClientsIT {
    private static final String SOCKETS = "['0o140600', '0o140600', '0o140600', '0o140600', '0o140600']";

    @BeforeAll
    static void makeTheEnvironment() throws Exception {
        PythonEnvironment.make();
    }

    @Test
    void jupyterListsTheKernel() throws Exception {
        Ended ended = run(List.of(PYTHON.toString(), "-m", "jupyter_client.kernelspecapp", "list"), "");
        assertEquals(0, ended.status(), ended.text());
        assertTrue(
                ended.text()
                        .contains(ENVIRONMENT
                                .resolve("share/jupyter/kernels/interlace")
                                .toString()),
                ended.text());
    }

    @Test
    void jupyterClientGetsTwo() throws Exception {
        Ended ended = script(
                "from jupyter_client.manager import start_new_kernel",
                "manager, client = start_new_kernel(kernel_name='interlace', startup_timeout=90)",
                "outputs = []",
                "reply = client.execute_interactive('1+1', timeout=90, output_hook=outputs.append)",
                "print('status', reply['content']['status'])",
                "print('value', [m['content']['data']['text/plain'] for m in outputs if m['msg_type'] == 'execute_result'])",
                "client.stop_channels(); manager.shutdown_kernel(); print('alive', manager.is_alive())");
        assertEquals(0, ended.status(), ended.text());
        assertTrue(ended.text().contains("status ok\nvalue ['2']\n"), ended.text());
        assertTrue(ended.text().contains("alive False"), ended.text());
    }

    @Test
    void theProtocolsOwnTestSuitePassesWhole() throws Exception {
        Path tests = Path.of("src", "test", "python", "test_kernel.py").toAbsolutePath();
        Ended ended = run(List.of(PYTHON.toString(), tests.toString(), "-v"), "");
        assertEquals(0, ended.status(), ended.text());
        assertTrue(ended.text().contains("Ran 13 tests") && ended.text().strip().endsWith("OK"), ended.text());
    }

    @Test
    void nbclientExecutesANotebookAndItIsValid() throws Exception {
        Ended ended = script(
                "import nbformat, nbclient",
                "nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell('1+1'),",
                "    nbformat.v4.new_code_cell('System.out.println(\"hello\");')])",
                "nbclient.NotebookClient(nb, kernel_name='interlace', timeout=90, startup_timeout=90).execute()",
                "nbformat.validate(nb)",
                "print(nb.cells[0].outputs[0]['data']['text/plain'], nb.cells[1].outputs[0]['text'])");
        assertEquals(0, ended.status(), ended.text());
        assertTrue(ended.text().contains("2 hello"), ended.text());
    }

    @Test
    void nbclientSeesACellThatFails() throws Exception {
        Ended ended = script(
                "import nbformat, nbclient",
                "nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell('throw new IllegalStateException(\"no\");')])",
                "try:",
                "    nbclient.NotebookClient(nb, kernel_name='interlace', timeout=90, startup_timeout=90).execute()",
                "except nbclient.exceptions.CellExecutionError as e:",
                "    print('failed as it should', e.ename, e.evalue)");
        assertTrue(ended.text().contains("failed as it should java.lang.IllegalStateException no"), ended.text());
    }

    @Test
    void whatTheRunnerWritesIsAValidNotebook() throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "it-nbformat"));
        Path notebook = Files.writeString(folder.resolve("old.ipynb"), """
                {"cells":[{"cell_type":"code","execution_count":null,"metadata":{},"outputs":[],"source":"1+1"},
                {"cell_type":"code","execution_count":null,"metadata":{},"outputs":[],"source":"%plugins"}],
                "metadata":{},"nbformat":4,"nbformat_minor":2}
                """);
        dev.interlace.app.notebook.HeadlessRunner.Outcome outcome = new dev.interlace.app.notebook.HeadlessRunner(
                        TestInstallation.kernel(), TestInstallation.LIMIT)
                .run(notebook, folder.resolve("out"), (cell, total) -> {});
        Ended ended = script(
                "import nbformat",
                "nb = nbformat.read(" + '\'' + outcome.notebook().toAbsolutePath() + '\'' + ", as_version=4)",
                "nbformat.validate(nb, relax_add_props=False)",
                "print('valid', nb.nbformat, nb.nbformat_minor, nb.cells[0].outputs[0]['data']['text/plain'])");
        assertTrue(ended.text().contains("valid 4 5 2"), ended.text());
    }

    @Test
    void theConsoleAnswers() throws Exception {
        List<String> command = new ArrayList<>(
                List.of(PYTHON.toString(), "-m", "jupyter_console", "--kernel", "interlace", "--simple-prompt"));
        // the console stops reading at the first idle, also at one of an earlier request; later cells show what was
        // left
        Ended ended = run(command, "40+2\n0\n0\n0\n");
        assertTrue(ended.text().contains("42"), ended.text());
    }

    @Test
    void theKernelspecHoldsTheScriptThatDrawsFigures() throws Exception {
        Ended ended = script(
                "import os",
                "from jupyter_client.kernelspec import KernelSpecManager",
                "spec = KernelSpecManager().get_kernel_spec('interlace')",
                "print(spec.display_name, spec.language, spec.interrupt_mode)",
                "print(sorted(f for f in os.listdir(spec.resource_dir) if f.endswith(('.js', '.png', '.svg'))))");
        assertTrue(
                ended.text()
                        .contains(
                                "Java (Interlace) java message\n['logo-32x32.png', 'logo-64x64.png', 'logo-svg.svg', 'plotly.min.js']"),
                ended.text());
    }

    @Test
    void overIpcNoPortIsOpenedAndTheFilesGoWithTheKernel() throws Exception {
        Ended ended = script(
                "import glob, os, psutil",
                "from jupyter_client import KernelManager",
                "manager = KernelManager(kernel_name='interlace', transport='ipc')",
                "manager.start_kernel(); client = manager.client(); client.start_channels()",
                "client.wait_for_ready(timeout=90)",
                "outputs = []",
                "client.execute_interactive('1+1', timeout=90, output_hook=outputs.append)",
                "print('value', [m['content']['data']['text/plain'] for m in outputs if m['msg_type'] == 'execute_result'])",
                "import zmq",
                "heart = manager.context.socket(zmq.REQ); heart.connect(manager._make_url('hb'))",
                "heart.send(b'beat'); print('heart', heart.poll(20000) and heart.recv()); heart.close()",
                "process = psutil.Process(manager.provisioner.process.pid)",
                "family = [process] + process.children(recursive=True)",
                "print('listening', [c.laddr for p in family for c in p.net_connections('inet')])",
                "print('modes', [oct(os.stat(f).st_mode) for f in glob.glob(manager.ip + '-*')])",
                "client.shutdown(); process.wait(20)",
                "print('left', glob.glob(manager.ip + '-*'))",
                "client.stop_channels(); manager.shutdown_kernel(now=True)");
        assertEquals(0, ended.status(), ended.text());
        assertTrue(
                ended.text().contains("value ['2']\nheart b'beat'\nlistening []\nmodes " + SOCKETS + "\nleft []\n"),
                ended.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "ipc"})
    void whatIsEncryptedIsOpenToClientsWithTheKeyAlone(String transport) throws Exception {
        Ended ended = script(
                "import zmq",
                "from jupyter_client import KernelManager",
                "manager = KernelManager(kernel_name='interlace', transport='" + transport + "',",
                "    transport_encryption='auto')", // encrypts where the kernelspec says that the kernel can
                "manager.start_kernel(); client = manager.client(); client.start_channels()",
                "client.wait_for_ready(timeout=90)",
                "outputs = []",
                "client.execute_interactive('1+1', timeout=90, output_hook=outputs.append)",
                "print('value', [m['content']['data']['text/plain'] for m in outputs if m['msg_type'] == 'execute_result'])",
                "print('encrypted', 'curve_secretkey' in manager.get_connection_info())",
                "def hears(curve):",
                "    public, secret = zmq.curve_keypair()",
                "    socket = manager.context.socket(zmq.SUB); socket.subscribe(b''); socket.linger = 0",
                "    if curve:",
                "        socket.curve_publickey, socket.curve_secretkey = public, secret",
                "        socket.curve_serverkey = manager.curve_publickey if curve == 'right' else public",
                "    socket.connect(manager._make_url('iopub'))",
                "    heard = socket.poll(20000 if curve == 'right' else 1500)", // the welcome, or nothing for long
                "    socket.close(); return bool(heard)",
                "print('right', hears('right'), 'wrong', hears('wrong'), 'plain', hears(None))",
                "client.stop_channels(); manager.shutdown_kernel()");
        assertEquals(0, ended.status(), ended.text());
        assertTrue(
                ended.text().contains("value ['2']\nencrypted True\nright True wrong False plain False\n"),
                ended.text());
    }
}
