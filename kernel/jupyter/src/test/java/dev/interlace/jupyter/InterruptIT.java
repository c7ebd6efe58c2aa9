package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
        kernel.execute("int kept = 41; int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }", LIMIT);
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) {}",
                "Thread.sleep(100_000);",
                "fib(60)",
                "Stream.iterate(1, i -> i + 1).filter(i -> i < 0).findFirst()",
                "IntStream.iterate(0, i -> i + 1).parallel().filter(i -> i < 0).findAny()",
                "for (;;) { try { Thread.sleep(10); } catch (Exception e) {} }",
                "for (;;) { try { while (true) {} } catch (RuntimeException e) {} }",
                "new ArrayBlockingQueue<Integer>(1).take()",
                "Object m = new Object(); synchronized (m) { while (true) { synchronized (m) { kept += 0; } } }",
                "for (long i = 0; ; i++) switch ((int) (i % 3)) { case 0: continue; default: break; }"
            })
    void codeStopsAndVariablesStay(String code) {
        String id = kernel.submit("System.out.println(\"started\");\n" + code);
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        String queued = kernel.submit("kept = -1;");
        kernel.interrupt();
        CellResult stopped = kernel.await(id, LIMIT);
        assertEquals("error", stopped.status());
        assertEquals("aborted", kernel.await(queued, LIMIT).status());
        assertEquals("42", kernel.execute("kept + 1", LIMIT).value());
    }

    @Test
    void theThreadsOfTheCellStopAsWell() {
        String id = kernel.submit("var spins = new Thread(() -> { while (true) {} }); spins.start();\n"
                + "System.out.println(\"started\");\nwhile (true) {}");
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        kernel.interrupt();
        assertEquals("error", kernel.await(id, LIMIT).status());
        assertEquals(
                "false",
                kernel.execute("spins.join(5000); spins.isAlive()", LIMIT).value());
    }

    @Test
    void aThreadThatFreesWhatNobodyRefersToOutlivesTheInterruptOfTheCellThatBroughtIt() {
        String id = kernel.submit("""
                var gone = new java.lang.ref.ReferenceQueue<Object>();
                var frees = new Thread(() -> {
                    try { while (true) gone.remove(); } catch (InterruptedException e) { }
                });
                frees.setDaemon(true); frees.start();
                System.out.println("started");
                while (true) {}
                """);
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        kernel.interrupt();
        assertEquals("error", kernel.await(id, LIMIT).status());
        assertEquals("true", kernel.execute("frees.isAlive()", LIMIT).value());
    }

    @Test
    void aThreadOfAnEarlierCellRunsOn() {
        kernel.execute("""
                var ticks = new java.util.concurrent.atomic.AtomicLong();
                var background = new Thread(() -> { while (true) ticks.incrementAndGet(); });
                background.setDaemon(true); background.start();
                """, LIMIT);
        String id = kernel.submit("System.out.println(\"started\"); while (true) {}");
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        kernel.interrupt();
        kernel.await(id, LIMIT);
        assertEquals("true", kernel.execute("background.isAlive()", LIMIT).value());
    }

    @Test
    void completionAnswersWhileACellRuns() {
        String id = kernel.submit("System.out.println(\"started\"); while (true) {}");
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        assertEquals("ok", Json.string(kernel.complete("\"abc\".sub", 9), "status", ""));
        kernel.interrupt();
        kernel.await(id, LIMIT);
    }

    @Test
    void aShutdownEndsABusyProcess() throws Exception {
        try (KernelClient busy = TestKernel.start()) {
            busy.submit("System.out.println(\"started\");\n"
                    + "new Thread(() -> { while (true) {} }).start(); while (true) {}");
            busy.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
            busy.shutdown(Duration.ofSeconds(5));
            assertFalse(busy.process().isAlive());
        }
    }

    @Test
    void aKernelEndsWithItsParent() throws Exception {
        Process parent = new ProcessBuilder("sleep", "600").start();
        try (KernelClient orphan = KernelClient.start(
                TestKernel.command(),
                java.util.Map.of("JPY_PARENT_PID", Long.toString(parent.pid())),
                Duration.ofSeconds(60))) {
            assertTrue(orphan.process().isAlive());
            parent.destroyForcibly().waitFor();
            orphan.process().onExit().get(10, TimeUnit.SECONDS);
        }
    }
}
