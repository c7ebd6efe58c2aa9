package dev.interlace.app;

import dev.interlace.app.install.Installer;
import dev.interlace.app.install.JavaMachine;
import dev.interlace.app.install.KernelPlace;
import dev.interlace.app.install.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the kernel known to Jupyter. */
final class InstallCommand implements Command {
    @Override
    public int run(List<String> arguments, Console console) throws IOException {
        KernelPlace place = place(arguments, System.getenv());
        Installer.Installed installed = install(place, console);
        if (installed.change() == Installer.Installed.Change.WRITTEN) {
            console.line("Installed the kernel '" + place.name() + "' in " + place.spec());
        }
        return 0;
    }

    /** Installs at {@code place} and shows the steps. */
    static Installer.Installed install(KernelPlace place, Console console) throws IOException {
        Installer installer = new Installer(RunFolder.own(), JavaMachine.current(), System.getenv());
        try (Console.Step step = console.step("Installing the kernel")) {
            Installer.Installed installed = installer.install(place, new Installer.Listener() {
                @Override
                public void unpackingNatives() {
                    step.at("unpacking the native libraries");
                }

                @Override
                public void recordingStart() {
                    step.at("recording its start");
                }
            });
            installed.warnings().forEach(console::error);
            return installed;
        }
    }

    /** Where the arguments want the kernel. */
    static KernelPlace place(List<String> arguments, Map<String, String> environment) {
        Options options = Options.parse(arguments, Set.of("--prefix", "--name"), Set.of("--sys-prefix", "--user"));
        if (!options.rest().isEmpty()) {
            throw new IllegalArgumentException("takes options only, got " + options.rest());
        }
        if (options.flags().size() + options.value("--prefix").stream().count() > 1) {
            throw new IllegalArgumentException("takes one of --prefix, --sys-prefix and --user, got several");
        }
        String name = options.value("--name").orElse(KernelPlace.DEFAULT_NAME);
        if (options.value("--prefix").isPresent()) {
            return KernelPlace.inPrefix(Path.of(options.value("--prefix").orElseThrow()), name);
        }
        return options.flags().contains("--sys-prefix")
                ? KernelPlace.inActiveEnvironment(environment, name)
                : KernelPlace.forUser(environment, System.getProperty("os.name"), name);
    }
}
