package dev.interlace.workbench.exercises;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the checks of an exercise found.
 *
 * @param id the exercise's id
 * @param title its title
 * @param lines one per check
 */
public record Feedback(String id, String title, List<Line> lines) implements Showable {
    private static final double STEP = 1e6;

    public Feedback {
        lines = List.copyOf(lines);
    }

    /**
     * What one check found.
     *
     * @param check what was checked
     * @param points what the answer earned
     * @param of what a right answer earns
     * @param text "right", or what is wrong
     */
    public record Line(String check, double points, double of, String text) {
        private String mark() {
            return points == of ? "✓" : points > 0 ? "½" : "✗";
        }
    }

    /** The points earned. */
    public double points() {
        return sum(Line::points);
    }

    /** The points that a right answer earns. */
    public double of() {
        return sum(Line::of);
    }

    private double sum(ToDoubleFunction<Line> part) {
        return Math.rint(lines.stream().mapToDouble(part).sum() * STEP) / STEP;
    }

    static String number(double points) {
        return TableView.number(points);
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("", "check", "points", "feedback");
        lines.forEach(line -> table.row(
                line.mark(),
                line.check(),
                Cell.number(number(line.points()) + " / " + number(line.of())),
                line.text()));
        String name = "Exercise " + id + ": " + title;
        String sum = number(points()) + " of " + number(of()) + " points";
        return DisplayData.html(
                "<div><b>" + TableView.escape(name) + "</b>" + table.html() + "<b>" + sum + "</b></div>",
                name + "\n" + table.text() + "\n" + sum);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
