package dev.interlace.app;

import static dev.interlace.app.TestInstallation.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.app.install.InstalledKernel;
import dev.interlace.jupyter.client.KernelClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maven and the variables of other kernels in the installed kernel. */
class MavenKernelIT {
    @TempDir
    private Path folder;

    private KernelClient start(Map<String, String> variables, String... options) throws IOException {
        InstalledKernel kernel = TestInstallation.kernel();
        List<String> argv = new ArrayList<>(kernel.argv());
        argv.addAll(2, List.of(options));
        Map<String, String> environment = new HashMap<>(kernel.environment());
        environment.putAll(variables);
        return new InstalledKernel(kernel.spec(), kernel.displayName(), argv, environment).launch(folder, LIMIT);
    }

    @Test
    void mavensClassesAreLoadedByItsFirstUseAndStayHiddenFromCells() throws IOException {
        Path log = folder.resolve("classes.txt");
        Map<String, String> home = Map.of(
                "INTERLACE_MAVEN_REPOSITORY", folder.resolve("repository").toString());
        String missing;
        try (KernelClient client = start(home, "-Xlog:class+load:file=" + log)) {
            assertEquals("2", client.execute("1+1", LIMIT).value());
            assertFalse(Files.readString(log).contains(" org.eclipse.aether."), "loaded before a cell asked for it");
            missing = client.execute("%maven --offline test:nothing:1.0", LIMIT).error();
            assertTrue(Files.readString(log).contains(" org.eclipse.aether."), "loaded from somewhere else");
            String hidden = client.execute("Class.forName(\"org.eclipse.aether.RepositorySystem\")", LIMIT)
                    .error();
            assertTrue(hidden.startsWith("java.lang.ClassNotFoundException"), hidden);
        }
        assertTrue(missing.contains("%maven: cannot find test:nothing:1.0"), missing);
    }

    @Test
    void theVariablesOfOtherKernelsAreHonoured() throws IOException {
        Path script = Files.writeString(folder.resolve("start.jshell"), "int fromFile = 40;");
        Map<String, String> variables = Map.of(
                "IJAVA_STARTUP_SCRIPTS_PATH", script.toString(),
                "IJAVA_STARTUP_SCRIPT", "int twoMore(int x) { return x + 2; }",
                "IJAVA_CLASSPATH", folder.toString(),
                "IJAVA_COMPILER_OPTS", "-Xlint:deprecation",
                "IJAVA_TIMEOUT", "60 SECONDS");
        try (KernelClient client = start(variables)) {
            assertEquals("42", client.execute("twoMore(fromFile)", LIMIT).value());
            assertEquals(
                    "[" + folder.toAbsolutePath().normalize() + "]",
                    client.execute("List<String> added = %classpath\nadded", LIMIT)
                            .value());
        }
    }
}
