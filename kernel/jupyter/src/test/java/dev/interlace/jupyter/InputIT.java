package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<String> questions = new ArrayList<>();
    private KernelClient kernel;

    @BeforeEach
    void start() {
        kernel = TestKernel.start();
    }

    @AfterEach
    void stop() {
        kernel.close();
    }

    private void answer(String text) {
        kernel.listen(message -> {
            if (message.type().equals("input_request")) {
                questions.add(Json.text(message.content()));
            }
        });
        kernel.answerInput(prompt -> text);
    }

    @Test
    void aPasswordIsAskedForUnseenAndALineInTheOpen() {
        answer("s3cret é😀");
        CellResult result = kernel.execute("password(\"Key: \") + \"|\" + input(\"Name: \")", LIMIT);
        assertEquals("s3cret é😀|s3cret é😀", result.value(), result.error());
        assertEquals(
                List.of("{\"prompt\":\"Key: \",\"password\":true}", "{\"prompt\":\"Name: \",\"password\":false}"),
                questions);
    }

    @Test
    void whatHasBeenPrintedIsSeenBeforeTheQuestion() {
        answer("7");
        CellResult result =
                kernel.execute("System.out.print(\"How many? \"); new Scanner(System.in).nextInt() + 1", LIMIT);
        assertEquals("8", result.value(), result.error());
        assertEquals("How many? ", result.stdout());
    }

    @Test
    void inputIsRefusedWhereTheFrontEndDoesNotTakePart() {
        CellResult refused = kernel.execute("input(\"Name: \")", LIMIT);
        assertEquals(
                "java.lang.IllegalStateException: this front end does not let cells ask for input (allow_stdin is false)",
                refused.error());
        CellResult scanned = kernel.execute("new Scanner(System.in).nextLine()", LIMIT);
        assertTrue(scanned.error().contains("allow_stdin is false"), scanned.error());
        assertEquals("2", kernel.execute("1+1", LIMIT).value());
    }

    @Test
    void aCellThatWaitsForInputCanBeInterrupted() {
        answer("");
        kernel.answerInput(prompt -> {
            kernel.interrupt();
            return "too late";
        });
        CellResult stopped = kernel.execute("input(\"\"); Thread.sleep(100_000);", LIMIT);
        assertEquals("error", stopped.status());
        assertEquals("2", kernel.execute("1+1", LIMIT).value());
    }
}
