package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The messages that VS Code sends, in its order: it is no package of PyPI, so its part is played here. */
class VsCodeOrderIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static JsonObject cell(String code) {
        JsonObject content = Json.of("code", code);
        content.addProperty("silent", false);
        content.addProperty("stop_on_error", false);
        content.addProperty("allow_stdin", true);
        content.addProperty("store_history", true);
        return content;
    }

    private static JsonObject silent(String code) {
        JsonObject content = Json.of("code", code);
        content.addProperty("silent", true);
        content.addProperty("stop_on_error", false);
        content.addProperty("store_history", false);
        return content;
    }

    @Test
    void aSessionFromItsStartToItsRestart() {
        try (KernelClient kernel = TestKernel.start()) {
            // on connecting: who are you, twice, which comms are open, and a silent cell before the first one
            assertEquals("ok", status(kernel.ask("kernel_info_request", new JsonObject())));
            assertEquals("ok", status(kernel.ask("kernel_info_request", new JsonObject())));
            assertEquals("ok", status(kernel.ask("comm_info_request", Json.of("target_name", "jupyter.widget"))));
            CellResult hidden = kernel.await(kernel.submit(silent("int warm = 1;")), LIMIT);
            assertEquals("ok", hidden.status());
            // Run All: every cell is sent at once, and one that fails stops none behind it
            String first = kernel.submit(cell("int a = 40;"));
            String failing = kernel.submit(cell("throw new IllegalStateException(\"no\");"));
            String last = kernel.submit(cell("a + 2"));
            // while they run it asks for completions and documentation, and whether a debugger is there
            assertEquals("ok", status(kernel.complete("Math.ma", 7)));
            assertEquals("ok", status(kernel.inspect("Math.max", 8)));
            assertEquals("ok", kernel.await(first, LIMIT).status());
            assertEquals("error", kernel.await(failing, LIMIT).status());
            CellResult value = kernel.await(last, LIMIT);
            assertEquals("42", value.value());
            assertEquals(3, value.count(), "the silent cell was not counted");
            // the stop button: an interrupt on control, then the variables' view, then the next cell
            String endless = kernel.submit(cell("System.out.println(\"on\"); while (true) {}"));
            kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("on"), LIMIT);
            assertEquals("ok", status(kernel.askControl("interrupt_request", new JsonObject())));
            assertEquals("error", kernel.await(endless, LIMIT).status());
            assertEquals(
                    "ok", kernel.await(kernel.submit(silent("%who")), LIMIT).status());
            assertEquals("41", kernel.execute("a + warm", LIMIT).value());
            // restart: shutdown on control
            JsonObject restart = new JsonObject();
            restart.addProperty("restart", true);
            JsonObject reply = kernel.askControl("shutdown_request", restart);
            assertTrue(Json.flag(reply, "restart", false), Json.text(reply));
        }
    }

    private static String status(JsonObject reply) {
        return Json.string(reply, "status", "");
    }
}
