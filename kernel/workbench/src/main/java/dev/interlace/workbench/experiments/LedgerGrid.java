package dev.interlace.workbench.experiments;

import dev.interlace.spi.Cancellation;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Progress;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.experiments.ClaimProvenance.GivenRows;
import dev.interlace.workbench.experiments.Ledger.Line;
import dev.interlace.workbench.experiments.Ledger.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One run over the claims of a ledger. A worker takes a claim and measures it on one data set after the other; an
 * experiment that looked at no rows is not repeated on the next. What measures time runs when all others are done,
 * alone. The numbers do not depend on the number of workers: each claim has its own seeds.
 */
final class LedgerGrid {
    /** What an experiment may need of the heap: rows are shared, models and tapes are not. */
    private static final long BYTES_OF_A_WORKER = 512L << 20;

    private static final long PAUSE_MILLIS = 100;
    private static final long LAST_SECONDS = 30;

    private final Ledger ledger;
    private final ResultFiles kept;
    private final int cores;
    private final FitProgress progress = FitProgress.of("claims");
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger measured = new AtomicInteger();
    private final Map<Line, List<ClaimResult>> results = new ConcurrentHashMap<>();
    private final Cancellation cancellation = () -> {
        if (stop.get()) {
            throw new CancellationException("the ledger was stopped");
        }
        progress.cancellation().check();
    };

    LedgerGrid(Ledger ledger, ResultFiles kept, int cores) {
        this.ledger = ledger;
        this.kept = kept;
        this.cores = cores;
    }

    /** So many workers as there are cores, and no more than the free part of the heap allows. */
    static int workers(int cores, long freeBytes) {
        return (int) Math.max(1, Math.min(cores, freeBytes / BYTES_OF_A_WORKER));
    }

    private static long free() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    }

    LedgerTable run() {
        List<Line> lines = ledger.lines();
        try {
            tell("encoding the data", lines.size());
            List<Prepared> fusion = lines.stream().anyMatch(LedgerGrid::isFusion) ? ledger.rows(true) : List.of();
            List<Prepared> pairs = lines.stream().allMatch(LedgerGrid::isFusion) ? List.of() : ledger.rows(false);
            List<Line> beside =
                    lines.stream().filter(line -> !ledger.timed(line)).toList();
            List<Line> alone = lines.stream().filter(ledger::timed).toList();
            run(beside, lines.size(), workers(cores, free()), fusion, pairs);
            run(alone, lines.size(), 1, fusion, pairs);
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
        progress.done(lines.size() + " claims, " + measured + " measured now, in "
                + FitProgress.number(progress.seconds()) + " s");
        return new LedgerTable(
                lines.stream()
                        .flatMap(line -> results.getOrDefault(line, List.of()).stream())
                        .toList(),
                lines.size(),
                kept.folder());
    }

    private static boolean isFusion(Line line) {
        return line.plugin().kinds().contains(PluginKind.FUSION);
    }

    private void tell(String phase, int total) {
        int now = done.get();
        progress.on(new Progress.Step(phase, now, total, "claims", now));
    }

    private void run(List<Line> lines, int total, int workers, List<Prepared> fusion, List<Prepared> pairs) {
        ExecutorService pool = Executors.newFixedThreadPool(workers, work -> {
            Thread thread = new Thread(work, "interlace-claims");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Line line : lines) {
                all.add(pool.submit(() -> {
                    tell(line.words(), total);
                    results.put(line, measured(line, isFusion(line) ? fusion : pairs));
                    done.incrementAndGet();
                    tell(line.words(), total);
                }));
            }
            for (Future<?> one : all) {
                await(one);
            }
        } catch (RuntimeException | Error e) {
            stop.set(true);
            throw e;
        } finally {
            pool.shutdown();
            ended(pool);
        }
    }

    private void await(Future<?> one) {
        while (true) {
            try {
                one.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                progress.cancellation().check();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the ledger was interrupted");
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                if (cause instanceof Error error) {
                    throw error;
                }
                throw cause instanceof RuntimeException fault ? fault : new IllegalStateException(cause);
            }
        }
    }

    /** Waits for workers that were told to stop, so that none of them works on behind the cell. */
    private static void ended(ExecutorService pool) {
        try {
            if (!pool.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** The results of a claim: one per data set, or one for all where the experiment looks at none. */
    private List<ClaimResult> measured(Line line, List<Prepared> rows) {
        Optional<ClaimResult> drawn =
                kept.get(ledger.provenance(line, GivenRows.NONE).key());
        if (drawn.isPresent()) {
            return List.of(drawn.get());
        }
        List<ClaimResult> found = new ArrayList<>();
        for (Prepared one : rows.isEmpty() ? List.of(new Prepared(Optional.empty(), GivenRows.NONE)) : rows) {
            cancellation.check();
            ClaimProvenance from = ledger.provenance(line, one.origin());
            ClaimResult result = kept.get(from.key()).orElseGet(() -> measure(line, one, from));
            found.add(result);
            if (result.provenance().rows().sha256().isEmpty()) {
                break;
            }
        }
        return found;
    }

    private ClaimResult measure(Line line, Prepared rows, ClaimProvenance from) {
        Subject subject = ledger.lab().subject(line.plugin().id(), Map.of());
        Experiments experiments = ledger.lab().all();
        LabTrial trial = new LabTrial(
                experiments.get(line.claim().experiment()),
                subject,
                line.claim(),
                rows.split(),
                ledger.lab(),
                FitContext.seeded(ledger.lab().seed()).with(cancellation),
                ledger.effort());
        long start = System.nanoTime();
        try {
            Measurement measurement = experiments.measure(trial);
            ClaimResult result = new ClaimResult(
                    trial.looked() ? from : from.withoutRows(),
                    line.section(),
                    measurement.effects(),
                    measurement.beside(),
                    measurement.seeds(),
                    measurement.data(),
                    (System.nanoTime() - start) / 1e9,
                    "");
            kept.put(result);
            measured.incrementAndGet();
            return result;
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            cancellation.check(); // what an interrupt broke is no refusal
            ClaimResult refused = new ClaimResult(
                    from,
                    line.section(),
                    List.of(),
                    List.of(),
                    List.of(),
                    "",
                    (System.nanoTime() - start) / 1e9,
                    Optional.ofNullable(e.getMessage())
                            .filter(message -> !message.isBlank())
                            .orElse(e.getClass().getSimpleName()));
            if (e instanceof IllegalArgumentException) {
                kept.put(refused);
            }
            return refused;
        }
    }
}
