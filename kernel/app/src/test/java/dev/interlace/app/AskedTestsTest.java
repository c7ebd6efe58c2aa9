package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bsh.EvalError;
import bsh.Interpreter;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script with which the build looks for the tests that {@code -Dtest} and {@code -Dit.test} name. */
class AskedTestsTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static boolean found(String asked, String suffix, String modules) throws IOException, EvalError {
        Interpreter interpreter = new Interpreter();
        interpreter.set("asked", asked);
        interpreter.set("suffix", suffix);
        interpreter.set("modules", modules);
        interpreter.set("first", true);
        return (boolean) interpreter.source(ROOT.resolve(".mvn/asked-tests.bsh").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GatedFusionTest | true",
                "DoesNotExistTest | false",
                "GatedFusionTest,InstallerTest | true",
                "GatedFusionTest, DoesNotExistTest | false",
                "Gated*Test | true",
                "Gated*Test,!GatedFusionTest | true",
                "dev.interlace.app.SourcesTest | true",
                "dev.interlace.spi.SourcesTest | false",
                "GatedFusionTest#tiedGatesAreForTwo | true",
                "GatedFusionTest#tied*+independent* | true",
                "GatedFusionTest#noMethodOfThatName | false",
                "%regex[.*GatedF.+Test.*] | true",
                "KernelIT | false"
            })
    void aUnitTestIsFoundByWhateverSurefireTakes(String asked, boolean exists) throws IOException, EvalError {
        String modules = "[MavenProject: a:b:1 @ " + ROOT.resolve("plugins/fusion/pom.xml") + ", MavenProject: a:c:1 @ "
                + ROOT.resolve("kernel/app/pom.xml") + "]";
        assertEquals(exists, found(asked, "", modules), asked);
    }

    @ParameterizedTest
    @CsvSource({"KernelIT, true", "Kernel*, true", "InstallerTest, false", "NoIT, false"})
    void anIntegrationTestIsFoundByItsEnding(String asked, boolean exists) throws IOException, EvalError {
        String modules = "[MavenProject: a:c:1 @ " + ROOT.resolve("kernel/app/pom.xml") + "]";
        assertEquals(exists, found(asked, "IT", modules), asked);
    }

    @ParameterizedTest
    @CsvSource({"kernel/app, false", "plugins/fusion, true", "'', true"})
    void onlyTheModulesOfTheBuildCount(String module, boolean exists) throws IOException, EvalError {
        System.setProperty("maven.multiModuleProjectDirectory", ROOT.toString());
        String modules = module.isEmpty() ? "" : "[MavenProject: a:b:1 @ " + ROOT.resolve(module + "/pom.xml") + "]";
        assertEquals(exists, found("GatedFusionTest", "", modules), module);
    }
}
