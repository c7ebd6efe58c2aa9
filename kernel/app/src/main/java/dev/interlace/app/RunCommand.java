package dev.interlace.app;

import dev.interlace.app.install.InstalledKernel;
import dev.interlace.app.install.KernelPlace;
import dev.interlace.app.notebook.HeadlessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Executes notebooks without a front end. */
final class RunCommand implements Command {
    private static final String DEFAULT_SECONDS = "600";

    @Override
    public int run(List<String> arguments, Console console) throws IOException {
        Options options = Options.parse(arguments, Set.of("--out", "--timeout"), Set.of());
        Path out = Path.of(options.value("--out").orElse("target/lab"))
                .toAbsolutePath()
                .normalize();
        Duration limit = seconds(options.value("--timeout").orElse(DEFAULT_SECONDS));
        List<Path> notebooks = notebooks(options.rest());
        InstalledKernel kernel = InstallCommand.install(
                        KernelPlace.inPrefix(out.resolve("prefix"), KernelPlace.DEFAULT_NAME), console)
                .kernel();
        HeadlessRunner runner = new HeadlessRunner(kernel, limit);
        int failed = 0;
        for (Path notebook : notebooks) {
            failed += execute(runner, notebook, out, console) ? 0 : 1;
        }
        if (notebooks.size() > 1) {
            console.line(notebooks.size() - failed + " of " + notebooks.size() + " notebooks ran through");
        }
        return failed == 0 ? 0 : 1;
    }

    private static boolean execute(HeadlessRunner runner, Path notebook, Path out, Console console) throws IOException {
        console.line(notebook.toString());
        HeadlessRunner.Outcome outcome;
        long seconds;
        try (Console.Step step = console.step("  running")) {
            outcome = runner.run(notebook, out, (cell, total) -> step.at("cell " + cell + " of " + total));
            seconds = step.seconds();
        }
        outcome.failure()
                .ifPresent(failure -> console.line("  FAILED in code cell " + failure.cell() + ": "
                        + failure.message().strip() + "\n    "
                        + failure.source().strip().replace("\n", "\n    ")));
        console.line("  " + outcome.cells() + " code cells in " + seconds + " s");
        console.line("  " + outcome.notebook());
        console.line("  " + outcome.page());
        return outcome.failure().isEmpty();
    }

    private static Duration seconds(String text) {
        try {
            return Duration.ofSeconds(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--timeout must be a whole number of seconds, got '" + text + "'", e);
        }
    }

    /** The notebooks named, and those in the folders named. */
    private static List<Path> notebooks(List<String> names) throws IOException {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("needs a notebook or a folder of notebooks, got none");
        }
        List<Path> notebooks = new ArrayList<>();
        for (String name : names) {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                try (var files = Files.list(path)) {
                    files.filter(file -> file.toString().endsWith(".ipynb"))
                            .sorted()
                            .forEach(notebooks::add);
                }
            } else if (Files.isRegularFile(path)) {
                notebooks.add(path);
            } else {
                throw new IllegalArgumentException("there is no notebook " + path.toAbsolutePath());
            }
        }
        if (notebooks.isEmpty()) {
            throw new IllegalArgumentException("there is no notebook in " + String.join(", ", names));
        }
        return notebooks;
    }
}
