package dev.interlace.jupyter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.wire.ConnectionFile.Ports;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS) // front ends use tcp there
class UnixListenerTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Path folder;
    private Path base;

    @BeforeEach
    void makeAFolderWhoseNameIsShort() throws IOException {
        folder = Files.createTempDirectory(Path.of("/tmp"), "k"); // a socket's path must have less than 108 bytes
        base = folder.resolve("k");
    }

    @AfterEach
    void removeIt() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private Path file(int port) {
        return Path.of(base + "-" + port);
    }

    private static Wire bind(Path base) {
        ConnectionFile file = new ConnectionFile(
                "ipc", base.toString(), new Ports(1, 2, 3, 4, 5), "hmac-sha256", "secret", Optional.empty());
        return new Wire(file, new Outbox(new Signer("hmac-sha256", "secret"), "test"));
    }

    private String refusal(Path at) {
        return assertTimeoutPreemptively(LIMIT, () -> {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> bind(at).close());
            return String.valueOf(e.getMessage());
        });
    }

    @Test
    void listensAtFiveFilesOfItsOwnerAndRemovesThem() throws IOException {
        try (Wire wire = bind(base)) {
            assertEquals(List.of(file(1), file(2), file(3), file(4), file(5)), files());
            for (Path file : files()) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
            assertEquals(1, wire.connection().ports().shell());
        }
        assertEquals(List.of(), files());
    }

    @Test
    void takesThePlaceOfASocketWhoseProcessWasKilled() throws IOException {
        try (ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            killed.bind(UnixDomainSocketAddress.of(file(3)));
        }
        assertTrue(Files.exists(file(3)), "a closed socket leaves its file");
        bind(base).close();
        assertEquals(List.of(), files());
    }

    @Test
    void leavesASocketAloneThatStillAnswers() throws IOException {
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(file(3)));
            assertEquals("cannot listen at ipc://" + file(3) + ": Address already in use", refusal(base));
            assertTrue(Files.exists(file(3)));
        }
        assertEquals(List.of(file(3)), files(), "what was bound before is given back");
    }

    @Test
    void leavesAFileAloneThatIsNoSocket() throws IOException {
        Files.writeString(file(2), "a diary");
        assertEquals("cannot listen at ipc://" + file(2) + ": Address already in use", refusal(base));
        assertEquals("a diary", Files.readString(file(2)));
    }

    @Test
    void refusesAPathTooLongForASocket() {
        Path longName = folder.resolve("n".repeat(120));
        String message = refusal(longName);
        assertTrue(message.startsWith("cannot listen at ipc://" + longName + "-1: "), message);
        assertTrue(message.contains("too long"), message);
        assertFalse(Files.exists(Path.of(longName + "-1")));
    }
}
