package dev.interlace.jupyter.jars;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarNameTest {
    @ParameterizedTest
    @CsvSource({
        "guava-33.0.0-jre.jar, guava, 33.0.0-jre",
        "commons-lang3-3.18.0.jar, commons-lang3, 3.18.0",
        "openblas-0.3.31-1.5.13-linux-x86_64.jar, openblas, 0.3.31-1.5.13-linux-x86_64",
        "listenablefuture-9999.0-empty-to-avoid-conflict-with-guava.jar, listenablefuture, 9999.0-empty-to-avoid-conflict-with-guava",
        "mylib.jar, mylib, ''",
    })
    void theNameOfAFileHasALibraryAndItsVersion(String file, String name, String version) {
        assertEquals(new JarName(name, version), JarName.of(Path.of("lib", file)));
    }

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
        assertEquals(newer, new JarName("x", version).isNewerThan(new JarName("x", other)));
    }
}
