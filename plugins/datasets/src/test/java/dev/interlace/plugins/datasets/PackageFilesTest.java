package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageFilesTest {
    private static final Map<String, byte[]> CONTENT = Map.of("a/b.txt", bytes("hello"), "c.txt", bytes("there"));

    @TempDir
    Path folder = Path.of("");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> read(Path archive) throws IOException {
        Map<String, String> files = new TreeMap<>();
        PackageFiles.Each each =
                (path, content) -> files.put(path, new String(content.readAllBytes(), StandardCharsets.UTF_8));
        if (archive.toString().endsWith(".deb")) {
            PackageFiles.debian(archive, each);
        } else {
            PackageFiles.npm(archive, each);
        }
        return files;
    }

    @Test
    void theRegularFilesOfAPackageAreSeenWithoutItsLinks() throws IOException {
        Map<String, String> wanted = Map.of("a/b.txt", "hello", "c.txt", "there");
        assertEquals(wanted, read(SmallPackages.npm(folder.resolve("x.tgz"), CONTENT)));
        assertEquals(wanted, read(SmallPackages.debian(folder.resolve("x.deb"), CONTENT)));
    }

    @Test
    void aPathThatLeadsOutOfTheArchiveIsRefused() throws IOException {
        for (String path : new String[] {"../evil.txt", "a/../../evil.txt", "a\\..\\evil.txt"}) {
            Path archive = SmallPackages.npm(folder.resolve("x.tgz"), Map.of(path, bytes("no")));
            String message = String.valueOf(
                    assertThrows(IOException.class, () -> read(archive)).getMessage());
            assertEquals(
                    "x.tgz holds the path package/" + path + ", which leads out of the archive; do not use it",
                    message);
        }
        assertEquals(
                "the path ../evil.txt leads out of its folder",
                assertThrows(
                                IOException.class,
                                () -> PackageFiles.write(
                                        folder.resolve("in"), "../evil.txt", new ByteArrayInputStream(new byte[0])))
                        .getMessage());
        assertFalse(Files.exists(folder.resolve("evil.txt")));
    }

    @Test
    void whatIsNoDebianPackageIsTold() throws IOException {
        Path archive = folder.resolve("x.deb");
        Files.write(archive, bytes("!<arch>\n"));
        assertEquals(
                "x.deb holds no data.tar; it is no Debian package",
                assertThrows(IOException.class, () -> read(archive)).getMessage());
    }

    @Test
    void anInterruptEndsTheWalk() throws IOException {
        Path archive = SmallPackages.npm(folder.resolve("x.tgz"), CONTENT);
        Thread.currentThread().interrupt();
        try {
            assertEquals(
                    "reading x.tgz was interrupted",
                    assertThrows(InterruptedIOException.class, () -> read(archive))
                            .getMessage());
        } finally {
            Thread.interrupted();
        }
    }
}
