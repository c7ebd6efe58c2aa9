package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EndIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int END_SECONDS = 2;
    private static final String SPIN =
            "new ProcessBuilder(\"sleep\", \"600\").start();\nSystem.out.println(\"started\");\nwhile (true) {}";

    private static List<ProcessHandle> busy(KernelClient kernel) {
        kernel.submit(SPIN);
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        List<ProcessHandle> children = kernel.process().descendants().toList();
        assertTrue(children.stream().anyMatch(ProcessHandle::isAlive), "a cell has started a process");
        return children;
    }

    private static void assertGone(KernelClient kernel, List<ProcessHandle> children) throws Exception {
        for (ProcessHandle child : children) {
            child.onExit().get(END_SECONDS, TimeUnit.SECONDS);
        }
        assertFalse(kernel.process().isAlive());
    }

    @Test
    void aShutdownEndsABusyKernelAndWhatItsCellsHaveStarted() throws Exception {
        try (KernelClient kernel = TestKernel.start()) {
            List<ProcessHandle> children = busy(kernel);
            long start = System.nanoTime();
            kernel.shutdown(Duration.ofSeconds(20));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            assertTrue(millis < TimeUnit.SECONDS.toMillis(END_SECONDS), "ended after " + millis + " ms");
            assertGone(kernel, children);
        }
    }

    @Test
    void theDeathOfTheParentEndsABusyKernelAndWhatItsCellsHaveStarted() throws Exception {
        Process parent = new ProcessBuilder("sleep", "600").start();
        try (KernelClient kernel = KernelClient.start(
                TestKernel.command(), Map.of("JPY_PARENT_PID", Long.toString(parent.pid())), LIMIT)) {
            List<ProcessHandle> children = busy(kernel);
            parent.destroyForcibly().waitFor();
            kernel.process().onExit().get(END_SECONDS, TimeUnit.SECONDS);
            assertGone(kernel, children);
        } finally {
            parent.destroyForcibly();
        }
    }
}
