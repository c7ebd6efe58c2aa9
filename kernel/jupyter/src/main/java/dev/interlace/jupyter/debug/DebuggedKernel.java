package dev.interlace.jupyter.debug;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.engine.CellRunner;
import dev.interlace.jupyter.engine.ShellEngine;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What the debugger needs of the kernel around it. */
public interface DebuggedKernel {
    /** The engine; waits until it has started. */
    ShellEngine engine();

    /** The variables that cells have declared. */
    List<NotebookSession.Variable> variables();

    /** Evaluates Java in the notebook's scope; what it prints belongs to {@code cell}. */
    CellRunner.Outcome evaluate(String source, Optional<CellOutput> cell);

    /** Runs code of the user where an interrupt may stop it. */
    @Nullable
    Object userCode(CellRunner.CellMagicCall code, Optional<CellOutput> cell) throws Exception;

    /** Runs {@code code} on the debugger's thread while the calling one waits; an interrupt ends the wait. */
    <T> T onDebugger(Callable<T> code) throws Exception;

    /** The MIME bundle of a value: {@code data} and {@code metadata}. */
    JsonObject render(@Nullable Object value);

    /** Publishes an event of the debugger. */
    void publish(JsonObject event);
}
