package dev.interlace.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeriveTest {
    private static final Path PLUGINS = Path.of("..");
    private static final Map<String, String> ONE_OF_ITS_PACKAGES = Map.of(
            "countries",
            DeriveCountries.ATLAS.file(),
            "mobilenet",
            DeriveMobileNet.OBJECTRON.file(),
            "multiomics",
            DeriveMultiomics.PACKAGE.file(),
            "spoken",
            DeriveSpoken.ENGLISH.file());

    /** Opt-in by the system property {@code interlace.packages}, the folder that the packages were fetched into. */
    @ParameterizedTest
    @ValueSource(strings = {"countries", "mobilenet", "multiomics", "spoken"})
    void theCommittedSetIsTheDerivedSet(String set) throws IOException {
        String property = System.getProperty("interlace.packages", "");
        assumeTrue(
                !property.isEmpty() && Files.exists(Path.of(property, ONE_OF_ITS_PACKAGES.getOrDefault(set, "?"))),
                "skipped: give -Dinterlace.packages=FOLDER with the packages that the README of " + set + " names");
        Derive.Derivation derivation = Objects.requireNonNull(Derive.SETS.get(set));
        assertEquals(
                Files.readString(Derive.shipped(PLUGINS, set).resolve("SHA256SUMS")),
                derivation.files(Path.of(property)).checksums());
    }

    @ParameterizedTest
    @ValueSource(strings = {"countries", "emoji", "mobilenet", "multiomics", "spoken"})
    void theShippedFilesHaveTheChecksumsBesideThem(String set) throws IOException {
        Path folder = Derive.shipped(PLUGINS, set);
        DerivedFiles files = new DerivedFiles();
        for (String line : Files.readAllLines(folder.resolve("SHA256SUMS"))) {
            String name = line.substring(line.lastIndexOf(' ') + 1);
            files.bytes(name, Files.readAllBytes(folder.resolve(name)));
        }
        assertEquals(Files.readString(folder.resolve("SHA256SUMS")), files.checksums());
    }

    @Test
    void anUnknownSetIsRefusedWithAllSets() {
        assertEquals(
                "Derive takes a set (one of countries, emoji, mobilenet, multiomics, spoken), the packages' folder and the plugins' folder,"
                        + " got [flags, a, b]",
                assertThrows(IllegalArgumentException.class, () -> Derive.main(new String[] {"flags", "a", "b"}))
                        .getMessage());
    }
}
