package dev.interlace.jupyter;

import dev.interlace.jupyter.jars.JarIndex;
import dev.interlace.jupyter.magic.Magic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a kernel is and what it offers beside the language.
 *
 * @param implementation its name, as front ends see it
 * @param version its version
 * @param banner what a console shows first
 * @param startup snippets that are evaluated before the first cell, imports as a rule
 * @param magics magics beside the built-in ones and those that are found as services
 * @param compilerOptions options of the Java compiler; a class path here replaces the process's for compilation
 * @param parent loader of everything that cells can see
 * @param historyFile where inputs are kept across sessions; empty where they are not
 * @param timeout how long one statement of a cell may run before it is interrupted; empty for as long as it likes
 * @param classPath jars and folders that cells see from the start
 * @param offered packages, with a star, and classes whose names cells may use where nothing else has them
 * @param shipped the jars that cells see, where they see no more of {@code parent} than the kernel's API; empty where
 *     they see all of it
 * @param language the name of the language, which front ends write into notebooks
 */
public record KernelConfig(
        String implementation,
        String version,
        String banner,
        List<String> startup,
        List<Magic> magics,
        List<String> compilerOptions,
        ClassLoader parent,
        Optional<Path> historyFile,
        Optional<Duration> timeout,
        List<Path> classPath,
        List<String> offered,
        Optional<JarIndex> shipped,
        String language) {
    private static final List<String> DEFAULT_STARTUP = List.of("import static dev.interlace.jupyter.Notebook.*;");

    // made name by name: JShell would evaluate each declaration before the first cell that it must see
    private static final List<String> DEFAULT_OFFERED = List.of(
            "java.util.*",
            "java.io.*",
            "java.math.*",
            "java.net.*",
            "java.nio.file.*",
            "java.time.*",
            "java.util.concurrent.*",
            "java.util.function.*",
            "java.util.prefs.*",
            "java.util.regex.*",
            "java.util.stream.*",
            "dev.interlace.jupyter.display.*");

    public KernelConfig {
        offered = List.copyOf(offered);
        startup = List.copyOf(startup);
        magics = List.copyOf(magics);
        compilerOptions = List.copyOf(compilerOptions);
        classPath = List.copyOf(classPath);
    }

    /** A kernel of that name with the usual imports. */
    public static KernelConfig named(String implementation, String version) {
        return new KernelConfig(
                implementation,
                version,
                implementation + " " + version + ", Java " + Runtime.version(),
                DEFAULT_STARTUP,
                List.of(),
                List.of(),
                KernelConfig.class.getClassLoader(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                DEFAULT_OFFERED,
                Optional.empty(),
                "java");
    }

    /** This kernel with more snippets to start with. */
    public KernelConfig withStartup(List<String> more) {
        return new KernelConfig(
                implementation,
                version,
                banner,
                joined(startup, more),
                magics,
                compilerOptions,
                parent,
                historyFile,
                timeout,
                classPath,
                offered,
                shipped,
                language);
    }

    /** This kernel with more magics. */
    public KernelConfig withMagics(List<Magic> more) {
        return new KernelConfig(
                implementation,
                version,
                banner,
                startup,
                joined(magics, more),
                compilerOptions,
                parent,
                historyFile,
                timeout,
                classPath,
                offered,
                shipped,
                language);
    }

    /** This kernel with more options of the compiler. */
    public KernelConfig withCompilerOptions(List<String> more) {
        return new KernelConfig(
                implementation,
                version,
                banner,
                startup,
                magics,
                joined(compilerOptions, more),
                parent,
                historyFile,
                timeout,
                classPath,
                offered,
                shipped,
                language);
    }

    /** This kernel with another banner. */
    public KernelConfig withBanner(String text) {
        return new KernelConfig(
                implementation,
                version,
                text,
                startup,
                magics,
                compilerOptions,
                parent,
                historyFile,
                timeout,
                classPath,
                offered,
                shipped,
                language);
    }

    /** This kernel with a file that keeps inputs across sessions. */
    public KernelConfig withHistoryFile(Path file) {
        return new KernelConfig(
                implementation,
                version,
                banner,
                startup,
                magics,
                compilerOptions,
                parent,
                Optional.of(file),
                timeout,
                classPath,
                offered,
                shipped,
                language);
    }

    /** This kernel with a limit to the time of one statement. */
    public KernelConfig withTimeout(Duration limit) {
        return new KernelConfig(
                implementation,
                version,
                banner,
                startup,
                magics,
                compilerOptions,
                parent,
                historyFile,
                Optional.of(limit),
                classPath,
                offered,
                shipped,
                language);
    }

    /** This kernel with jars and folders that cells see from the start. */
    public KernelConfig withClassPath(List<Path> more) {
        return new KernelConfig(
                implementation,
                version,
                banner,
                startup,
                magics,
                compilerOptions,
                parent,
                historyFile,
                timeout,
                joined(classPath, more),
                offered,
                shipped,
                language);
    }

    /**
     * This kernel with more packages, each with a star, and classes whose names cells may use where nothing else has
     * them.
     */
    public KernelConfig withOffered(List<String> more) {
        return new KernelConfig(
                implementation,
                version,
                banner,
                startup,
                magics,
                compilerOptions,
                parent,
                historyFile,
                timeout,
                classPath,
                joined(offered, more),
                shipped,
                language);
    }

    /** This kernel with cells that see those jars, and of the process's own class path the kernel's API alone. */
    public KernelConfig withShipped(JarIndex jars) {
        return new KernelConfig(
                implementation,
                version,
                banner,
                startup,
                magics,
                compilerOptions,
                parent,
                historyFile,
                timeout,
                classPath,
                offered,
                Optional.of(jars),
                language);
    }

    /** This kernel with another name for its language: {@code Java}, as some kernels write it. */
    public KernelConfig withLanguage(String name) {
        return new KernelConfig(
                implementation,
                version,
                banner,
                startup,
                magics,
                compilerOptions,
                parent,
                historyFile,
                timeout,
                classPath,
                offered,
                shipped,
                name);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
