package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell begins as the first one did, whatever an earlier one has changed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurroundingsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    private CellResult run(String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("", result.error());
        return result;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "System.setOut(null);|System.out",
                "System.setOut(new PrintStream(new ByteArrayOutputStream()));|System.out",
                "System.setErr(new PrintStream(OutputStream.nullOutputStream()));|System.err",
                "System.setIn(InputStream.nullInputStream());|System.in",
                "Locale.setDefault(new Locale(\"ar\", \"EG\"));|the default Locale to ar-EG",
                "Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);|the default Locale to de-DE",
                "TimeZone.setDefault(TimeZone.getTimeZone(\"Asia/Tokyo\"));|the default time zone to Asia/Tokyo",
                "Thread.currentThread().interrupt();|the interrupt flag of its thread",
                "Thread.currentThread().setName(\"mine\");|the name of its thread to mine",
                "Thread.currentThread().setPriority(1);|the priority of its thread to 1",
                "Thread.currentThread().setContextClassLoader(null);|the context class loader of its thread",
            })
    void whatACellLeftIsTakenBackAndSaidOnce(String change, String said) {
        String look = """
                System.out.println("out"); System.err.println("err"); Thread.sleep(1);
                String.format("%.1f ", 1.5) + Locale.getDefault() + Locale.getDefault(Locale.Category.FORMAT)
                    + TimeZone.getDefault().getID() + (System.in.getClass() == InputStream.nullInputStream().getClass())
                    + Thread.currentThread().getName() + Thread.currentThread().getPriority()
                    + (Thread.currentThread().getContextClassLoader() == null)""";
        String before = run(look).value();
        run(change);
        CellResult after = run(look);
        assertEquals("out\n", after.stdout());
        assertEquals(before, after.value());
        String notes = after.stream("stderr");
        assertTrue(notes.startsWith("an earlier cell ") && notes.contains(said) && notes.endsWith("\nerr\n"), notes);
        assertEquals("err\n", run(look).stream("stderr"));
    }

    @Test
    void aClosedStreamLosesNothing() {
        run("try (PrintWriter w = new PrintWriter(System.out)) { w.println(\"x\"); }");
        CellResult after = run("System.out.println(\"not lost\");");
        assertEquals("not lost\n", after.stdout());
        assertTrue(after.stream("stderr").contains("closed System.out"), after.stream("stderr"));
        run("System.out.close(); System.err.close(); new Scanner(System.in).close();");
        CellResult again = run("System.out.println(\"o\"); System.err.println(\"e\");");
        assertEquals("o\n", again.stdout());
        assertEquals("e\n", again.stream("stderr"));
    }

    @Test
    void withinItsCellAChangeHolds() {
        assertEquals("caught 1,5 true", run("""
                        var bytes = new ByteArrayOutputStream();
                        var shown = System.out;
                        System.setOut(new PrintStream(bytes, true));
                        System.out.print("caught");
                        System.setOut(shown);
                        var known = Locale.getDefault();
                        Locale.setDefault(Locale.GERMANY);
                        String formatted = String.format(" %.1f ", 1.5);
                        Locale.setDefault(known);
                        Thread.currentThread().interrupt();
                        boolean flag = Thread.interrupted();
                        bytes + formatted + flag""").value());
        assertEquals("", run("System.out.print(\"\")").stream("stderr"));
    }

    @Test
    void whatAProcessInheritsToWriteToIsTheCell() {
        assertEquals(
                "x\n",
                run("new ProcessBuilder(\"echo\", \"x\").inheritIO().start()").stdout());
        CellResult both = run("""
                var b = new ProcessBuilder("sh", "-c", "echo out; echo err >&2; exit 3").inheritIO();
                var p = b.start();
                int status = p.waitFor();
                status + " " + (b.redirectOutput() == ProcessBuilder.Redirect.INHERIT)""");
        assertEquals("out\n", both.stdout());
        assertEquals("err\n", both.stream("stderr"));
        assertEquals("3 true", both.value());
        assertEquals("A\n", run("""
                ProcessBuilder.startPipeline(List.of(new ProcessBuilder("echo", "a"),
                    new ProcessBuilder("tr", "a", "A").redirectOutput(ProcessBuilder.Redirect.INHERIT)))
                    .get(1).waitFor();""").stdout());
        assertEquals("piped\n", run("""
                var q = new ProcessBuilder("echo", "piped").redirectError(ProcessBuilder.Redirect.INHERIT).start();
                new String(q.getInputStream().readAllBytes())""").value());
    }

    @Test
    void exhaustedMemoryNamesTheHeapAndTheOption() {
        String heap = trace("new long[1 << 30]");
        assertTrue(
                heap.contains("the heap of this kernel is 4") && heap.contains("INTERLACE_JVM_OPTIONS=-Xmx4g"), heap);
        String filled = trace("var all = new ArrayList<long[]>(); while (true) all.add(new long[1 << 17]);");
        assertTrue(filled.contains("INTERLACE_JVM_OPTIONS=-Xmx4g"), filled);
        run("all = null;");
        String direct = trace("java.nio.ByteBuffer.allocateDirect(Integer.MAX_VALUE)");
        assertTrue(direct.contains("-XX:MaxDirectMemorySize"), direct);
        String length = trace("new byte[Integer.MAX_VALUE]");
        assertTrue(length.contains("INTERLACE") || length.contains("cannot be longer"), length);
        assertEquals("2", run("1+1").value());
    }

    private String trace(String code) {
        CellResult failed = kernel.execute(code, LIMIT);
        assertTrue(failed.error().startsWith("java.lang.OutOfMemoryError"), failed.error());
        return failed.reply().get("traceback").toString();
    }
}
