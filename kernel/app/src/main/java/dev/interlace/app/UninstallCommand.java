package dev.interlace.app;

import dev.interlace.app.install.Installer;
import dev.interlace.app.install.KernelPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes the kernel away from Jupyter. */
final class UninstallCommand implements Command {
    @Override
    public int run(List<String> arguments, Console console) throws IOException {
        KernelPlace place = InstallCommand.place(arguments, System.getenv());
        Optional<Path> removed = Installer.uninstall(place);
        console.line(removed.map(spec -> "Removed " + spec).orElse("There is no kernel in " + place.spec()));
        return removed.isPresent() ? 0 : 1;
    }
}
