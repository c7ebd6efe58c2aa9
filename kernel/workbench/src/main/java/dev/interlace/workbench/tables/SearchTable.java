package dev.interlace.workbench.tables;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.evaluation.Contest;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How alignments did in searches, in both directions.
 *
 * @param leftToRight left rows look for right ones
 * @param rightToLeft right rows look for left ones, with the same lines
 */
public record SearchTable(MeasureTable leftToRight, MeasureTable rightToLeft) implements Showable, Contest {
    /** The lines from the best to the worst by the mean reciprocal rank from left to right; refusals last. */
    public SearchTable sorted() {
        MeasureTable there = leftToRight.sorted();
        List<String> order = there.lines().stream().map(MeasureTable.Line::name).toList();
        List<MeasureTable.Line> back = new ArrayList<>(rightToLeft.lines());
        back.sort((a, b) -> Integer.compare(order.indexOf(a.name()), order.indexOf(b.name())));
        return new SearchTable(
                there,
                new MeasureTable(
                        rightToLeft.title(),
                        back,
                        rightToLeft.reference(),
                        rightToLeft.seeds(),
                        rightToLeft.bootstrap(),
                        rightToLeft.brought()));
    }

    /** The same, compared with another line. */
    public SearchTable against(String line) {
        return new SearchTable(leftToRight.against(line), rightToLeft.against(line));
    }

    /** A measure in both directions as bars with their intervals. */
    public Figure figure(String measure) {
        Map<String, MeasureTable> both = new LinkedHashMap<>();
        both.put(leftToRight.title(), leftToRight);
        both.put(rightToLeft.title(), rightToLeft);
        return MeasureTable.ranked(
                measure + " over " + leftToRight.seeds().size() + " splits, with 95 % intervals", measure, both);
    }

    /**
     * By how much the mean reciprocal rank of one line is larger than that of another: one finding for each direction.
     */
    @Override
    public List<Finding> compare(String better, String than) {
        List<Finding> both = new ArrayList<>(leftToRight.compare(better, than));
        both.addAll(rightToLeft.compare(better, than));
        return both;
    }

    @Override
    public DisplayData display() {
        DisplayData there = leftToRight.display();
        DisplayData back = rightToLeft.display();
        return DisplayData.html(html(there) + html(back), there.plain() + "\n\n" + back.plain());
    }

    private static String html(DisplayData part) {
        return part.data().getOrDefault(DisplayData.HTML, "");
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
