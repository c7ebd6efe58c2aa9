package dev.interlace.workbench.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.doubles.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry of hundreds of plugins opens at once. */
class ManyPluginsTest {
    private static final int JARS = 30;
    private static final int OF_A_JAR = 10;

    /** Ten times what a quiet machine takes. */
    private static final double MOST_SECONDS = 5;

    @TempDir
    Path folder;

    @Test
    void hundredsOfPluginsAreListedAtOnce() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        for (int j = 0; j < JARS; j++) {
            Path own = Files.createDirectories(folder.resolve("jar" + j));
            PluginJar jar = new PluginJar(own);
            for (int i = 0; i < OF_A_JAR; i++) {
                jar = jar.fusion("M" + i, "fusion/m" + j + "-" + i, "1.0.0", "");
            }
            Path made = jar.write("many" + j + ".jar");
            Files.move(made, plugins.resolve("many" + j + ".jar"));
        }
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            Catalogue catalogue = Catalogue.open(List.of(plugins));
            String list = new PluginList(catalogue.plugins(), catalogue.warnings()).toString();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "300 plugins listed: %.0f ms%n", seconds * 1000);
            assertTrue(list.contains("fusion/m29-9"), "the last is listed");
            assertEquals(
                    JARS * OF_A_JAR,
                    catalogue.plugins().stream()
                            .filter(plugin -> plugin.source().isForeign())
                            .count());
            assertTrue(seconds < MOST_SECONDS, seconds + " s");
        }
    }
}
