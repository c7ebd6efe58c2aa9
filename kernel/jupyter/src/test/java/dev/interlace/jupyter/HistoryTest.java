package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.History.Repeats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("deep").resolve("history.jsonl");
    }

    private History session(String... inputs) {
        History history = new History(Optional.of(file()));
        for (int i = 0; i < inputs.length; i++) {
            history.add(i + 1, inputs[i], Optional.of("out"));
        }
        return history;
    }

    private static List<String> told(List<History.Entry> entries) {
        return entries.stream()
                .map(e -> e.session() + "/" + e.line() + " " + e.input()
                        + e.output().map(o -> " -> " + o).orElse(""))
                .toList();
    }

    @Test
    void earlierSessionsAreNumberedFromTheOldestAndThisOneIsTheLast() {
        session("int a = 1;", "a\n+ 1");
        session("\"é😀\"");
        History now = session("now");
        assertEquals(
                List.of("1/1 int a = 1;", "1/2 a\n+ 1", "2/1 \"é😀\"", "3/1 now -> out"),
                told(now.tail(Integer.MAX_VALUE)));
        assertEquals(List.of("2/1 \"é😀\"", "3/1 now -> out"), told(now.tail(2)));
        assertEquals(List.of("3/1 now -> out"), told(now.own(10)));
    }

    @Test
    void aRangeIsOfThisSessionOfACountedBackOneOrOfANumberedOne() {
        session("a1", "a2", "a3");
        session("b1");
        History now = session("c1");
        assertEquals(List.of("3/1 c1 -> out"), told(now.range(0, 0, 10)));
        assertEquals(List.of("2/1 b1"), told(now.range(-1, 0, 10)));
        assertEquals(List.of("1/2 a2"), told(now.range(1, 2, 3)));
        assertEquals(List.of(), told(now.range(7, 0, 10)));
    }

    @Test
    void aSearchFindsEarlierSessionsAndMayTellEachTextOnce() {
        session("plot(x)", "1");
        History now = session("plot(y)", "plot(x)");
        assertEquals(
                List.of("1/1 plot(x)", "2/1 plot(y) -> out", "2/2 plot(x) -> out"),
                told(now.search("plot(?)", 10, Repeats.ALL)));
        assertEquals(
                List.of("2/1 plot(y) -> out", "2/2 plot(x) -> out"), told(now.search("plot*", 10, Repeats.LAST_ONLY)));
    }

    @Test
    void aBrokenLineCostsNoOther() throws IOException {
        session("before");
        Files.write(file(), new byte[] {'\n', '{', '"', (byte) 0xFF, '\n', '[', ']'}, StandardOpenOption.APPEND);
        session("after");
        assertEquals(List.of("1/1 before", "2/1 after"), told(session().tail(10)));
    }

    @Test
    void sessionsThatWriteByTurnsKeepTheirCellsTogether() {
        History left = session();
        History right = session();
        left.add(1, "l1", Optional.empty());
        right.add(1, "r1", Optional.empty());
        left.add(2, "l2", Optional.empty());
        assertEquals(List.of("1/1 l1", "1/2 l2", "2/1 r1"), told(session().tail(10)));
    }

    @Test
    void manyThreadsLoseNoLine() throws InterruptedException {
        List<Thread> kernels = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            History history = session();
            Thread kernel = new Thread(() -> {
                for (int i = 1; i <= 200; i++) {
                    history.add(i, "x".repeat(i), Optional.empty());
                }
            });
            kernels.add(kernel);
            kernel.start();
        }
        for (Thread kernel : kernels) {
            kernel.join();
        }
        assertEquals(800, session().tail(Integer.MAX_VALUE).size());
    }

    @Test
    void theFileIsItsOwnersAlone() throws IOException {
        session("secret");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void aLargeFileLosesItsOlderHalf() throws IOException {
        HistoryFile small = new HistoryFile(file(), 4_000);
        for (int i = 1; i <= 200; i++) {
            small.append(i, "input " + i);
        }
        assertTrue(Files.size(file()) <= 4_000, "size " + Files.size(file()));
        List<HistoryFile.Line> kept = new HistoryFile(file()).readOthers(1_000);
        assertEquals("input 200", kept.get(kept.size() - 1).input());
        assertFalse(kept.stream().anyMatch(line -> line.input().equals("input 1")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void aFileThatCannotBeWrittenLeavesTheSessionItsOwnHistory() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "");
        History history = new History(Optional.of(blocked.resolve("history.jsonl")));
        history.add(1, "kept", Optional.empty());
        assertEquals(List.of("1/1 kept"), told(history.tail(10)));
    }
}
