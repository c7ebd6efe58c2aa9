package dev.interlace.jupyter.server;

import dev.interlace.jupyter.History;
import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.comm.Comm;
import dev.interlace.jupyter.comm.CommMessage;
import dev.interlace.jupyter.comm.Comms;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Rendering;
import dev.interlace.jupyter.engine.CellRunner;
import dev.interlace.jupyter.engine.CodeAnalysis;
import dev.interlace.jupyter.engine.Debuggee;
import dev.interlace.jupyter.engine.ErrorReport;
import dev.interlace.jupyter.engine.ShellEngine;
import dev.interlace.jupyter.engine.SourceName;
import dev.interlace.jupyter.jars.ClassPathChange;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import dev.interlace.jupyter.magic.MagicTable;
import dev.interlace.jupyter.magic.Magics;
import dev.interlace.jupyter.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The kernel's side of running code: one for all cells. */
final class Session implements NotebookSession {
    private final EngineStart start;
    private final MagicTable magics;
    private final Publisher publisher;
    private final Results results = new Results();
    private final History history;
    private final Comms comms = new Comms(this::sendComm);
    private final List<Path> classPath;
    private final AtomicReference<List<String>> notices;
    private volatile @Nullable Rendering rendering;
    private volatile Path folder = Path.of("").toAbsolutePath();

    Session(KernelConfig config, Publisher publisher, EngineStart start) {
        this.publisher = publisher;
        this.start = start;
        classPath = new ArrayList<>(config.classPath());
        notices = new AtomicReference<>(config.notices());
        history = new History(config.historyFile());
        magics = new MagicTable(this, Magics.all(config), () -> Magics.of(shell().loader()));
        start.complete(magics);
    }

    EngineStart start() {
        return start;
    }

    /** What the user should know and has not been told. */
    List<String> takeNotices() {
        return notices.getAndSet(List.of());
    }

    MagicTable magicTable() {
        return magics;
    }

    Results results() {
        return results;
    }

    private ShellEngine shell() {
        return start.await().shell();
    }

    private void sendComm(String type, Comm comm, CommMessage message) {
        var content = Json.of("comm_id", comm.id());
        if (type.equals("comm_open")) {
            content.addProperty("target_name", comm.target());
        }
        content.add("data", message.data());
        var parent = CurrentCell.get().filter(CellRun.class::isInstance).map(cell -> ((CellRun) cell).parent());
        publisher.publish("comm-" + comm.id(), type, parent, message.metadata(), content, message.buffers());
    }

    @Override
    public @Nullable Object eval(String source) {
        return eval(source, new SourceName("eval", 0));
    }

    @Override
    public @Nullable Object eval(String source, SourceName name) {
        CellRun run = CurrentCell.get()
                .filter(CellRun.class::isInstance)
                .map(CellRun.class::cast)
                .orElseThrow(() -> new IllegalStateException("eval can be called from a cell only"));
        CellRunner.Outcome outcome =
                start.await().cells().run(new CellRunner.Cell(name, source, run.interruption(), run::warn));
        outcome.error().ifPresent(error -> {
            throw new EvalFailedException(error);
        });
        return outcome.value().orElse(null);
    }

    /** Says that code given to {@code eval} failed. */
    static final class EvalFailedException extends RuntimeException implements ErrorReport.Reported {
        private static final long serialVersionUID = 1L;

        private final transient ErrorReport report;

        EvalFailedException(ErrorReport report) {
            super(report.name() + ": " + report.message());
            this.report = report;
        }

        @Override
        public ErrorReport report() {
            return report;
        }
    }

    @Override
    public Optional<String> document(String name) {
        return new CodeAnalysis(shell()).document(name, name.length());
    }

    @Override
    public void declare(String type, String name, Object value) {
        eval(type + " " + name + ";");
        shell().assign(name, value);
    }

    @Override
    public Path resolve(String path) {
        return folder.resolve(path);
    }

    @Override
    public void enter(Path where) {
        folder = where.toAbsolutePath().normalize();
    }

    @Override
    public Optional<Debuggee> debuggee() {
        return Optional.of(shell().debuggee());
    }

    @Override
    public Optional<String> trace(Throwable thrown) {
        return Optional.of(shell().trace(thrown));
    }

    @Override
    public @Nullable Object lineMagic(String call) {
        return called("%" + call, () -> magics.value(call));
    }

    @Override
    public @Nullable Object lineMagic(String name, List<String> arguments) {
        return called("%" + name, () -> magics.line(name, arguments));
    }

    // the value of the last line of a cell is shown by the cell; between statements only what a magic wants to show is
    @Override
    public void showLineMagic(String call) {
        if (called("%" + call, () -> magics.line(call)) instanceof DisplayData shown) {
            CurrentCell.get().ifPresent(cell -> cell.display(shown));
        }
    }

    @Override
    public @Nullable Object cellMagic(String name, List<String> arguments, String body) {
        return called("%%" + name, () -> magics.cell(name, arguments, body));
    }

    private static @Nullable Object called(String name, CellRunner.CellMagicCall call) {
        try {
            return call.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new MagicException(name + " failed: " + e, e);
        }
    }

    @Override
    public List<Magic> magics() {
        return magics.all();
    }

    @Override
    public Optional<Object> result(int number) {
        return results.get(number);
    }

    @Override
    public List<Variable> variables() {
        return shell().variables();
    }

    @Override
    public List<Declaration> declarations() {
        return started().declarations();
    }

    @Override
    public List<TypeSource> types() {
        return started().typeSources();
    }

    @Override
    public boolean drop(String name) {
        return started().drop(name);
    }

    // the start-up may not be through in the first cell
    private ShellEngine started() {
        EngineStart.Engine engine = start.await();
        engine.startup().finish();
        return engine.shell();
    }

    @Override
    public void reset() {
        results.clear();
        started().reset();
    }

    @Override
    public ClassPathChange addToClassPath(Path entry, ClassPathChange.Wish wish) throws IOException {
        ClassPathChange change = shell().addToClassPath(entry, wish);
        if (change.isAdded()) {
            synchronized (classPath) {
                classPath.remove(change.entry());
                classPath.add(change.entry());
            }
            rendering().reload();
            magics.reload();
        }
        return change;
    }

    @Override
    public List<Path> classPath() {
        synchronized (classPath) {
            return List.copyOf(classPath);
        }
    }

    @Override
    public ClassLoader classLoader() {
        return shell().loader();
    }

    @Override
    public Rendering rendering() {
        Rendering known = rendering;
        if (known == null) {
            known = new Rendering(classLoader());
            rendering = known;
        }
        return known;
    }

    @Override
    public Comms comms() {
        return comms;
    }

    @Override
    public History history() {
        return history;
    }
}
