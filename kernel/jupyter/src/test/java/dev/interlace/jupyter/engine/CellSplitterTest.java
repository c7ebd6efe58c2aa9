package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellSplitterTest {
    private static List<String> split(String cell) {
        return CellSplitter.split(cell, call -> "magic(\"" + call + "\")").stream()
                .map(CellSplitter.Part::text)
                .toList();
    }

    @Test
    void semicolonsAndClosingBracesEndSnippets() {
        assertEquals(
                List.of("int a = 1;", "void f() { a++; }", "f();", "a;"), split("int a = 1; void f() { a++; } f(); a"));
    }

    @Test
    void aCommentAfterTheLastExpressionStaysOutside() {
        assertEquals(List.of("1 + 1;"), split("1 + 1 // two; not three"));
        assertEquals(List.of(), split("// nothing\n/* at; all */ ;;"));
    }

    @Test
    void literalsHideBracesAndSemicolons() {
        assertEquals(List.of("var s = \"};\" + ';' + '\\'';", "s;"), split("var s = \"};\" + ';' + '\\''; s"));
        assertEquals(
                List.of("var t = \"\"\"\n  } \" ; %x\n  \"\"\";", "t;"),
                split("var t = \"\"\"\n  } \" ; %x\n  \"\"\"; t"));
    }

    @Test
    void aMagicStandsAtTheStartOfAStatementOrAfterAnEqualsSign() {
        assertEquals(List.of("time f()", "x;"), split("%time f()\nx"));
        assertEquals(
                List.of("List<String> l = magic(\"jars *.jar\");", "l;"), split("List<String> l = %jars *.jar\nl"));
        assertEquals(List.of("int r = a\n  %b;"), split("int r = a\n  %b;"));
    }

    @Test
    void placesInARewrittenPartLeadBackToTheCell() {
        String cell = "int a;\nvoid f() {\n  int b = %jars x\n  g();\n}";
        CellSplitter.Part part =
                CellSplitter.split(cell, call -> "magic(\"" + call + "\")").get(1);
        assertEquals(
                cell.indexOf("g();"),
                part.start() + part.places().applyAsInt(part.text().indexOf("g();")));
        assertEquals(
                cell.indexOf("%jars"),
                part.start() + part.places().applyAsInt(part.text().indexOf("magic(")));
    }

    @Test
    void aMagicInAMethodIsRewrittenInItsPlace() {
        assertEquals(
                List.of(
                        "void f() {\n  List<String> l = magic(\"jars *.jar\");\n  magic(\"time g()\");\n  h();\n}",
                        "f();"),
                split("void f() {\n  List<String> l = %jars *.jar;\n  %time g()\n  h();\n}\nf()"));
        assertEquals(
                List.of("Runnable r = () -> {\n magic(\"time g()\");\n};", "r.run();"),
                split("Runnable r = () -> {\n %time g()\n};\nr.run();"));
        assertEquals(
                List.of("int f() { return (7\n %b()); }", "String s = \"= %b\";"),
                split("int f() { return (7\n %b()); }\nString s = \"= %b\"; // = %c"));
    }

    @Test
    void aCommandOfJShellStandsAtTheStartOfASnippetAndOfALine() {
        assertEquals(List.of("int a = 1;", "/vars", "/drop a", "a;"), split("int a = 1;\n/vars\n  /drop a\na"));
        assertEquals(List.of("int b = a\n/two;"), split("int b = a\n/two;"));
        assertEquals(List.of("int b = 1;", "/ two;"), split("int b = 1; / two"));
        assertEquals(List.of("f();"), split("// note\n/* /vars */ f();"));
    }

    @Test
    void aQuestionMarkBeforeAMagicAsksForItsHelp() {
        assertEquals(List.of("?%time", "time?"), split("?%time\n%time?"));
    }

    /** The second route: JShell's own analysis, which needs its compiler for it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "int a = 1; int b = 2; a + b",
                "if (x) { y(); } else if (z) { w(); } else v();\nint c;",
                "if (x) y(); else z();\nfoo();",
                "for (int i = 0; i < 3; i++) { p(i); }\nfor (;;) q();\nr();",
                "try { a(); } catch (Exception e) { b(); } finally { c(); }\nd();",
                "try (var in = open()) { a(); }\nd();",
                "do { a(); } while (b());\ndo a(); while (b());\nc();",
                "while (a()) { b(); }\nwhile (c()) d();\ne();",
                "switch (x) { case 1: a(); break; default: b(); }\nc();",
                "int k = switch (x) { case 1 -> 2; default -> { yield 3; } };\nc();",
                "synchronized (lock) { a(); }\nb();",
                "Runnable r = () -> { a(); };\nr.run();",
                "int[] n = {1, 2, 3};\nint[][] m = new int[][] {{1}, {2}};\nn.length",
                "var t = new Thread() { public void run() { a(); } };\nt.start();",
                "new Thread() { public void run() { a(); } }.start();\nb();",
                "class A<T extends B> implements C { int x = 1; void f() { } }\nnew A()",
                "record P(int a, int b) { P { check(a); } }\nnew P(1, 2)",
                "enum E { ONE, TWO; int f() { return 1; } }\nE.ONE",
                "@interface Mark { int value() default 1; }\n@Mark(2) class Marked { }\n1",
                "public static <T> List<T> f(T[] a) throws IOException, Error { return null; }\nf(null)",
                "int[] g(int n) { return new int[n]; }\ng(1)",
                "import java.util.*;\nimport static java.lang.Math.*;\nabs(-1)",
                "outer: for (;;) { break outer; }\na();",
                "{ int local = 1; use(local); }\nb();",
                "for (int i = 0; i < 2; i++) x[i] = new int[] {i};\nb();",
                "if (a) r = () -> { b(); };\nc();",
                "sealed interface S permits T { }\nnon-sealed class T implements S { }",
                "list.forEach(x -> { p(x); });\nlist.stream().map(x -> { return x; }).toList()",
                "x = y;\ny += 3; z++",
                "\"a\".length()",
                "assert a > 0;\nthrow new Error();",
                "final var q = 1;\n@Deprecated void old() { }\nq"
            })
    void agreesWithTheCompiler(String cell) {
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            List<String> expected = new ArrayList<>();
            String rest = cell;
            while (!rest.isBlank()) {
                SourceCodeAnalysis.CompletionInfo info =
                        shell.sourceCodeAnalysis().analyzeCompletion(rest);
                if (info.source() == null) {
                    break;
                }
                expected.add(bare(info.source()));
                rest = info.remaining();
            }
            assertEquals(
                    expected, split(cell).stream().map(CellSplitterTest::bare).toList());
        }
    }

    private static String bare(String snippet) {
        return snippet.strip().replaceAll(";+$", "");
    }
}
