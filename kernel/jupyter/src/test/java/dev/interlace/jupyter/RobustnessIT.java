package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.ConnectionFile;
import dev.interlace.jupyter.wire.Json;
import dev.interlace.jupyter.wire.Outbox;
import dev.interlace.jupyter.wire.Signer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

class RobustnessIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MESSAGES = 10_000;

    @Test
    void malformedMessagesAreRefusedAndTheNextCellRuns() {
        try (KernelClient kernel = TestKernel.start()) {
            ConnectionFile connection = kernel.connection();
            long seed = 20_260_101;
            Random random = new Random(seed);
            Signer good = new Signer(connection.signatureScheme(), connection.key());
            Signer bad = new Signer(connection.signatureScheme(), "another key");
            ZMQ.Context context = ZMQ.context(1);
            for (int port : List.of(
                    connection.ports().shell(),
                    connection.ports().control(),
                    connection.ports().stdin())) {
                ZMQ.Socket socket = context.socket(SocketType.DEALER);
                socket.setLinger(5_000);
                socket.connect(connection.endpoint(port));
                for (int i = 0; i < MESSAGES / 3; i++) {
                    List<byte[]> frames = malformed(random, i % 2 == 0 ? good : bad);
                    for (int f = 0; f < frames.size(); f++) {
                        socket.send(frames.get(f), f < frames.size() - 1 ? ZMQ.SNDMORE : 0);
                    }
                }
                socket.close();
            }
            context.close();
            assertEquals("2", kernel.execute("1+1", LIMIT).value(), "seed " + seed);
        }
    }

    private static List<byte[]> malformed(Random random, Signer signer) {
        List<byte[]> frames = new ArrayList<>();
        switch (random.nextInt(4)) {
            case 0 -> { // anything at all
                for (int f = random.nextInt(8); f >= 0; f--) {
                    frames.add(noise(random));
                }
            }
            case 1 -> { // the right form around no JSON
                List<byte[]> parts = List.of(noise(random), noise(random), noise(random), noise(random));
                frames.add("<IDS|MSG>".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                frames.add(signer.sign(parts));
                frames.addAll(parts);
            }
            case 2 -> // a type that nobody knows, or a signature of another key
                frames.addAll(new Outbox(signer, "x")
                        .message("unknown_" + random.nextInt(), Json.of("code", "int broken = 1;"))
                        .body());
            default -> { // deep nesting
                byte[] deep = "[".repeat(5_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                List<byte[]> parts = List.of(deep, deep, deep, deep);
                frames.add("<IDS|MSG>".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                frames.add(signer.sign(parts));
                frames.addAll(parts);
            }
        }
        return frames;
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void randomBytesOnEverySocketAreSurvived() throws IOException {
        try (KernelClient kernel = TestKernel.start()) {
            long seed = 7;
            Random random = new Random(seed);
            var ports = kernel.connection().ports();
            for (int round = 0; round < 20; round++) {
                for (int port :
                        List.of(ports.shell(), ports.control(), ports.stdin(), ports.iopub(), ports.heartbeat())) {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                            OutputStream out = socket.getOutputStream()) {
                        byte[] bytes = new byte[random.nextInt(4_000)];
                        random.nextBytes(bytes);
                        out.write(bytes);
                    } catch (SocketException refused) {
                        // refused in the middle: as it should be
                    }
                }
            }
            assertEquals("2", kernel.execute("1+1", LIMIT).value(), "seed " + seed);
        }
    }

    @Test
    void aReplayedMessageRunsOnce() {
        try (KernelClient kernel = TestKernel.start()) {
            ConnectionFile connection = kernel.connection();
            kernel.execute("int runs = 0;", LIMIT);
            List<byte[]> body = new Outbox(new Signer(connection.signatureScheme(), connection.key()), "x")
                    .message("execute_request", Json.of("code", "runs++;"))
                    .body();
            ZMQ.Context context = ZMQ.context(1);
            ZMQ.Socket socket = context.socket(SocketType.DEALER);
            socket.connect(connection.endpoint(connection.ports().shell()));
            for (int i = 0; i < 3; i++) {
                for (int f = 0; f < body.size(); f++) {
                    socket.send(body.get(f), f < body.size() - 1 ? ZMQ.SNDMORE : 0);
                }
            }
            socket.recv(0); // its one reply
            assertEquals("1", kernel.execute("runs", LIMIT).value());
            socket.close();
            context.close();
        }
    }

    @Test
    void aThrowingToStringAndASwappedStreamAreSurvived() {
        try (KernelClient kernel = TestKernel.start()) {
            kernel.execute("class Bad { public String toString() { throw new RuntimeException(\"no\"); } }", LIMIT);
            assertEquals("ok", kernel.execute("new Bad()", LIMIT).status());
            kernel.execute("System.setOut(null);", LIMIT);
            assertEquals("2", kernel.execute("1+1", LIMIT).value());
        }
    }
}
