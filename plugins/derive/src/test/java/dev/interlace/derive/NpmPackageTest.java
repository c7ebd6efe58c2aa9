package dev.interlace.derive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpmPackageTest {
    private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder = Path.of("");

    @Test
    void theWantedFilesAreReadBelowPackage() throws IOException {
        NpmPackage pack = write("package/a.txt");
        Map<String, byte[]> files =
                pack.content(folder, path -> path.equals("a.txt")).files();
        assertEquals(1, files.size());
        assertArrayEquals(CONTENT, files.get("a.txt"));
        assertEquals(Map.of(), pack.content(folder, path -> false).files());
    }

    @Test
    void anotherChecksumIsRefused() throws IOException {
        String found = write("package/a.txt").sha256();
        NpmPackage pack = new NpmPackage("small@1.0.0", "0".repeat(64));
        assertEquals(
                "small-1.0.0.tgz must have SHA-256 " + "0".repeat(64) + ", got " + found
                        + "; delete it and fetch it again, and do not use it if the difference stays",
                assertThrows(IOException.class, () -> pack.content(folder, path -> true))
                        .getMessage());
    }

    @Test
    void aPathThatLeavesTheArchiveIsRefused() throws IOException {
        NpmPackage pack = write("package/../../a.txt");
        assertEquals(
                "small-1.0.0.tgz holds the path package/../../a.txt, which leads out of the archive; do not use it",
                assertThrows(IOException.class, () -> pack.content(folder, path -> true))
                        .getMessage());
    }

    @Test
    void aMissingPackageNamesTheCommandThatFetchesIt() {
        NpmPackage pack = new NpmPackage("openmoji@17.0.0", "0".repeat(64));
        assertEquals(
                "openmoji-17.0.0.tgz is not in " + folder + "; fetch it there with: npm pack openmoji@17.0.0",
                assertThrows(IOException.class, () -> pack.content(folder, path -> true))
                        .getMessage());
    }

    @Test
    void theFileIsCalledAsNpmCallsIt() {
        assertEquals("openmoji-17.0.0.tgz", new NpmPackage("openmoji@17.0.0", "").file());
        assertEquals("mediapipe-objectron-0.4.1.tgz", new NpmPackage("@mediapipe/objectron@0.4.1", "").file());
    }

    /** A tar archive of one file, packed. */
    private NpmPackage write(String path) throws IOException {
        byte[] header = new byte[512];
        put(header, 0, path);
        put(header, 124, String.format("%011o", CONTENT.length));
        header[156] = '0';
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(header);
            out.write(Arrays.copyOf(CONTENT, 512));
            out.write(new byte[1024]);
        }
        Files.write(folder.resolve("small-1.0.0.tgz"), bytes.toByteArray());
        return new NpmPackage("small@1.0.0", PackageFile.sha256(bytes.toByteArray()));
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
