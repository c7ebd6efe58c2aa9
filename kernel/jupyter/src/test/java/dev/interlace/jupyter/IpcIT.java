package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.wire.ConnectionFile;
import dev.interlace.jupyter.wire.ConnectionFile.Ports;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Message;
import dev.interlace.jupyter.wire.Outbox;
import dev.interlace.jupyter.wire.Signer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kernel process at Unix domain sockets, and a client that shares no line of code with the kernel's ZeroMQ. */
@DisabledOnOs(OS.WINDOWS) // front ends use tcp there
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class IpcIT {
    private final Signer signer = new Signer("hmac-sha256", "secret");
    private final Outbox outbox = new Outbox(signer, "client");
    private Path folder;
    private Process kernel;
    private ConnectionFile connection;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "k"); // a socket's path must have less than 108 bytes
        connection = new ConnectionFile(
                "ipc",
                folder.resolve("k").toString(),
                new Ports(1, 2, 3, 4, 5),
                "hmac-sha256",
                "secret",
                Optional.empty());
        Path file = Files.writeString(folder.resolve("connection.json"), connection.toJson());
        List<String> command = TestKernel.command().stream()
                .map(word -> word.replace("{connection_file}", file.toString()))
                .toList();
        kernel = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (!Files.exists(file(5))) { // the last that is bound
            assertTrue(kernel.isAlive(), () -> "the kernel ended: " + log());
            Thread.onSpinWait();
        }
    }

    @AfterAll
    void stop() throws IOException {
        kernel.destroyForcibly().onExit().join();
        for (String name : List.of("connection.json", "log", "k-1", "k-2", "k-3", "k-4", "k-5")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.delete(folder);
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Path file(int port) {
        return folder.resolve("k-" + port);
    }

    private Message ask(ZmtpPeer peer, String type, JsonObject content) throws Exception {
        peer.send(outbox.message(type, content).body());
        return Message.parse(peer.receive(), signer);
    }

    private void assertAnswers() throws Exception {
        try (ZmtpPeer shell = ZmtpPeer.of(file(1), "DEALER")) {
            assertEquals(
                    "kernel_info_reply",
                    ask(shell, "kernel_info_request", new JsonObject()).type(),
                    this::log);
        }
    }

    @Test
    void aCellRunsAndItsResultIsPublishedToTheSubscriber() throws Exception {
        try (ZmtpPeer shell = ZmtpPeer.of(file(1), "DEALER");
                ZmtpPeer iopub = ZmtpPeer.of(file(2), "SUB")) {
            iopub.send(List.of(new byte[] {1})); // everything
            assertEquals("iopub_welcome", Message.parse(iopub.receive(), signer).type());
            Message reply = ask(shell, "execute_request", Json.of("code", "\"x\".repeat(300_000).length() + 1"));
            assertEquals("ok", Json.string(reply.content(), "status", ""));
            Message published = Message.parse(iopub.receive(), signer);
            while (!published.type().equals("execute_result")) {
                published = Message.parse(iopub.receive(), signer);
            }
            assertTrue(published.content().toString().contains("300001"), published.content()::toString);
        }
    }

    @Test
    void theHeartbeatReturnsWhatItIsSent() throws IOException {
        try (ZmtpPeer heart = ZmtpPeer.of(file(5), "REQ")) {
            heart.send(List.of(new byte[0], ZmtpPeer.ascii("beat")));
            assertArrayEquals(ZmtpPeer.ascii("beat"), heart.receive().get(1));
        }
    }

    @Test
    void aPingIsAnsweredWithItsContext() throws IOException {
        try (ZmtpPeer shell = ZmtpPeer.of(file(1), "DEALER")) {
            shell.write(ZmtpPeer.frame(ZmtpPeer.COMMAND, ZmtpPeer.ascii("\u0004PING\0\0context")));
            byte[] pong = shell.receiveFrame();
            assertArrayEquals(
                    ZmtpPeer.ascii("\u0004\u0004PONGcontext"),
                    pong,
                    () -> new String(pong, StandardCharsets.UTF_8) + " " + log());
        }
    }

    @Test
    void aFrameLargerThanTheLimitClosesItsConnectionAlone() throws Exception {
        try (ZmtpPeer other = ZmtpPeer.of(file(1), "DEALER")) {
            for (long size : new long[] {1L << 40, Long.MAX_VALUE}) {
                try (ZmtpPeer greedy = ZmtpPeer.of(file(4), "DEALER")) {
                    ByteBuffer frame =
                            ByteBuffer.allocate(9).put((byte) ZmtpPeer.LONG).putLong(size);
                    greedy.write(frame.array());
                    assertThrows(IOException.class, greedy::receive, "a frame of " + size);
                }
            }
            assertEquals(
                    "kernel_info_reply",
                    ask(other, "kernel_info_request", new JsonObject()).type());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MIN_VALUE + Integer.MAX_VALUE})
    void aNegativeLengthHarmsNobody(long size) throws Exception {
        try (ZmtpPeer other = ZmtpPeer.of(file(1), "DEALER");
                ZmtpPeer odd = ZmtpPeer.of(file(4), "DEALER")) {
            odd.write(ByteBuffer.allocate(9)
                    .put((byte) ZmtpPeer.LONG)
                    .putLong(size)
                    .array());
            assertEquals(
                    "kernel_info_reply",
                    ask(other, "kernel_info_request", new JsonObject()).type());
        }
    }

    @Test
    void anotherMechanismIsRefused() throws Exception {
        try (ZmtpPeer peer = new ZmtpPeer(file(1))) {
            peer.write(ZmtpPeer.greeting("PLAIN"));
            assertThrows(IOException.class, () -> {
                while (true) {
                    peer.receiveFrame(); // the kernel's own greeting, read as frames, and then the end
                }
            });
        }
        assertAnswers();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noBytesWhateverStopTheOthers(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            int socket = 1 + random.nextInt(5);
            byte[] noise = new byte[1 + random.nextInt(200)];
            random.nextBytes(noise);
            int agreed = random.nextInt(3);
            String type = List.of("DEALER", "SUB", "DEALER", "DEALER", "REQ").get(socket - 1);
            try (ZmtpPeer peer = agreed == 0 ? ZmtpPeer.of(file(socket), type) : new ZmtpPeer(file(socket))) {
                if (agreed == 1) {
                    peer.write(ZmtpPeer.greeting("NULL"));
                }
                peer.write(noise);
            } catch (IOException e) {
                assertTrue(kernel.isAlive(), this::log); // the kernel was faster to close
            }
        }
        assertAnswers();
        theHeartbeatReturnsWhatItIsSent();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void theFilesAreGoneAfterTheEnd() throws Exception {
        try (ZmtpPeer control = ZmtpPeer.of(file(4), "DEALER")) {
            assertEquals(
                    "shutdown_reply",
                    ask(control, "shutdown_request", new JsonObject()).type());
        }
        assertTrue(kernel.waitFor(10, TimeUnit.SECONDS), "the process must end");
        for (int port = 1; port <= 5; port++) {
            assertTrue(Files.notExists(file(port)), file(port).toString());
        }
    }
}
