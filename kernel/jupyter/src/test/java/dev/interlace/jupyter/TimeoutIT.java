package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeoutIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = KernelClient.start(TestKernel.command("-D" + TestKernel.TIMEOUT + "=3000"), Duration.ofSeconds(60));
        assertEquals("", kernel.execute("int kept = 3;", LIMIT).error());
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { kept = 3; }",
                "Thread.sleep(600_000);",
                "%sh sleep 600",
                "void spin() { while (true) { kept = 3; } }\nspin()"
            })
    void aStatementThatTakesTooLongIsInterruptedAndSaysWhy(String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("error", result.status());
        assertTrue(
                result.error()
                        .startsWith("StatementTimeout: the statement was interrupted because it ran longer than 3 s"),
                result.error());
        assertEquals("6", kernel.execute("kept * 2", LIMIT).value());
    }
}
