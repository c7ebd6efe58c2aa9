package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.jupyter.engine.OneShot.Form;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneShotTest {
    private static final ImportedNames NAMES =
            new ImportedNames(OneShotTest.class.getClassLoader(), List.of("java.util.*"), List.of());
    private static final Imports IMPORTS = Imports.parse("import java.util.*;import java.io.File;"
            + "import static REPL.$JShell$1.kept;import static dev.interlace.jupyter.Notebook.*;");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1+1",
                "x",
                "x = 5;",
                "-x",
                "f(2)",
                "a.b.c.d()",
                "new int[] {1}",
                "(String) o",
                "\"text\".length();",
                "x instanceof String",
                "list.stream().map(i -> i + 1).toList()",
                "x++",
                "a[0]",
                "!ready",
                "this"
            })
    void anExpressionIsOne(String source) {
        assertEquals(Optional.of(Form.EXPRESSION), OneShot.of(source).map(OneShot::form));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for (int i = 0; i < 3; i++) f(i);",
                "{ int local = 1; f(local); }",
                "if (x) y();",
                "throw new Error();",
                "System.out.println(1);",
                "try { f(); } finally { g(); }",
                "do f(); while (x);"
            })
    void aStatementIsOne(String source) {
        assertEquals(Optional.of(Form.STATEMENT), OneShot.of(source).map(OneShot::form));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int x = 1;",
                "String s;",
                "java.util.List<String> names;",
                "int[] a;",
                "String[] a = {};",
                "var x = 1;",
                "void f() {}",
                "class A {}",
                "record P(int x) {}",
                "@Deprecated int x;",
                "import java.util.*;",
                "final int x = 1;",
                "label: for (;;) {}",
                "a < b",
                "switch (x) { case 1 -> 2; default -> 3.0; }",
                "1 + switch (x) { default -> 3; }",
                "1; } int y = 2; {",
                "(1",
                "f(\"\\u007d\")",
                ";",
                "Outer.Inner i;",
                "sealed interface S permits A {}"
            })
    void whatMayDeclareIsLeftToJShell(String source) {
        assertEquals(Optional.empty(), OneShot.of(source));
    }

    @Test
    void theSemicolonOfAnExpressionIsDroppedAndThatInALiteralIsNot() {
        assertEquals("f(\";\") ", OneShot.of("f(\";\") ;").orElseThrow().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1+1", "Math.max(1, 2)", "\"File\".length()", "x.kept2()"})
    void literalsAndNamesOfTheLanguageNeedNoImport(String source) {
        String needed = IMPORTS.neededBy(OneShot.of(source).orElseThrow(), NAMES);
        assertEquals(source.startsWith("x") ? "import static dev.interlace.jupyter.Notebook.*;" : "", needed);
    }

    @Test
    void anImportOfOneNameIsNeededWhereTheNameIsWritten() {
        assertEquals(
                "import static REPL.$JShell$1.kept;",
                IMPORTS.neededBy(OneShot.of("kept + 1").orElseThrow(), NAMES));
        assertEquals(
                "import java.io.File;",
                IMPORTS.neededBy(OneShot.of("new File(\"a\")").orElseThrow(), NAMES));
    }
}
