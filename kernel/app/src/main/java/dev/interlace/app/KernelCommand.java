package dev.interlace.app;

import dev.interlace.app.install.ArchiveRenewal;
import dev.interlace.app.install.JavaMachine;
import dev.interlace.app.kernel.InterlaceKernel;
import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.KernelProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Is a kernel until the front end ends it. */
final class KernelCommand implements Command {
    @Override
    public int run(List<String> arguments, Console console) throws Exception {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("needs a connection file, got no argument");
        }
        // the kernel's own logging is bound by now: the libraries of cells choose theirs
        LoggerFactory.getILoggerFactory();
        System.clearProperty("slf4j.provider");
        // front ends put arguments of their own behind it, for instance the file that jupyter run executes
        KernelConfig config = InterlaceKernel.config(System.getenv());
        Optional<ArchiveRenewal> renewal =
                InterlaceKernel.kernelspec().flatMap(spec -> ArchiveRenewal.needed(spec, JavaMachine.currentVersion()));
        renewal.ifPresent(ArchiveRenewal::begin);
        KernelProcess.run(
                Path.of(arguments.get(0)),
                renewal.flatMap(ArchiveRenewal::notice).map(config::withNotice).orElse(config));
        return 0;
    }
}
