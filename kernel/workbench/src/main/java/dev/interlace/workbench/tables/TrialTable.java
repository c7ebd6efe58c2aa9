package dev.interlace.workbench.tables;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.evaluation.Holm;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.MeasureValues;
import dev.interlace.workbench.evaluation.PairedPermutation;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How methods did on several splits of one data set.
 *
 * @param lines one line per method, in the order of the trials
 * @param reference the name of the line that all are compared with: the first that was added
 * @param seeds the seeds of the splits and fits
 * @param chance the mean over the splits of the share of the most frequent class among the test rows
 * @param brought which methods do not ship, and where they come from
 */
public record TrialTable(List<Line> lines, String reference, List<Long> seeds, double chance, List<String> brought)
        implements Showable {
    /**
     * One line.
     *
     * @param name of the method
     * @param accuracy share of right test rows over all splits, with an interval over groups of rows: all appearances
     *     of a group, in whichever splits, are drawn together
     * @param bySeed accuracy of each split
     * @param toReference accuracy minus that of the reference, row by row; empty where the rows differ
     * @param pValue of a paired permutation test of that difference, not corrected; NaN where the rows differ
     * @param macroF1 mean over the splits, over the classes with rows or predictions
     * @param measures mean over the splits of every measure, by title
     * @param seconds mean wall-clock seconds of a fit
     * @param parameters number of trained numbers, of the last split
     * @param refusal why the method did not take the data; empty where it did
     */
    public record Line(
            String name,
            Optional<Interval> accuracy,
            List<Double> bySeed,
            Optional<Interval> toReference,
            double pValue,
            double macroF1,
            Map<String, Double> measures,
            double seconds,
            long parameters,
            Optional<String> refusal) {
        public Line {
            bySeed = List.copyOf(bySeed);
            measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
        }

        static Line refused(String name, String why) {
            return new Line(
                    name,
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Double.NaN,
                    Double.NaN,
                    Map.of(),
                    Double.NaN,
                    0,
                    Optional.of(why));
        }

        static Line of(
                String name,
                Interval accuracy,
                List<Double> bySeed,
                Optional<Interval> toReference,
                double pValue,
                double macroF1,
                Map<String, Double> measures,
                double seconds,
                long parameters) {
            return new Line(
                    name,
                    Optional.of(accuracy),
                    bySeed,
                    toReference,
                    pValue,
                    macroF1,
                    measures,
                    seconds,
                    parameters,
                    Optional.empty());
        }

        private double least() {
            return bySeed.stream().mapToDouble(value -> value).min().orElse(Double.NaN);
        }

        private double most() {
            return bySeed.stream().mapToDouble(value -> value).max().orElse(Double.NaN);
        }
    }

    public TrialTable {
        lines = List.copyOf(lines);
        seeds = List.copyOf(seeds);
        brought = List.copyOf(brought);
    }

    /** The lines from the most accurate to the least; refusals last. */
    public TrialTable sorted() {
        return new TrialTable(
                lines.stream()
                        .sorted((a, b) -> Double.compare(value(b), value(a)))
                        .toList(),
                reference,
                seeds,
                chance,
                brought);
    }

    /** The p-values of all lines against the reference, corrected for their number. */
    private Map<String, Double> corrected() {
        List<Line> others = measured().stream()
                .filter(one -> !one.name().equals(reference) && !Double.isNaN(one.pValue()))
                .toList();
        double[] adjusted =
                Holm.adjusted(others.stream().mapToDouble(Line::pValue).toArray());
        Map<String, Double> all = new LinkedHashMap<>();
        for (int i = 0; i < adjusted.length; i++) {
            all.put(others.get(i).name(), adjusted[i]);
        }
        return all;
    }

    private static double value(Line outcome) {
        return outcome.accuracy().map(Interval::value).orElse(-1.0);
    }

    private List<Line> measured() {
        return lines.stream().filter(one -> one.accuracy().isPresent()).toList();
    }

    /** The accuracies as bars with their intervals, and the chance level as marks. */
    public Figure figure() {
        List<Line> measured = measured();
        List<String> names = measured.stream().map(Line::name).toList();
        Figure bars = Charts.bars(
                "Accuracy over " + seeds.size() + " splits, with 95 % intervals",
                "",
                "accuracy",
                List.of(Charts.Bars.of("accuracy", names, values(measured, Interval::value))
                        .withBand(values(measured, Interval::low), values(measured, Interval::high))));
        double[] level = new double[measured.size()];
        Arrays.fill(level, chance);
        return bars.and(Charts.marks("chance", names, level))
                .withLayout("{\"showlegend\":true,\"yaxis\":{\"range\":[0,1.02]}}");
    }

    private static double[] values(List<Line> lines, ToDoubleFunction<Interval> of) {
        return lines.stream()
                .mapToDouble(one -> of.applyAsDouble(one.accuracy().orElseThrow()))
                .toArray();
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView(
                "", "accuracy", "least, most", "to " + reference, "p", "macro F1", "chance", "fit", "parameters");
        Map<String, Double> corrected = corrected();
        for (Line one : lines) {
            if (one.accuracy().isPresent()) {
                table.row(
                        one.name(),
                        one.accuracy().orElseThrow().toString(),
                        String.format(Locale.ROOT, "%.3f, %.3f", one.least(), one.most()),
                        one.toReference().map(TrialTable::signed).orElse("–"),
                        Cell.number(PairedPermutation.p(corrected.getOrDefault(one.name(), Double.NaN))),
                        number("%.3f", one.macroF1()),
                        number("%.3f", chance),
                        number("%.2f s", one.seconds()),
                        one.parameters());
            } else {
                table.row(one.name(), "refused", "–", "–", "–", "–", number("%.3f", chance), "–", "–");
            }
        }
        String how = measured().stream()
                .findFirst()
                .map(one -> "accuracy: " + one.accuracy().orElseThrow().how()
                        + " over all splits, every appearance of a group together; ")
                .orElse("");
        String note = how + "least, most: over splits and fits of the seeds "
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + "; to " + reference
                + ": row by row, an interval that holds 0 shows no difference; paired permutation, "
                + Holm.words(corrected.size())
                + "; macro F1: mean over the splits, over the classes with rows or predictions"
                + brought.stream().map(one -> "; " + one).collect(Collectors.joining());
        Map<String, Map<String, Double>> columns = new LinkedHashMap<>();
        measured().forEach(one -> columns.put(one.name(), one.measures()));
        TableView every = MeasureValues.means(columns);
        List<String> refusals = lines.stream()
                .flatMap(one -> one.refusal().map(why -> one.name() + " refused: " + why).stream())
                .toList();
        Figure figure = figure();
        return DisplayData.html(
                table.html() + "<p><small>" + TableView.escape(note)
                        + refusals.stream()
                                .map(why -> "<br>" + TableView.escape(why))
                                .collect(Collectors.joining())
                        + "</small></p>"
                        + MeasureValues.folded("Every measure, mean over the splits", every, List.of())
                        + (measured().isEmpty() ? "" : figure.html()),
                table.text() + "\n" + note
                        + refusals.stream().map(why -> "\n" + why).collect(Collectors.joining())
                        + MeasureValues.unfolded("Every measure, mean over the splits", every, List.of()));
    }

    private static Cell number(String format, double value) {
        return Cell.number(Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value));
    }

    private static String signed(Interval interval) {
        return interval.value() == 0 && interval.low() == 0 && interval.high() == 0
                ? "–"
                : String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", interval.value(), interval.low(), interval.high());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
