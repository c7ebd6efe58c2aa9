package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegexIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double STOP_MILLIS = 1_000;

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
        kernel.execute("int kept = 41; String many = \"a\".repeat(80); String slow = \"(a|aa)+b(\\\\1)?\";", LIMIT);
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pattern.compile(\"(a+)+b(\\\\1)?\").matcher(\"a\".repeat(60)).matches()",
                "Pattern.matches(slow, many)",
                "many.matches(slow)",
                "many.replaceAll(slow, \"\")",
                "many.replaceFirst(slow, \"\")",
                "many.split(slow)",
                "Pattern.compile(slow).split(many, 3)",
                "Stream.of(many).map(Pattern.compile(slow)::matcher).map(Matcher::matches).toList()",
            })
    void aMatchThatNeverEndsStops(String code) {
        String id = kernel.submit("System.out.println(\"started\");\n" + code);
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        long start = System.nanoTime();
        kernel.interrupt();
        CellResult stopped = kernel.await(id, LIMIT);
        double millis = (System.nanoTime() - start) / 1e6;
        assertTrue(stopped.error().contains("CellInterruptedError"), stopped.error());
        assertTrue(millis < STOP_MILLIS, "stopped after " + millis + " ms");
        assertEquals("42", kernel.execute("kept + 1", LIMIT).value());
    }

    @Test
    void whatMatchesIsTheSameAsEver() {
        assertEquals(
                "[b, , c]",
                kernel.execute("Arrays.toString(\"b1122c\".split(\"\\\\d\\\\d\"))", LIMIT)
                        .value());
        assertEquals(
                "[a, b, c,d]",
                kernel.execute("Arrays.toString(\"a,b,c,d\".split(\",\", 3))", LIMIT)
                        .value());
        assertEquals(
                "[a, b]",
                kernel.execute("Arrays.toString(\"a.b..\".split(\"[.]\"))", LIMIT)
                        .value());
        assertEquals(
                "<x><y>",
                kernel.execute("\"xy\".replaceAll(\"(.)\", \"<$1>\")", LIMIT).value());
        assertEquals(
                "<x>y",
                kernel.execute("\"xy\".replaceFirst(\"(?<c>.)\", \"<${c}>\")", LIMIT)
                        .value());
        assertEquals("true", kernel.execute("\"xy\".matches(\"x.\")", LIMIT).value());
        assertEquals(
                "é😀 1 String",
                kernel.execute(
                                "var m = Pattern.compile(\"é.\").matcher(\"aé😀\"); m.find();"
                                        + " m.group() + \" \" + m.start() + \" \" + m.group().getClass().getSimpleName()",
                                LIMIT)
                        .value());
        assertTrue(kernel.execute("\"x\".matches(null)", LIMIT).error().startsWith("java.lang.NullPointerException"));
    }
}
