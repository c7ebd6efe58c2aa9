package dev.interlace.bench.kernels;

import com.google.gson.JsonObject;
import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.client.KernelException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Measures one kernel; every figure from a process of its own, so that none profits from another. */
final class Measurement {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration SOAK = Duration.ofMinutes(2);
    private static final int WARM_UP = 100;
    private static final String SUM = "1+1";

    private final Peer peer;
    private final Effort effort;
    private final Map<Figure, String> figures = new TreeMap<>();

    /**
     * How much is measured.
     *
     * @param starts cold starts
     * @param questions round trips of each kind
     * @param cells length of the soak
     */
    record Effort(int starts, int questions, int cells) {}

    Measurement(Peer peer, Effort effort) {
        this.peer = peer;
        this.effort = effort;
    }

    /** All figures; what a kernel fails to do is told as such. */
    Map<Figure, String> run() {
        attempt(Figure.FIRST_CELL, this::starts);
        attempt(Figure.WARM_CELL, this::warm);
        attempt(Figure.COMPLETION, this::completion);
        attempt(Figure.LINES, this::lines);
        attempt(Figure.LONG_STRING, this::longString);
        attempt(Figure.INTERRUPT, this::interrupt);
        attempt(Figure.SOAK, this::soak);
        return figures;
    }

    private void attempt(Figure figure, Runnable part) {
        try {
            part.run();
        } catch (KernelException | IllegalStateException e) {
            String message = String.valueOf(e.getMessage());
            figures.putIfAbsent(figure, "failed: " + message.substring(0, Math.min(80, message.length())));
        }
    }

    private void put(Figure figure, String format, Object... values) {
        figures.put(figure, String.format(Locale.ROOT, format, values));
    }

    private void starts() {
        double[] ready = new double[effort.starts];
        double[] first = new double[effort.starts];
        double[] resident = new double[effort.starts];
        for (int i = 0; i < effort.starts; i++) {
            long begin = System.nanoTime();
            try (KernelClient client = peer.start()) {
                ready[i] = since(begin);
                sum(client);
                first[i] = since(begin);
                resident[i] = new ProcessTree(client.process()).residentKib() / 1024.0;
            }
        }
        put(Figure.READY, "%.2f s", new Sample(ready).median() / 1e3);
        put(Figure.FIRST_CELL, "%.2f s", new Sample(first).median() / 1e3);
        put(Figure.RESIDENT, "%.0f MiB", new Sample(resident).median());
    }

    private static void sum(KernelClient client) {
        CellResult result = client.execute(SUM, LIMIT);
        if (!result.value().equals("2")) {
            throw new IllegalStateException("1+1 gave " + result.value() + result.error());
        }
    }

    private void warm() {
        try (KernelClient client = peer.start()) {
            repeat(WARM_UP, i -> sum(client));
            Sample cells = timed(effort.questions, i -> sum(client));
            put(Figure.WARM_CELL, "%.1f / %.1f ms", cells.median(), cells.quantile(0.95));
            Sample questions = timed(effort.questions, i -> client.ask("kernel_info_request", new JsonObject()));
            put(Figure.KERNEL_INFO, "%.2f ms", questions.median());
        }
    }

    private void completion() {
        String text = peer.language().completion();
        try (KernelClient client = peer.start()) {
            sum(client);
            double first = timed(1, i -> client.complete(text, text.length())).median();
            repeat(WARM_UP, i -> client.complete(text, text.length()));
            Sample rest = timed(effort.questions, i -> client.complete(text, text.length()));
            put(Figure.COMPLETION, "%.0f / %.1f ms", first, rest.median());
        }
    }

    private void lines() {
        try (KernelClient client = peer.start()) {
            sum(client);
            long begin = System.nanoTime();
            CellResult result = client.execute(peer.language().hundredThousandLines(), LIMIT);
            double time = since(begin);
            long lines = result.stdout().lines().count();
            put(Figure.LINES, "%,d in %.2f s", lines, time / 1e3);
        }
    }

    private void longString() {
        try (KernelClient client = peer.start()) {
            sum(client);
            long begin = System.nanoTime();
            CellResult result = client.execute(peer.language().longString(), LIMIT);
            put(Figure.LONG_STRING, "%,d in %.2f s", result.stdout().length(), since(begin) / 1e3);
        }
    }

    private void interrupt() {
        try (KernelClient client = peer.start()) {
            client.execute(peer.language().keep(), LIMIT);
            String spin = client.submit(peer.language().spin());
            ProcessTree process = new ProcessTree(client.process());
            pause(Duration.ofSeconds(1));
            long begin = System.nanoTime();
            client.interrupt();
            CellResult ended = client.await(spin, LIMIT);
            double time = since(begin);
            pause(SETTLE); // what a kernel prepares while nobody waits is no loop that goes on
            Duration before = process.processorTime();
            pause(Duration.ofSeconds(1));
            boolean stopped = process.processorTime().minus(before).toMillis() < 300;
            String kept = client.execute(peer.language().kept(), LIMIT).value();
            put(
                    Figure.INTERRUPT,
                    "%.0f ms, %s, variables %s",
                    time,
                    stopped ? "stopped" : "LOOP GOES ON",
                    kept.equals("42") && !ended.status().equals("ok") ? "intact" : "LOST");
        }
    }

    // the client's queue is left alone meanwhile
    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void soak() {
        try (KernelClient client = peer.start()) {
            int early = Math.min(1_000, effort.cells / 10);
            repeat(early, i -> sum(client));
            ProcessTree process = new ProcessTree(client.process());
            long before = process.residentKib();
            long end = System.nanoTime() + SOAK.toNanos();
            int cells = early;
            while (cells < effort.cells - effort.questions && System.nanoTime() < end) {
                sum(client);
                cells++;
            }
            Sample last = timed(effort.questions, i -> sum(client));
            double growth = (process.residentKib() - before) / (double) (cells + effort.questions - early);
            put(
                    Figure.SOAK,
                    "%.1f / %.1f ms, %+.1f KiB a cell, cell %,d",
                    last.median(),
                    last.quantile(0.95),
                    growth,
                    cells + effort.questions);
        }
    }

    private static void repeat(int times, IntConsumer action) {
        for (int i = 0; i < times; i++) {
            action.accept(i);
        }
    }

    private static Sample timed(int times, IntConsumer action) {
        double[] millis = new double[times];
        repeat(times, i -> {
            long begin = System.nanoTime();
            action.accept(i);
            millis[i] = since(begin);
        });
        return new Sample(millis);
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }
}
