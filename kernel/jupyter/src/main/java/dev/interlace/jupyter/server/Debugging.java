package dev.interlace.jupyter.server;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.debug.DebugSession;
import dev.interlace.jupyter.debug.DebuggedKernel;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.engine.CellRunner;
import dev.interlace.jupyter.engine.EvalThread;
import dev.interlace.jupyter.engine.Interruption;
import dev.interlace.jupyter.engine.ShellEngine;
import dev.interlace.jupyter.engine.StopCheck;
import dev.interlace.jupyter.wire.Header;
import dev.interlace.jupyter.wire.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread that answers {@code debug_request}: an evaluation may take its time, and control must stay free for the
 * interrupt that ends it.
 */
final class Debugging implements DebuggedKernel {
    private static final long CHECK_MILLIS = 50;

    private final ThreadGroup group = new ThreadGroup("debugger");
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new EvalThread(group, work, "debugger"));
    private final Publisher publisher;
    private final Session session;
    private final InputRelay input;
    private final DebugSession debugger;
    private volatile @Nullable Message request;
    private volatile @Nullable Interruption running;

    Debugging(Publisher publisher, Session session, InputRelay input) {
        this.publisher = publisher;
        this.session = session;
        this.input = input;
        debugger = new DebugSession(this, ProcessHandle.current().pid());
    }

    /** Runs {@code answer} on the debugger's thread. */
    void execute(Runnable answer) {
        thread.execute(answer);
    }

    /** The response to {@code message}; on the debugger's thread. */
    JsonObject answer(Message message) {
        request = message;
        return debugger.answer(message.content());
    }

    /** Interrupts what the debugger evaluates. */
    void interrupt() {
        Interruption now = running;
        if (now != null) {
            now.stop();
        }
    }

    void close() {
        interrupt();
        thread.shutdown();
    }

    @Override
    public ShellEngine engine() {
        return session.start().await().shell();
    }

    @Override
    public List<NotebookSession.Variable> variables() {
        return session.variables();
    }

    @Override
    public CellRunner.Outcome evaluate(String source, Optional<CellOutput> cell) {
        CellRunner cells = session.start().await().cells();
        return within(cell, run -> cells.run(new CellRunner.Cell(0, source, run.interruption(), run::warn)));
    }

    @Override
    public @Nullable Object userCode(CellRunner.CellMagicCall code, Optional<CellOutput> cell) throws Exception {
        CellRunner cells = session.start().await().cells();
        Ended ended = within(cell, run -> {
            try {
                return new Ended(cells.userCode(run.interruption(), code), null);
            } catch (Exception e) {
                return new Ended(null, e);
            }
        });
        if (ended.failure != null) {
            throw ended.failure;
        }
        return ended.value;
    }

    private record Ended(@Nullable Object value, @Nullable Exception failure) {}

    private interface Work<T> {
        T on(CellRun run);
    }

    // what the code prints belongs to the cell that is parked; its interrupt is not the cell's
    private <T> T within(Optional<CellOutput> cell, Work<T> work) {
        Message parent = cell.filter(CellRun.class::isInstance)
                .map(parked -> ((CellRun) parked).request())
                .orElseGet(this::current);
        Interruption interruption = new Interruption();
        CellRun run = new CellRun(parent, publisher, session, interruption, input);
        running = interruption;
        CurrentCell.set(run);
        try {
            Supplier<T> unseen = () -> work.on(run);
            return engine().debuggee().unseen(unseen);
        } finally {
            running = null;
            interruption.finish();
            run.flush();
        }
    }

    private Message current() {
        Message now = request;
        if (now == null) {
            throw new IllegalStateException("the debugger evaluates on request only");
        }
        return now;
    }

    @Override
    public <T> T onDebugger(Callable<T> code) throws Exception {
        Future<T> answer = thread.submit(code);
        while (true) {
            try {
                return answer.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                StopCheck.check();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception failure ? failure : e;
            }
        }
    }

    @Override
    public JsonObject render(@Nullable Object value) {
        return CellRun.bundle(session.rendering().render(value));
    }

    @Override
    public void publish(JsonObject event) {
        Message now = request;
        Optional<Header> parent = now == null ? Optional.empty() : Optional.of(now.header());
        publisher.publish("debug_event", "debug_event", parent, new JsonObject(), event, List.of());
    }
}
