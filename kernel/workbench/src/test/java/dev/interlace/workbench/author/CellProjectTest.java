package dev.interlace.workbench.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Corruption;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellProjectTest {
    private static final List<String> IMPORTS = List.of(
            "import java.util.*;",
            "import static java.lang.Math.max;",
            "import static dev.interlace.jupyter.Notebook.*;",
            "import dev.interlace.spi.*; // names that nothing else has",
            "import dev.interlace.workbench.*; // names that nothing else has");

    @TempDir
    private Path folder;

    /** Stands for what a cell has compiled; its text is given beside it. */
    public static final class Fog implements Corruption<Fog.Options> {
        /** How thick. */
        public record Options(
                @Param(doc = "how thick", min = 0, max = 1, init = 0.5)
                double level) {
            public Options {
                OptionsSchema.require(Options.class, level);
            }
        }

        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of("corruption/thick-fog", "2.1.0", "Fog", "fog", Options.class);
        }

        @Override
        public boolean accepts(Raw raw) {
            return true;
        }

        @Override
        public Raw corrupt(Raw raw, Options options, FitContext context) {
            return raw;
        }
    }

    private static CellSources cells(String... types) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < types.length; i += 2) {
            all.put(types[i], types[i + 1]);
        }
        return new CellSources(all, IMPORTS, Set.of("scale"), CellProjectTest.class.getClassLoader());
    }

    private String read(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    @Test
    void theProjectHoldsTheClassWithWhatItNeeds() throws IOException {
        CellProject made = CellProject.write(
                Fog.class,
                folder,
                cells(
                        "Fog",
                        "/** The class Fog. */\nfinal class Fog implements Corruption<Fog.Options> { List<String> all;"
                                + " Drop one; String s = \"Lab\"; /* Lab */ }",
                        "Drop",
                        "record Drop(Size size) {}",
                        "Size",
                        "public enum Size { S }",
                        "Other",
                        "class Other {}"));
        assertEquals(List.of(), made.notes());
        assertEquals(
                "package org.example.thickfog;\n\nimport static java.lang.Math.max;\n\nimport"
                        + " dev.interlace.spi.Corruption;\nimport java.util.List;\n\n/** The class Fog. */\npublic"
                        + " final class Fog implements Corruption<Fog.Options> { List<String> all; Drop one; String"
                        + " s = \"Lab\"; /* Lab */ }\n",
                read("src/main/java/org/example/thickfog/Fog.java"));
        assertTrue(read("src/main/java/org/example/thickfog/Drop.java").contains("public record Drop(Size size)"));
        assertTrue(read("src/main/java/org/example/thickfog/Size.java").contains("\npublic enum Size"));
        assertFalse(Files.exists(folder.resolve("src/main/java/org/example/thickfog/Other.java")));
        assertEquals(
                "org.example.thickfog.Fog\n",
                read("src/main/resources/META-INF/services/dev.interlace.spi.Corruption"));
        String test = read("src/test/java/org/example/thickfog/FogTest.java");
        assertTrue(test.contains("class FogTest extends CorruptionContract<Fog.Options>"), test);
        assertFalse(test.contains("Map.of"), test);
        assertTrue(read("pom.xml").contains("<version>2.1.0</version>\n  <name>Thick fog</name>"), read("pom.xml"));
        assertTrue(read("notebooks/thick-fog.ipynb").contains("target/thick-fog-2.1.0.jar"));
        assertTrue(read("README.md").contains("| `Fog` | corruption | `corruption/thick-fog` |"), read("README.md"));
        assertFalse(read("README.md").contains("AutoService"), read("README.md"));
        assertTrue(made.toString().contains("src/main/java/org/example/thickfog/Fog.java"), made.toString());
    }

    @Test
    void whatAProjectCannotTakeAlongIsSaid() {
        CellProject made = CellProject.write(Fog.class, folder, cells("Fog", "class Fog { double x = scale(2); }"));
        assertEquals(
                List.of("Fog has the word 'scale', which cells declare as well: if it means theirs, move that into the"
                        + " class"),
                made.notes());
        assertEquals(
                "Fog uses dev.interlace.workbench.Lab, which a plugin does not see: it sees dev.interlace.spi,"
                        + " dev.interlace.learn and ND4J",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> CellProject.write(Fog.class, folder, cells("Fog", "class Fog { Lab lab; }")))
                        .getMessage());
        assertEquals(
                "no cell has declared Fog; lab.export writes the project of a class of this notebook, and ./lab"
                        + " new-plugin that of a new one",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> CellProject.write(Fog.class, folder, cells("Other", "class Other {}")))
                        .getMessage());
        assertEquals(
                folder + " is not empty; choose another name, or move it away",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> CellProject.write(Fog.class, folder, cells("Fog", "class Fog {}")))
                        .getMessage());
    }

    @Test
    void outsideANotebookThereIsNoText() {
        assertEquals(
                "lab.export takes the text of a class from the cells, so it works in a notebook only",
                assertThrows(IllegalStateException.class, () -> CellProject.write(Fog.class, folder))
                        .getMessage());
    }
}
