package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private KernelClient kernel;

    @BeforeAll
    void start() {
        kernel = TestKernel.start();
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    private String value(String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("", result.error());
        return result.value();
    }

    @Test
    void valuesSurviveALaterImport() {
        value("int x = 5; var list = new ArrayList<>(List.of(1, 2));");
        value("x = 9; list.add(3);");
        value("import java.nio.file.*;");
        assertEquals("9 [1, 2, 3]", value("x + \" \" + list"));
    }

    @Test
    void valuesSurviveARedefinedMethod() {
        value("int rate() { return 1; }\nvar made = rate();");
        value("int rate() { return 2; }");
        assertEquals("1 2", value("made + \" \" + rate()"));
    }

    @Test
    void valuesSurviveARedefinedClass() {
        value("record Point(int x) {}\nint count = 7; var text = \"kept\";");
        value("record Point(int x, int y) {}");
        assertEquals("7 kept", value("count + \" \" + text"));
    }

    @Test
    void aVariableWhoseClassHasChangedIsResetWithANotice() {
        value("class Box { int v = 3; }\nBox box = new Box();");
        CellResult result = kernel.execute("class Box { int v = 4; int w; }", LIMIT);
        assertTrue(result.stream("stderr").contains("variable box was reset"), result.stream("stderr"));
    }

    @Test
    void aRedeclaredVariableStartsAnew() {
        value("int again = 5;");
        value("int again;");
        assertEquals("0", value("again"));
    }

    @Test
    void classesOfOneCellMayNameEachOther() {
        value("class Ping { Pong pong; int n() { return 1; } }\nclass Pong { Ping ping = new Ping(); }");
        assertEquals("1", value("new Pong().ping.n()"));
        value("sealed interface Shape permits Circle, Square {}\n"
                + "record Circle(double r) implements Shape {}\nrecord Square(double a) implements Shape {}");
        assertEquals("Circle[r=1.0]", value("Shape shape = new Circle(1); shape"));
    }

    @Test
    void aMethodMayNameOneThatFollows() {
        value(
                "int even(int n) { return n == 0 ? 1 : odd(n - 1); }\nint odd(int n) { return n == 0 ? 0 : even(n - 1); }");
        assertEquals("1", value("even(10)"));
    }

    @Test
    void aMisspeltTypeIsAnError() {
        CellResult result = kernel.execute("Lisst<String> names = null;", LIMIT);
        assertEquals("error", result.status());
        assertTrue(result.error().contains("Lisst"), result.error());
    }

    @Test
    void pastResultsAreKept() {
        int number = kernel.execute("\"past\"", LIMIT).count();
        assertEquals("past", value("out(" + number + ")"));
    }

    @Test
    void evalReturnsTheLiveObject() {
        assertEquals(
                "[1, 2]",
                value("var live = eval(\"var inner = new ArrayList<>(List.of(1)); inner\");\n"
                        + "((List<Integer>) live).add(2); live"));
    }
}
