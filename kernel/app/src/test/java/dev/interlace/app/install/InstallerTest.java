package dev.interlace.app.install;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstallerTest {
    private static String threads(Map<String, String> environment, int processors) {
        return Installer.variables(environment, processors).getOrDefault("OMP_NUM_THREADS", "none");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "8, 4", "15, 7"})
    void halfOfTheLogicalProcessorsComputeAndAtLeastOne(int processors, String threads) {
        assertEquals(threads, threads(Map.of(), processors));
        assertEquals(threads, threads(Map.of("OMP_NUM_THREADS", " "), processors), "an empty choice is none");
    }

    @Test
    void theUsersOwnNumberOfThreadsIsKept() {
        assertEquals("6", threads(Map.of("OMP_NUM_THREADS", "6"), 4));
    }

    @Test
    void waitingThreadsSleep() {
        Map<String, String> variables = Installer.variables(Map.of(), 4);
        assertEquals("passive", variables.get("OMP_WAIT_POLICY"));
        assertEquals("0", variables.get("GOMP_SPINCOUNT"));
    }
}
