package dev.interlace.jupyter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.interlace.jupyter.wire.ConnectionFile.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WireTest {
    @Test
    void aTakenPortIsAnExceptionAndTheOthersAreGivenBack() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            ConnectionFile file = new ConnectionFile(
                    "tcp", "127.0.0.1", new Ports(0, 0, 0, 0, port), "hmac-sha256", "secret", Optional.empty());
            Outbox outbox = new Outbox(new Signer("hmac-sha256", "secret"), "test");
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                IllegalStateException e = assertThrows(IllegalStateException.class, () -> new Wire(file, outbox));
                assertEquals("cannot listen at tcp://127.0.0.1:" + port + ": Address already in use", e.getMessage());
            });
        }
    }
}
