package dev.interlace.jupyter.magic.builtin;

import dev.interlace.jupyter.NotebookSession;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.engine.SourceName;
import dev.interlace.jupyter.magic.Magic;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs code and tells how long it took. */
final class Time implements Magic.OnLine, Magic.OnCell {
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public String name() {
        return "time";
    }

    @Override
    public String help() {
        return "%time code, %%time: runs the code and prints its wall time and the processor time of its thread\n"
                + "The value is that of the code. Compilation counts as well.";
    }

    @Override
    public @Nullable Object run(Call call) {
        return run(call, call.line());
    }

    @Override
    public @Nullable Object run(Call call, String body) {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        Object value = call.session().eval(body, new SourceName("%time", 0));
        String line = String.format(
                Locale.ROOT,
                "wall %.1f ms, cpu %.1f ms%n",
                (System.nanoTime() - wall) / NANOS_PER_MILLI,
                (threads.getCurrentThreadCpuTime() - cpu) / NANOS_PER_MILLI);
        CurrentCell.get()
                .filter(NotebookSession.Output.class::isInstance)
                .ifPresent(output -> ((NotebookSession.Output) output).print(line));
        return value;
    }
}
