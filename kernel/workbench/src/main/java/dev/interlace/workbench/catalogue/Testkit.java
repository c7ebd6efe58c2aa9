package dev.interlace.workbench.catalogue;

import dev.interlace.jupyter.jars.ClassPathChange;
import dev.interlace.jupyter.jars.JarIndex;
import dev.interlace.jupyter.jars.NotebookJars;
import dev.interlace.spi.MethodChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The testkit that ships with the kernel: its jars and JUnit's lie in the folder {@code testkit} beside that of the
 * workbench's jar, and a loader of their own keeps both out of the cells' sight.
 */
public final class Testkit {
    private static final String FOLDER = "testkit";

    private Testkit() {}

    /**
     * The checks of the testkit.
     *
     * @throws IllegalStateException when it lies neither in its folder nor on the class path
     */
    public static MethodChecks checks() {
        ClassLoader kernel = Testkit.class.getClassLoader();
        ClassLoader loader = folder().map(folder -> loader(folder, kernel)).orElse(kernel);
        return ServiceLoader.load(MethodChecks.class, loader)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("the testkit is not part of this kernel: there is no folder "
                                + FOLDER + " beside the folder of its jars; build the kernel with ./lab setup"));
    }

    private static ClassLoader loader(Path folder, ClassLoader kernel) {
        NotebookJars jars = new NotebookJars(JarIndex.empty());
        try {
            for (Path jar : PluginSource.jarsIn(folder)) {
                jars.add(jar, ClassPathChange.Wish.ASKED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PluginClassLoader(FOLDER, jars, kernel);
    }

    private static Optional<Path> folder() {
        CodeSource code = Testkit.class.getProtectionDomain().getCodeSource();
        if (code == null || code.getLocation() == null) {
            return Optional.empty();
        }
        try {
            Path lib = Path.of(code.getLocation().toURI()).getParent();
            return Optional.ofNullable(lib)
                    .map(folder -> folder.resolveSibling(FOLDER))
                    .filter(Files::isDirectory)
                    .filter(folder -> !PluginSource.jarsIn(folder).isEmpty());
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
