package dev.interlace.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebPackageTest {
    private static final DebPackage PACKAGE = new DebPackage("sounds", "1.6.1-1", "0".repeat(64));

    @TempDir
    Path folder = Path.of("");

    @Test
    void aMissingPackageNamesTheCommandThatFetchesIt() {
        assertEquals(
                "sounds_1.6.1-1_all.deb is not in " + folder + "; fetch it there with: apt-get download sounds=1.6.1-1",
                assertThrows(IOException.class, () -> PACKAGE.content(folder, path -> true))
                        .getMessage());
    }

    @Test
    void anotherChecksumIsRefusedBeforeTheFileIsOpened() throws IOException {
        Files.writeString(folder.resolve(PACKAGE.file()), "no archive");
        assertEquals(
                "sounds_1.6.1-1_all.deb must have SHA-256 " + "0".repeat(64) + ", got "
                        + PackageFile.sha256(Files.readAllBytes(folder.resolve(PACKAGE.file())))
                        + "; delete it and fetch it again, and do not use it if the difference stays",
                assertThrows(IOException.class, () -> PACKAGE.content(folder, path -> true))
                        .getMessage());
    }

    @Test
    void aFileThatThePackageLacksIsNamed() {
        PackageContent content = new PackageContent("sounds.deb", Map.of());
        assertEquals(
                "sounds.deb has no usr/share/doc/copyright",
                assertThrows(IOException.class, () -> content.text("usr/share/doc/copyright"))
                        .getMessage());
    }
}
