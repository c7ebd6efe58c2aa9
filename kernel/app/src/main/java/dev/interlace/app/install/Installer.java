package dev.interlace.app.install;

import dev.interlace.jupyter.jars.JarIndex;
import dev.interlace.workbench.blas.BlasGuard;
import dev.interlace.workbench.figures.PlotlyBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Writes the kernelspec. Doing it again costs nothing as long as neither the jars, nor the Java, nor the options have
 * changed; an install that was interrupted is repeated.
 */
public final class Installer {
    /** The name that users see. */
    public static final String DISPLAY_NAME = "Java (Interlace)";
    /** Environment variable with further arguments for the kernel's Java, read when the kernel is installed. */
    public static final String OPTIONS_VARIABLE = StartOptions.USER_VARIABLE;

    static final String OPTIONS = "jvm.options";
    private static final String FINGERPRINT = "installed-from";

    /** Where each file of the kernelspec comes from: resources of our own and of the workbench. */
    private static final Map<String, String> RESOURCES = Map.of(
            "logo-svg.svg",
            "/dev/interlace/app/install/logo.svg",
            "logo-32x32.png",
            "/dev/interlace/app/install/logo-32x32.png",
            "logo-64x64.png",
            "/dev/interlace/app/install/logo-64x64.png",
            PlotlyBundle.FILE,
            PlotlyBundle.RESOURCE);

    private final RunFolder folder;
    private final JavaMachine machine;
    private final Map<String, String> environment;
    private final Archiving archiving;

    /** When the archive is made that lets a kernel start fast. */
    public enum Archiving {
        /** While it is installed, which takes some ten seconds. */
        NOW,
        /** Behind the first cells of the first kernel. */
        LATER
    }

    /**
     * An installer of the kernel in {@code folder}, to run on {@code machine}.
     *
     * @param environment the environment, of which the user's options for Java are read
     */
    public Installer(RunFolder folder, JavaMachine machine, Map<String, String> environment, Archiving archiving) {
        this.folder = folder;
        this.machine = machine;
        this.environment = Map.copyOf(environment);
        this.archiving = archiving;
    }

    /** What takes long while installing; each method is called when its step begins. */
    public interface Listener {
        /** The native libraries are unpacked and checked. */
        void unpackingNatives();

        /** The kernel is started once to record what it loads. */
        void recordingStart();
    }

    /**
     * An installed kernel.
     *
     * @param kernel the kernelspec
     * @param change what installing did
     * @param warnings what did not work and does without, in sentences
     */
    public record Installed(InstalledKernel kernel, Change change, List<String> warnings) {
        /** What installing did. */
        public enum Change {
            WRITTEN,
            NONE
        }
    }

    /** Installs the kernel at {@code place}, unless it is there as it should be. */
    public Installed install(KernelPlace place, Listener listener) throws IOException {
        Path spec = place.spec();
        StartOptions options = StartOptions.of(machine, folder, environment);
        Path archive = spec.resolve(options.archiveName());
        String fingerprint = fingerprint(options, archive);
        Path mark = spec.resolve(FINGERPRINT);
        if (Files.isRegularFile(mark) && Files.readString(mark).equals(fingerprint)) {
            return new Installed(InstalledKernel.read(spec), Installed.Change.NONE, List.of());
        }
        Files.createDirectories(spec);
        Files.deleteIfExists(mark);
        Files.deleteIfExists(archive);
        copyResources(spec);
        JarIndex.of(options.shipped()).write(StartOptions.index(archive));
        Path optionsFile = spec.resolve(OPTIONS);
        replace(optionsFile, StartOptions.argumentFile(options.using(archive)));
        replace(
                spec.resolve("kernel.json"),
                InstalledKernel.json(
                        command(optionsFile),
                        DISPLAY_NAME,
                        variables(System.getenv(), Runtime.getRuntime().availableProcessors())));
        InstalledKernel kernel = InstalledKernel.read(spec);
        if (archiving == Archiving.LATER) {
            replace(spec.resolve(ArchiveRenewal.MADE_WITH), "\n");
            replace(mark, fingerprint);
            return new Installed(kernel, Installed.Change.WRITTEN, List.of());
        }
        listener.unpackingNatives();
        Optional<String> natives = StartRecording.unpackNatives(kernel, options);
        listener.recordingStart();
        Optional<String> recording = StartRecording.record(kernel, options.recording(archive), archive);
        replace(spec.resolve(ArchiveRenewal.MADE_WITH), machine.version() + "\n");
        replace(mark, fingerprint);
        return new Installed(
                kernel,
                Installed.Change.WRITTEN,
                Stream.of(natives, recording).flatMap(Optional::stream).toList());
    }

    /** Removes the kernelspec at {@code place} and its other names there; none where there is none of ours. */
    public static List<Path> uninstall(KernelPlace place) throws IOException {
        Path spec = place.spec();
        if (!KernelAlias.isOurs(spec)) {
            return List.of();
        }
        List<Path> removed = new ArrayList<>(List.of(spec));
        try (var others = Files.list(place.data().resolve("kernels"))) {
            others.filter(other -> !other.equals(spec) && KernelAlias.isOf(spec, other))
                    .sorted()
                    .forEach(removed::add);
        }
        for (Path folder : removed) {
            remove(folder);
        }
        return removed;
    }

    private static void remove(Path spec) throws IOException {
        Files.walkFileTree(spec, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private List<String> command(Path optionsFile) {
        return List.of(
                machine.java().toString(), "@" + optionsFile, InstalledKernel.MAIN, "kernel", "{connection_file}");
    }

    /**
     * Waiting threads that spin make a training step up to fifty times slower, and so does one that waits for a core
     * that another program holds: half of the logical processors compute, unless the user's own environment says
     * otherwise.
     */
    static Map<String, String> variables(Map<String, String> environment, int processors) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("OMP_WAIT_POLICY", "passive");
        variables.put("GOMP_SPINCOUNT", "0");
        variables.put("OMP_NUM_THREADS", computingThreads(environment, processors));
        variables.put(BlasGuard.VARIABLE, "1");
        return variables;
    }

    private static String computingThreads(Map<String, String> environment, int processors) {
        String chosen = environment.getOrDefault("OMP_NUM_THREADS", "");
        return chosen.isBlank() ? Integer.toString(Math.max(1, processors / 2)) : chosen;
    }

    private static void copyResources(Path spec) throws IOException {
        for (Map.Entry<String, byte[]> resource : resources().entrySet()) {
            Files.write(spec.resolve(resource.getKey()), resource.getValue());
        }
    }

    /** The files of every kernelspec beside its {@code kernel.json}, by name: the logos, and the script of figures. */
    public static Map<String, byte[]> resources() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Map.Entry<String, String> resource : RESOURCES.entrySet()) {
            try (InputStream in = Installer.class.getResourceAsStream(resource.getValue())) {
                if (in == null) {
                    throw new IOException(resource.getValue() + " is missing from the jars; build them again");
                }
                files.put(resource.getKey(), in.readAllBytes());
            }
        }
        return files;
    }

    /** Whatever changes the way the kernel starts, in one line; layers of images keep times in whole seconds only. */
    private String fingerprint(StartOptions options, Path archive) throws IOException {
        StringBuilder all = new StringBuilder()
                .append(machine.version())
                .append('\n')
                .append(machine.java())
                .append('\n')
                .append(String.join("\n", options.using(archive)));
        for (Path jar : Stream.concat(options.core().stream(), options.shipped().stream())
                .toList()) {
            all.append('\n')
                    .append(Files.size(jar))
                    .append(' ')
                    .append(Files.getLastModifiedTime(jar).to(TimeUnit.SECONDS));
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash) + "\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static void replace(Path file, String text) throws IOException {
        Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
