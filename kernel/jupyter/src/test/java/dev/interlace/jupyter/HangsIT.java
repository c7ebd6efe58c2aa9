package dev.interlace.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One kind of hang after the other in one kernel: each is interrupted, then the kernel is as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HangsIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int KEPT = 41;
    private static final long IDLE_MILLIS = 50; // of a second, on a machine that others use as well

    private KernelClient kernel;
    private String watch = "";
    private int feature;

    /** How a hang ends. */
    private enum End {
        /** By the first request alone: at a check, by a wake-up, with its process. */
        ASKED,
        /** By an error thrown in the thread, at the second request. */
        FORCED,
        /** Not at all: the thread is left behind. */
        LEFT_BEHIND,
        /** By an error, where that comes through in time. */
        FORCED_OR_LEFT_BEHIND
    }

    private enum Hang {
        LOOP(End.ASKED, "while (true) {}"),
        LOOP_THAT_CATCHES_EVERYTHING(End.ASKED, "for (;;) { try { while (true) {} } catch (Throwable e) {} }"),
        SLEEP_THAT_SWALLOWS(End.ASKED, "for (;;) { try { Thread.sleep(50); } catch (Throwable e) {} }"),
        SLEEP_IN_FINALLY(End.ASKED, "try { while (true) {} } finally { Thread.sleep(600_000); }"),
        SLEEP_IN_FINALLY_THAT_WAS_WOKEN_BEFORE(
                End.FORCED, "try { while (true) {} } finally { Thread.interrupted(); Thread.sleep(600_000); }"),
        WAIT_THAT_SWALLOWS(
                End.ASKED,
                "Object w = new Object(); synchronized (w) { for (;;) { try { w.wait(); }"
                        + " catch (InterruptedException e) {} } }"),
        // 200,000 frames are unwound, for seconds on a busy machine
        DEEP_RECURSION(End.FORCED_OR_LEFT_BEHIND, "void deep() { try { deep(); } finally { deep(); } }\ndeep();"),
        JOIN(
                End.ASKED,
                "var lasts = new Thread(() -> { try { Thread.sleep(600_000); }"
                        + " catch (InterruptedException e) {} }); lasts.start(); lasts.join();"),
        QUEUE(End.ASKED, "new java.util.concurrent.ArrayBlockingQueue<Integer>(1).take()"),
        REGULAR_EXPRESSION(End.ASKED, "\"a\".repeat(60).matches(\"(a+)+b(\\\\1)?\")"),
        COMPARATOR(
                End.ASKED,
                "var sorted = new ArrayList<>(List.of(3, 1, 2)); sorted.sort((a, b) -> { while (true) {} });"),
        CLASS_INITIALISER(End.ASKED, "class Loops { static int x; static { while (x == 0) {} } }\nnew Loops();"),
        PARALLEL_STREAM_OF_A_LAMBDA(
                End.ASKED, "IntStream.iterate(0, i -> i + 1).parallel().filter(i -> i < 0).findAny()"),
        OWN_POOL(
                End.ASKED,
                "new java.util.concurrent.ForkJoinPool(2).submit((Runnable) () -> { while (true) {} }).get()"),
        DELAYED_TASK(End.ASKED, "java.util.concurrent.CompletableFuture.supplyAsync(() -> { while (true) {} }).get()"),
        STREAM_THAT_PRINTS(End.ASKED, "Stream.generate(() -> \"x\").forEach(System.out::println);"),
        INPUT(End.ASKED, "while (true) System.in.read(); // each line is asked for"),
        PROCESS(End.ASKED, "new ProcessBuilder(\"sleep\", \"600\").start().waitFor();"),
        OUTPUT_OF_A_PROCESS(
                End.ASKED, "new ProcessBuilder(\"sleep\", \"600\").start().getInputStream().readAllBytes();"),
        OUTPUT_OF_A_COMMAND(
                End.ASKED,
                "Runtime.getRuntime().exec(new String[] {\"sleep\", \"600\"})" + ".getInputStream().read();"),
        PROCESS_OF_A_MAGIC(End.ASKED, "%sh sleep 600"),
        VIRTUAL_THREAD(End.ASKED, 21, "Thread.ofVirtual().start(() -> { while (true) {} }).join();"),
        CHANNEL(End.ASKED, "java.nio.channels.ServerSocketChannel.open().bind(new InetSocketAddress(0)).accept();"),
        PIPE(End.ASKED, "java.nio.channels.Pipe.open().source().read(java.nio.ByteBuffer.allocate(1));"),
        SELECTOR_THAT_SWALLOWS(
                End.ASKED, "var selector = java.nio.channels.Selector.open(); for (;;) { selector.select(); }"),
        PROCESSOR_OF_A_COMPILER(End.ASKED, """
                var processor = new javax.annotation.processing.AbstractProcessor() {
                    @Override public Set<String> getSupportedAnnotationTypes() { return Set.of("*"); }
                    @Override public boolean process(
                            Set<? extends javax.lang.model.element.TypeElement> a,
                            javax.annotation.processing.RoundEnvironment r) { while (true) {} }
                };
                var task = javax.tools.ToolProvider.getSystemJavaCompiler().getTask(
                        null, null, null, List.of("-d", System.getProperty("java.io.tmpdir")), null,
                        List.of(new javax.tools.SimpleJavaFileObject(
                                URI.create("string:///A.java"), javax.tools.JavaFileObject.Kind.SOURCE) {
                            @Override public CharSequence getCharContent(boolean b) { return "class A {}"; }
                        }));
                task.setProcessors(List.of(processor));
                task.call()"""),
        STREAM(End.FORCED, "LongStream.range(0, Long.MAX_VALUE).sum()"),
        STREAM_THAT_COLLECTS(End.FORCED, "new Random(1).ints(0, 100).boxed().collect(Collectors.toSet())"),
        PARALLEL_STREAM(End.FORCED, "LongStream.range(0, Long.MAX_VALUE).parallel().sum()"),
        SEMAPHORE(End.FORCED, "new java.util.concurrent.Semaphore(0).acquireUninterruptibly();"),
        LOCK(
                End.FORCED,
                "var lock = new java.util.concurrent.locks.ReentrantLock();"
                        + " var holder = new Thread(() -> lock.lock()); holder.start(); holder.join(); lock.lock();"),
        BIG_INTEGER(End.FORCED, "BigInteger.valueOf(3).pow(400_000_000).bitLength()"),
        FUTURE(End.FORCED, "new java.util.concurrent.CompletableFuture<Integer>().join()"),
        LATCH_THAT_SWALLOWS_IN_A_LIBRARY(End.FORCED, "new java.util.concurrent.Phaser(2).arriveAndAwaitAdvance()"),
        ACCEPT(End.FORCED, "new ServerSocket(0).accept();"),
        READ_OF_A_SOCKET(
                End.FORCED,
                "var silent = new ServerSocket(0); new Socket(\"localhost\", silent.getLocalPort())"
                        + ".getInputStream().read();"),
        SILENT_WEB_SERVER(
                End.FORCED,
                "var web = new ServerSocket(0); new URL(\"http://localhost:\" + web.getLocalPort()).openStream();"),
        DATAGRAM(End.FORCED, "new DatagramSocket(0).receive(new DatagramPacket(new byte[1], 1));"),
        UNWOVEN_CODE(End.FORCED, "unwoven(\"while (true) {}\")"),
        UNWOVEN_REGULAR_EXPRESSION(
                End.FORCED, "unwoven(\"\\\"a\\\".repeat(60).matches(\\\"(a+)+b(\\\\\\\\1)?\\\");\")"),
        UNWOVEN_THREAD(
                End.FORCED,
                "var spins = new Thread(() -> LongStream.range(0, Long.MAX_VALUE).sum()); spins.start(); spins.join();"
                        + " LongStream.range(0, Long.MAX_VALUE).sum();"),
        STREAM_OF_LIBRARY_CODE(
                End.FORCED,
                "Stream.iterate(1L, UnaryOperator.identity()).anyMatch(java.util.function.Predicate.isEqual(2L))"),
        MONITOR_OF_A_THREAD_THAT_LASTS(End.LEFT_BEHIND, "synchronized (held) { kept = -1; }"),
        MONITORS_IN_ANOTHER_ORDER(End.LEFT_BEHIND, """
                var a = new Object(); var b = new Object(); var both = new CountDownLatch(2);
                var other = new Thread(() -> { synchronized (b) { both.countDown(); pass(both);
                    synchronized (a) { kept = -1; } } });
                other.start();
                synchronized (a) { both.countDown(); pass(both); synchronized (b) { kept = -1; } }"""),
        CLASSES_THAT_WAIT_FOR_EACH_OTHER(End.LEFT_BEHIND, """
                class Meet { static CountDownLatch both = new CountDownLatch(2);
                    static int pass(Class<?> other) throws Exception { both.countDown(); both.await();
                        return Class.forName(other.getName(), true, other.getClassLoader()).hashCode(); } }
                class First { static int x; static { try { x = Meet.pass(Second.class); } catch (Exception e) {} } }
                class Second { static int x; static { try { x = Meet.pass(First.class); } catch (Exception e) {} } }
                new Thread(() -> new Second()).start();
                new First()"""),
        UNWOVEN_LOOP_THAT_CATCHES_EVERYTHING(
                End.FORCED_OR_LEFT_BEHIND,
                "unwoven(\"for (;;) { try { Thread.sleep(1_000); } catch (Throwable e) { } }\")"),
        FIFO(End.LEFT_BEHIND, "new FileInputStream(fifo()).read()");

        private final End end;
        private final int since;
        private final String code;

        Hang(End end, String code) {
            this(end, 17, code);
        }

        Hang(End end, int since, String code) {
            this.end = end;
            this.since = since;
            this.code = code;
        }
    }

    @BeforeAll
    void start() {
        kernel = KernelClient.start(TestKernel.command(), Duration.ofSeconds(60));
        kernel.answerInput(prompt -> "");
        CellResult ready = kernel.execute("""
                int kept = 41;
                Object held = new Object();
                import java.util.concurrent.locks.LockSupport;
                void pass(CountDownLatch latch) { try { latch.await(); } catch (InterruptedException e) {} }
                var holding = new CountDownLatch(1);
                var holder = new Thread(() -> { synchronized (held) { holding.countDown();
                    while (true) LockSupport.park(); } });
                holder.setDaemon(true); holder.start(); holding.await();
                void awaitHang() throws Exception {
                    for (int seen = 0; seen < 5; Thread.sleep(10)) {
                        var main = Thread.getAllStackTraces().entrySet().stream()
                                .filter(t -> t.getKey().getName().equals("cells-main"))
                                .max(Comparator.comparing(t -> t.getKey().getId())).get();
                        seen = main.getValue().length > 1000 || Arrays.toString(main.getValue()).contains(".Gate.through")
                                ? seen + 1 : 0; // of a deep recursion only the top is shown
                    }
                }
                void unwoven(String body) throws Exception {
                    var folder = java.nio.file.Files.createTempDirectory("unwoven");
                    var source = folder.resolve("Unwoven.java");
                    java.nio.file.Files.writeString(source,
                            "public class Unwoven { public static void run() { " + body + " } }");
                    javax.tools.ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
                    var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
                    loader.loadClass("Unwoven").getMethod("run").invoke(null);
                }
                File fifo() throws Exception {
                    var file = java.nio.file.Files.createTempDirectory("fifo").resolve("fifo");
                    new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
                    return file.toFile();
                }
                Runtime.version().feature()""", LIMIT);
        assertEquals("", ready.error());
        watch = Json.string(kernel.askControl("create_subshell_request", new JsonObject()), "subshell_id", "");
        feature = Integer.parseInt(ready.value());
    }

    @AfterAll
    void stop() {
        kernel.close();
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource
    void theKernelIsAsItWas(Hang hang) {
        assumeTrue(feature >= hang.since);
        assumeTrue(hang.name().matches(System.getProperty("test.only", ".*")));
        String id = kernel.submit("kept = 41; System.out.println(\"started\");\n" + hang.code);
        kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
        awaitHang();
        String queued = kernel.submit("kept = -1;");
        long begun = System.nanoTime();
        kernel.interrupt();
        if (hang.end != End.ASKED) {
            kernel.interrupt();
        }
        CellResult stopped = kernel.await(id, LIMIT);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertEquals("error", stopped.status());
        boolean left = stopped.error().contains("was left behind");
        assertTrue(hang.end == End.FORCED_OR_LEFT_BEHIND || left == (hang.end == End.LEFT_BEHIND), stopped.error());
        assertEquals("aborted", kernel.await(queued, LIMIT).status());
        assertEquals("2", kernel.execute("1+1", LIMIT).value());
        assertEquals(Integer.toString(KEPT), kernel.execute("kept", LIMIT).value());
        if (System.getProperty("test.times") != null) {
            System.err.printf("%-40s %-12s %5d ms%n", hang, hang.end, millis);
        }
    }

    // compilation comes before: the cell hangs once its thread stays in its code
    private void awaitHang() {
        CellResult hangs = kernel.await(kernel.submitTo(watch, "awaitHang()"), LIMIT);
        assertEquals("ok", hangs.status(), hangs.error());
    }

    @Order(2)
    @Test
    void noProcessIsLeft() {
        assertEquals(
                "0",
                kernel.execute("ProcessHandle.current().descendants().count()", LIMIT)
                        .value());
    }

    @Order(3)
    @Test
    void nothingComputesAnyMore() {
        CellResult busiest = kernel.execute("""
                var bean = java.lang.management.ManagementFactory.getThreadMXBean();
                var before = new HashMap<Long, Long>();
                for (long id : bean.getAllThreadIds()) before.put(id, bean.getThreadCpuTime(id));
                Thread.sleep(1000);
                before.entrySet().stream()
                        .filter(t -> t.getKey() != Thread.currentThread().getId())
                        .mapToLong(t -> bean.getThreadCpuTime(t.getKey()) - t.getValue())
                        .max().getAsLong() / 1_000_000""", LIMIT);
        assertTrue(Long.parseLong(busiest.value()) < IDLE_MILLIS, "ms in a second: " + busiest.value());
    }
}
