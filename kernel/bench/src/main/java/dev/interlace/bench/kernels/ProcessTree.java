package dev.interlace.bench.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process and all that it has started use; read from Linux's process files. */
record ProcessTree(ProcessHandle root) {
    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants());
    }

    /** Resident memory in KiB. */
    long residentKib() {
        return all().mapToLong(process -> resident(process.pid())).sum();
    }

    private static long resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("resident memory is read from /proc, which only Linux has", e);
        }
    }

    /** Processor time used so far. */
    Duration processorTime() {
        return all().map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
