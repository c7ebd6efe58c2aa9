package dev.interlace.app.install;

import dev.interlace.app.kernel.InterlaceKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A second name for an installed kernel. Under {@code java} the notebooks of IJava and JJava open: that is the kernel
 * which they name, and {@code Java} the language which they were written in.
 *
 * @param kernel the kernel
 * @param place where the second kernelspec belongs
 */
public record KernelAlias(InstalledKernel kernel, KernelPlace place) {
    /** The name that notebooks of other Java kernels ask for. */
    public static final String JAVA = "java";

    private static final String LANGUAGE = "Java";

    /** Whether a kernelspec that is not ours may be lost. */
    public enum Foreign {
        KEPT,
        REPLACED
    }

    /**
     * Writes the second kernelspec.
     *
     * @return why it was not written; empty if it is there
     */
    public Optional<String> write(Foreign foreign) throws IOException {
        Path spec = place.spec();
        if (foreign == Foreign.KEPT && Files.isRegularFile(spec.resolve("kernel.json")) && !isOurs(spec)) {
            return Optional.of("The kernel '" + place.name() + "' in " + spec
                    + " is another one and was left as it is; --replace puts this kernel in its place");
        }
        Files.createDirectories(spec);
        try (var files = Files.list(kernel.spec())) {
            for (Path file : files.filter(KernelAlias::isShown).toList()) {
                Files.copy(file, spec.resolve(String.valueOf(file.getFileName())), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Map<String, String> environment = new LinkedHashMap<>(kernel.environment());
        environment.put(InterlaceKernel.LANGUAGE_VARIABLE, LANGUAGE);
        Files.writeString(spec.resolve("kernel.json"), InstalledKernel.json(kernel.argv(), LANGUAGE, environment));
        return Optional.empty();
    }

    // logos, and the script that draws figures
    private static boolean isShown(Path file) {
        String name = String.valueOf(file.getFileName());
        return List.of(".png", ".svg", ".js").stream().anyMatch(name::endsWith);
    }

    /** Whether the kernelspec in {@code spec} starts this program. */
    static boolean isOurs(Path spec) {
        try {
            return InstalledKernel.read(spec).argv().contains(InstalledKernel.MAIN);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Whether the kernelspec in {@code spec} is another name of the kernel in {@code kernel}. */
    static boolean isOf(Path kernel, Path spec) {
        try {
            return InstalledKernel.read(spec).argv().contains("@" + kernel.resolve(Installer.OPTIONS));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
