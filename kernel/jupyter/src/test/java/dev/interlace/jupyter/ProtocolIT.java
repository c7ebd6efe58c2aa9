package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.ConnectionFile;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import dev.interlace.jupyter.wire.Signer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LARGE = 50_000_000;

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
        return kernel.execute(code, LIMIT);
    }

    private List<Message> published(String code) {
        List<Message> seen = new ArrayList<>();
        kernel.listen(seen::add);
        try {
            run(code);
        } finally {
            kernel.listen(message -> {});
        }
        return seen;
    }

    @Test
    void theKernelTellsAboutItselfOnControl() {
        JsonObject info = kernel.askControl("kernel_info_request", new JsonObject());
        assertEquals("ok", Json.string(info, "status", ""));
        assertEquals("5.5", Json.string(info, "protocol_version", ""));
        assertTrue(Json.text(info.get("supported_features")).contains("\"kernel subshells\""), Json.text(info));
        assertEquals("java", Json.string(Json.child(info, "language_info"), "name", ""));
    }

    @Test
    void eachSubscriptionIsWelcomed() throws Exception {
        ConnectionFile connection = kernel.connection();
        ZMQ.Context context = ZMQ.context(1);
        ZMQ.Socket socket = context.socket(SocketType.SUB);
        socket.setReceiveTimeOut(10_000);
        socket.setHandshakeIvl(2_000); // JeroMQ's client sometimes never ends one; the kernel's side is not to blame
        socket.subscribe("iopub_welcome");
        socket.connect(connection.endpoint(connection.ports().iopub()));
        List<byte[]> frames = new ArrayList<>();
        do {
            frames.add(socket.recv(0));
        } while (socket.hasReceiveMore());
        Message welcome = Message.parse(frames, new Signer(connection.signatureScheme(), connection.key()));
        assertEquals("iopub_welcome", welcome.type());
        assertEquals("iopub_welcome", Json.string(welcome.content(), "subscription", ""));
        assertEquals("{}", Json.text(welcome.parent()));
        socket.close();
        context.close();
    }

    @Test
    void everyDateHasMicrosecondsAndAZone() throws Exception {
        for (Message message : published("1+1")) {
            String date = Json.string(Json.object(message.header().raw()), "date", "");
            assertTrue(
                    date.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"), message.type() + " " + date);
            assertTrue(
                    OffsetDateTime.parse(date)
                            .isAfter(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5)),
                    date);
        }
    }

    @Test
    void aCellIsToldOfInTheOrderThatTheProtocolAsksFor() {
        List<String> types = published("System.out.print(\"a\"); 1+1").stream()
                .filter(message -> !message.type().endsWith("_reply"))
                .map(message -> message.type() + Json.string(message.content(), "execution_state", ""))
                .toList();
        assertEquals(List.of("statusbusy", "execute_input", "stream", "execute_result", "statusidle"), types);
    }

    @Test
    void outputIsClearedAtOnceOrBeforeTheNext() {
        List<Message> now = published("System.out.println(\"a\"); clearOutput();");
        assertEquals("{\"wait\":false}", contents(now, "clear_output"));
        List<Message> later =
                published("System.out.println(\"a\"); clearOutputBeforeNext(); System.out.println(\"b\");");
        assertEquals("{\"wait\":true}", contents(later, "clear_output"));
        assertEquals(
                "b\n",
                run("System.out.println(\"a\"); clearOutputBeforeNext(); System.out.println(\"b\");")
                        .stdout());
    }

    private static String contents(List<Message> messages, String type) {
        return String.join(
                "",
                messages.stream()
                        .filter(message -> message.type().equals(type))
                        .map(message -> Json.text(message.content()))
                        .toList());
    }

    @Test
    void thePagerAndTheNextInputTravelInTheReply() {
        JsonObject reply = run("page(\"long text\"); setNextInput(\"1 + 2\");").reply();
        assertEquals(
                "[{\"source\":\"page\",\"data\":{\"text/plain\":\"long text\"},\"start\":0},"
                        + "{\"source\":\"set_next_input\",\"text\":\"1 + 2\",\"replace\":false}]",
                Json.text(reply.get("payload")));
        assertEquals("[]", Json.text(run("1").reply().get("payload")));
    }

    @Test
    void whatIsNotStoredIsNeitherCountedNorRemembered() {
        int before = run("0").count();
        JsonObject content = Json.of("code", "\"not \" + \"kept\"");
        content.addProperty("store_history", false);
        CellResult unstored = kernel.await(kernel.submit(content), LIMIT);
        assertEquals("not kept", unstored.value());
        assertEquals(before, unstored.count());
        assertEquals(before + 1, run("0").count());
        JsonObject search = Json.of("hist_access_type", "search");
        search.addProperty("pattern", "*\"not \"*");
        assertEquals("[]", Json.text(kernel.ask("history_request", search).get("history")));
    }

    @Test
    void theQueueGoesOnBehindAFailureWhereTheFrontEndSaysSo() {
        JsonObject failing =
                Json.of("code", "System.out.println(\"started\"); throw new RuntimeException(\"passed over\");");
        failing.addProperty("stop_on_error", false);
        String first = kernel.submit(failing);
        String second = kernel.submit("\"ran\"");
        assertEquals("error", kernel.await(first, LIMIT).status());
        assertEquals("ran", kernel.await(second, LIMIT).value());
    }

    @Test
    void fiftyMegabytesArriveWhole() {
        assertEquals(
                "x".repeat(LARGE),
                run("System.out.print(\"x\".repeat(" + LARGE + "));").stdout());
        CellResult shown = run("display(DisplayData.text(\"y\".repeat(" + LARGE + "))); ");
        assertEquals("y".repeat(LARGE), Json.string(Json.child(shown.outputs().get(0), "data"), "text/plain", ""));
    }

    @Test
    void positionsCountCodePointsWhenAskedWhatStandsThere() {
        JsonObject reply = kernel.inspect("String s = \"😀😀\"; Math.max", 26);
        assertTrue(Json.text(reply).contains("max(int a, int b)"), Json.text(reply));
    }

    @Test
    void aCellMayCatchWhatIsPrintedAndGiveItBack() {
        CellResult caught = run("""
                var kept = System.out;
                var caught = new ByteArrayOutputStream();
                System.setOut(new PrintStream(caught, true));
                System.out.print("inside");
                System.setOut(kept);
                System.out.print("outside");
                caught.toString()
                """);
        assertEquals("inside", caught.value(), caught.error());
        assertEquals("outside", caught.stdout());
    }

    @Test
    void aRendererThatThrowsLeavesTheTextAndItsReason() {
        run(
                "class Broken implements Displayable { public DisplayData display() { throw new RuntimeException(\"no look\"); }"
                        + " public String toString() { return \"its text\"; } }");
        String shown = run("new Broken()").value();
        assertTrue(shown.startsWith("its text\n[") && shown.contains("no look"), shown);
    }
}
