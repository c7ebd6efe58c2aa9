package dev.interlace.workbench.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.doubles.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginTrustTest {
    @TempDir
    Path folder;

    private Path plugins = Path.of("");
    private Path jar = Path.of("");

    @BeforeEach
    void aJarInAPluginsFolder() throws IOException {
        plugins = Files.createDirectories(folder.resolve("plugins"));
        jar = new PluginJar(folder)
                .fusion("A", "fusion/a", "1.0.0", "  static { System.setProperty(\"" + folder + "\", \"ran\"); }")
                .write("plugins/a.jar");
    }

    private PluginTrust trust(List<Path> own) {
        return PluginTrust.of(Map.of("XDG_CONFIG_HOME", folder.toString()), own);
    }

    private boolean ran() {
        return System.getProperty(folder.toString()) != null;
    }

    @Test
    void aJarBesideANotebookRunsOnlyAfterConsentWhichIsRemembered() throws IOException {
        Catalogue catalogue = Catalogue.open(List.of(plugins), trust(List.of()));
        Plugin line = catalogue.plugin("a.jar");
        assertEquals(Plugin.Status.REJECTED, line.status());
        assertTrue(line.reason().endsWith("then run %plugin allow a.jar"), line.reason());
        assertFalse(ran(), "nothing of it may run before");
        assertEquals("fusion/a", catalogue.allow("a.jar").get(0).id());
        assertTrue(ran());
        Catalogue next = Catalogue.open(List.of(plugins), trust(List.of()));
        assertEquals(Plugin.Status.ACTIVE, next.plugin("fusion/a").status());
        new PluginJar(folder).fusion("A", "fusion/a", "2.0.0", "").write("plugins/a.jar");
        Catalogue changed = Catalogue.open(List.of(plugins), trust(List.of()));
        assertEquals(Plugin.Status.REJECTED, changed.plugin("a.jar").status(), "another jar is asked about again");
    }

    @Test
    void whatIsAddedByACallOrLiesInAnOwnFolderNeedsNoConsent() {
        Catalogue asked = Catalogue.open(List.of(), trust(List.of()));
        assertEquals(Plugin.Status.ACTIVE, asked.add(jar).get(0).status());
        Catalogue own = Catalogue.open(List.of(plugins), trust(List.of(plugins)));
        assertEquals(Plugin.Status.ACTIVE, own.plugin("fusion/a").status());
    }

    @Test
    void aLockLetsItsJarsRunAndNoOtherHoweverTheyAreAdded() throws IOException {
        Path lock = folder.resolve("plugins.lock");
        Files.writeString(lock, PluginSource.digest(jar) + "  org.example:a:1.0.0\n");
        PluginTrust locked = PluginTrust.of(Map.of(PluginTrust.LOCK, lock.toString()), List.of(plugins));
        Catalogue catalogue = Catalogue.open(List.of(plugins), locked);
        assertEquals(Plugin.Status.ACTIVE, catalogue.plugin("fusion/a").status());
        Path other = new PluginJar(folder).fusion("B", "fusion/b", "1.0.0", "").write("b.jar");
        Plugin refused = catalogue.add(other).get(0);
        assertTrue(refused.reason().startsWith("this machine runs only the plugins of its lock"), refused.reason());
        assertThrows(IllegalArgumentException.class, () -> catalogue.allow("b.jar"));
        String doctor = PluginHealth.of(catalogue).toString();
        assertTrue(
                doctor.contains("Only the plugins of this machine's lock run, however they are added: 1 in " + lock),
                doctor);
    }

    @Test
    void anUnknownPolicyIsRefused() {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> PluginTrust.of(Map.of(PluginTrust.POLICY, "maybe"), List.of()));
        assertEquals(
                "INTERLACE_PLUGINS_POLICY must be open or ask, got 'MAYBE'; INTERLACE_PLUGINS_LOCK names the file of a lock",
                error.getMessage());
    }
}
