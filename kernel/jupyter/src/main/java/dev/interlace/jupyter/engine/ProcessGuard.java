package dev.interlace.jupyter.engine;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the start of processes in cell code, so that an interrupt ends them and that what they inherit to write
 * to is the cell and not the kernel's own streams.
 */
public final class ProcessGuard {
    private ProcessGuard() {}

    /** In place of {@link ProcessBuilder#start}. */
    public static Process start(ProcessBuilder builder) throws IOException {
        Optional<ParentCell> cell = ChildProcess.cell();
        if (cell.isEmpty()) {
            return builder.start();
        }
        boolean out = Redirect.INHERIT.equals(builder.redirectOutput());
        boolean err = Redirect.INHERIT.equals(builder.redirectError());
        Process plain;
        try {
            pipe(builder, out, err);
            plain = builder.start();
        } finally {
            inherit(builder, out, err);
        }
        return started(plain, cell.get(), out, err && !builder.redirectErrorStream());
    }

    /** In place of {@link ProcessBuilder#startPipeline}. */
    public static List<Process> startPipeline(List<ProcessBuilder> builders) throws IOException {
        Optional<ParentCell> cell = ChildProcess.cell();
        if (cell.isEmpty() || builders.isEmpty()) {
            return ProcessBuilder.startPipeline(builders);
        }
        List<Boolean> outs = new ArrayList<>();
        List<Boolean> errs = new ArrayList<>();
        for (ProcessBuilder builder : builders) {
            outs.add(outs.size() == builders.size() - 1 && Redirect.INHERIT.equals(builder.redirectOutput()));
            errs.add(Redirect.INHERIT.equals(builder.redirectError()));
        }
        List<Process> plain;
        try {
            for (int i = 0; i < builders.size(); i++) {
                pipe(builders.get(i), outs.get(i), errs.get(i));
            }
            plain = ProcessBuilder.startPipeline(builders);
        } finally {
            for (int i = 0; i < builders.size(); i++) {
                inherit(builders.get(i), outs.get(i), errs.get(i));
            }
        }
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            boolean err = errs.get(i) && !builders.get(i).redirectErrorStream();
            started.add(started(plain.get(i), cell.get(), outs.get(i), err));
        }
        return started;
    }

    private static void pipe(ProcessBuilder builder, boolean out, boolean err) {
        if (out) {
            builder.redirectOutput(Redirect.PIPE);
        }
        if (err) {
            builder.redirectError(Redirect.PIPE);
        }
    }

    private static void inherit(ProcessBuilder builder, boolean out, boolean err) {
        if (out) {
            builder.redirectOutput(Redirect.INHERIT);
        }
        if (err) {
            builder.redirectError(Redirect.INHERIT);
        }
    }

    private static Process started(Process plain, ParentCell cell, boolean out, boolean err) {
        cell.interruption().started(plain);
        if (!out && !err) {
            return plain;
        }
        ChildProcess child = new ChildProcess(plain, cell, out, err);
        cell.relayed(child);
        return child;
    }

    private static Process piped(Process plain) {
        ChildProcess.cell().ifPresent(cell -> cell.interruption().started(plain));
        return plain;
    }

    /** In place of {@link Runtime#exec(String)}. */
    @SuppressWarnings("deprecation") // deprecated from Java 18 on
    public static Process exec(Runtime runtime, String command) throws IOException {
        return piped(runtime.exec(command));
    }

    /** In place of {@link Runtime#exec(String, String[])}. */
    @SuppressWarnings("deprecation")
    public static Process exec(Runtime runtime, String command, String @Nullable [] environment) throws IOException {
        return piped(runtime.exec(command, environment));
    }

    /** In place of {@link Runtime#exec(String, String[], File)}. */
    @SuppressWarnings("deprecation")
    public static Process exec(
            Runtime runtime, String command, String @Nullable [] environment, @Nullable File directory)
            throws IOException {
        return piped(runtime.exec(command, environment, directory));
    }

    /** In place of {@link Runtime#exec(String[])}. */
    public static Process exec(Runtime runtime, String[] command) throws IOException {
        return piped(runtime.exec(command));
    }

    /** In place of {@link Runtime#exec(String[], String[])}. */
    public static Process exec(Runtime runtime, String[] command, String @Nullable [] environment) throws IOException {
        return piped(runtime.exec(command, environment));
    }

    /** In place of {@link Runtime#exec(String[], String[], File)}. */
    public static Process exec(
            Runtime runtime, String[] command, String @Nullable [] environment, @Nullable File directory)
            throws IOException {
        return piped(runtime.exec(command, environment, directory));
    }
}
