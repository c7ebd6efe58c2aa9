package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.app.install.InstalledKernel;
import dev.interlace.app.install.Installer;
import dev.interlace.app.install.JavaMachine;
import dev.interlace.app.install.KernelPlace;
import dev.interlace.app.install.RunFolder;
import dev.interlace.jupyter.client.KernelClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The kernel as the tests install it, from the jars that the build has assembled. */
final class TestInstallation {
    static final Duration LIMIT = Duration.ofSeconds(90);

    private TestInstallation() {}

    /** The kernel, installed under {@code target}; costs nothing when it is there already. */
    static InstalledKernel kernel() throws IOException {
        return install(Path.of("target", "it-prefix"));
    }

    static InstalledKernel install(Path prefix) throws IOException {
        Installer.Installed installed = new Installer(
                        RunFolder.own(), JavaMachine.current(), Map.of(), Installer.Archiving.NOW)
                .install(KernelPlace.inPrefix(prefix, KernelPlace.DEFAULT_NAME), new Installer.Listener() {
                    @Override
                    public void unpackingNatives() {}

                    @Override
                    public void recordingStart() {}
                });
        assertEquals(List.of(), installed.warnings());
        return installed.kernel();
    }

    /** A running kernel whose working directory is {@code directory}. */
    static KernelClient start(Path directory) throws IOException {
        return kernel().launch(directory, LIMIT);
    }
}
