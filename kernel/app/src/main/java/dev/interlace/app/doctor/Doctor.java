package dev.interlace.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.interlace.app.install.InstalledKernel;
import dev.interlace.app.install.KernelPlace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at everything that Interlace needs or can use, and says for each what to do about it. */
public final class Doctor {
    private static final long GIB = 1L << 30;
    private static final long LEAST_MEMORY = 2 * GIB;

    private final Path project;
    private final Map<String, String> environment;

    /**
     * A doctor for one copy of the project.
     *
     * @param project the folder that holds {@code lab}
     * @param environment the environment variables
     */
    public Doctor(Path project, Map<String, String> environment) {
        this.project = project;
        this.environment = Map.copyOf(environment);
    }

    /** Every check, in the order of the table. */
    public List<Check> examine() {
        List<Check> checks = new ArrayList<>();
        checks.add(java());
        checks.add(jdk());
        checks.add(maven());
        checks.add(python());
        checks.add(jupyter());
        checks.addAll(kernel());
        checks.add(natives());
        checks.add(memory());
        checks.add(processor());
        checks.add(gpu());
        return checks;
    }

    private static Check java() {
        return Check.ok(
                "Java",
                System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + "), "
                        + System.getProperty("java.home"));
    }

    private static Check jdk() {
        List<String> absent = List.of("jdk.compiler", "jdk.jshell", "jdk.incubator.vector").stream()
                .filter(module ->
                        java.lang.module.ModuleFinder.ofSystem().find(module).isEmpty())
                .toList();
        return absent.isEmpty()
                ? Check.ok("JDK", "compiler, jshell and vector modules are there")
                : Check.missing("JDK", "without " + String.join(", ", absent) + "; install a JDK instead of a JRE");
    }

    private static Check maven() {
        String program = System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn";
        return Program.run(List.of(program, "-B", "-v"), Map.of())
                .map(answer -> Check.ok("Maven", answer.firstLine().replaceAll("\u001b\\[[0-9;]*m", "")))
                .orElse(Check.note("Maven", "none; needed to build, 3.8.6 or newer (Debian: apt install maven)"));
    }

    private Check python() {
        List<String> names =
                Optional.ofNullable(environment.get("PYTHON")).map(List::of).orElse(List.of("python3", "python"));
        String test =
                "import sys, venv, ensurepip; print(sys.version.split()[0]); sys.exit(sys.version_info < (3, 10))";
        for (String name : names) {
            Optional<Program.Answer> answer = Program.run(List.of(name, "-c", test), Map.of());
            if (answer.isPresent() && answer.get().status() == 0) {
                return Check.ok("Python", answer.get().firstLine() + " with venv");
            }
            if (answer.isPresent()) {
                return Check.note(
                        "Python",
                        "too old or without venv; JupyterLab needs Python 3.10 or newer (Debian: apt install python3-venv);"
                                + " ./lab run works without");
            }
        }
        return Check.note(
                "Python",
                "none; JupyterLab needs Python 3.10 or newer (Debian: apt install python3-venv); ./lab run works without");
    }

    private Check jupyter() {
        Path python = virtualEnvironment().resolve(isWindows() ? "Scripts/python.exe" : "bin/python");
        if (!Files.isExecutable(python)) {
            return Check.note("JupyterLab", "not installed yet; ./lab does it");
        }
        String test = "import jupyterlab; print(jupyterlab.__version__)";
        return Program.run(List.of(python.toString(), "-c", test), Map.of())
                .filter(answer -> answer.status() == 0)
                .map(answer -> Check.ok("JupyterLab", answer.firstLine() + " in .venv"))
                .orElse(Check.note("JupyterLab", "half installed; ./lab mends it"));
    }

    private List<Check> kernel() {
        Path spec = KernelPlace.inPrefix(virtualEnvironment(), KernelPlace.DEFAULT_NAME)
                .spec();
        if (!Files.isRegularFile(spec.resolve("kernel.json"))) {
            spec = KernelPlace.inPrefix(project.resolve("target/lab/prefix"), KernelPlace.DEFAULT_NAME)
                    .spec();
        }
        try {
            InstalledKernel kernel = InstalledKernel.read(spec);
            Path java = Path.of(kernel.argv().get(0));
            Check installed = Files.isExecutable(java)
                    ? Check.ok("kernel", project.relativize(spec).toString())
                    : Check.missing("kernel", "its Java is gone: " + java + "; ./lab installs it again");
            return List.of(installed, archive(spec), product(kernel));
        } catch (IOException | IllegalArgumentException e) {
            return List.of(Check.note("kernel", "not installed yet; ./lab and ./lab run do it"));
        }
    }

    private static Check archive(Path spec) throws IOException {
        for (String name : List.of("interlace.jsa", "interlace.aot")) {
            if (Files.isRegularFile(spec.resolve(name))) {
                return Check.ok("start archive", name + ", " + mib(Files.size(spec.resolve(name))));
            }
        }
        return Check.note("start archive", "none; the kernel starts slower. ./lab run tries again after a build");
    }

    /** Runs the product in a process of its own: wrong machine code may end it. */
    private static Check product(InstalledKernel kernel) {
        List<String> command = new ArrayList<>(kernel.argv().subList(0, 2));
        command.addAll(List.of("dev.interlace.app.Main", "check-blas"));
        Optional<Program.Answer> answer = Program.run(command, kernel.environment());
        String last = answer.map(Program.Answer::text)
                .flatMap(text -> text.lines().reduce((first, second) -> second))
                .orElse("no answer");
        return answer.isPresent() && answer.get().status() == 0
                ? Check.ok("OpenBLAS", last)
                : Check.missing("OpenBLAS", last);
    }

    private Check natives() {
        String option = "-Dorg.bytedeco.javacpp.cachedir=";
        Path cache = Arrays.stream(
                        environment.getOrDefault("INTERLACE_JVM_OPTIONS", "").split("\\s+", -1))
                .filter(word -> word.startsWith(option))
                .map(word -> Path.of(word.substring(option.length())))
                .findFirst()
                .orElse(Path.of(System.getProperty("user.home"), ".javacpp", "cache"));
        if (!Files.isDirectory(cache)) {
            return Check.note("native libraries", "not unpacked yet; installing the kernel does it");
        }
        AtomicLong bytes = new AtomicLong();
        try (var files = Files.walk(cache)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> bytes.addAndGet(file.toFile().length()));
        } catch (IOException e) {
            return Check.note("native libraries", cache + " cannot be read: " + e.getMessage());
        }
        return Check.ok("native libraries", "unpacked in " + cache + ", " + mib(bytes.get()));
    }

    private static Check memory() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            return Check.note("memory", "this Java does not tell");
        }
        String finding = String.format(
                Locale.ROOT,
                "%.1f GiB, %.1f free",
                (double) system.getTotalMemorySize() / GIB,
                (double) system.getFreeMemorySize() / GIB);
        return system.getTotalMemorySize() >= LEAST_MEMORY
                ? Check.ok("memory", finding)
                : Check.note("memory", finding + "; the lesson wants 2 GiB or more");
    }

    private static Check processor() {
        String name = Runtime.getRuntime().availableProcessors() + " × " + System.getProperty("os.arch");
        Path info = Path.of("/proc/cpuinfo");
        if (!"amd64".equals(System.getProperty("os.arch")) || !Files.isReadable(info)) {
            return Check.ok("processor", name);
        }
        try {
            return Files.readString(info).contains(" avx2")
                    ? Check.ok("processor", name + " with AVX2")
                    : Check.missing(
                            "processor",
                            name + " without AVX2; build with mvn -Dnd4j.classifier=linux-x86_64-compat package");
        } catch (IOException e) {
            return Check.ok("processor", name);
        }
    }

    private static Check gpu() {
        return Program.run(List.of("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader"), Map.of())
                .filter(answer -> answer.status() == 0 && !answer.firstLine().isEmpty())
                .map(answer -> Check.note(
                        "GPU",
                        answer.firstLine()
                                + "; not used: this build computes on the processor (ND4J's CUDA 11.6 runs on"
                                + " compute capability 3.7 to 8.9)"))
                .orElse(Check.note("GPU", "none; everything runs on the processor"));
    }

    private Path virtualEnvironment() {
        return project.resolve(".venv");
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
