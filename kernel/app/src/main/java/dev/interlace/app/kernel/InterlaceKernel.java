package dev.interlace.app.kernel;

import dev.interlace.jupyter.KernelConfig;
import dev.interlace.workbench.Interlace;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the kernel is set up. Nothing here touches a class of ND4J, Tribuo or Tablesaw: imports are names until a cell
 * uses them.
 */
public final class InterlaceKernel {
    /** Environment variable with further plugins folders, separated as class paths are. */
    public static final String PLUGINS_VARIABLE = "INTERLACE_PLUGINS";

    /** Environment variable with the file that keeps inputs across sessions; empty, none are kept. */
    public static final String HISTORY_VARIABLE = "INTERLACE_HISTORY";

    private static final List<String> IMPORTS = List.of(
            "import dev.interlace.workbench.*;",
            "import dev.interlace.workbench.data.*;",
            "import dev.interlace.workbench.evaluation.Robustness;",
            "import dev.interlace.workbench.figures.*;",
            "import dev.interlace.workbench.models.*;",
            "import dev.interlace.workbench.tables.*;",
            "import dev.interlace.spi.*;",
            "import org.nd4j.linalg.api.ndarray.INDArray;",
            "import org.nd4j.linalg.factory.Nd4j;",
            "import tech.tablesaw.api.*;",
            "import java.nio.file.*;");

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
                .withStartup(IMPORTS)
                .withMagics(List.of(new PluginsMagic(), new PluginMagic(), new DatasetMagic()));
        KernelConfig kept =
                historyFile(environment).map(config::withHistoryFile).orElse(config);
        return new KernelVariables(environment).applyTo(kept);
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
