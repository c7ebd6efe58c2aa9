package dev.interlace.app.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelAliasTest {
    private static final String FOREIGN = "{\"argv\":[\"java\",\"-jar\",\"ijava.jar\"],\"display_name\":\"Java\"}";

    @TempDir
    private Path prefix;

    private KernelPlace main;
    private KernelPlace second;

    @BeforeEach
    void installTheKernel() throws IOException {
        main = KernelPlace.inPrefix(prefix, "interlace");
        second = KernelPlace.inPrefix(prefix, KernelAlias.JAVA);
        Files.createDirectories(main.spec());
        Files.writeString(main.spec().resolve("logo-32x32.png"), "logo");
        List<String> argv = List.of(
                "java",
                "@" + main.spec().resolve("jvm.options"),
                "dev.interlace.app.Main",
                "kernel",
                "{connection_file}");
        Files.writeString(
                main.spec().resolve("kernel.json"), InstalledKernel.json(argv, "Ours", Map.of("OMP_NUM_THREADS", "2")));
    }

    private Optional<String> write(KernelAlias.Foreign foreign) throws IOException {
        return new KernelAlias(InstalledKernel.read(main.spec()), second).write(foreign);
    }

    private void installAnotherOne() throws IOException {
        Files.createDirectories(second.spec());
        Files.writeString(second.spec().resolve("kernel.json"), FOREIGN);
    }

    private InstalledKernel written() throws IOException {
        return InstalledKernel.read(second.spec());
    }

    @Test
    void theSecondKernelStartsAsTheFirstAndCallsItsLanguageJava() throws IOException {
        assertEquals(Optional.empty(), write(KernelAlias.Foreign.KEPT));
        assertEquals(InstalledKernel.read(main.spec()).argv(), written().argv());
        assertEquals(
                Map.of("OMP_NUM_THREADS", "2", "INTERLACE_LANGUAGE", "Java"),
                written().environment());
        assertEquals("Java", written().displayName());
        assertTrue(Files.exists(second.spec().resolve("logo-32x32.png")));
        assertEquals(Optional.empty(), write(KernelAlias.Foreign.KEPT), "writing it again costs nothing");
    }

    @Test
    void anotherOnesKernelIsKeptUnlessTheUserSaysOtherwise() throws IOException {
        installAnotherOne();
        assertEquals(
                Optional.of("The kernel 'java' in " + second.spec()
                        + " is another one and was left as it is; --replace puts this kernel in its place"),
                write(KernelAlias.Foreign.KEPT));
        assertEquals(FOREIGN, Files.readString(second.spec().resolve("kernel.json")));
        assertEquals(Optional.empty(), write(KernelAlias.Foreign.REPLACED));
        assertTrue(written().argv().contains("dev.interlace.app.Main"));
    }

    @Test
    void uninstallingRemovesBothNames() throws IOException {
        write(KernelAlias.Foreign.KEPT);
        assertEquals(List.of(main.spec(), second.spec()), Installer.uninstall(main));
        assertFalse(Files.exists(main.spec()) || Files.exists(second.spec()));
    }

    @Test
    void uninstallingLeavesWhatIsAnotherOnes() throws IOException {
        installAnotherOne();
        assertEquals(List.of(), Installer.uninstall(second));
        assertEquals(List.of(main.spec()), Installer.uninstall(main));
        assertTrue(Files.exists(second.spec().resolve("kernel.json")));
    }
}
