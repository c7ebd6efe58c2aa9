package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HintsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
        kernel.execute("int counted = 3; int addAll(int x) { return x; } class Greeter { }", LIMIT);
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    private List<String> hints(String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertTrue(result.error().startsWith("CompilationException: "), result.error());
        return StreamSupport.stream(result.reply().getAsJsonArray("traceback").spliterator(), false)
                .map(JsonElement::getAsString)
                .filter(line -> line.startsWith("hint: "))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "new AtomicLong(3)|class AtomicLong is in package java.util.concurrent.atomic:"
                        + " import java.util.concurrent.atomic.AtomicLong;",
                "ZipFile p = null;|class ZipFile is in package java.util.zip: import java.util.zip.ZipFile;",
                "ZipFile q;|class ZipFile is in package java.util.zip: import java.util.zip.ZipFile;",
                "KernelClient c;|class KernelClient is in package dev.interlace.jupyter.client:"
                        + " import dev.interlace.jupyter.client.KernelClient;",
                "conted + 1|did you mean counted?",
                "adAll(2)|did you mean addAll?",
                "new Greter()|did you mean Greeter?",
                "Strng t = null;|did you mean String?",
                "\"abc\".lenght()|did you mean length?",
                "System.out.prntln(3)|did you mean println?",
                "Math.PJ|did you mean PI?",
                "{ int value = 1; System.out.println(vaule); }|did you mean value?",
                "int x = 5 int y = 6;|a ; is missing in line 1, where the ^ is",
                "System.out.println(3|the ( in line 1 is never closed: add )",
                "if (true) { int z = 3;|the { in line 1 is never closed: add }",
                "System.out.println(1))|the ) in line 1 closes nothing: remove it, or add ( before it",
                "String s = \"abc;|the text that begins in line 1 has no closing \"",
                "char c = 'a;|the text that begins in line 1 has no closing '",
            })
    void aHintSaysHowToMendTheCell(String code, String hint) {
        assertEquals(List.of("hint: " + hint), hints(code));
    }

    @Test
    void aHintCountsTheLinesOfTheCell() {
        assertEquals(
                List.of("hint: a ; is missing in line 3, where the ^ is"),
                hints("int one = 1;\n\nint two = 2\nint three = 3;"));
        assertEquals(
                List.of("hint: the { in line 2 is never closed: add }"),
                hints("int four = 4;\nclass Open {\n  int a;"));
    }

    @Test
    void ofSeveralClassesTheLikeliestIsProposed() {
        List<String> told = hints("Attributes a;");
        assertEquals(1, told.size());
        assertTrue(
                told.get(0)
                        .startsWith(
                                "hint: class Attributes is in package java.util.jar: import java.util.jar.Attributes;"),
                told.get(0));
    }

    @Test
    void aDeclarationThatMustWaitSaysWhatWasMeant() {
        assertEquals(
                "twice cannot be used until this is declared: variable vaule (did you mean value?)\n",
                kernel.execute("int twice(int value) { return vaule + value; }", LIMIT).stream("stderr"));
    }

    @Test
    void aNameLikeNoOtherGetsNoHint() {
        assertEquals(List.of(), hints("zzyzx + 1"));
        assertEquals("ok", Json.string(kernel.execute("counted", LIMIT).reply(), "status", ""));
    }
}
