package dev.interlace.workbench.choosing;

import dev.interlace.spi.Cancellation;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Progress;
import dev.interlace.spi.SeedSource;
import dev.interlace.workbench.choosing.Learner.Scored;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Folds;
import dev.interlace.workbench.display.FitProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Learners on all rounds, within a limit of time. The baselines go through all rounds first, each within a quarter of
 * what is left. Then each of the others is fitted once, in the first round, with an even share of half of the time that
 * is left, and those that took least go through the other rounds, each only where the time will do. So what is measured
 * is measured on the same rows, and what is not is named with the reason.
 *
 * @param rounds at least two
 * @param parts the encoded rows of a round
 * @param seed of the fits
 * @param limit of all fits together
 * @param nanos a clock
 */
record Rounds(
        List<Folds.Round> rounds,
        Function<Folds.Round, EncodedSplit> parts,
        long seed,
        Duration limit,
        LongSupplier nanos) {
    private static final double PROBING = 0.5; // share of the time that is left, for the first fits
    private static final double BASELINE = 0.25; // the same for all fits of one baseline

    /** Who takes part. */
    record Entry(String name, Learner learner) {}

    /**
     * What came of it.
     *
     * @param scored name to its scores by round, for those that went through all rounds, in the order of the entries
     * @param notRun name to the reason, for those that the time was too short for
     * @param refused name to the reason, for those that did not take the rows or failed
     * @param seconds that it took
     */
    record Outcome(
            Map<String, List<Scored>> scored,
            Map<String, String> notRun,
            Map<String, String> refused,
            double seconds) {}

    /** The limit has passed in the middle of a fit. */
    private static final class TimeOver extends CancellationException {
        private static final long serialVersionUID = 1;
    }

    /** One run: what is known so far. */
    private final class Run {
        private final long start = nanos.getAsLong();
        private final long end = start + limit.toNanos();
        private final Map<String, List<Scored>> scored = new LinkedHashMap<>();
        private final Map<String, String> notRun = new LinkedHashMap<>();
        private final Map<String, String> refused = new LinkedHashMap<>();
        private final FitProgress progress;
        private final int total;
        private int done;

        Run(FitProgress progress, int total) {
            this.progress = progress;
            this.total = total;
        }

        /** Seconds of the first fit. */
        double first(Entry entry) {
            List<Scored> known = scored.getOrDefault(entry.name, List.of());
            return known.isEmpty() ? Double.NaN : known.get(0).seconds();
        }

        /** The time at which that share of what is left will be over. */
        long within(double share) {
            return nanos.getAsLong() + (long) (left() * share * 1e9);
        }

        double left() {
            return (end - nanos.getAsLong()) / 1e9;
        }

        /** Fits one entry in one round, and takes it out where that cannot be done until the deadline. */
        boolean fit(Entry entry, int round, long deadline, String why) {
            progress.on(
                    new Progress.Step(entry.name + ", fold " + (round + 1), done, total * rounds.size(), "fits", done));
            done++;
            if (nanos.getAsLong() > deadline) {
                notRun.put(entry.name, why);
                scored.remove(entry.name);
                return false;
            }
            Cancellation inTime = () -> {
                progress.cancellation().check();
                if (nanos.getAsLong() > deadline) {
                    throw new TimeOver();
                }
            };
            EncodedSplit rows = FitProgress.part(() -> parts.apply(rounds.get(round)));
            FitContext context = FitContext.seeded(
                            new SeedSource(seed).split("fold " + round).seed())
                    .on(rows.train().datasetId())
                    .grouped(rows.train().groups())
                    .with(inTime);
            try {
                Scored one = FitProgress.part(() -> entry.learner.fit(rows, context));
                scored.computeIfAbsent(entry.name, name -> new ArrayList<>()).add(one);
                return true;
            } catch (TimeOver e) {
                notRun.put(entry.name, why);
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                progress.cancellation().check(); // what an interrupt broke is no refusal
                if (nanos.getAsLong() > deadline && e.getCause() instanceof TimeOver) {
                    notRun.put(entry.name, why);
                } else {
                    String message = String.valueOf(e.getMessage());
                    refused.put(entry.name, e instanceof IllegalArgumentException ? message : "failed: " + message);
                }
            }
            scored.remove(entry.name);
            return false;
        }
    }

    /**
     * Runs all entries.
     *
     * @param what is done, for the progress
     * @param baselines run first; the first of them whatever the time
     * @param others those that the time is divided among
     */
    Outcome run(String what, List<Entry> baselines, List<Entry> others) {
        List<Entry> entries = new ArrayList<>(baselines);
        entries.addAll(others);
        FitProgress progress = FitProgress.of(what);
        Run run = new Run(progress, entries.size());
        try {
            for (int i = 0; i < baselines.size(); i++) {
                through(run, baselines.get(i), 0, i == 0 ? Long.MAX_VALUE : run.within(BASELINE));
            }
            long until = run.within(PROBING);
            for (int i = 0; i < others.size(); i++) {
                probe(run, others.get(i), until, others.size() - i);
            }
            others.stream()
                    .filter(entry -> run.scored.containsKey(entry.name))
                    .sorted(Comparator.comparingDouble(run::first))
                    .toList()
                    .forEach(entry -> rest(run, entry));
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
        double seconds = (nanos.getAsLong() - run.start) / 1e9;
        progress.done(what + ": " + run.scored.size() + " of " + entries.size() + " measured in " + said(seconds));
        Map<String, List<Scored>> ordered = new LinkedHashMap<>();
        entries.forEach(entry -> ordered.put(entry.name, run.scored.getOrDefault(entry.name, List.of())));
        ordered.values().removeIf(List::isEmpty);
        return new Outcome(ordered, run.notRun, run.refused, seconds);
    }

    /** The first fit, which says how long the others will take. */
    private void probe(Run run, Entry entry, long until, int waiting) {
        double left = (until - nanos.getAsLong()) / 1e9;
        if (left <= 0) {
            run.notRun.put(entry.name, "the time was over before its first fit");
            return;
        }
        double share = left / waiting;
        run.fit(
                entry,
                0,
                nanos.getAsLong() + (long) (share * 1e9),
                "its first fit took longer than its share of the time, " + said(share));
    }

    /** The other rounds of what was fitted once, where the time will do. */
    private void rest(Run run, Entry entry) {
        double wanted = run.first(entry) * (rounds.size() - 1);
        if (wanted > run.left()) {
            run.scored.remove(entry.name);
            run.notRun.put(
                    entry.name,
                    "its other " + (rounds.size() - 1) + " folds would take about " + said(wanted) + ", and "
                            + said(Math.max(0, run.left())) + " were left");
            return;
        }
        through(run, entry, 1, run.end);
    }

    private void through(Run run, Entry entry, int from, long deadline) {
        for (int round = from; round < rounds.size(); round++) {
            run.progress.cancellation().check();
            String why = (deadline == run.end ? "the time" : "its share of the time") + " was over in fold "
                    + (round + 1) + " of " + rounds.size();
            if (!run.fit(entry, round, deadline, why)) {
                return;
            }
        }
    }

    private static String said(double seconds) {
        return FitProgress.number(seconds) + " s";
    }
}
