package dev.interlace.workbench.tables;

import dev.interlace.spi.Progress;
import dev.interlace.workbench.catalogue.CalledPlugins;
import dev.interlace.workbench.catalogue.Plugin;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Contest;
import dev.interlace.workbench.evaluation.Measured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Any measurement, repeated: for every seed something is made (a split, a draw of pairs), and every method is measured
 * on it. All methods of one seed see the same, so that differences are between methods and not between splits.
 * Immutable: {@link #add} gives another one.
 *
 * @param <T> what is made for a seed
 */
public final class Measures<T> {
    private final String title;
    private final LongFunction<T> material;
    private final List<Long> seeds;
    private final Map<String, Measurement<T>> lines;
    private final Bootstrap bootstrap;

    /**
     * How a method is measured.
     *
     * @param <T> what is made for a seed
     */
    @FunctionalInterface
    public interface Measurement<T> {
        /**
         * Measures on what was made for a seed.
         *
         * @param material what was made
         * @param seed of which, and for the fits
         */
        Measured on(T material, long seed);
    }

    Measures(
            String title,
            LongFunction<T> material,
            List<Long> seeds,
            Map<String, Measurement<T>> lines,
            Bootstrap bootstrap) {
        if (seeds.isEmpty() || seeds.stream().distinct().count() < seeds.size()) {
            throw new IllegalArgumentException("measures need at least one seed, each once, got " + seeds);
        }
        this.title = title;
        this.material = material;
        this.seeds = List.copyOf(seeds);
        this.lines = new LinkedHashMap<>(lines);
        this.bootstrap = bootstrap;
    }

    /** A method under a name of its own. */
    public Measures<T> add(String name, Measurement<T> measurement) {
        if (lines.containsKey(name) || name.equals(Contest.CHANCE)) {
            throw new IllegalArgumentException("there is a line '" + name + "' already; give this one another name");
        }
        Map<String, Measurement<T>> more = new LinkedHashMap<>(lines);
        more.put(name, measurement);
        return new Measures<>(title, material, seeds, more, bootstrap);
    }

    /**
     * Measures all lines for all seeds, with one progress bar; an interrupt stops it. A line whose method refuses what
     * it is given is kept with what it says.
     */
    public MeasureTable run() {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("there is no line yet; add(NAME, ...) adds one");
        }
        Map<String, List<Measured>> measured = new LinkedHashMap<>();
        Map<String, String> refusals = new LinkedHashMap<>();
        Set<Plugin> called = new LinkedHashSet<>();
        lines.keySet().forEach(name -> measured.put(name, new ArrayList<>()));
        String what = lines.size() + " methods, " + seeds.size() + " seeds";
        FitProgress progress = FitProgress.of(what);
        int done = 0;
        try {
            for (long seed : seeds) {
                T made = FitProgress.part(() -> CalledPlugins.noted(called, () -> material.apply(seed)));
                for (Map.Entry<String, Measurement<T>> line : lines.entrySet()) {
                    progress.cancellation().check();
                    progress.on(new Progress.Step(
                            line.getKey() + ", seed " + seed, done, lines.size() * seeds.size(), "fits", done));
                    done++;
                    if (!refusals.containsKey(line.getKey())) {
                        try {
                            measured.getOrDefault(line.getKey(), new ArrayList<>())
                                    .add(FitProgress.part(() -> CalledPlugins.noted(
                                            called, () -> line.getValue().on(made, seed))));
                        } catch (IllegalArgumentException e) {
                            refusals.put(line.getKey(), String.valueOf(e.getMessage()));
                        }
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
        progress.done(what + " in " + FitProgress.number(progress.seconds()) + " s");
        return MeasureTable.of(title, measured, refusals, seeds, bootstrap, CalledPlugins.words(called));
    }
}
