package dev.interlace.workbench.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginProjectTest {
    @TempDir
    private Path folder;

    private static String rejected(String name, List<ProjectKind> kinds) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> PluginProject.of(name, kinds, "0.1.0"))
                .getMessage());
    }

    @Test
    void aProjectHasAMethodATestANotebookAndNoServiceFile() throws IOException {
        List<String> written = PluginProject.of("gated", List.of(ProjectKind.FUSION), "0.1.0").write(folder).stream()
                .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                .toList();
        assertEquals(
                List.of(
                        "pom.xml",
                        "README.md",
                        ".gitignore",
                        "src/main/java/org/example/gated/package-info.java",
                        "src/main/java/org/example/gated/GatedFusion.java",
                        "src/test/java/org/example/gated/GatedFusionTest.java",
                        "src/test/java/org/example/gated/PluginJarTest.java",
                        "notebooks/gated.ipynb"),
                written);
        String method = Files.readString(folder.resolve("src/main/java/org/example/gated/GatedFusion.java"));
        assertTrue(method.contains("\"fusion/gated\""), method);
        assertTrue(method.contains("@AutoService(FusionMethod.class)"), method);
        String pom = Files.readString(folder.resolve("pom.xml"));
        assertTrue(pom.contains("<interlace.version>0.1.0</interlace.version>"), pom);
        assertTrue(pom.contains("<Interlace-Spi>[0.1.0,0.2)</Interlace-Spi>"), pom);
        var cells = JsonParser.parseString(Files.readString(folder.resolve("notebooks/gated.ipynb")))
                .getAsJsonObject()
                .getAsJsonArray("cells");
        assertEquals(
                "%plugin add ../target/gated-1.0.0.jar",
                cells.get(1).getAsJsonObject().get("source").getAsString());
    }

    @Test
    void everyKindIsWrittenWithoutAPlaceholderLeft() throws IOException {
        List<ProjectKind> all = List.of(ProjectKind.values());
        for (Path file : PluginProject.of("my-own", all, "0.1.0").write(folder)) {
            String text = Files.readString(file);
            for (String placeholder : List.of(
                    "MyMethod",
                    "NAME",
                    "TITLE",
                    "IMPORTS",
                    "CONTRACT",
                    "CHEAP",
                    "SERVICE",
                    "METHODS",
                    "org.example.plugin",
                    "INTERLACE_VERSION",
                    "INTERLACE_RANGE")) {
                assertFalse(text.contains(placeholder), placeholder + " in " + file);
            }
        }
        for (ProjectKind kind : all) {
            String id = "\"" + kind.family() + "/my-own\"";
            String source = PluginProject.of("my-own", all, "0.1.0").method(kind);
            assertTrue(source.contains(id), id + " in " + source);
        }
    }

    @Test
    void aNameThatEndsLikeItsKindIsNotDoubled() {
        assertEquals(
                "GatedFusion",
                PluginProject.of("gated-fusion", List.of(ProjectKind.FUSION), "0.1.0")
                        .type(ProjectKind.FUSION));
    }

    @Test
    void mistakesAreExplained() throws IOException {
        assertEquals(
                "the name of a plugin must be words in lower case, joined by hyphens, such as gated-fusion, got 'My One'",
                rejected("My One", List.of(ProjectKind.FUSION)));
        assertEquals(
                "a plugin needs a kind: one of fusion, alignment, loss, discrepancy, dependence, sequence, matcher,"
                        + " encoder, dataset, corruption, experiment, measure",
                rejected("mine", List.of()));
        String unknown = String.valueOf(assertThrows(IllegalArgumentException.class, () -> ProjectKind.of("fusin"))
                .getMessage());
        assertTrue(unknown.startsWith("unknown kind of plugin 'fusin'"), unknown);
        Files.writeString(folder.resolve("mine.txt"), "mine");
        PluginProject project = PluginProject.of("mine", List.of(ProjectKind.FUSION), "0.1.0");
        assertEquals(
                folder + " is not empty; choose another name, or move it away",
                assertThrows(IllegalArgumentException.class, () -> project.write(folder))
                        .getMessage());
    }
}
