package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.jupyter.LanguageFeatures.Feature;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every feature of the language that the running Java has, as cells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanguageFeaturesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int VERSION = Runtime.version().feature();

    private KernelClient kernel;
    private int run;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
    }

    @AfterAll
    void stop() {
        kernel.close();
        System.err.println(run + " of " + LanguageFeatures.ALL.size() + " forms of the language's features ran on Java "
                + VERSION);
    }

    static List<Feature> features() {
        return LanguageFeatures.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("features")
    void aFeatureOfTheLanguageWorksInCells(Feature feature) {
        assumeTrue(feature.since() <= VERSION, () -> feature.name() + " needs Java " + feature.since());
        kernel.execute("%reset", LIMIT);
        CellResult result = new CellResult("", 0, List.of(), new com.google.gson.JsonObject());
        for (String cell : feature.cells().split("(?m)^---\n", -1)) {
            result = kernel.execute(cell, LIMIT);
        }
        String value = feature.value();
        if (value.startsWith("error:")) {
            assertTrue(result.error().startsWith(value.substring("error:".length())), result.error());
        } else {
            assertEquals(value, result.error() + result.value(), feature.name());
        }
        run++;
    }

    @Test
    void theListReachesFromJava9ToJava25() {
        List<Integer> versions = LanguageFeatures.ALL.stream()
                .map(Feature::since)
                .filter(since -> since > 8)
                .distinct()
                .toList();
        assertEquals(List.of(9, 10, 11, 14, 15, 16, 17, 21, 22, 23, 25), versions);
    }
}
