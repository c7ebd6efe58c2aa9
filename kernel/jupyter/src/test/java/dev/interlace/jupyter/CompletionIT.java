package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.CellResult;
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
                "retu|return|keyword ",
                "import java.ut|util.|module ",
                "import java.util.concurrent.ato|atomic.|module ",
                "import java.util.concurrent.CountDownL|CountDownLatch|class ",
                "import sta|static|keyword ",
                "import static java.lang.Math.ab|abs|field ",
                "java.ut|util.|module ",
                "new java.util.HashM|HashMap(|function ",
                "Object o = 1; Zip|java.util.zip.ZipFile|class import java.util.zip.ZipFile",
                "%lsma|lsmagic|magic ",
            })
    void aMatchSaysWhatItIs(String code, String text, String expected) {
        assertEquals(expected.strip(), shown(code, text).replace('\n', ';').strip());
    }

    @Test
    void aClassThatIsNotImportedIsTakenWithItsImportWhereItAloneIsLeft() {
        JsonObject reply = kernel.complete("var z = new SimpleDateF", 23);
        assertEquals(0, Json.integer(reply, "cursor_start", -1));
        assertEquals(
                "[\"import java.text.SimpleDateFormat;\\nvar z = new SimpleDateFormat\"]",
                Json.text(reply.get("matches")));
        CellResult taken = kernel.execute(
                reply.getAsJsonArray("matches").get(0).getAsString() + "(\"yyyy\"); z.format(new Date(0))", LIMIT);
        assertEquals("1970", taken.value(), taken.error());
        String lines = "int a = 1;\nvar z = new ParsePositi";
        JsonObject below = kernel.complete(lines, lines.length());
        assertEquals("[\"java.text.ParsePosition\"]", Json.text(below.get("matches")));
    }

    @Test
    void packagesAreOfferedBelowOtherLines() {
        assertEquals("module ", shown("int a = 1;\nimport java.ut", "util."));
    }

    @Test
    void whatEveryObjectHasComesLast() {
        List<String> texts = typed("new Greeter().").stream()
                .map(match -> Json.string(match, "text", ""))
                .toList();
        assertEquals(List.of("age", "greet("), texts.subList(0, 2), texts.toString());
        assertTrue(texts.indexOf("greet(") < texts.indexOf("equals("), texts.toString());
        assertTrue(texts.contains("notify()"), texts.toString());
    }

    @Test
    void anObjectSaysWhichTextsItsMethodsTake() {
        CellResult declared = kernel.execute("""
                import dev.interlace.jupyter.completion.*;
                class Shop implements SuggestsTexts {
                    public List<Suggestion> suggest(OpenCall open) {
                        String seen = open.method() + open.index() + open.place();
                        return List.of(new Suggestion("fruit/apple", "id", seen), new Suggestion("pear", "id", ""));
                    }
                    public Optional<String> describe(OpenCall open, String text) { return Optional.of("a " + text); }
                    public Shop buy(String what, Map<String, Object> how) { return this; }
                }
                class Broken implements SuggestsTexts {
                    public List<Suggestion> suggest(OpenCall open) { throw new IllegalStateException("no"); }
                }
                var shop = new Shop();
                var broken = new Broken();
                """, LIMIT);
        assertEquals("ok", declared.status(), declared.error());
        assertEquals("id buy0Text[]", shown("shop.buy(\"app", "fruit/apple"));
        assertEquals("id buy1Key[others=[a]]", shown("shop.buy(\"x\", Map.of(\"a\", 1, \"", "fruit/apple"));
        assertEquals("not offered", shown("shop.buy(\"pe", "fruit/apple"));
        assertEquals("id ", shown("shop.buy(\"pe", "pear"));
        assertEquals("path ", shown("Path.of(\"po", "pom.xml"));
        assertEquals("path ", shown("broken.suggest(\"po", "pom.xml"));
        String card = Json.string(Json.child(kernel.inspect("shop.buy(\"pear\")", 12), "data"), "text/plain", "");
        assertEquals("a pear", card);
        List<String> members = typed("shop.").stream()
                .map(match -> Json.string(match, "text", ""))
                .toList();
        assertEquals("buy(", members.get(0), members.toString());
        assertTrue(members.indexOf("suggest(") < members.indexOf("wait("), members.toString());
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
