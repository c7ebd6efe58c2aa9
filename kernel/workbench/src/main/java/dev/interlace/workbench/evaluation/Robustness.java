package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How a model's accuracy falls as one modality goes missing in more and more rows, chosen at random. A row that lacks
 * the modality at one share lacks it at every larger share.
 *
 * @param name the model
 * @param modality the modality that goes missing
 * @param shares share of rows without it, ascending from 0
 * @param accuracy accuracy at each share, with its interval
 * @param area the mean accuracy over the shares, the area under the curve (trapezoids) divided by its width
 * @param chance the accuracy of always answering the most frequent class
 */
public record Robustness(
        String name, String modality, List<Double> shares, List<Interval> accuracy, Interval area, double chance)
        implements Showable {
    public Robustness {
        shares = List.copyOf(shares);
        accuracy = List.copyOf(accuracy);
    }

    /** The weight of one share in the area: half the distance of its neighbours, relative to the whole range. */
    static double width(List<Double> shares, int place) {
        double before = shares.get(Math.max(0, place - 1));
        double after = shares.get(Math.min(shares.size() - 1, place + 1));
        return (after - before) / 2 / (shares.get(shares.size() - 1) - shares.get(0));
    }

    /** The lowest accuracy of any share. */
    public Interval worst() {
        return accuracy.stream()
                .min(Comparator.comparingDouble(Interval::value))
                .orElseThrow();
    }

    /** The curve with its band, and the chance level. */
    public Figure figure() {
        double[] x = shares.stream().mapToDouble(share -> share).toArray();
        double[] flat = shares.stream().mapToDouble(share -> chance).toArray();
        return Charts.lines(
                        name + " without " + modality,
                        "share of rows without " + modality,
                        "accuracy",
                        List.of(
                                Charts.Line.of(name, x, ends(Interval::value))
                                        .withBand(ends(Interval::low), ends(Interval::high)),
                                Charts.Line.of("chance", x, flat)))
                .withLayout("{\"yaxis\":{\"range\":[0,1.02]}}");
    }

    private double[] ends(ToDoubleFunction<Interval> end) {
        return accuracy.stream().mapToDouble(end).toArray();
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("share missing", "accuracy");
        for (int i = 0; i < shares.size(); i++) {
            table.row(shares.get(i), accuracy.get(i).toString());
        }
        String note = "area under the curve " + area + ", worst share " + worst() + "; interval: "
                + accuracy.get(0).how();
        return DisplayData.html(
                figure().html() + "<p><small>" + TableView.escape(note) + "</small></p>",
                name + " without " + modality + "\n" + table.text() + "\nchance " + TableView.number(chance) + "; "
                        + note);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
