package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What a run leaves in the process that it ran in: output, settings that all share, threads. */
final class Traces {
    private static final long PATIENCE_MILLIS = 500; // a pool that was shut down ends its threads within that
    private static final Object ONE_AT_A_TIME = new Object(); // the streams are the process's

    private Traces() {}

    /** The settings that all code of a process shares. */
    private record Shared(
            Locale locale,
            Locale format,
            TimeZone zone,
            DataType type,
            DataType floating,
            PrintStream out,
            PrintStream err) {
        static Shared now() {
            return new Shared(
                    Locale.getDefault(),
                    Locale.getDefault(Locale.Category.FORMAT),
                    TimeZone.getDefault(),
                    Nd4j.dataType(),
                    Nd4j.defaultFloatingPointType(),
                    System.out,
                    System.err);
        }

        void restore() {
            Locale.setDefault(locale);
            Locale.setDefault(Locale.Category.FORMAT, format);
            TimeZone.setDefault(zone);
            if (Nd4j.dataType() != type || Nd4j.defaultFloatingPointType() != floating) {
                Nd4j.setDefaultDataTypes(type, floating);
            }
        }
    }

    /** That {@code run} leaves nothing; {@code what} says what it does, for instance {@code fit and predict}. */
    static void requireNone(String what, Runnable run) {
        synchronized (ONE_AT_A_TIME) {
            PrintStream out = System.out;
            PrintStream err = System.err;
            Printed printed = new Printed(Thread.currentThread());
            long firstThread = new Thread(() -> {}).getId(); // ids ascend: what the run starts has a larger one
            PrintStream listening = new PrintStream(printed, true, StandardCharsets.UTF_8);
            System.setOut(listening);
            System.setErr(listening);
            Shared before = Shared.now();
            Shared after;
            try {
                run.run();
                after = Shared.now();
            } finally {
                before.restore();
                System.setOut(out);
                System.setErr(err);
            }
            Shared left = after;
            String everywhere = " is changed for the whole notebook by a run of " + what + ", ";
            assertAll(
                    () -> assertEquals(
                            "",
                            printed.text(),
                            "a run of " + what
                                    + " prints; a method returns what it has to say: as history, as a warning,"
                                    + " as an explanation"),
                    () -> assertSame(before.out, left.out, "System.out" + everywhere + "take no stream of the process"),
                    () -> assertSame(before.err, left.err, "System.err" + everywhere + "take no stream of the process"),
                    () -> assertEquals(
                            before.locale,
                            left.locale,
                            "the default Locale" + everywhere + "hand a Locale to the call"),
                    () -> assertEquals(
                            before.format,
                            left.format,
                            "the default Locale" + everywhere + "hand a Locale to the call"),
                    () -> assertEquals(
                            before.zone, left.zone, "the default time zone" + everywhere + "hand a zone to the call"),
                    () -> assertEquals(
                            List.of(before.type, before.floating),
                            List.of(left.type, left.floating),
                            "ND4J's default data type" + everywhere + "name the type where an array is made"),
                    () -> assertEquals(
                            "",
                            living(firstThread),
                            "a run of " + what + " leaves threads behind; shut down what it has started"));
        }
    }

    private static String living(long first) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        List<Thread> left = threads(first);
        while (!left.isEmpty() && System.nanoTime() < end) {
            left.get(0).join(10);
            left = threads(first);
        }
        return left.stream().map(Thread::getName).collect(Collectors.joining(", "));
    }

    // ND4J and JavaCPP free memory on threads of their own, JUnit runs tests on a pool: whoever comes first starts them
    private static List<Thread> threads(long first) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getId() > first
                        && isOfPrograms(thread)
                        && !thread.getName().contains("Deallocator")
                        && !thread.getName().startsWith("ForkJoinPool.commonPool")
                        && !thread.getName().startsWith("ForkJoinPool-1-")
                        && !thread.getName().startsWith("surefire"))
                .toList();
    }

    // Java keeps its own threads, such as one that disposes of pictures, in the group of the system
    private static boolean isOfPrograms(Thread thread) {
        ThreadGroup group = thread.getThreadGroup(); // none of one that has ended
        return group != null && !group.getName().equals("system");
    }

    /** What a thread prints; what others print in the meantime is not its own. */
    private static final class Printed extends ByteArrayOutputStream {
        private final Thread thread;

        Printed(Thread thread) {
            this.thread = thread;
        }

        @Override
        public synchronized void write(int b) {
            if (Thread.currentThread() == thread) {
                super.write(b);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            if (Thread.currentThread() == thread) {
                super.write(bytes, from, length);
            }
        }

        synchronized String text() {
            return toString(StandardCharsets.UTF_8);
        }
    }
}
