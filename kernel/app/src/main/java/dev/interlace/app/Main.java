package dev.interlace.app;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The entry point of every way to use Interlace from a command line. */
public final class Main {
    private static final int WRONG_USE = 2;

    private Main() {}

    /** What there is; each is constructed only when it is asked for, so that a kernel loads nothing of the others. */
    private static final Map<String, Supplier<Command>> COMMANDS = Map.of(
            "kernel", KernelCommand::new,
            "install", InstallCommand::new,
            "uninstall", UninstallCommand::new,
            "run", RunCommand::new,
            "doctor", DoctorCommand::new,
            "check-blas", CheckBlasCommand::new);

    private static final String USAGE =
            """
            usage: interlace kernel CONNECTION_FILE                     be a Jupyter kernel
                   interlace install [--prefix FOLDER | --sys-prefix | --user] [--name NAME]
                   interlace uninstall [--prefix FOLDER | --sys-prefix | --user] [--name NAME]
                   interlace run [--out FOLDER] [--timeout SECONDS] NOTEBOOK|FOLDER…
                   interlace doctor [--project FOLDER]
                   interlace check-blas                                 multiply once and compare
            """;

    /** Runs one command; its exit status is the process's. */
    public static void main(String[] arguments) throws Exception {
        Console console = Console.standard(System.getenv());
        if (arguments.length == 0 || !COMMANDS.containsKey(arguments[0])) {
            console.error(USAGE.stripTrailing());
            System.exit(WRONG_USE);
        }
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        try {
            System.exit(COMMANDS.get(arguments[0]).get().run(rest, console));
        } catch (IllegalArgumentException e) {
            console.error("interlace " + arguments[0] + ": " + e.getMessage());
            System.exit(WRONG_USE);
        }
    }
}
