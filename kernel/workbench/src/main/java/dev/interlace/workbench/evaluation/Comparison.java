package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Several evaluations side by side. Where all were made on the same rows, each is also compared with the best one row
 * by row: the interval of the difference says more than two intervals that overlap.
 *
 * @param evaluations in the order given, with distinct names
 * @param differences accuracy minus that of the best, with a paired bootstrap interval; empty where the rows differ
 * @param pValues of paired permutation tests of these differences, corrected for their number by {@link Holm}; NaN of
 *     the best itself; empty where the rows differ
 */
public record Comparison(List<Evaluation> evaluations, List<Interval> differences, List<Double> pValues)
        implements Showable {
    public Comparison {
        evaluations = List.copyOf(evaluations);
        differences = List.copyOf(differences);
        pValues = List.copyOf(pValues);
    }

    /** Compares at least one evaluation. */
    public static Comparison of(List<Evaluation> evaluations, Bootstrap bootstrap) {
        if (evaluations.isEmpty()) {
            throw new IllegalArgumentException("Comparison needs at least one evaluation, got none");
        }
        boolean same = evaluations.stream()
                .allMatch(one -> one.rowIds().equals(evaluations.get(0).rowIds())
                        && one.ofClasses()
                                .truthNames()
                                .equals(evaluations.get(0).ofClasses().truthNames()));
        List<Evaluation> named = IntStream.range(0, evaluations.size())
                .mapToObj(i -> distinct(evaluations, i))
                .toList();
        Evaluation best = best(named);
        if (!same) {
            return new Comparison(named, List.of(), List.of());
        }
        double[] tests = named.stream()
                .mapToDouble(one -> one.name().equals(best.name())
                        ? Double.NaN
                        : PairedPermutation.of(gain(one, best), one.groups(), bootstrap.seed())
                                .pValue())
                .toArray();
        return new Comparison(
                named,
                named.stream()
                        .map(one -> bootstrap.meanBy(gain(one, best), one.groups()))
                        .toList(),
                Arrays.stream(Holm.adjustedPresent(tests)).boxed().toList());
    }

    private static Evaluation distinct(List<Evaluation> all, int place) {
        Evaluation one = all.get(place);
        long before = all.subList(0, place).stream()
                .filter(other -> other.name().equals(one.name()))
                .count();
        return before == 0 ? one : one.named(one.name() + " #" + (before + 1));
    }

    private static Evaluation best(List<Evaluation> evaluations) {
        Evaluation best = evaluations.get(0);
        for (Evaluation one : evaluations) {
            best = one.accuracy().value() > best.accuracy().value() ? one : best;
        }
        return best;
    }

    private static double[] gain(Evaluation one, Evaluation best) {
        double[] own = one.ofClasses().rightRows();
        double[] theirs = best.ofClasses().rightRows();
        return IntStream.range(0, own.length)
                .mapToDouble(row -> own[row] - theirs[row])
                .toArray();
    }

    /** The accuracies as bars with their intervals, and the chance level as a line. */
    public Figure figure() {
        List<String> names = evaluations.stream().map(Evaluation::name).toList();
        double[] values =
                evaluations.stream().mapToDouble(one -> one.accuracy().value()).toArray();
        double[] low =
                evaluations.stream().mapToDouble(one -> one.accuracy().low()).toArray();
        double[] high =
                evaluations.stream().mapToDouble(one -> one.accuracy().high()).toArray();
        Figure bars = Charts.bars(
                "Accuracy, with 95 % intervals",
                "",
                "accuracy",
                List.of(Charts.Bars.of("accuracy", names, values).withBand(low, high)));
        Figure chance = Charts.marks(
                "chance",
                names,
                evaluations.stream().mapToDouble(Evaluation::chance).toArray());
        return bars.and(chance).withLayout("{\"showlegend\":true,\"yaxis\":{\"range\":[0,1.02]}}");
    }

    private Optional<Interval> difference(int place) {
        return differences.isEmpty() ? Optional.empty() : Optional.of(differences.get(place));
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView(
                "",
                "accuracy",
                "to the best",
                "p",
                "macro F1",
                "balanced error",
                "chance",
                "rows",
                "seed",
                "fit",
                "parameters");
        for (int i = 0; i < evaluations.size(); i++) {
            Evaluation one = evaluations.get(i);
            table.row(
                    one.name(),
                    one.accuracy().toString(),
                    difference(i).map(Comparison::signed).orElse("–"),
                    Cell.number(pValues.isEmpty() ? "–" : PairedPermutation.p(pValues.get(i))),
                    Evaluation.three(one.macroF1()),
                    Evaluation.three(one.balancedError()),
                    Evaluation.three(one.chance()),
                    one.rows(),
                    Cell.number(Long.toString(one.provenance().seed())),
                    Evaluation.seconds(one.cost().fitSeconds()),
                    one.cost().parameters());
        }
        String note = "accuracy: " + evaluations.get(0).accuracy().how() + "; "
                + (differences.isEmpty()
                        ? "the rows differ, so no row-by-row differences are shown"
                        : "to the best: accuracy minus that of the best, "
                                + differences.get(0).how()
                                + " drawn in pairs; an interval that holds 0 shows no difference; paired permutation, "
                                + Holm.words(evaluations.size() - 1))
                + "; macro F1: over the classes with rows or predictions, balanced error: over those with rows"
                + Evaluation.brought(
                        evaluations.stream().map(Evaluation::provenance).toList());
        Map<String, MeasureValues> columns = new LinkedHashMap<>();
        evaluations.forEach(one -> columns.put(one.name(), one.measures()));
        TableView measures = MeasureValues.sideBySide(columns);
        List<String> refusals = evaluations.stream()
                .flatMap(one -> one.measures().refusals().stream())
                .distinct()
                .toList();
        Figure figure = figure();
        return DisplayData.html(
                table.html() + "<p><small>" + TableView.escape(note) + "</small></p>"
                        + MeasureValues.folded("Every measure", measures, refusals) + figure.html(),
                table.text() + "\n" + note + MeasureValues.unfolded("Every measure", measures, refusals));
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
