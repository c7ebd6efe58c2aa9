package dev.interlace.jupyter.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start-up snippets that JShell has still to evaluate.
 *
 * <p>It evaluates them one by one while no cell waits, and all at once before the first snippet that it must see
 * itself. A snippet that declares nothing does not wait: it is compiled with the imports that are left.
 */
public final class Startup {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private final Deque<String> left;
    private final ShellEngine shell;
    private final Runnable afterEach;
    private volatile boolean done;

    /**
     * Snippets that wait to be evaluated.
     *
     * @param afterEach called when a snippet that is no import has been evaluated
     */
    public Startup(List<String> snippets, ShellEngine shell, Runnable afterEach) {
        this.afterEach = afterEach;
        left = new ArrayDeque<>(snippets);
        done = snippets.isEmpty();
        this.shell = shell;
    }

    /** Evaluates the next snippet on the calling thread; false where none is left. */
    public synchronized boolean next() {
        String snippet = left.peek();
        if (snippet == null) {
            return false;
        }
        shell.evaluate(snippet, new CellErrors.Origin(0, snippet, 0), new Interruption()).diagnostics().stream()
                .filter(diagnostic -> diagnostic.isError())
                .forEach(error -> LOG.warn("the start-up snippet {} failed: {}", snippet, error.getMessage(null)));
        left.remove();
        if (!snippet.startsWith("import ")) {
            afterEach.run();
        }
        shell.markStart(); // a reset may come before the last of them
        if (left.isEmpty()) {
            done = true;
        }
        return true;
    }

    /** Evaluates all that is left. */
    public void finish() {
        while (!done) {
            next();
        }
    }

    /** The import declarations that are left. */
    synchronized Imports imports() {
        return Imports.parse(String.join("", left));
    }

    /** Whether only imports are left, which need not be evaluated to be used. */
    synchronized boolean isImportsOnly() {
        return left.stream().allMatch(snippet -> snippet.startsWith("import "));
    }

    /** Whether nothing is left; never waits for a snippet that is being evaluated. */
    public boolean isDone() {
        return done;
    }
}
