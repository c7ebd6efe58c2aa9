package dev.interlace.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {
    @TempDir
    private Path folder;

    private Path module() throws Exception {
        Path module = folder.resolve("kernel/dist");
        Files.createDirectories(module.resolve("target"));
        Files.writeString(folder.resolve("LICENSE"), "licence");
        Files.writeString(folder.resolve("NOTICE"), "notice");
        return module;
    }

    @Test
    void licencesGoWithTheFilesAndTheListOfPartsWhereOneWasMade() throws Exception {
        Path module = module();
        Notices notices = Notices.of(module);
        assertEquals(Set.of("LICENSE", "NOTICE"), notices.licences().keySet());
        assertEquals(Set.of(), notices.parts().keySet());

        Files.writeString(module.resolve("target/interlace.cdx.json"), "{}");
        assertEquals(Set.of("interlace.cdx.json"), Notices.of(module).parts().keySet());
    }

    @Test
    void theJarHoldsThemWhereToolsLook() throws Exception {
        Path module = module();
        Files.writeString(module.resolve("target/interlace.cdx.json"), "{}");
        Path jar = new SelfInstaller("1", Notices.of(module)).write(folder, Platform.current(), Map.of());
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (String name :
                    new String[] {"META-INF/LICENSE", "META-INF/NOTICE", "META-INF/sbom/interlace.cdx.json"}) {
                assertTrue(zip.getEntry(name) != null, name);
            }
            assertEquals(
                    "notice",
                    new String(
                            zip.getInputStream(zip.getEntry("META-INF/NOTICE")).readAllBytes(),
                            StandardCharsets.UTF_8));
        }
    }

    @Test
    void aRepositoryWithoutItsLicenceIsNoReleaseAtAll() throws Exception {
        Path module = module();
        Files.delete(folder.resolve("NOTICE"));
        assertThrows(NoSuchFileException.class, () -> Notices.of(module));
    }
}
