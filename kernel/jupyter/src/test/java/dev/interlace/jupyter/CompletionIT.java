package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompletionIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
        kernel.execute("""
                int counted = 12;
                int count(int from, String word) { return from; }
                class Greeter { public int age; public String greet(String name) { return name; } }
                var names = new ArrayList<String>();
                String countText = "";
                """, LIMIT);
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    private List<JsonObject> typed(String code) {
        JsonObject reply = kernel.complete(code, code.codePointCount(0, code.length()));
        List<JsonObject> matches = new ArrayList<>();
        for (JsonElement one : Json.child(reply, "metadata").getAsJsonArray("_jupyter_types_experimental")) {
            matches.add(one.getAsJsonObject());
        }
        return matches;
    }

    private String shown(String code, String text) {
        return typed(code).stream()
                .filter(match -> Json.string(match, "text", "").equals(text))
                .map(match -> Json.string(match, "type", "") + " " + Json.string(match, "signature", ""))
                .findFirst()
                .orElse("not offered");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"abc\".isE|isEmpty()|function isEmpty()",
                "names.isE|isEmpty()|function isEmpty()",
                "names.stream().coun|count()|function count()",
                "Math.absE|absExact(|function absExact(int a);absExact(long a)",
                "cou|count(|function count(int from, String word)",
                "cou|counted|instance ",
                "new Greeter().gr|greet(|function greet(String name)",
                "new Greeter().ag|age|field ",
                "Math.P|PI|field ",
                "Str|StringBuilder|class ",
                "c|char|keyword ",
                "%lsma|lsmagic|magic ",
            })
    void aMatchSaysWhatItIs(String code, String text, String expected) {
        assertEquals(expected.strip(), shown(code, text).replace('\n', ';').strip());
    }

    @Test
    void everyOverloadHasItsSignature() {
        assertEquals(
                "function substring(int beginIndex)\nsubstring(int beginIndex, int endIndex)",
                shown("\"abc\".sub", "substring("));
    }

    @Test
    void theExpectedTypeComesFirstThenTheNotebooksOwn() {
        List<String> texts = typed("String s = c").stream()
                .map(match -> Json.string(match, "text", "").strip())
                .toList();
        assertEquals("countText", texts.get(0));
        List<String> free =
                typed("c").stream().map(match -> Json.string(match, "text", "")).toList();
        assertTrue(free.indexOf("counted") < free.indexOf("char"), free.toString());
        assertTrue(free.indexOf("count(") < free.indexOf("clearOutput()"), free.toString());
    }

    @Test
    void aWarmAnswerIsThereBeforeItIsMissed() {
        double[] millis = new double[60];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            typed("names.");
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        double[] warm = Arrays.copyOfRange(millis, 20, millis.length);
        Arrays.sort(warm);
        assertTrue(warm[warm.length / 2] < 150, "p50 " + warm[warm.length / 2] + " ms");
    }
}
