package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.CellOutput;
import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Cancellation;
import dev.interlace.spi.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows how a fit goes, below the cell that started it: a bar, the latest number and its curve so far, at most four
 * times a second. Does nothing outside a kernel.
 */
public final class FitProgress implements Progress {
    private static final long PAUSE_NANOS = 250_000_000;
    private static final int MOST_POINTS = 400;
    private static final int WIDTH = 320;
    private static final int HEIGHT = 70;

    private final String what;
    private final Optional<CellOutput> output;
    private final LongSupplier nanos;
    private final long start;
    private final Map<String, List<Double>> curves = new LinkedHashMap<>();
    private Optional<String> displayId = Optional.empty();
    private long shownAt;

    FitProgress(String what, Optional<CellOutput> output, LongSupplier nanos) {
        this.what = what;
        this.output = output;
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.shownAt = start;
    }

    /**
     * The progress of a task of the calling thread's cell; silent where the task is a part of another that shows
     * itself.
     */
    public static FitProgress of(String what) {
        Optional<CellOutput> cell = CellOutput.current();
        FitProgress progress = new FitProgress(what, cell, System::nanoTime);
        return cell.isPresent() && cell.get() instanceof Part ? progress.quiet() : progress;
    }

    /** Does {@code work} as a part of the calling thread's task, which shows how it goes: tasks within say nothing. */
    public static <R> R part(Supplier<R> work) {
        Optional<CellOutput> cell = CellOutput.current();
        if (cell.isEmpty()) {
            return work.get();
        }
        CurrentCell.set(new Part(cell.get()));
        try {
            return work.get();
        } finally {
            CurrentCell.set(cell.get());
        }
    }

    /** A cell in which a task shows how its parts go. */
    private record Part(CellOutput cell) implements CellOutput {
        @Override
        public String display(DisplayData data) {
            return cell.display(data);
        }

        @Override
        public void update(String displayId, DisplayData data) {
            cell.update(displayId, data);
        }

        @Override
        public void clear(Clear when) {
            cell.clear(when);
        }

        @Override
        public void checkInterrupt() {
            cell.checkInterrupt();
        }
    }

    /** The same task, interrupted like this one, that shows nothing: it is a part of another that shows itself. */
    public FitProgress quiet() {
        FitProgress silent = new FitProgress(what, output, nanos);
        silent.shownAt = Long.MAX_VALUE;
        return silent;
    }

    /** Asks the cell whether the user has interrupted it. */
    public Cancellation cancellation() {
        return output.<Cancellation>map(cell -> cell::checkInterrupt).orElse(Cancellation.NEVER);
    }

    @Override
    public synchronized void on(Step step) {
        if (output.isEmpty()) {
            return;
        }
        List<Double> curve = curves.computeIfAbsent(step.phase() + ": " + step.series(), name -> new ArrayList<>());
        if (step.value() != step.done()) {
            curve.add(step.value()); // a count of what is done says no more than the bar
        }
        if (curve.size() > MOST_POINTS) {
            for (int i = curve.size() - 2; i > 0; i -= 2) {
                curve.remove(i);
            }
        }
        long now = nanos.getAsLong();
        if (shownAt != Long.MAX_VALUE && now - shownAt >= PAUSE_NANOS) {
            shownAt = now;
            String line = what + " … " + step.phase() + " " + step.done() + "/" + step.total() + ", " + step.series()
                    + " " + number(step.value());
            show(
                    line,
                    "<progress max=\"" + Math.max(1, step.total()) + "\" value=\"" + step.done() + "\"></progress> ");
        }
    }

    /** Says that the task is done; quick ones that never showed anything stay silent. */
    public synchronized void done(String line) {
        if (displayId.isPresent()) {
            show(line, "");
        }
    }

    /** Says that the task ended early. */
    public synchronized void stopped(Throwable why) {
        if (displayId.isPresent()) {
            show(what + " stopped after " + number(seconds()) + " s: " + why.getMessage(), "");
        }
    }

    /** Seconds since the start. */
    public double seconds() {
        return (nanos.getAsLong() - start) / 1e9;
    }

    private void show(String line, String bar) {
        DisplayData data = DisplayData.html("<div>" + bar + TableView.escape(line) + "</div>" + curve(), line);
        output.ifPresent(cell -> {
            if (displayId.isPresent()) {
                cell.update(displayId.get(), data);
            } else {
                displayId = Optional.of(cell.display(data));
            }
        });
    }

    /** The curve of the latest series as a small picture. */
    private String curve() {
        String name = "";
        List<Double> values = List.of();
        for (Map.Entry<String, List<Double>> entry : curves.entrySet()) {
            name = entry.getKey();
            values = entry.getValue().stream().filter(Double::isFinite).toList();
        }
        if (values.size() < 2) {
            return "";
        }
        double low = values.stream().mapToDouble(value -> value).min().orElse(0);
        double high = values.stream().mapToDouble(value -> value).max().orElse(1);
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double share = high > low ? (values.get(i) - low) / (high - low) : 0.5;
            points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    4 + i * (WIDTH - 8.0) / (values.size() - 1),
                    HEIGHT - 4 - share * (HEIGHT - 8)));
        }
        String label =
                TableView.escape(name) + ": " + number(values.get(0)) + " → " + number(values.get(values.size() - 1));
        return "<svg width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\" role=\"img\" aria-label=\"" + label
                + "\"><polyline fill=\"none\" stroke=\"" + Colours.PALETTE.get(0) + "\" stroke-width=\"1.5\" points=\""
                + points.toString().strip() + "\"/></svg><br><small>" + label + "</small>";
    }

    /** A number of four digits. */
    public static String number(double value) {
        return TableView.number(Double.parseDouble(String.format(Locale.ROOT, "%.4g", value)));
    }
}
