package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void aKernelAnswersWhatAnEarlierOneRan(@TempDir Path folder) {
        String option = "-D" + TestKernel.HISTORY + "=" + folder.resolve("history.jsonl");
        try (KernelClient first = KernelClient.start(TestKernel.command(option), LIMIT)) {
            first.execute("int early = 20;", LIMIT);
            first.execute("early + 1", LIMIT);
            assertEquals("[[1,1,\"int early = 20;\"],[1,2,\"early + 1\"]]", history(first, "tail", 0));
            try (KernelClient second = KernelClient.start(TestKernel.command(option), LIMIT)) {
                second.execute("int late = 3;", LIMIT);
                assertEquals("[[2,1,\"int late = 3;\"]]", history(second, "range", 0));
                assertEquals("[[1,1,\"int early = 20;\"],[1,2,\"early + 1\"]]", history(second, "range", -1));
                assertEquals("[[1,1,\"int early = 20;\"],[1,2,\"early + 1\"]]", history(second, "search", 0));
                assertEquals(
                        "[[1,1,\"int early = 20;\"],[1,2,\"early + 1\"],[2,1,\"int late = 3;\"]]",
                        history(second, "tail", 0));
            }
        }
    }

    private static String history(KernelClient kernel, String access, int session) {
        JsonObject content = Json.of("hist_access_type", access);
        content.addProperty("raw", true);
        content.addProperty("output", false);
        content.addProperty("session", session);
        content.addProperty("start", 0);
        content.addProperty("pattern", "*early*");
        content.addProperty("n", 100);
        return Json.text(kernel.ask("history_request", content).get("history"));
    }
}
