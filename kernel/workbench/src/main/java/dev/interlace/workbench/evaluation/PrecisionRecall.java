package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.runtime.Threshold;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Precision and recall of one class at every threshold: at {@code t} the class is predicted where its probability is at
 * least {@code t}.
 *
 * @param name what is evaluated
 * @param positive the class
 * @param points from the highest probability that a row has to the lowest
 * @param threshold the threshold of the model, where it has one
 */
public record PrecisionRecall(String name, String positive, List<Point> points, Optional<Threshold> threshold)
        implements Showable {
    /**
     * The counts at one threshold.
     *
     * @param threshold the least probability
     * @param hits rows of the class that are predicted so
     * @param wrong rows of other classes that are predicted so
     * @param missed rows of the class that are not
     */
    public record Point(double threshold, int hits, int wrong, int missed) {
        /** The share of rows predicted so that are of the class. */
        public double precision() {
            return (double) hits / (hits + wrong);
        }

        /** The share of rows of the class that are predicted so. */
        public double recall() {
            return (double) hits / (hits + missed);
        }

        /** The harmonic mean of both. */
        public double f1() {
            return 2.0 * hits / (2 * hits + wrong + missed);
        }
    }

    public PrecisionRecall {
        points = List.copyOf(points);
    }

    /** The curve of a class; it needs rows of the class and of another. */
    static PrecisionRecall of(String name, Predictions predictions, String positive, Optional<Threshold> threshold) {
        int column = predictions.classes().indexOf(positive);
        if (column < 0) {
            throw new IllegalArgumentException(
                    dev.interlace.spi.Names.unknown("class", positive, predictions.classes()));
        }
        int n = predictions.rows();
        int of = (int) IntStream.range(0, n)
                .filter(row -> predictions.truth(row) == column)
                .count();
        if (of == 0 || of == n) {
            throw new IllegalArgumentException(name + ": precision and recall of '" + positive
                    + "' need rows of the class and of another, got " + of + " of " + n);
        }
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) ->
                        Double.compare(predictions.probability(b, column), predictions.probability(a, column)))
                .mapToInt(row -> row)
                .toArray();
        List<Point> points = new ArrayList<>();
        int hits = 0;
        for (int at = 0; at < n; at++) {
            double p = predictions.probability(order[at], column);
            hits += predictions.truth(order[at]) == column ? 1 : 0;
            if (at + 1 == n || predictions.probability(order[at + 1], column) != p) {
                points.add(new Point(p, hits, at + 1 - hits, of - hits));
            }
        }
        return new PrecisionRecall(name, positive, points, threshold);
    }

    /** The point of the largest F1; of several that with the highest threshold. */
    Point bestF1() {
        Point best = points.get(0);
        for (Point point : points) {
            best = point.f1() > best.f1() ? point : best;
        }
        return best;
    }

    /** The {@link #between} of the point of the largest F1; of several points the one with the highest threshold. */
    double ofBestF1() {
        return between(points.indexOf(bestF1()));
    }

    /**
     * A threshold that decides these rows as a point does and lies in the middle of all that do: halfway from its
     * lowest probability to the next lower one of a row, or to 0. New rows of the class may score a little less than
     * any of these.
     */
    private double between(int point) {
        double own = points.get(point).threshold;
        double next = point + 1 < points.size() ? points.get(point + 1).threshold : 0;
        double middle = next + (own - next) / 2;
        return middle > next ? middle : own;
    }

    /**
     * The {@link #between} of the point of least cost, of several points the one with the highest threshold; above
     * every probability where it is cheapest never to predict the class.
     */
    double cheapest(double ofWrong, double ofMissed) {
        double value = Math.nextUp(Math.max(1, points.get(0).threshold));
        double least = ofMissed * (points.get(0).hits + points.get(0).missed);
        for (int at = 0; at < points.size(); at++) {
            double cost = ofWrong * points.get(at).wrong + ofMissed * points.get(at).missed;
            if (cost < least) {
                least = cost;
                value = between(at);
            }
        }
        return value;
    }

    /** The curve, with the model's threshold marked where it has one, else one half. */
    public Figure figure() {
        double at = threshold.map(Threshold::value).orElse(0.5);
        List<Point> predicted =
                points.stream().filter(point -> point.threshold >= at).toList();
        List<Charts.Points> clouds = new ArrayList<>();
        if (!predicted.isEmpty()) {
            Point own = predicted.get(predicted.size() - 1);
            clouds.add(Charts.Points.of(
                    String.format(Locale.ROOT, "threshold %.3f, F1 %.3f", at, own.f1()),
                    new double[] {own.recall()},
                    new double[] {own.precision()}));
        }
        Figure curve = Charts.lines(
                        "Precision and recall of " + positive + ": " + name,
                        "recall",
                        "precision",
                        List.of(Charts.Line.of(
                                positive,
                                points.stream().mapToDouble(Point::recall).toArray(),
                                points.stream().mapToDouble(Point::precision).toArray())))
                .withLayout("{\"xaxis\":{\"range\":[0,1.02]},\"yaxis\":{\"range\":[0,1.02]}}");
        return clouds.isEmpty() ? curve : curve.and(Charts.scatter("", "recall", "precision", clouds));
    }

    @Override
    public DisplayData display() {
        return figure().display();
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
