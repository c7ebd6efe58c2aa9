package dev.interlace.plugins.datasets.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.plugins.datasets.EmojiProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeriveTest {
    private static final Map<String, String> ONE_OF_ITS_PACKAGES = Map.of(
            "countries",
            DeriveCountries.ATLAS.file(),
            "multiomics",
            DeriveMultiomics.PACKAGE.file(),
            "spoken",
            DeriveSpoken.ENGLISH.file());

    /** Opt-in by the system property {@code interlace.packages}, the folder that the packages were fetched into. */
    @ParameterizedTest
    @ValueSource(strings = {"countries", "multiomics", "spoken"})
    void theCommittedSetIsTheDerivedSet(String set) throws IOException {
        String property = System.getProperty("interlace.packages", "");
        assumeTrue(
                !property.isEmpty() && Files.exists(Path.of(property, ONE_OF_ITS_PACKAGES.getOrDefault(set, "?"))),
                "skipped: give -Dinterlace.packages=FOLDER with the packages that the README of " + set + " names");
        Derive.Derivation derivation = Objects.requireNonNull(Derive.SETS.get(set));
        try (InputStream sums = EmojiProvider.class.getResourceAsStream(set + "/SHA256SUMS")) {
            assertEquals(
                    new String(Objects.requireNonNull(sums).readAllBytes(), StandardCharsets.UTF_8),
                    derivation.files(Path.of(property)).checksums());
        }
    }

    @Test
    void anUnknownSetIsRefusedWithAllSets() {
        assertEquals(
                "Derive takes a set (one of countries, emoji, multiomics, spoken), the packages' folder and the resources' folder,"
                        + " got [flags, a, b]",
                assertThrows(IllegalArgumentException.class, () -> Derive.main(new String[] {"flags", "a", "b"}))
                        .getMessage());
    }
}
