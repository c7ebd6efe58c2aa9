package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.magic.Magic;
import dev.interlace.jupyter.magic.MagicException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a command, or a script of several lines, in the system's shell. */
final class ShellScript implements Magic.OnLine, Magic.OnCell {
    @Override
    public String name() {
        return "sh";
    }

    @Override
    public String help() {
        return "%sh command, %%sh: runs a command, or the cell as a script, in the system's shell and prints what it says"
                + "\nAssigned, as in List<String> lines = %sh ls, the value is the lines. A failing command fails the cell.";
    }

    @Override
    public @Nullable Object run(Call call) throws IOException, InterruptedException {
        return run(call, call.line());
    }

    @Override
    public @Nullable Object run(Call call, String body) throws IOException, InterruptedException {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Process process = new ProcessBuilder(windows ? List.of("cmd", "/c", body) : List.of("sh", "-c", body))
                .directory(call.session().resolve("").toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread reader =
                new Thread(() -> read(process, call.use() == Use.TAKEN ? lines::add : print()), "interlace-shell");
        reader.setDaemon(true);
        try {
            process.getOutputStream().close();
            reader.start();
            reader.join(); // a read of a pipe cannot be interrupted, this wait can
            int status = process.waitFor();
            if (status != 0) {
                throw new MagicException("%sh: the command ended with status " + status);
            }
            return call.use() == Use.TAKEN ? List.copyOf(lines) : null;
        } catch (InterruptedException e) {
            CurrentCell.get().ifPresent(CellOutput::checkInterrupt);
            throw e;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Consumer<String> print() {
        Optional<NotebookSession.Output> cell = CurrentCell.get()
                .filter(NotebookSession.Output.class::isInstance)
                .map(NotebookSession.Output.class::cast);
        return line -> cell.ifPresent(output -> output.print(line + "\n"));
    }

    private static void read(Process process, Consumer<String> sink) {
        try (BufferedReader reader = process.inputReader(Charset.defaultCharset())) {
            reader.lines().forEach(sink);
        } catch (IOException | UncheckedIOException e) {
            sink.accept("[the rest of the output is lost: " + e.getMessage() + "]");
        }
    }
}
