package dev.interlace.jupyter.engine;

import dev.interlace.jupyter.jars.CoreView;
import dev.interlace.jupyter.jars.JarIndex;
import dev.interlace.jupyter.jars.NotebookJars;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What cells are compiled against and loaded with.
 *
 * @param parent loader of everything that is not in {@code jars}
 * @param jars the jars of the notebook
 * @param core the jar of the kernel's API, where cells see no more of the process's class path than that; empty where
 *     they see all of it
 */
public record CellClassPath(ClassLoader parent, NotebookJars jars, Optional<Path> core) {
    private static final Set<String> OPTIONS = Set.of("-cp", "-classpath", "--class-path");

    /** Cells that see all that {@code parent} loads. */
    public static CellClassPath open(ClassLoader parent) {
        return new CellClassPath(parent, new NotebookJars(JarIndex.empty()), Optional.empty());
    }

    /** Cells that see {@code shipped}, and of what {@code parent} loads the kernel's API alone. */
    public static CellClassPath hiding(ClassLoader parent, JarIndex shipped) {
        try {
            Path api = Path.of(CellClassPath.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new CellClassPath(new CoreView(parent), new NotebookJars(shipped), Optional.of(api));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of the kernel's own jar is no path", e);
        }
    }

    /** This class path for a compiler with those options, which may name a class path of their own. */
    CellClassPath with(List<String> compilerOptions) {
        boolean own = compilerOptions.stream().anyMatch(OPTIONS::contains);
        return own ? new CellClassPath(parent, jars, Optional.empty()) : this;
    }

    /** The jars and folders in order, where the compiler itself would read {@code compilers}. */
    List<Path> entries(List<Path> compilers) {
        List<Path> all = new ArrayList<>(core.map(List::of).orElse(compilers));
        jars.entries().stream().filter(entry -> !all.contains(entry)).forEach(all::add);
        return all;
    }

    /** Whether {@code entry} may hold classes of the package {@code name}. */
    boolean mayHold(Path entry, String name) {
        return jars.knows(entry) ? jars.mayHold(entry, name) : true;
    }
}
