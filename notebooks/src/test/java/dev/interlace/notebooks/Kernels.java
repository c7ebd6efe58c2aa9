package dev.interlace.notebooks;

import dev.interlace.app.install.InstalledKernel;
import dev.interlace.app.install.Installer;
import dev.interlace.app.install.JavaMachine;
import dev.interlace.app.install.KernelPlace;
import dev.interlace.app.install.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The kernel as these tests install it, from the jars that the build has assembled. */
final class Kernels {
    private Kernels() {}

    /** The kernel, installed under {@code target}. */
    static InstalledKernel installed() throws IOException {
        return installedIn(Path.of("target", "prefix"));
    }

    /** The kernel, installed in an environment. */
    static synchronized InstalledKernel installedIn(Path prefix) throws IOException {
        return new Installer(RunFolder.own(), JavaMachine.current(), Map.of(), Installer.Archiving.NOW)
                .install(KernelPlace.inPrefix(prefix, KernelPlace.DEFAULT_NAME), new Installer.Listener() {
                    @Override
                    public void unpackingNatives() {}

                    @Override
                    public void recordingStart() {}
                })
                .kernel();
    }
}
