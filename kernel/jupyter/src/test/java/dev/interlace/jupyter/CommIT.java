package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
        assertEquals("", kernel.execute("""
                import dev.interlace.jupyter.comm.*;
                import com.google.gson.JsonObject;
                JsonObject json(String key, String value) { var o = new JsonObject(); o.addProperty(key, value); return o; }
                var told = new ArrayList<String>();
                kernel().comms().register("echo", (comm, first) -> {
                    told.add("open " + first.data().get("x").getAsString());
                    comm.onMessage(m -> {
                        told.add("message");
                        comm.send(new CommMessage(m.data(), json("kind", "echo"), m.buffers()));
                    });
                    comm.onClose(m -> told.add("closed"));
                });
                """, LIMIT).error());
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    private static JsonObject content(String id, String value) {
        JsonObject content = Json.of("comm_id", id);
        content.add("data", Json.of("x", value));
        return content;
    }

    private void open(String id, String target) {
        JsonObject content = content(id, "first");
        content.addProperty("target_name", target);
        kernel.sendComm("comm_open", content, List.of());
    }

    private Message published(String type, String id) {
        return kernel.awaitPublished(
                m -> m.type().equals(type)
                        && Json.string(m.content(), "comm_id", "").equals(id),
                LIMIT);
    }

    private String open() {
        return Json.text(Json.child(kernel.ask("comm_info_request", new JsonObject()), "comms"));
    }

    private String told() {
        return kernel.execute("var t = told.toString(); told.clear(); t", LIMIT).value();
    }

    @Test
    void theFrontEndOpensSendsBytesAndCloses() {
        open("c1", "echo");
        byte[] bytes = {0, -1, 7, 10};
        String sent = kernel.sendComm("comm_msg", content("c1", "é😀"), List.of(bytes, new byte[0]));
        Message echo = published("comm_msg", "c1");
        assertEquals("é😀", Json.string(Json.child(echo.content(), "data"), "x", ""));
        assertEquals("echo", Json.string(echo.metadata(), "kind", ""));
        assertEquals(2, echo.buffers().size());
        assertArrayEquals(bytes, echo.buffers().get(0));
        assertEquals(sent, Json.string(echo.parent(), "msg_id", ""));
        assertEquals("{\"c1\":{\"target_name\":\"echo\"}}", open());
        JsonObject other = Json.of("target_name", "another");
        assertEquals("{}", Json.text(Json.child(kernel.ask("comm_info_request", other), "comms")));
        kernel.sendComm("comm_close", content("c1", ""), List.of());
        assertEquals("[open first, message, closed]", told());
        assertEquals("{}", open());
    }

    @Test
    void aTargetThatNobodyKnowsIsClosedAtOnce() {
        open("c2", "nobody");
        published("comm_close", "c2");
        kernel.sendComm("comm_msg", content("c2", "lost"), List.of());
        assertEquals("{}", open());
        assertEquals("[]", told());
    }

    @Test
    void aCellOpensAndTheFrontEndAnswersAndCloses() {
        String cell = kernel.submit("""
                var own = kernel().comms().open("view", CommMessage.of(json("x", "from the cell")));
                own.onMessage(m -> told.add("answer " + m.data().get("x").getAsString()));
                own.onClose(m -> told.add("closed"));
                """);
        Message opened = kernel.awaitPublished(m -> m.type().equals("comm_open"), LIMIT);
        assertEquals(cell, Json.string(opened.parent(), "msg_id", ""));
        assertEquals("view", Json.string(opened.content(), "target_name", ""));
        String id = Json.string(opened.content(), "comm_id", "");
        kernel.await(cell, LIMIT);
        kernel.sendComm("comm_msg", content(id, "yes"), List.of());
        kernel.sendComm("comm_close", content(id, ""), List.of());
        assertEquals("[answer yes, closed]", told());
    }

    @Test
    void aCellClosesItsComm() {
        String cell = kernel.submit("var brief = kernel().comms().open(\"view\", CommMessage.of(json(\"x\", \"\")));\n"
                + "brief.close(CommMessage.of(json(\"x\", \"bye\")));");
        Message closed = kernel.awaitPublished(m -> m.type().equals("comm_close"), LIMIT);
        assertEquals("bye", Json.string(Json.child(closed.content(), "data"), "x", ""));
        kernel.await(cell, LIMIT);
        assertEquals("{}", open());
    }

    @Test
    void aMessageThatArrivesDuringACellWaitsForItsEnd() {
        open("c3", "echo");
        assertEquals("[open first]", told());
        String subshell =
                Json.string(kernel.askControl("create_subshell_request", new JsonObject()), "subshell_id", "");
        String busy = kernel.submit(
                "var gate = new CountDownLatch(1);\nSystem.out.println(\"started\");\ngate.await();\ntold.toString()");
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        kernel.sendComm("comm_msg", content("c3", "early"), List.of());
        kernel.await(kernel.submitTo(subshell, "gate.countDown();"), LIMIT);
        assertEquals("[]", kernel.await(busy, LIMIT).value());
        assertEquals("[message]", told());
        kernel.askControl("delete_subshell_request", Json.of("subshell_id", subshell));
        kernel.sendComm("comm_close", content("c3", ""), List.of());
        assertEquals("[closed]", told());
    }

    @Test
    void aHandlerThatThrowsIsTold() {
        kernel.execute(
                "kernel().comms().register(\"bad\", (comm, first) -> { throw new IllegalStateException(\"no\"); });",
                LIMIT);
        open("c4", "bad");
        Message notice = kernel.awaitPublished(m -> m.type().equals("stream"), LIMIT);
        assertTrue(
                Json.string(notice.content(), "text", "").contains("IllegalStateException: no"),
                Json.text(notice.content()));
        kernel.sendComm("comm_close", content("c4", ""), List.of());
        assertEquals("2", kernel.execute("1+1", LIMIT).value());
    }
}
