package dev.interlace.app.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.jupyter.KernelConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelVariablesTest {
    private static final KernelConfig BARE = KernelConfig.named("test", "0");

    private static KernelConfig config(Map<String, String> environment) {
        return new KernelVariables(environment).applyTo(BARE);
    }

    private static List<String> startup(Map<String, String> environment) {
        List<String> all = config(environment).startup();
        return all.subList(BARE.startup().size(), all.size());
    }

    @Test
    void withoutVariablesTheKernelIsAsItWas() {
        assertEquals(BARE, config(Map.of("PATH", "anything")));
    }

    @Test
    void ownVariablesCountBeforeThoseOfOtherKernels() {
        assertEquals(
                List.of("-Xlint", "-parameters"),
                config(Map.of("IJAVA_COMPILER_OPTS", "-g", "INTERLACE_COMPILER_OPTS", "-Xlint -parameters"))
                        .compilerOptions());
        assertEquals(
                List.of("int j = 1;"),
                startup(Map.of("IJAVA_STARTUP_SCRIPT", "int i;", "JJAVA_STARTUP_SCRIPT", "int j = 1;")));
        assertEquals(
                List.of("int i = 1;"),
                startup(Map.of("IJAVA_STARTUP_SCRIPT", "int i = 1;", "JJAVA_STARTUP_SCRIPT", " ")));
    }

    @Test
    void classPathAndScriptsAreReadInOrderWithPatterns(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("b.jshell"), "int b = 2;");
        Files.writeString(folder.resolve("a.jshell"), "int a = 1;");
        assertEquals(
                List.of("int a = 1;", "int b = 2;", "int c = 3;", "int d = 4;"),
                startup(Map.of(
                        "IJAVA_STARTUP_SCRIPTS_PATH",
                        folder + "/*.jshell",
                        "IJAVA_STARTUP_SCRIPT",
                        "int c = 3; int d = 4")));
        assertEquals(
                List.of(folder.resolve("a.jshell"), folder.resolve("b.jshell"), folder),
                config(Map.of("IJAVA_CLASSPATH", folder + "/*.jshell" + File.pathSeparator + folder))
                        .classPath());
        assertEquals(List.of(), startup(Map.of("IJAVA_STARTUP_SCRIPTS_PATH", folder + "/none.jshell")));
    }

    @ParameterizedTest
    @CsvSource({"1500, 1500", "30 SECONDS, 30000", "2 minutes, 120000", "0, -1", "-1, -1", "soon, -1", "3 moons, -1"})
    void theTimeoutIsANumberWithOrWithoutAUnit(String text, long millis) {
        assertEquals(
                millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis)),
                config(Map.of("IJAVA_TIMEOUT", text)).timeout());
    }
}
