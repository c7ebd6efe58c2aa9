package dev.interlace.jupyter.server;

import dev.interlace.jupyter.engine.CellRunner;
import dev.interlace.jupyter.engine.Interruption;
import dev.interlace.jupyter.engine.JavaScanner;
import dev.interlace.jupyter.engine.ShellEngine;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start-up snippets that are still to be evaluated.
 *
 * <p>They are evaluated one by one while nobody waits, and all at once before the first cell that names anything: a cell
 * of literals and operators has no use for an import.
 */
final class Startup {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private final Queue<String> left;
    private final ShellEngine shell;
    private final CellRunner cells;
    private volatile boolean done;

    Startup(List<String> snippets, ShellEngine shell, CellRunner cells) {
        left = new ArrayDeque<>(snippets);
        done = snippets.isEmpty();
        this.shell = shell;
        this.cells = cells;
    }

    /** Evaluates the next snippet on the calling thread; false where none is left. */
    synchronized boolean next() {
        String snippet = left.poll();
        if (snippet == null) {
            return false;
        }
        cells.run(new CellRunner.Cell(0, snippet, new Interruption(), LOG::warn))
                .error()
                .ifPresent(error -> LOG.warn("a start-up snippet failed: {}", error.message()));
        if (left.isEmpty()) {
            shell.markStart();
            done = true;
        }
        return true;
    }

    /** Evaluates what {@code source} may need. */
    synchronized void prepareFor(String source) {
        if (!left.isEmpty() && namesAnything(source)) {
            boolean more = true;
            while (more) {
                more = next();
            }
        }
    }

    /** Whether nothing is left; never waits for a snippet that is being evaluated. */
    boolean isDone() {
        return done;
    }

    private static boolean namesAnything(String source) {
        JavaScanner scanner = new JavaScanner(source);
        for (Optional<JavaScanner.Token> token = scanner.next(); token.isPresent(); token = scanner.next()) {
            if (token.get().kind() == JavaScanner.Kind.WORD) {
                return true;
            }
        }
        return false;
    }
}
