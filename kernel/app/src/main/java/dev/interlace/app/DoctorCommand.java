package dev.interlace.app;

import dev.interlace.app.doctor.Check;
import dev.interlace.app.doctor.Doctor;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Says what this machine has and lacks. */
final class DoctorCommand implements Command {
    @Override
    public int run(List<String> arguments, Console console) {
        Options options = Options.parse(arguments, Set.of("--project"), Set.of());
        Path project =
                Path.of(options.value("--project").orElse("")).toAbsolutePath().normalize();
        List<Check> checks;
        try (Console.Step step = console.step("Examining")) {
            step.at(project.toString());
            checks = new Doctor(project, System.getenv()).examine();
        }
        int subject = checks.stream()
                .mapToInt(check -> check.subject().length())
                .max()
                .orElse(0);
        int verdict = checks.stream()
                .mapToInt(check -> check.verdict().word().length())
                .max()
                .orElse(0);
        for (Check check : checks) {
            console.line(pad(check.subject(), subject) + "  "
                    + pad(check.verdict().word(), verdict) + "  " + check.finding());
        }
        return checks.stream().anyMatch(check -> check.verdict() == Check.Verdict.MISSING) ? 1 : 0;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
