package dev.interlace.workbench.tables;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.evaluation.Contest;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How alignments did with how many seeds.
 *
 * @param tables number of seeds to what was reached with them, ascending; all have the same lines
 */
public record PairCurve(Map<Integer, MeasureTable> tables) implements Showable, Contest {
    private static final List<String> SHOWN = List.of("Hits@1", "Hits@10", "MRR");

    public PairCurve {
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    /** What was reached with so many seeds. */
    public MeasureTable with(int seeds) {
        MeasureTable table = tables.get(seeds);
        if (table == null) {
            throw new IllegalArgumentException(
                    "there is no measurement with " + seeds + " seed pairs; there are " + tables.keySet());
        }
        return table;
    }

    private List<String> names() {
        return tables.values().iterator().next().lines().stream()
                .map(MeasureTable.Line::name)
                .toList();
    }

    /** A measure over the number of seeds, with the intervals as bands and the chance level dotted. */
    public Figure figure(String measure) {
        List<Charts.Line> lines = new ArrayList<>();
        for (String name : names()) {
            List<Integer> counts = tables.keySet().stream()
                    .filter(count -> with(count).value(name, measure).isPresent())
                    .toList();
            if (!counts.isEmpty()) {
                lines.add(Charts.Line.of(
                                name,
                                counts.stream().mapToDouble(count -> count).toArray(),
                                ends(counts, name, measure, Interval::value))
                        .withBand(
                                ends(counts, name, measure, Interval::low),
                                ends(counts, name, measure, Interval::high)));
            }
        }
        double[] chance = tables.values().stream()
                .mapToDouble(table -> table.chance(measure))
                .toArray();
        return Charts.lines(measure + " over the number of seed pairs, with 95 % bands", "seed pairs", measure, lines)
                .and(Charts.dotted(
                        CHANCE,
                        tables.keySet().stream().mapToDouble(count -> count).toArray(),
                        chance));
    }

    private double[] ends(List<Integer> counts, String name, String measure, ToDoubleFunction<Interval> end) {
        return counts.stream()
                .mapToDouble(count ->
                        with(count).value(name, measure).map(end::applyAsDouble).orElse(Double.NaN))
                .toArray();
    }

    /**
     * By how much the mean reciprocal rank of one line is larger than that of another: one finding for each number of
     * seeds.
     */
    @Override
    public List<Finding> compare(String better, String than) {
        return tables.values().stream()
                .flatMap(table -> table.compare(better, than).stream())
                .toList();
    }

    @Override
    public DisplayData display() {
        List<String> header = new ArrayList<>(List.of("", ""));
        tables.keySet().forEach(count -> header.add(count + " seed pairs"));
        header.add("fit, s");
        TableView table = new TableView(header);
        for (String name : names()) {
            String label = name;
            for (String measure : SHOWN) {
                List<Object> cells = new ArrayList<>(List.of(label, measure));
                tables.values().forEach(one -> cells.add(value(one, name, measure)));
                cells.add(Cell.number(label.isEmpty() ? "" : seconds(name)));
                table.row(cells);
                label = "";
            }
        }
        for (String measure : SHOWN) {
            List<Object> cells = new ArrayList<>(
                    List.of(measure.equals(SHOWN.get(0)) ? Cell.html(CHANCE, "<i>chance</i>") : "", measure));
            tables.values().forEach(one -> cells.add(Cell.number(three(one.chance(measure)))));
            cells.add("");
            table.row(cells);
        }
        MeasureTable last = with(Collections.max(tables.keySet()));
        List<String> notes = new ArrayList<>(List.of(last.how()));
        notes.add("both directions; the same "
                + last.lines().get(0).bySeed().stream()
                        .mapToInt(one -> one.groups().size() / 2)
                        .mapToObj(String::valueOf)
                        .distinct()
                        .reduce((a, b) -> a + " or " + b)
                        .orElse("")
                + " pairs are asked for with every number of seed pairs");
        notes.addAll(last.refusals());
        return MeasureView.shown("Few pairs", table, notes);
    }

    private String seconds(String name) {
        double mean = tables.values().stream()
                .flatMap(table -> table.lines().stream())
                .filter(line -> line.name().equals(name))
                .flatMap(line -> line.bySeed().stream())
                .mapToDouble(one -> one.seconds())
                .average()
                .orElse(Double.NaN);
        return Double.isNaN(mean) ? "–" : String.format(Locale.ROOT, "%.2f", mean);
    }

    private static Cell value(MeasureTable table, String name, String measure) {
        return table.value(name, measure)
                .map(one -> MeasureView.cell(one, measure))
                .orElse(Cell.number("refused"));
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
