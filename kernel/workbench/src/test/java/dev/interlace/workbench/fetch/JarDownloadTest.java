package dev.interlace.workbench.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.doubles.JarServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarDownloadTest {
    private static final byte[] JAR = "a jar".getBytes(StandardCharsets.US_ASCII);

    /** Of {@code printf 'a jar' | sha256sum}. */
    private static final String SUM = "fc8bd814a3051a9717431182d5af2a2d654481aac82a028c05c73afa4ca38823";

    @TempDir
    Path folder;

    private JarServer server;
    private JarDownload download;

    @BeforeEach
    void serve() throws IOException {
        server = JarServer.encrypted(folder);
        download = new JarDownload(server.client(), folder.resolve("kept"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path fetch(String url, String... stated) {
        return download.fetch(
                url, stated.length == 0 ? Optional.empty() : Optional.of(stated[0]), List.of(), FetchListener.SILENT);
    }

    private String refusal(String url, String... stated) {
        return String.valueOf(
                assertThrows(FetchException.class, () -> fetch(url, stated)).getMessage());
    }

    @Test
    void aJarWhoseDigestIsStatedArrivesOnce() throws IOException {
        String url = server.with("a-1.0.jar", JAR);
        Path file = fetch(url, SUM.toUpperCase(java.util.Locale.ROOT));
        assertArrayEquals(JAR, Files.readAllBytes(file));
        assertEquals("a-1.0.jar", String.valueOf(file.getFileName()));
        assertEquals(1, server.asked());
        assertEquals(file, fetch(url, SUM));
        assertEquals(1, server.asked(), "the jar of that digest is kept");
        Files.writeString(file, "changed");
        assertArrayEquals(JAR, Files.readAllBytes(fetch(url, SUM)), "what was kept is held against its digest again");
    }

    @Test
    void theDigestMayStandInAFileBesideTheJarOrInOneThatIsNamed() throws IOException {
        String url = server.with("a-1.0.jar", JAR);
        server.with("a-1.0.jar.sha256", (SUM + "\n").getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(JAR, Files.readAllBytes(fetch(url)));
        String sums = "0".repeat(64) + "  other.jar\n" + SUM + " *dist/a-1.0.jar\n";
        String list = server.with("SHA256SUMS", sums.getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(JAR, Files.readAllBytes(fetch(url, list)));
        String none = server.with("NONE", sums.replace("a-1.0", "b").getBytes(StandardCharsets.US_ASCII));
        assertTrue(refusal(url, none)
                .endsWith(none + " does not state it; ask its author for it, and add the jar with --sha256 DIGEST"));
    }

    @Test
    void aJarWithoutADigestOrWithAnotherIsRefused() {
        String url = server.with("a-1.0.jar", JAR);
        assertEquals(
                "the SHA-256 of a-1.0.jar is not known: " + url + ".sha256 answers 404; ask its author for it, and add"
                        + " the jar with --sha256 DIGEST",
                refusal(url));
        assertEquals(
                url + " has the SHA-256 " + SUM + ", but " + "0".repeat(64)
                        + " is stated: it is damaged or another jar, so nothing of it was run",
                refusal(url, "0".repeat(64)));
        assertEquals(
                "a SHA-256 must be 64 hexadecimal digits, or the URL of a checksum file, got 'abc'",
                refusal(url, "abc"));
        assertTrue(refusal(server.url("b.jar"), SUM).contains("/b.jar answers 404"));
    }

    @Test
    void plainHttpIsRefusedUnlessItsHostIsAllowedByName() throws IOException {
        try (JarServer plain = JarServer.plain()) {
            String url = plain.with("a-1.0.jar", JAR);
            JarDownload over = new JarDownload(plain.client(), folder.resolve("kept"));
            assertEquals(
                    url + " is plain http, where anyone on the way can change what arrives: use https, or allow this"
                            + " host with --plain-http 127.0.0.1",
                    String.valueOf(assertThrows(
                                    FetchException.class,
                                    () -> over.fetch(url, Optional.of(SUM), List.of(), FetchListener.SILENT))
                            .getMessage()));
            assertEquals(0, plain.asked());
            Path file = over.fetch(url, Optional.of(SUM), List.of("127.0.0.1"), FetchListener.SILENT);
            assertArrayEquals(JAR, Files.readAllBytes(file));
        }
    }

    @Test
    void aRedirectionOverHttpsIsFollowed() throws IOException {
        server.with("a-1.0.jar", JAR);
        assertArrayEquals(JAR, Files.readAllBytes(fetch(server.url("moved/a-1.0.jar"), SUM)));
    }

    @Test
    void whatIsNoUrlOfAServerIsRefused() {
        for (String url : List.of("ftp://a/b.jar", "https:///b.jar", "https://a b/c.jar", "://")) {
            assertEquals("a URL must be https://host/path, got '" + url + "'", refusal(url, SUM));
        }
    }
}
