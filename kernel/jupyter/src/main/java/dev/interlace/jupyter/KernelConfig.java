package dev.interlace.jupyter;

import dev.interlace.jupyter.jars.JarIndex;
import dev.interlace.jupyter.magic.Magic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
 * @param notices what the first cell tells the user beside its own output
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
        String language,
        List<String> notices) {
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
        notices = List.copyOf(notices);
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
                "java",
                List.of());
    }

    /** This kernel with more snippets to start with. */
    public KernelConfig withStartup(List<String> more) {
        return changed(draft -> draft.startup = joined(startup, more));
    }

    /** This kernel with more magics. */
    public KernelConfig withMagics(List<Magic> more) {
        return changed(draft -> draft.magics = joined(magics, more));
    }

    /** This kernel with more options of the compiler. */
    public KernelConfig withCompilerOptions(List<String> more) {
        return changed(draft -> draft.compilerOptions = joined(compilerOptions, more));
    }

    /** This kernel with another banner. */
    public KernelConfig withBanner(String text) {
        return changed(draft -> draft.banner = text);
    }

    /** This kernel with a file that keeps inputs across sessions. */
    public KernelConfig withHistoryFile(Path file) {
        return changed(draft -> draft.historyFile = Optional.of(file));
    }

    /** This kernel with a limit to the time of one statement. */
    public KernelConfig withTimeout(Duration limit) {
        return changed(draft -> draft.timeout = Optional.of(limit));
    }

    /** This kernel with jars and folders that cells see from the start. */
    public KernelConfig withClassPath(List<Path> more) {
        return changed(draft -> draft.classPath = joined(classPath, more));
    }

    /**
     * This kernel with more packages, each with a star, and classes whose names cells may use where nothing else has
     * them.
     */
    public KernelConfig withOffered(List<String> more) {
        return changed(draft -> draft.offered = joined(offered, more));
    }

    /** This kernel with cells that see those jars, and of the process's own class path the kernel's API alone. */
    public KernelConfig withShipped(JarIndex jars) {
        return changed(draft -> draft.shipped = Optional.of(jars));
    }

    /** This kernel with another name for its language: {@code Java}, as some kernels write it. */
    public KernelConfig withLanguage(String name) {
        return changed(draft -> draft.language = name);
    }

    /** This kernel with something that the first cell tells the user. */
    public KernelConfig withNotice(String text) {
        return changed(draft -> draft.notices = joined(notices, List.of(text)));
    }

    private KernelConfig changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** A configuration that is being changed, one field for each component that can be. */
    private static final class Draft {
        private final KernelConfig from;
        private String banner;
        private List<String> startup;
        private List<Magic> magics;
        private List<String> compilerOptions;
        private Optional<Path> historyFile;
        private Optional<Duration> timeout;
        private List<Path> classPath;
        private List<String> offered;
        private Optional<JarIndex> shipped;
        private String language;
        private List<String> notices;

        Draft(KernelConfig from) {
            this.from = from;
            banner = from.banner;
            startup = from.startup;
            magics = from.magics;
            compilerOptions = from.compilerOptions;
            historyFile = from.historyFile;
            timeout = from.timeout;
            classPath = from.classPath;
            offered = from.offered;
            shipped = from.shipped;
            language = from.language;
            notices = from.notices;
        }

        KernelConfig finished() {
            return new KernelConfig(
                    from.implementation,
                    from.version,
                    banner,
                    startup,
                    magics,
                    compilerOptions,
                    from.parent,
                    historyFile,
                    timeout,
                    classPath,
                    offered,
                    shipped,
                    language,
                    notices);
        }
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
