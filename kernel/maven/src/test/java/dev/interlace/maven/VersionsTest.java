package dev.interlace.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
    @ParameterizedTest
    @CsvSource({
        "1.10, 1.9, true",
        "1.9, 1.10, false",
        "2.0, 2.0, false",
        "1.0.1, 1.0, true",
        "33.4.8-jre, 31.1-jre, true",
        "1.0-beta, 1.0-alpha, true",
    })
    void numbersAreComparedAsNumbers(String version, String other, boolean newer) {
        assertEquals(newer, Versions.isNewer(version, other));
    }
}
