package dev.interlace.workbench.contracts;

import dev.interlace.spi.Method;
import dev.interlace.spi.MethodChecks;
import dev.interlace.spi.MethodChecks.Check;
import dev.interlace.spi.MethodChecks.Outcome;
import dev.interlace.spi.Progress;
import dev.interlace.workbench.contracts.ContractReport.Line;
import dev.interlace.workbench.display.FitProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs the checks of a method one after the other, with progress; an interrupt of the cell ends it.
 *
 * @param checks what a method must keep
 */
public record ContractRun(MethodChecks checks) {
    /**
     * The report on a method.
     *
     * @param options the options that the checks fit it under; the rest is by default
     */
    public ContractReport of(Method<?> method, Map<String, ?> options) {
        String id = method.descriptor().id();
        method.descriptor().schema().parse(options); // a wrong option is told before anything is checked
        List<Check> all = checks.of(method, options);
        List<Line> lines = new ArrayList<>();
        FitProgress progress = FitProgress.of("checking " + id);
        try {
            for (Check check : all) {
                progress.cancellation().check();
                progress.on(new Progress.Step("checks", lines.size() + 1, all.size(), check.name(), lines.size() + 1));
                Outcome outcome = FitProgress.part(check::run);
                lines.add(new Line(check.name(), outcome.verdict(), outcome.message()));
            }
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
        ContractReport report = new ContractReport(id, lines, progress.seconds());
        progress.done("checked " + id + " in " + FitProgress.number(report.seconds()) + " s");
        return report;
    }
}
