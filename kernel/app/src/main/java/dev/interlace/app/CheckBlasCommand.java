package dev.interlace.app;

import dev.interlace.workbench.blas.BlasCheck;
import java.util.List;
import java.util.Locale;

/** Multiplies once by the linear algebra and by a loop, and compares. */
final class CheckBlasCommand implements Command {
    @Override
    public int run(List<String> arguments, Console console) {
        BlasCheck.Outcome outcome = BlasCheck.run();
        console.line(String.format(
                Locale.ROOT,
                outcome.passed()
                        ? "products are right (largest difference %.1e)"
                        : "products are WRONG (largest difference %.1e); set OPENBLAS_CORETYPE=Haswell",
                outcome.largestError()));
        return outcome.passed() ? 0 : 1;
    }
}
