package dev.interlace.jupyter.client;

import dev.interlace.jupyter.wire.ConnectionFile;
import dev.interlace.jupyter.wire.ConnectionFile.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A kernel process with the connection file that was written for it. */
final class LaunchedKernel implements AutoCloseable {
    private static final int LAST_WORDS = 2_000;

    private final Process process;
    private final ConnectionFile connection;
    private final Path folder;

    private LaunchedKernel(Process process, ConnectionFile connection, Path folder) {
        this.process = process;
        this.connection = connection;
        this.folder = folder;
    }

    /** Starts it with free ports and a random key. */
    static LaunchedKernel start(Launch launch) {
        try {
            Path folder = Files.createTempDirectory("kernel"); // readable by its owner alone
            ConnectionFile connection = new ConnectionFile(
                    "tcp",
                    "127.0.0.1",
                    freePorts(),
                    "hmac-sha256",
                    UUID.randomUUID().toString(),
                    Optional.empty());
            Path file = Files.writeString(folder.resolve("connection.json"), connection.toJson());
            List<String> command = launch.argv().stream()
                    .map(word -> word.replace("{connection_file}", file.toString()))
                    .toList();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(launch.directory().toAbsolutePath().toFile())
                    .redirectOutput(folder.resolve("log").toFile())
                    .redirectErrorStream(true);
            builder.environment()
                    .put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
            builder.environment().putAll(launch.environment());
            return new LaunchedKernel(builder.start(), connection, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + launch.argv(), e);
        }
    }

    private static Ports freePorts() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
            return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    ConnectionFile connection() {
        return connection;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** The end of what the process wrote outside any cell. */
    String lastWords() {
        try {
            String log = Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
            return log.substring(Math.max(0, log.length() - LAST_WORDS));
        } catch (IOException e) {
            return "(its log cannot be read: " + e + ")";
        }
    }

    /** Waits for the process, and kills it after the limit. */
    void end(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new KernelException("the kernel did not end within " + limit + " and was killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly); // a launcher's kernel must not outlive it
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(folder.resolve("log"));
            Files.deleteIfExists(folder.resolve("connection.json"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
