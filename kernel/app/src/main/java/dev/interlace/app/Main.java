package dev.interlace.app;

import java.util.List;
import java.util.Optional;

/** The entry point of every way to use Interlace from a command line. */
public final class Main {
    private static final int WRONG_USE = 2;

    private Main() {}

    private static final String USAGE = """
            usage: interlace kernel CONNECTION_FILE                     be a Jupyter kernel
                   interlace install [--prefix FOLDER | --sys-prefix | --user] [--name NAME] [--alias NAME [--replace]]
                                     [--heap SIZE] [--options "-X…"] [--archive-later]
                   interlace uninstall [--prefix FOLDER | --sys-prefix | --user] [--name NAME]
                   interlace run [--out FOLDER] [--timeout SECONDS] NOTEBOOK|FOLDER…
                   interlace data [--remove] [NAME…]                    list data sets, or fetch or remove them
                   interlace new-plugin NAME [KIND…] [--package PACKAGE] [--into FOLDER]
                   interlace doctor [--project FOLDER]
                   interlace check-blas                                 multiply once and compare
            """;

    /** Runs one command; its exit status is the process's. */
    public static void main(String[] arguments) throws Exception {
        Console console = Console.standard(System.getenv());
        Optional<Command> command = arguments.length == 0 ? Optional.empty() : command(arguments[0]);
        if (command.isEmpty()) {
            console.error(USAGE.stripTrailing());
            System.exit(WRONG_USE);
        }
        try {
            System.exit(command.orElseThrow().run(List.of(arguments).subList(1, arguments.length), console));
        } catch (IllegalArgumentException e) {
            console.error("interlace " + arguments[0] + ": " + e.getMessage());
            System.exit(WRONG_USE);
        }
    }

    /** A switch and no table: a starting kernel should load nothing of the other commands. */
    private static Optional<Command> command(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "kernel" -> new KernelCommand();
                    case "install" -> new InstallCommand();
                    case "uninstall" -> new UninstallCommand();
                    case "run" -> new RunCommand();
                    case "data" -> new DataCommand();
                    case "new-plugin" -> new NewPluginCommand();
                    case "doctor" -> new DoctorCommand();
                    case "check-blas" -> new CheckBlasCommand();
                    default -> null;
                });
    }
}
