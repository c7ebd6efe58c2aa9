package dev.interlace.app.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartOptionsTest {
    private static final long GIB = 1L << 30;
    private static final Path ARCHIVE = Path.of("/spec/archive");

    private static StartOptions options(int feature, List<String> user) {
        return new StartOptions(
                new JavaMachine(Path.of("/jdk/bin/java"), feature, "v", 16 * GIB),
                List.of(Path.of("/lib/a.jar"), Path.of("/lib/b.jar")),
                List.of(Path.of("/lib/c.jar")),
                user);
    }

    @Test
    void java17UsesASharedArchiveAndIsSparedWhatItDoesNotKnow() {
        List<String> using = options(17, List.of()).using(ARCHIVE);
        assertTrue(using.contains("-XX:SharedArchiveFile=/spec/archive"));
        assertFalse(using.contains("--sun-misc-unsafe-memory-access=allow"), "Java 17 would not start with it");
        assertTrue(options(17, List.of()).recording(ARCHIVE).contains("-XX:ArchiveClassesAtExit=/spec/archive"));
    }

    @Test
    void java25UsesACache() {
        List<String> using = options(25, List.of()).using(ARCHIVE);
        assertTrue(using.contains("-XX:AOTCache=/spec/archive"));
        assertTrue(using.contains("--sun-misc-unsafe-memory-access=allow"));
        assertTrue(options(25, List.of()).recording(ARCHIVE).contains("-XX:AOTCacheOutput=/spec/archive"));
    }

    @Test
    void noModuleIsResolvedThatWouldWarnAtEveryStart() {
        for (int feature : List.of(17, 25)) {
            assertFalse(options(feature, List.of()).using(ARCHIVE).toString().contains("--add-modules"));
        }
    }

    @Test
    void theCompilerForLongRunsStaysOn() {
        assertFalse(options(17, List.of()).using(ARCHIVE).toString().contains("TieredStopAtLevel"));
    }

    @Test
    void theUsersOptionsStandBehindOursAndBeforeTheClassPath() {
        List<String> using = options(17, List.of("-Xmx4g")).using(ARCHIVE);
        assertTrue(using.indexOf("-Xmx4g") > using.indexOf("-Xmx1g"));
        assertEquals(
                List.of("-cp", "/lib/a.jar" + java.io.File.pathSeparator + "/lib/b.jar"),
                using.subList(using.size() - 2, using.size()));
    }

    @Test
    void nativeMemoryIsBoundedByHalfOfTheMachine() {
        assertTrue(options(17, List.of()).using(ARCHIVE).contains("-Dorg.bytedeco.javacpp.maxphysicalbytes=8g"));
    }

    @Test
    void anArgumentFileQuotesBlanksAndBackslashes() {
        assertEquals("\"C:\\\\a b\\\\\\\"c\"\n", StartOptions.argumentFile(List.of("C:\\a b\\\"c")));
    }

    @Test
    void theOptionsOfAnInstalledKernelMoveToAnotherJava() {
        JavaMachine newer = new JavaMachine(Path.of("/jdk/bin/java"), 25, "v", 16 * GIB);
        List<String> user = List.of("-Dmine=a \"b\" \\c");
        List<String> installed =
                StartOptions.parse(StartOptions.argumentFile(options(17, user).using(ARCHIVE)));
        assertEquals(options(17, user).using(ARCHIVE), installed, "what is written is read again");
        assertEquals(options(25, user).using(ARCHIVE), StartOptions.usingAgain(installed, newer, ARCHIVE));
        assertEquals(options(25, user).recording(ARCHIVE), StartOptions.recordingAgain(installed, newer, ARCHIVE));
    }
}
