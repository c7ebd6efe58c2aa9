package dev.interlace.app.kernel;

import dev.interlace.jupyter.KernelConfig;
import dev.interlace.jupyter.jars.JarIndex;
import dev.interlace.workbench.Interlace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the kernel is set up. Nothing here touches a class of the workbench, ND4J, Tribuo or Tablesaw: they are names
 * until a cell uses them, and the loader of cells finds them.
 */
public final class InterlaceKernel {
    /** Environment variable with further plugins folders, separated as class paths are. */
    public static final String PLUGINS_VARIABLE = "INTERLACE_PLUGINS";

    /** System property with the file that lists the jars which cells see; without it they see the class path. */
    public static final String SHIPPED_PROPERTY = "interlace.jars";

    /** Environment variable with the file that keeps inputs across sessions; empty, none are kept. */
    public static final String HISTORY_VARIABLE = "INTERLACE_HISTORY";

    /** Environment variable with the name of the language that notebooks keep, where it is not {@code java}. */
    public static final String LANGUAGE_VARIABLE = "INTERLACE_LANGUAGE";

    /** What a notebook finds without an import, where nothing else has the name. */
    private static final List<String> OFFERED = List.of(
            "dev.interlace.jupyter.widgets.*",
            "dev.interlace.runtime.*",
            "dev.interlace.workbench.*",
            "dev.interlace.workbench.choosing.*",
            "dev.interlace.workbench.data.*",
            "dev.interlace.workbench.evaluation.Robustness",
            "dev.interlace.workbench.figures.*",
            "dev.interlace.workbench.models.*",
            "dev.interlace.workbench.pipelines.*",
            "dev.interlace.workbench.tables.*",
            "dev.interlace.spi.*",
            "org.nd4j.linalg.api.ndarray.INDArray",
            "org.nd4j.linalg.factory.Nd4j",
            "tech.tablesaw.api.*");

    private InterlaceKernel() {}

    /** The kernel's configuration; plugins folders are taken from the environment. */
    public static KernelConfig config(Map<String, String> environment) {
        tellPluginsFolders(environment);
        String version = Optional.ofNullable(InterlaceKernel.class.getPackage().getImplementationVersion())
                .orElse("0");
        KernelConfig config = KernelConfig.named("Interlace", version)
                .withBanner("Interlace " + version + ": multimodal fusion and alignment in Java "
                        + Runtime.version().feature()
                        + ". Start with: var lab = Interlace.lab();  %plugins lists the methods.")
                .withOffered(OFFERED);
        KernelConfig hiding = shipped().map(config::withShipped).orElse(config);
        KernelConfig kept =
                historyFile(environment).map(hiding::withHistoryFile).orElse(hiding);
        String language = environment.getOrDefault(LANGUAGE_VARIABLE, "");
        KernelConfig named = language.isBlank() ? kept : kept.withLanguage(language);
        return new KernelVariables(environment).applyTo(named);
    }

    private static Optional<JarIndex> shipped() {
        String file = System.getProperty(SHIPPED_PROPERTY, "");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JarIndex.read(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the kernelspec that this process was started from; empty where it was started otherwise. */
    public static Optional<Path> kernelspec() {
        String file = System.getProperty(SHIPPED_PROPERTY, "");
        return file.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(Path.of(file).getParent());
    }

    private static Optional<Path> historyFile(Map<String, String> environment) {
        String chosen = environment.get(HISTORY_VARIABLE);
        if (chosen == null) {
            return Optional.of(userFolder(environment).resolve("history.jsonl"));
        }
        return chosen.isBlank() ? Optional.empty() : Optional.of(Path.of(chosen));
    }

    /** The workbench looks for plugins where this property says; a folder that does not exist is empty. */
    public static void tellPluginsFolders(Map<String, String> environment) {
        String folders = Stream.of(
                        System.getProperty(Interlace.PLUGINS_PROPERTY, ""),
                        environment.getOrDefault(PLUGINS_VARIABLE, ""),
                        userFolder(environment).resolve("plugins").toString())
                .filter(folder -> !folder.isBlank())
                .collect(Collectors.joining(File.pathSeparator));
        System.setProperty(Interlace.PLUGINS_PROPERTY, folders);
    }

    private static Path userFolder(Map<String, String> environment) {
        Path data = Optional.ofNullable(environment.get("XDG_DATA_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".local", "share"));
        return data.resolve("interlace");
    }
}
