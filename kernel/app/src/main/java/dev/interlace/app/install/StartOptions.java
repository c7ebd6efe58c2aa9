package dev.interlace.app.install;

import dev.interlace.app.kernel.InterlaceKernel;
import dev.interlace.jupyter.engine.CommonPoolThreads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The arguments that a kernel's Java starts with, written to an argument file beside the kernelspec.
 *
 * @param machine the Java
 * @param core the class path
 * @param shipped the jars that cells see
 * @param user arguments of the user, which win because they stand last
 */
record StartOptions(JavaMachine machine, List<Path> core, List<Path> shipped, List<String> user) {
    /** Environment variable with further arguments for the kernel's Java, read when the kernel is installed. */
    static final String USER_VARIABLE = "INTERLACE_JVM_OPTIONS";

    private static final String ARCHIVE = "-XX:SharedArchiveFile=";
    private static final String CACHE = "-XX:AOTCache=";
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access";
    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    private static final int FIRST_WITH_CACHE = 25;
    private static final int FIRST_WITH_UNSAFE_WARNING = 24;
    private static final long LEAST_NATIVE_GIB = 3;

    StartOptions {
        core = List.copyOf(core);
        shipped = List.copyOf(shipped);
        user = List.copyOf(user);
    }

    /** The options for the jars of {@code folder}. */
    static StartOptions of(JavaMachine machine, RunFolder folder, Map<String, String> environment) throws IOException {
        List<String> user = Arrays.stream(
                        environment.getOrDefault(USER_VARIABLE, "").trim().split("\\s+", -1))
                .filter(option -> !option.isEmpty())
                .toList();
        return new StartOptions(machine, folder.coreJars(), folder.notebookJars(), user);
    }

    /** The file beside the start archive that lists the jars which cells see. */
    static Path index(Path archive) {
        return archive.resolveSibling("notebook.jars");
    }

    /** The file that the start archive is kept in; each Java has its own kind. */
    String archiveName() {
        return archiveName(machine);
    }

    /** The file that the start archive of {@code machine} is kept in. */
    static String archiveName(JavaMachine machine) {
        return machine.feature() >= FIRST_WITH_CACHE ? "interlace.aot" : "interlace.jsa";
    }

    /** The arguments that write the archive at the end of a run. */
    List<String> recording(Path archive) {
        return with(archive, writing(machine, archive));
    }

    /** The arguments that start from the archive; a missing or stale one is passed over in silence. */
    List<String> using(Path archive) {
        return with(archive, reading(machine, archive));
    }

    private static List<String> reading(JavaMachine machine, Path archive) {
        return machine.feature() >= FIRST_WITH_CACHE
                ? List.of(CACHE + archive, "-Xlog:aot*=off", "-Xlog:cds*=off")
                : List.of(ARCHIVE + archive, "-Xlog:cds*=off");
    }

    private static List<String> writing(JavaMachine machine, Path archive) {
        String flag = machine.feature() >= FIRST_WITH_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        return List.of(flag + archive);
    }

    /**
     * {@code options} of an installed kernel for another Java, with the arguments that read an archive or write one.
     */
    private static List<String> moved(List<String> options, JavaMachine machine, List<String> archive) {
        List<String> kept = new ArrayList<>(options);
        kept.removeIf(option -> option.startsWith(ARCHIVE)
                || option.startsWith(CACHE)
                || option.startsWith("-Xlog:aot*")
                || option.startsWith("-Xlog:cds*")
                || option.startsWith(UNSAFE));
        int place = kept.contains(NATIVE_ACCESS) ? kept.indexOf(NATIVE_ACCESS) + 1 : 0;
        kept.addAll(place, archive);
        if (machine.feature() >= FIRST_WITH_UNSAFE_WARNING) {
            kept.add(place, UNSAFE + "=allow");
        }
        return kept;
    }

    /** {@code options} of an installed kernel, for {@code machine} and its archive. */
    static List<String> usingAgain(List<String> options, JavaMachine machine, Path archive) {
        return moved(options, machine, reading(machine, archive));
    }

    /** {@code options} of an installed kernel, for a run on {@code machine} that writes its archive at the end. */
    static List<String> recordingAgain(List<String> options, JavaMachine machine, Path archive) {
        return moved(options, machine, writing(machine, archive));
    }

    private List<String> with(Path file, List<String> archive) {
        long native_ = Math.max(LEAST_NATIVE_GIB, (machine.memory() >> 30) / 2);
        List<String> options = new ArrayList<>(List.of(
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+IgnoreUnrecognizedVMOptions",
                // with this collector a compiled loop of up to 2^31 turns can be reached neither by an interrupt nor by
                // the collector itself, unless it is cut into strips
                "-XX:+UseCountedLoopSafepoints",
                "-XX:LoopStripMiningIter=1000",
                // the Java compiler is thousands of small methods: compiled well a little later, they leave the
                // processor to
                // the first cells. Loops are counted apart and wait no longer than before
                "-XX:Tier4InvocationThreshold=15000",
                "-XX:Tier4MinInvocationThreshold=2000",
                "-XX:Tier4CompileThreshold=40000",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-D" + InterlaceKernel.SHIPPED_PROPERTY + "=" + index(file),
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory=" + CommonPoolThreads.class.getName(),
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + native_ + "g",
                "-Dorg.nd4j.log.initialization=false",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dslf4j.provider=org.slf4j.simple.SimpleServiceProvider", // spares a search through every jar
                "-Dslf4j.internal.verbosity=WARN",
                "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED", // Arrow, and so Spark and Flight, end without it
                "--add-exports=jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED",
                "--add-exports=jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED",
                // the vector instructions without --add-modules, which would warn at every start; see VectorModule
                "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+EnableVectorSupport",
                NATIVE_ACCESS));
        if (machine.feature() >= FIRST_WITH_UNSAFE_WARNING) {
            options.add(UNSAFE + "=allow");
        }
        options.addAll(archive);
        options.addAll(user);
        options.add("-cp");
        options.add(core.stream().map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator)));
        return options;
    }

    /** {@code options} as the text of an argument file. */
    static String argumentFile(List<String> options) {
        return options.stream()
                .map(option -> '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .collect(Collectors.joining());
    }

    /** The options in the text of an argument file that this class has written. */
    static List<String> parse(String argumentFile) {
        return argumentFile
                .lines()
                .filter(line -> line.length() > 1)
                .map(line -> line.substring(1, line.length() - 1)
                        .replace("\\\"", "\"")
                        .replace("\\\\", "\\"))
                .toList();
    }
}
