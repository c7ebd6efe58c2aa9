package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which combinations of present modalities occur: a model that never saw a row without its pictures is asked something
 * new by such a row.
 *
 * @param patterns every combination that occurs, the most frequent of the test rows first
 * @param modalities number of modalities
 */
public record MissingPatterns(List<Pattern> patterns, int modalities) implements Showable {
    /**
     * One combination.
     *
     * @param present the modalities that are there, by name
     * @param train number of training rows with it
     * @param test number of test rows with it
     */
    public record Pattern(String present, int train, int test) {}

    public MissingPatterns {
        patterns = List.copyOf(patterns);
    }

    /** The patterns of training and test rows with the same modalities. */
    static MissingPatterns of(MultimodalBatch train, MultimodalBatch test) {
        if (!train.names().equals(test.names())) {
            throw new IllegalArgumentException("MissingPatterns: both parts must have the same modalities, got "
                    + train.names() + " and " + test.names());
        }
        Map<String, int[]> counts = new TreeMap<>();
        count(train, 0, counts);
        count(test, 1, counts);
        return new MissingPatterns(
                counts.entrySet().stream()
                        .map(one -> new Pattern(one.getKey(), one.getValue()[0], one.getValue()[1]))
                        .sorted((a, b) -> Integer.compare(b.test(), a.test()))
                        .toList(),
                train.names().size());
    }

    private static void count(MultimodalBatch batch, int part, Map<String, int[]> counts) {
        for (int row = 0; row < batch.rows(); row++) {
            int at = row;
            String present = batch.modalities().stream()
                    .filter(features -> features.presence().has(at))
                    .map(features -> features.modality().name())
                    .collect(Collectors.joining(", "));
            counts.computeIfAbsent(present.isEmpty() ? "none" : present, name -> new int[2])[part]++;
        }
    }

    /** The share of test rows whose pattern some training row has; NaN without test rows. */
    public double coverage() {
        int seen = 0;
        int all = 0;
        for (Pattern pattern : patterns) {
            all += pattern.test();
            seen += pattern.train() > 0 ? pattern.test() : 0;
        }
        return (double) seen / all;
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("present", "training rows", "test rows", "");
        patterns.forEach(one -> table.row(
                Cell.of(one.present()), one.train(), one.test(), one.train() == 0 ? "not seen in training" : ""));
        String note = String.format(
                Locale.ROOT,
                "coverage %.3f: the share of test rows whose pattern occurs in training; %d of %d possible patterns",
                coverage(),
                patterns.size(),
                1L << modalities);
        return DisplayData.html(
                table.html() + "<p><small>" + TableView.escape(note) + "</small></p>", table.text() + "\n" + note);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
