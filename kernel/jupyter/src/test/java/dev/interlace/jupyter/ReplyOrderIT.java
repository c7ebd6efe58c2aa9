package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cells that were sent at once are answered in their order, also where one fails or is interrupted. */
class ReplyOrderIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int QUEUED = 5;

    private final List<String> seen = new ArrayList<>();

    private void note(Message message) {
        String parent = Json.string(message.parent(), "msg_id", "");
        if (message.type().equals("execute_reply")) {
            seen.add(parent + " " + Json.string(message.content(), "status", ""));
        }
    }

    private static List<String> submit(KernelClient kernel, String first) {
        List<String> ids = new ArrayList<>(List.of(kernel.submit(first)));
        for (int i = 0; i < QUEUED; i++) {
            ids.add(kernel.submit("never = " + i));
        }
        return ids;
    }

    private void assertOrder(List<String> ids) {
        List<String> expected = new ArrayList<>();
        ids.forEach(id -> expected.add(id + (expected.isEmpty() ? " error" : " aborted")));
        assertEquals(expected, seen);
        seen.clear();
    }

    @Test
    void theReplyOfTheCellThatEndedThemComesFirst() {
        try (KernelClient kernel = TestKernel.start()) {
            assertEquals("", kernel.execute("int never = -1;", LIMIT).error());
            kernel.listen(this::note);
            List<String> failing = submit(kernel, "Thread.sleep(300); throw new RuntimeException(\"no\");");
            failing.forEach(id -> kernel.await(id, LIMIT));
            assertOrder(failing);
            for (String code : List.of("while (true) {}", "LongStream.range(0, Long.MAX_VALUE).sum()")) {
                List<String> interrupted = submit(kernel, "System.out.println(\"started\"); " + code);
                kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
                kernel.interrupt();
                interrupted.forEach(id -> kernel.await(id, LIMIT));
                assertOrder(interrupted);
            }
            assertEquals("-1", kernel.execute("never", LIMIT).value());
        }
    }
}
