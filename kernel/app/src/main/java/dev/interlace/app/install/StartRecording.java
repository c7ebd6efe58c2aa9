package dev.interlace.app.install;

import dev.interlace.app.doctor.Program;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.client.KernelException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The two runs of an install: one unpacks the native libraries, one records what a starting kernel loads. */
final class StartRecording {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String RECORDING_OPTIONS = "recording.options";

    private StartRecording() {}

    /**
     * Multiplies once, which unpacks the native libraries into their cache.
     *
     * @return what went wrong; empty if nothing did
     */
    static Optional<String> unpackNatives(InstalledKernel kernel, StartOptions options) {
        List<String> command = new ArrayList<>(kernel.argv().subList(0, 2));
        String all = Stream.concat(options.core().stream(), options.shipped().stream())
                .map(Path::toString)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", all, "dev.interlace.app.Main", "check-blas"));
        Optional<Program.Answer> answer = Program.run(command, kernel.environment());
        if (answer.isPresent() && answer.get().status() == 0) {
            return Optional.empty();
        }
        return Optional.of("The linear algebra does not work on this machine: "
                + answer.map(Program.Answer::text).orElse("no answer").strip());
    }

    /**
     * Starts the kernel, uses it a little and lets it write its archive at the end.
     *
     * @param options the arguments of its Java, which let it write {@code archive}
     * @return why there is no archive; empty if there is one
     */
    static Optional<String> record(InstalledKernel kernel, List<String> options, Path archive) throws IOException {
        Path file = kernel.spec().resolve(RECORDING_OPTIONS);
        Files.writeString(file, StartOptions.argumentFile(options));
        List<String> argv = new ArrayList<>(kernel.argv());
        argv.set(1, "@" + file);
        InstalledKernel recorded = new InstalledKernel(kernel.spec(), kernel.displayName(), argv, kernel.environment());
        try (KernelClient client = recorded.launch(kernel.spec(), LIMIT)) {
            client.execute("1+1", LIMIT);
            client.complete("\"\".le", 5);
            client.execute("int twice(int x) { return 2 * x; }\nSystem.out.println(twice(3));", LIMIT);
            client.execute("%plugins", LIMIT);
            client.shutdown(LIMIT);
        } catch (KernelException e) {
            return Optional.of("The kernel will start without its archive, somewhat slower: " + e.getMessage());
        } finally {
            Files.deleteIfExists(file);
        }
        return Files.isRegularFile(archive)
                ? Optional.empty()
                : Optional.of("The kernel will start without its archive, somewhat slower: Java wrote none");
    }
}
