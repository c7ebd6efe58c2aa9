package dev.interlace.workbench.data;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.Presence;
import dev.interlace.workbench.display.Colours;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which columns are present together, and in how many rows.
 *
 * @param columns the names of the columns
 * @param patterns each combination that occurs, the most frequent first
 */
record Missing(List<String> columns, List<Pattern> patterns) {
    private static final int MOST_PATTERNS = 8;
    private static final int WIDTH = 160;

    /** A combination: which columns are there, and how many rows have just those. */
    record Pattern(List<Boolean> present, int rows) {}

    /** The combinations of a data set. */
    static Missing of(Dataset dataset) {
        List<Presence> masks =
                dataset.columns().values().stream().map(raw -> raw.presence()).toList();
        Map<List<Boolean>, Integer> counts = new LinkedHashMap<>();
        for (int row = 0; row < dataset.rows(); row++) {
            List<Boolean> present = new ArrayList<>(masks.size());
            for (Presence mask : masks) {
                present.add(mask.has(row));
            }
            counts.merge(present, 1, Integer::sum);
        }
        List<Pattern> patterns = counts.entrySet().stream()
                .map(entry -> new Pattern(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Pattern::rows).reversed())
                .toList();
        return new Missing(List.copyOf(dataset.columns().keySet()), patterns);
    }

    /** Whether every column is there in every row. */
    boolean isNone() {
        return patterns.stream().allMatch(pattern -> pattern.present.stream().allMatch(there -> there));
    }

    /** The combinations as a table: a square per column, and a bar of how many rows. */
    TableView table() {
        List<String> header = new ArrayList<>(columns);
        header.add("rows");
        header.add("share");
        TableView table = new TableView(header);
        int all = patterns.stream().mapToInt(Pattern::rows).sum();
        for (Pattern pattern : patterns.subList(0, Math.min(MOST_PATTERNS, patterns.size()))) {
            List<Object> cells = new ArrayList<>();
            pattern.present.forEach(there -> cells.add(square(there)));
            cells.add(pattern.rows);
            cells.add(bar(pattern.rows / (double) all, WIDTH));
            table.row(cells);
        }
        if (patterns.size() > MOST_PATTERNS) {
            List<Pattern> rest = patterns.subList(MOST_PATTERNS, patterns.size());
            int rows = rest.stream().mapToInt(Pattern::rows).sum();
            List<Object> cells = new ArrayList<>();
            columns.forEach(column -> cells.add(""));
            cells.set(0, rest.size() + " further combinations");
            cells.add(rows);
            cells.add(bar(rows / (double) all, WIDTH));
            table.row(cells);
        }
        return table;
    }

    private static Cell square(boolean there) {
        String style = "display:inline-block;width:12px;height:12px;box-sizing:border-box;border:1px solid "
                + Colours.PALETTE.get(0) + (there ? ";background:" + Colours.PALETTE.get(0) : "");
        return Cell.html(
                there ? "■" : "·",
                "<span role=\"img\" aria-label=\"" + (there ? "present" : "missing") + "\" style=\"" + style
                        + "\"></span>");
    }

    /** A share as a bar with its percentage. */
    static Cell bar(double share, int width) {
        boolean fine = (share > 0 && share < 0.1) || (share > 0.99 && share < 1);
        String percent = String.format(Locale.ROOT, fine ? "%.1f %%" : "%.0f %%", 100 * share);
        int pixels = Math.max(1, (int) Math.round(share * width));
        return Cell.html(
                "█".repeat((int) Math.round(share * 20)) + " " + percent,
                "<span style=\"display:inline-block;height:10px;width:" + pixels + "px;background:"
                        + Colours.PALETTE.get(0) + "\"></span> <small>" + percent + "</small>");
    }
}
