package dev.interlace.workbench;

import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.PluginTrust;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The door to the workbench. */
public final class Interlace {
    /**
     * The system property that names the plugins folders, separated as class paths are. The folder {@code plugins} of
     * the working directory is searched as well. The jars of that one run once they were allowed, see
     * {@link PluginTrust}.
     */
    public static final String PLUGINS_PROPERTY = "interlace.plugins";

    /** The seed of a lab that was given none. */
    public static final long DEFAULT_SEED = 42;

    private Interlace() {}

    /** The lab that a notebook starts with. Making one costs nothing; its seed is 42. */
    public static Lab lab() {
        return lab(catalogue());
    }

    /** A lab on another registry. */
    public static Lab lab(Catalogue catalogue) {
        return new Lab(catalogue, DEFAULT_SEED);
    }

    /** The registry of this kernel: what a magic adds, every lab of the process finds. */
    public static Catalogue catalogue() {
        return Kernel.CATALOGUE;
    }

    /** The plugins folders of this process. */
    static List<Path> folders() {
        return Stream.concat(
                        ownFolders().stream(),
                        Stream.of(Path.of("plugins").toAbsolutePath().normalize()))
                .distinct()
                .toList();
    }

    private static List<Path> ownFolders() {
        return Arrays.stream(System.getProperty(PLUGINS_PROPERTY, "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).toAbsolutePath().normalize())
                .toList();
    }

    /** Made when first asked for. There is one kernel in a process, and so there is one registry of its jars. */
    private static final class Kernel {
        static final Catalogue CATALOGUE = Catalogue.open(folders(), PluginTrust.of(System.getenv(), ownFolders()));
    }
}
