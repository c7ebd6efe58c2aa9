package dev.interlace.app.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelPlaceTest {
    private static final Path HOME = Path.of(System.getProperty("user.home"));

    @Test
    void aPrefixHoldsTheSpecUnderShareJupyter() {
        assertEquals(
                Path.of("/env/share/jupyter/kernels/interlace"),
                KernelPlace.inPrefix(Path.of("/env"), KernelPlace.DEFAULT_NAME).spec());
    }

    @Test
    void theUsersFolderFollowsTheSystem() {
        assertEquals(
                HOME.resolve(".local/share/jupyter/kernels/x"),
                KernelPlace.forUser(Map.of(), "Linux", "x").spec());
        assertEquals(
                HOME.resolve("Library/Jupyter/kernels/x"),
                KernelPlace.forUser(Map.of(), "Mac OS X", "x").spec());
        assertEquals(
                Path.of("/roaming/jupyter/kernels/x"),
                KernelPlace.forUser(Map.of("APPDATA", "/roaming"), "Windows 11", "x")
                        .spec());
        assertEquals(
                Path.of("/data/kernels/x"),
                KernelPlace.forUser(Map.of("JUPYTER_DATA_DIR", "/data"), "Linux", "x")
                        .spec());
    }

    @Test
    void anActiveEnvironmentIsAPrefix() {
        assertEquals(
                Path.of("/venv/share/jupyter/kernels/x"),
                KernelPlace.inActiveEnvironment(Map.of("VIRTUAL_ENV", "/venv"), "x")
                        .spec());
    }

    @Test
    void withoutAnActiveEnvironmentTheMessageNamesTheOtherWays() {
        assertEquals(
                "--sys-prefix needs an active Python environment (VIRTUAL_ENV or CONDA_PREFIX is set), got none; activate"
                        + " one, or use --prefix FOLDER or --user",
                assertThrows(IllegalArgumentException.class, () -> KernelPlace.inActiveEnvironment(Map.of(), "x"))
                        .getMessage());
    }

    @Test
    void aNameThatIsNoFolderNameIsRejected() {
        assertEquals(
                "--name must consist of lower-case letters, digits, '.', '_' and '-', got '../x'",
                assertThrows(IllegalArgumentException.class, () -> KernelPlace.inPrefix(Path.of("/env"), "../x"))
                        .getMessage());
    }
}
