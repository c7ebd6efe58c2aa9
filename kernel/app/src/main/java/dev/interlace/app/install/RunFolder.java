package dev.interlace.app.install;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The folder that the build assembles: every jar of the kernel lies in its {@code lib}.
 *
 * @param folder the folder above {@code lib}
 */
public record RunFolder(Path folder) {
    /** What the kernel's core needs; cells see none of it but the API in {@code interlace-jupyter}. */
    private static final Set<String> CORE = Set.of(
            "interlace-app",
            "interlace-jupyter",
            "interlace-maven",
            "asm",
            "jeromq",
            "jnacl",
            "jna",
            "gson",
            "commonmark",
            "commonmark-ext-gfm-tables",
            "slf4j-api",
            "slf4j-simple");

    /** What the workbench or its libraries need too: cells see a copy of their own. */
    private static final Set<String> SHARED = Set.of("gson", "jna", "slf4j-api", "slf4j-simple");

    public RunFolder {
        folder = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder.resolve("lib"))) {
            throw new IllegalArgumentException(
                    "the run folder must hold a folder lib, got " + folder + "; build it with: mvn package");
        }
    }

    /** The run folder that this class was loaded from. */
    public static RunFolder own() {
        try {
            Path jar = Path.of(RunFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path lib = Optional.ofNullable(jar.getParent()).orElse(jar);
            return new RunFolder(Optional.ofNullable(lib.getParent()).orElse(lib));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of interlace-app's jar is no path", e);
        }
    }

    /** The jars of the kernel's core, which a start reads; the first that it needs come first. */
    public List<Path> coreJars() throws IOException {
        return jars().stream().filter(jar -> isOf(CORE, jar)).toList();
    }

    /** The jars that cells see, beside the kernel's API. */
    public List<Path> notebookJars() throws IOException {
        return jars().stream()
                .filter(jar -> !isOf(CORE, jar) || isOf(SHARED, jar))
                .toList();
    }

    // a name with its version behind it
    private static boolean isOf(Set<String> names, Path jar) {
        String file = String.valueOf(jar.getFileName());
        return names.stream()
                .anyMatch(name -> file.startsWith(name + "-") && Character.isDigit(file.charAt(name.length() + 1)));
    }

    /**
     * The jars, Interlace's own and the first that a start reads before the others: what is found early spares a look
     * into those behind it.
     */
    public List<Path> jars() throws IOException {
        try (var files = Files.list(folder.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing(RunFolder::place).thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
    }

    private static int place(Path jar) {
        String name = String.valueOf(jar.getFileName());
        return name.startsWith("interlace-app-")
                ? 0
                : name.startsWith("interlace-") ? 1 : name.startsWith("asm-") ? 2 : 3;
    }
}
