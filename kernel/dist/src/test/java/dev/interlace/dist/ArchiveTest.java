package dev.interlace.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @TempDir
    private Path folder;

    private byte[] written(String name) throws IOException {
        Path file = folder.resolve(name);
        try (Archive archive = new Archive(file)) {
            archive.add("a.txt", "text");
            archive.add("b.jar", new byte[] {1, 2, 3});
            archive.finish();
        }
        return Files.readAllBytes(file);
    }

    @Test
    void theSameContentGivesTheSameBytes() throws Exception {
        assertArrayEquals(written("one.zip"), written("two.zip"));
    }

    @Test
    void theTimesOfTheEntriesAreTheSameAtAnyTime() throws Exception {
        written("one.zip");
        try (ZipFile zip = new ZipFile(folder.resolve("one.zip").toFile())) {
            assertEquals(
                    List.of(LocalDateTime.of(2020, 1, 1, 0, 0)),
                    zip.stream().map(ZipEntry::getTimeLocal).distinct().toList());
        }
    }

    @Test
    void anArchiveThatWasNotFinishedLeavesNothing() throws IOException {
        Path file = folder.resolve("half.zip");
        try (Archive archive = new Archive(file)) {
            archive.add("a.txt", "text");
        }
        assertFalse(Files.exists(file));
        try (var left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aSumIsThatOfTheStandard() throws IOException {
        try (Archive archive = new Archive(folder.resolve("sum.zip"))) {
            // sha256sum of "abc", FIPS 180-2, appendix B.1, as base64 without padding
            assertEquals("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0", archive.add("abc.txt", "abc"));
        }
    }
}
