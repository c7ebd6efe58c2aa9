package dev.interlace.learn.training;

import dev.interlace.spi.Convergence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which terms of a training's loss had not converged, in how many of its steps. */
final class Unconverged {
    private final Map<String, Integer> failed = new LinkedHashMap<>();
    private final Map<String, Convergence> worst = new LinkedHashMap<>();
    private int steps;

    /** Counts one step. */
    void count(Map<String, Convergence> terms) {
        steps++;
        terms.forEach((name, how) -> {
            if (!how.converged()) {
                failed.merge(name, 1, Integer::sum);
                worst.merge(name, how, Convergence::worse);
            }
        });
    }

    /** One sentence per term. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        failed.forEach((name, count) -> warnings.add("the term " + name + " had not converged in " + count + " of "
                + steps + " steps, and trained with what it had; at worst " + worst.get(name)));
        return warnings;
    }
}
