package dev.interlace.jupyter.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.AbstractCollection;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RenderingTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    private final Rendering rendering = new Rendering(RenderingTest.class.getClassLoader());

    private String text(Object value) {
        return rendering.render(value).plain();
    }

    private static String inOneLine(String text) {
        return text.replace(",\n ", ", ");
    }

    private String html(Object value) {
        return rendering.render(value).data().getOrDefault(DisplayData.HTML, "");
    }

    private record Point(int x, double y) {}

    @SuppressWarnings("ArrayRecordComponent") // users write them
    private record Segment(Point from, Point to, int[] marks) {}

    private record Named(String name) {
        @Override
        public String toString() {
            return "I am " + name;
        }
    }

    private record Bag(List<Object> things) {}

    record Broken(int n) {
        @Override
        public int n() {
            throw new IllegalStateException("no n today");
        }
    }

    @Test
    void smallValuesReadAsTheirToString() {
        List<Object> values = List.of(
                42,
                true,
                'x',
                "text",
                DayOfWeek.MONDAY,
                LocalDate.of(2024, 2, 29),
                Optional.empty(),
                Optional.of("x"),
                List.of(1, 2, 3),
                new ArrayDeque<>(List.of(1, 2)),
                new TreeSet<>(List.of("b", "a")),
                Map.of("a", List.of(1)),
                Map.entry("k", "v"),
                new Point(1, 2.5),
                new Named("Ada"),
                List.of(List.of(), Map.of(), Optional.of(new Point(0, 0))));
        values.forEach(value -> assertEquals(value.toString(), text(value)));
        assertEquals("null", rendering.render(null).plain());
    }

    @Test
    void arraysReadByTheirElements() {
        assertEquals("[1, 2]", text(new int[] {1, 2}));
        assertEquals("[[1.0], []]", text(new double[][] {{1}, {}}));
        assertEquals("[a, null]", text(new String[] {"a", null}));
        assertEquals("[]", text(new byte[0]));
        assertEquals(
                "Segment[from=Point[x=0, y=0.0], to=Point[x=1, y=1.0], marks=[7]]",
                text(new Segment(new Point(0, 0), new Point(1, 1), new int[] {7})));
    }

    @Test
    void aWideMatrixStandsRowByRow() {
        long[][] matrix = new long[3][20];
        String zeros = "[" + "0, ".repeat(19) + "0]";
        assertEquals("[" + zeros + ",\n " + zeros + ",\n " + zeros + "]", text(matrix));
    }

    @Test
    void plainCollectionsBringNoHtml() {
        assertEquals("", html(List.of(1, 2)));
        assertEquals("", html(new int[] {1}));
        assertEquals("", html(Map.of()));
        assertEquals("", html(List.of()));
        assertEquals("", html(new Named("Ada")));
    }

    @Test
    void aLongListShowsBothEndsAndIsAskedForThemAlone() {
        AtomicInteger asked = new AtomicInteger();
        List<Integer> list = new HugeList(asked);
        assertTrue(text(list).lines().allMatch(line -> line.length() < 120), "its text fills lines");
        asked.set(0);
        String text = inOneLine(text(list));
        assertTrue(text.startsWith("[0, 1, 2, "), text);
        assertTrue(
                text.endsWith("99, … 2,147,483,537 more …, 2147483637, 2147483638, 2147483639, 2147483640, 2147483641,"
                        + " 2147483642, 2147483643, 2147483644, 2147483645, 2147483646]"),
                text);
        // 110 for the text, 1 to see that the first element is no row of a table
        assertEquals(111, asked.get());
    }

    private static final class HugeList extends AbstractList<Integer> implements RandomAccess {
        private final AtomicInteger asked;

        HugeList(AtomicInteger asked) {
            this.asked = asked;
        }

        @Override
        public Integer get(int index) {
            asked.incrementAndGet();
            return index;
        }

        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }
    }

    @Test
    void aLongArrayShowsBothEnds() {
        String text = inOneLine(text(IntStream.range(0, 1000).toArray()));
        assertTrue(text.contains("98, 99, … 890 more …, 990, 991"), text);
    }

    @Test
    void anEndlessCollectionIsNotWalked() {
        AtomicInteger asked = new AtomicInteger();
        Collection<Integer> endless = new AbstractCollection<>() {
            @Override
            public Iterator<Integer> iterator() {
                return Stream.generate(asked::incrementAndGet).iterator();
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };
        assertTrue(inOneLine(text(endless)).endsWith(", … 2,147,483,547 more …]"), "the first 100 of 2^31 - 1");
        assertTrue(asked.get() < 500, asked + " elements were made");
    }

    @Test
    void anIterableAndAStreamStayUntouched() {
        Iterable<Integer> iterable = () -> {
            throw new AssertionError("the iterable was walked");
        };
        assertEquals(iterable.toString(), text(iterable));
        Stream<Integer> stream = Stream.of(1, 2);
        text(stream);
        assertEquals(List.of(1, 2), stream.toList());
    }

    @Test
    void aLongMapAndLongTextsWithinAListAreCut() {
        Map<Integer, Integer> map = new LinkedHashMap<>();
        IntStream.range(0, 1000).forEach(i -> map.put(i, i));
        assertTrue(text(map).endsWith("99=99, … 900 more …}"));
        assertTrue(html(map).contains("the first 60 of 1,000 entries"));
        String text = text(Collections.nCopies(150, "x".repeat(1000)));
        assertTrue(text.length() < 30_000, "a text of " + text.length());
        assertTrue(text.endsWith("more …]"), text.substring(text.length() - 100));
    }

    @Test
    void whatContainsItselfEnds() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertEquals("[(contains itself)]", text(list));
        Object[] array = {null};
        array[0] = List.of((Object) array);
        assertEquals("[[(contains itself)]]", text(array));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("me", map);
        assertEquals("{me=(contains itself)}", text(map));
        assertTrue(html(map).contains("{me=(contains itself)}"));
        List<Object> things = new ArrayList<>();
        Bag bag = new Bag(things);
        things.add(bag);
        assertEquals("Bag[things=[(contains itself)]]", text(bag));
        assertTrue(html(bag).contains("things"));
    }

    @Test
    void aDeepNestEnds() {
        Object nest = "core";
        for (int i = 0; i < 100_000; i++) {
            nest = List.of(nest);
        }
        assertEquals("[".repeat(24) + "…" + "]".repeat(24), text(nest));
    }

    @Test
    void aMapIsATableOfTwoColumns() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("n", 3);
        map.put(SCRIPT, null);
        String html = html(map);
        assertTrue(html.contains("text-align:right;\">3</td>"), html);
        assertTrue(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !html.contains("<script"), html);
        assertTrue(html.contains("opacity:.6;\">null</td>"), html);
    }

    @Test
    void aRecordIsATableOfItsComponents() {
        String html = html(new Segment(new Point(0, 0), new Point(1, 1), new int[] {7}));
        assertTrue(html.contains("<b>Segment</b>"), html);
        assertTrue(html.contains(">from</td>") && html.contains(">Point[x=1, y=1.0]</td>"), html);
        assertTrue(html.contains(">[7]</td>"), html);
    }

    @Test
    void recordsOfOneClassAreRowsOfATable() {
        String html = html(List.of(new Point(1, 2.5), new Point(3, 4)));
        assertTrue(html.contains("text-align:right;\">x</th>"), html);
        assertTrue(html.contains(">2.5</td>") && html.contains(">4.0</td>"), html);
        assertEquals(html, html(new Point[] {new Point(1, 2.5), new Point(3, 4)}));
        assertEquals("", html(List.of(new Point(1, 2), new Named("other"))));
        assertTrue(html(Collections.nCopies(1_000_000, new Point(1, 2)))
                .endsWith("the first 60 of 1,000,000 rows</small></div>"));
    }

    @Test
    void mapsWithTextsAsKeysAreRowsOfATable() {
        String html = html(List.of(Map.of("a", 1), Map.of(SCRIPT, SCRIPT)));
        assertTrue(html.contains(">a</th>") && html.contains(">1</td>"), html);
        assertFalse(html.contains("<script"), html);
        assertEquals("", html(List.of(Map.of(1, 1))));
    }

    @Test
    void aTextThatFailsIsNamedAndItsNeighboursAreShown() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new AssertionError("no text");
            }
        };
        String failure = broken.getClass().getName() + " (its text failed: java.lang.AssertionError)";
        assertEquals(failure, text(broken));
        assertEquals("[1, " + failure + ", 2]", text(List.of(1, broken, 2)));
        assertEquals("Broken[n=(failed: java.lang.IllegalStateException: no n today)]", text(new Broken(1)));
        assertTrue(html(Map.of("k", broken)).contains("its text failed"));
    }

    @Test
    void aDisplayThatFailsLeavesTheTextAndTheReason() {
        Displayable broken = new Displayable() {
            @Override
            public DisplayData display() {
                throw new AssertionError("no picture");
            }

            @Override
            public String toString() {
                return "the text";
            }
        };
        assertEquals(
                "the text\n[" + broken.getClass().getName() + ".display failed: java.lang.AssertionError: no picture]",
                text(broken));
    }

    @Test
    void anInterruptIsNotTakenForAFailure() {
        class Stop extends Error {
            private static final long serialVersionUID = 1L;
        }
        CellOutput interrupted = new CellOutput() {
            @Override
            public String display(DisplayData data) {
                return "";
            }

            @Override
            public void update(String displayId, DisplayData data) {}

            @Override
            public void clear(Clear when) {}

            @Override
            public void checkInterrupt() {
                throw new Stop();
            }
        };
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new Stop();
            }
        };
        List<Throwable> seen = new ArrayList<>();
        Thread cell = new Thread(() -> {
            CurrentCell.set(interrupted);
            seen.add(assertThrows(Stop.class, () -> rendering.render(List.of(broken))));
        });
        cell.start();
        join(cell);
        assertEquals(1, seen.size());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anOptionalLooksLikeWhatItHolds() {
        assertEquals(html(new Point(1, 2)), html(Optional.of(new Point(1, 2))));
        assertEquals("Optional[Optional[1]]", text(Optional.of(Optional.of(1))));
    }

    @Test
    void anExceptionShowsItsCausesAndTheFramesOfTheUser() {
        IOException cause = new IOException(SCRIPT);
        Throwable thrown = new IllegalStateException("outer", cause);
        thrown.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.util.List", "of", "List.java", 1),
            new StackTraceElement("acme.Reader", "read", "Reader.java", 7),
            new StackTraceElement("REPL.$JShell$12", "load", "#12", 2),
            new StackTraceElement("REPL.$JShell$13", "do_it$", "#13", 1)
        });
        cause.setStackTrace(new StackTraceElement[0]);
        assertEquals("""
                java.lang.IllegalStateException: outer
                    at acme.Reader.read(Reader.java:7)
                    at load
                    at the cell
                Caused by: java.io.IOException: <script>alert(1)</script>""", text(thrown));
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        assertEquals(1, text(first).split("Caused by", -1).length - 1, "causes in a circle end");
    }

    @Test
    void aPictureIsAPng() {
        DisplayData data = rendering.render(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
        assertEquals("image 3 x 2", data.plain());
        assertTrue(data.data().containsKey(DisplayData.PNG));
    }
}
