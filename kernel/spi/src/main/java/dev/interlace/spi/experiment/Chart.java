package dev.interlace.spi.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The series behind a measurement, which the workbench draws: curves, or bars by category. */
public sealed interface Chart {
    /** The title of the figure. */
    String title();

    /**
     * Curves over a number.
     *
     * @param x what the horizontal axis counts
     * @param y what the vertical axis counts
     * @param lines at least one
     */
    record Lines(String title, String x, String y, List<Line> lines) implements Chart {
        public Lines {
            Objects.requireNonNull(title);
            lines = required("Chart.Lines", lines);
        }
    }

    /**
     * A curve.
     *
     * @param name in the legend
     * @param x places, ascending
     * @param y values, one per place
     */
    record Line(String name, List<Double> x, List<Double> y) {
        public Line {
            x = List.copyOf(x);
            y = List.copyOf(y);
            if (x.size() != y.size()) {
                throw new IllegalArgumentException(
                        "Chart.Line '" + name + "' has " + x.size() + " places, got " + y.size() + " values");
            }
        }

        /** A curve of numbers. */
        public static Line of(String name, double[] x, double[] y) {
            return new Line(name, boxed(x), boxed(y));
        }
    }

    /**
     * Bars by category.
     *
     * @param x what the categories are; empty where that is plain
     * @param y what the bars count
     * @param bars at least one group
     */
    record Bars(String title, String x, String y, List<Group> bars) implements Chart {
        public Bars {
            Objects.requireNonNull(title);
            bars = required("Chart.Bars", bars);
        }
    }

    /**
     * Bars of one colour.
     *
     * @param name in the legend
     * @param categories of the bars
     * @param values one per category
     */
    record Group(String name, List<String> categories, List<Double> values) {
        public Group {
            categories = List.copyOf(categories);
            values = List.copyOf(values);
            if (categories.size() != values.size()) {
                throw new IllegalArgumentException("Chart.Group '" + name + "' has " + categories.size()
                        + " categories, got " + values.size() + " values");
            }
        }

        /** Bars of numbers. */
        public static Group of(String name, List<String> categories, double[] values) {
            return new Group(name, categories, boxed(values));
        }
    }

    private static <T> List<T> required(String who, List<T> series) {
        if (series.isEmpty()) {
            throw new IllegalArgumentException(who + " needs at least one series, got none");
        }
        return List.copyOf(series);
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
