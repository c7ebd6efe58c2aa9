package dev.interlace.app;

import dev.interlace.app.install.Installer;
import dev.interlace.app.install.KernelPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Takes the kernel away from Jupyter. */
final class UninstallCommand implements Command {
    @Override
    public int run(List<String> arguments, Console console) throws IOException {
        KernelPlace place = InstallCommand.place(
                Options.parse(arguments, InstallCommand.PLACED, InstallCommand.PLACES), System.getenv());
        List<Path> removed = Installer.uninstall(place);
        removed.forEach(spec -> console.line("Removed " + spec));
        if (removed.isEmpty()) {
            console.line("There is no kernel of ours in " + place.spec());
        }
        return removed.isEmpty() ? 1 : 0;
    }
}
