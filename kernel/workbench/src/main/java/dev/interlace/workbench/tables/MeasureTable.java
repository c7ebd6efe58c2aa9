package dev.interlace.workbench.tables;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Names;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Contest;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.Measured;
import dev.interlace.workbench.evaluation.Measured.PerRow;
import dev.interlace.workbench.evaluation.Measured.Statistic;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What several methods reached on the same rows, pooled over seeds. The first measure leads: lines are sorted and
 * compared by it.
 *
 * @param title what was measured
 * @param lines one per method, in the order in which they were added
 * @param reference name of the line that all are compared with: the first, unless another was chosen
 * @param seeds the seeds of splits and fits
 * @param bootstrap of the intervals; it draws whole groups, in all seeds together
 */
public record MeasureTable(String title, List<Line> lines, String reference, List<Long> seeds, Bootstrap bootstrap)
        implements Showable, Contest {
    /**
     * One line.
     *
     * @param name of the method
     * @param bySeed what it reached, one per seed
     * @param refusal why the method did not take what it was given; empty where it did
     */
    public record Line(String name, List<Measured> bySeed, Optional<String> refusal) {
        public Line {
            bySeed = List.copyOf(bySeed);
        }

        private List<String> groups() {
            return bySeed.stream().flatMap(one -> one.groups().stream()).toList();
        }

        private Optional<PerRow> first(String measure) {
            return bySeed.stream().findFirst().map(one -> one.measures().get(measure));
        }

        private double[] pooled(String measure) {
            return bySeed.stream()
                    .flatMap(one -> one.measures().getOrDefault(measure, NONE).values().stream())
                    .mapToDouble(value -> value)
                    .toArray();
        }

        /** The chance level of each pooled row. */
        private double[] chances(String measure) {
            return bySeed.stream()
                    .flatMapToDouble(one -> {
                        double[] level = new double[one.groups().size()];
                        Arrays.fill(
                                level,
                                one.measures().getOrDefault(measure, NONE).chance());
                        return Arrays.stream(level);
                    })
                    .toArray();
        }

        private double total(String name) {
            return bySeed.stream()
                    .mapToDouble(one -> one.totals().getOrDefault(name, Double.NaN))
                    .average()
                    .orElse(Double.NaN);
        }
    }

    private static final int FEW = 3;
    private static final PerRow NONE = new PerRow(List.of(), Double.NaN, Statistic.MEAN);

    public MeasureTable {
        lines = List.copyOf(lines);
        seeds = List.copyOf(seeds);
    }

    static MeasureTable of(
            String title,
            Map<String, List<Measured>> measured,
            Map<String, String> refusals,
            List<Long> seeds,
            Bootstrap bootstrap) {
        List<Line> lines = measured.entrySet().stream()
                .map(line -> refusals.containsKey(line.getKey())
                        ? new Line(line.getKey(), List.of(), Optional.of(refusals.getOrDefault(line.getKey(), "")))
                        : new Line(line.getKey(), line.getValue(), Optional.empty()))
                .toList();
        return new MeasureTable(title, lines, lines.get(0).name(), seeds, bootstrap);
    }

    /** The names of the measures, the leading one first. */
    public List<String> measures() {
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(
                line -> line.bySeed().forEach(one -> names.addAll(one.measures().keySet())));
        return List.copyOf(names);
    }

    private List<String> totals() {
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(
                line -> line.bySeed().forEach(one -> names.addAll(one.totals().keySet())));
        return List.copyOf(names);
    }

    private Line line(String name) {
        return lines.stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.unknown(
                        "line", name, lines.stream().map(Line::name).toList())));
    }

    private String measure(String name) {
        if (!measures().contains(name)) {
            throw new IllegalArgumentException(Names.unknown("measure", name, measures()));
        }
        return name;
    }

    private String leading() {
        return measures().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "nothing was measured: " + lines.get(0).refusal().orElse("no line has a measure")));
    }

    /** The lines with a measurement. */
    private List<Line> measured() {
        return lines.stream().filter(line -> !line.bySeed().isEmpty()).toList();
    }

    /** One line's value of a measure over all seeds, with its interval; empty where it was refused or not measured. */
    public Optional<Interval> value(String line, String measure) {
        Line one = line(line);
        double[] values = one.pooled(measure(measure));
        if (values.length == 0 || values.length < one.groups().size()) {
            return Optional.empty();
        }
        boolean median = one.first(measure)
                .map(first -> first.statistic() == Statistic.MEDIAN)
                .orElse(false);
        return Optional.of(
                median
                        ? bootstrap.interval(one.groups(), rows -> median(values, rows))
                        : bootstrap.mean(values, one.groups()));
    }

    private static double median(double[] values, int[] rows) {
        double[] sorted =
                Arrays.stream(rows).mapToDouble(row -> values[row]).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** A line's value of a measure for each seed. */
    public List<Double> bySeed(String line, String measure) {
        measure(measure);
        return line(line).bySeed().stream()
                .map(one -> one.measures().getOrDefault(measure, NONE))
                .map(rows -> {
                    double[] values =
                            rows.values().stream().mapToDouble(value -> value).toArray();
                    return rows.statistic() == Statistic.MEDIAN
                            ? median(values, IntStream.range(0, values.length).toArray())
                            : Arrays.stream(values).average().orElse(Double.NaN);
                })
                .toList();
    }

    /** What would be reached without knowing anything, the mean over the seeds; NaN where there is no such level. */
    public double chance(String measure) {
        measure(measure);
        return measured().stream()
                .filter(line -> line.first(measure).isPresent())
                .findFirst()
                .map(line -> Arrays.stream(line.chances(measure)).average().orElse(Double.NaN))
                .orElse(Double.NaN);
    }

    /**
     * One line's measure minus that of another, row by row, as a mean with its interval; empty where they were not
     * measured on the same rows.
     *
     * @param than name of a line, or {@link Contest#CHANCE}
     */
    public Optional<Interval> difference(String line, String than, String measure) {
        Line one = line(line);
        measure(measure);
        double[] mine = one.pooled(measure);
        double[] theirs =
                than.equals(CHANCE) ? one.chances(measure) : line(than).pooled(measure);
        if (mine.length == 0
                || mine.length != theirs.length
                || !(than.equals(CHANCE) || line(than).groups().equals(one.groups()))) {
            return Optional.empty();
        }
        double[] gain = IntStream.range(0, mine.length)
                .mapToDouble(row -> mine[row] - theirs[row])
                .toArray();
        return Optional.of(bootstrap.mean(gain, one.groups()));
    }

    /** A finding about the leading measure, with the title as the condition. */
    @Override
    public List<Finding> compare(String better, String than) {
        return List.of(finding(title, leading(), better, than));
    }

    /** What a measure says of the claim that one line is better than another, or than {@link Contest#CHANCE}. */
    public Finding finding(String claim, String measure, String better, String than) {
        Interval effect = difference(better, than, measure)
                .orElseThrow(() -> new IllegalArgumentException("'" + better + "' and '" + than
                        + "' were not measured on the same rows; "
                        + line(better).refusal().orElse("look at the table")));
        return Finding.of(claim, measure + " of " + better + " minus " + than, effect);
    }

    /** The lines from the best to the worst by the leading measure; refusals last. */
    public MeasureTable sorted() {
        return measured().isEmpty() ? this : sorted(leading());
    }

    /** The lines from the largest to the smallest by a measure; refusals last. */
    public MeasureTable sorted(String measure) {
        Map<String, Double> values = new LinkedHashMap<>();
        lines.forEach(line -> values.put(
                line.name(), value(line.name(), measure).map(Interval::value).orElse(Double.NEGATIVE_INFINITY)));
        return new MeasureTable(
                title,
                lines.stream()
                        .sorted(Comparator.comparing(line -> -values.getOrDefault(line.name(), 0.0)))
                        .toList(),
                reference,
                seeds,
                bootstrap);
    }

    /** The same, compared with another line. */
    public MeasureTable against(String line) {
        return new MeasureTable(title, lines, line(line).name(), seeds, bootstrap);
    }

    /**
     * A measure's values as bars with their intervals, the first line on top, and the chance level as a dashed line.
     */
    public Figure figure(String measure) {
        return ranked(
                        measure(measure) + " over " + seeds.size() + " seeds, with 95 % intervals",
                        measure,
                        Map.of(measure, this))
                .withLayout("{\"showlegend\":true}");
    }

    /** The bars of several tables with the same lines, side by side. */
    static Figure ranked(String title, String measure, Map<String, MeasureTable> tables) {
        List<Charts.Bars> bars = new ArrayList<>();
        List<String> names = List.of();
        double chance = Double.NaN;
        for (Map.Entry<String, MeasureTable> one : tables.entrySet()) {
            MeasureTable table = one.getValue();
            names = table.measured().stream().map(Line::name).toList();
            chance = table.chance(measure);
            bars.add(Charts.Bars.of(one.getKey(), names, table.ends(names, measure, Interval::value))
                    .withBand(table.ends(names, measure, Interval::low), table.ends(names, measure, Interval::high)));
        }
        Figure figure = Charts.ranked(title, measure, bars);
        if (Double.isNaN(chance)) {
            return figure;
        }
        return figure.and(Charts.level("chance", names, chance));
    }

    private double[] ends(List<String> names, String measure, ToDoubleFunction<Interval> end) {
        return names.stream()
                .mapToDouble(
                        name -> value(name, measure).map(end::applyAsDouble).orElse(Double.NaN))
                .toArray();
    }

    /** The table alone, without a figure. */
    TableView table() {
        List<String> measures = measures();
        List<String> totals = totals();
        List<String> header = new ArrayList<>(List.of(""));
        header.addAll(measures);
        boolean roomy = measures.size() <= FEW;
        if (roomy) {
            header.add("by seed: " + leading());
        }
        if (measured().size() > 1) {
            header.add(leading() + " to " + reference);
        }
        header.addAll(totals);
        header.add("fit, s");
        TableView table = new TableView(header);
        for (Line line : lines) {
            List<Object> cells =
                    new ArrayList<>(List.of(line.name() + (line.refusal().isPresent() ? " (refused)" : "")));
            for (String measure : measures) {
                cells.add(value(line.name(), measure)
                        .map(value -> cell(value, measure))
                        .orElse(Cell.number("–")));
            }
            if (roomy) {
                cells.add(bySeed(line));
            }
            if (measured().size() > 1) {
                cells.add(
                        line.name().equals(reference)
                                ? Cell.number("–")
                                : difference(line.name(), reference, leading())
                                        .map(MeasureTable::signed)
                                        .orElse(Cell.number("–")));
            }
            totals.forEach(name -> cells.add(Cell.number(number(line.total(name)))));
            double seconds = line.bySeed().stream()
                    .mapToDouble(Measured::seconds)
                    .average()
                    .orElse(Double.NaN);
            cells.add(Cell.number(Double.isNaN(seconds) ? "–" : String.format(Locale.ROOT, "%.1f", seconds)));
            table.row(cells);
        }
        List<Object> last = new ArrayList<>(List.of(Cell.html(CHANCE, "<i>chance</i>")));
        measures.forEach(measure -> last.add(Cell.number(number(chance(measure)))));
        while (last.size() < header.size()) {
            last.add(Cell.number(""));
        }
        return table.row(last);
    }

    private Cell bySeed(Line line) {
        return Cell.number(bySeed(line.name(), leading()).stream()
                .map(MeasureTable::number)
                .collect(Collectors.joining(", ")));
    }

    static Cell cell(Interval interval, String measure) {
        if (measure.startsWith("median")) {
            String low = TableView.number(interval.low());
            String high = TableView.number(interval.high());
            return two(TableView.number(interval.value()), "[" + low + ", " + high + "]");
        }
        return two(
                number(interval.value()), String.format(Locale.ROOT, "[%.3f, %.3f]", interval.low(), interval.high()));
    }

    private static Cell signed(Interval interval) {
        return two(
                String.format(Locale.ROOT, "%+.3f", interval.value()),
                String.format(Locale.ROOT, "[%+.3f, %+.3f]", interval.low(), interval.high()));
    }

    /** A number with its interval below it. */
    private static Cell two(String value, String interval) {
        return new Cell(
                value + " " + interval,
                TableView.escape(value) + "<br><span style=\"font-size:75%;white-space:nowrap\">"
                        + TableView.escape(interval) + "</span>",
                Cell.Side.RIGHT);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.3f", value);
    }

    /** How the intervals came about. */
    String how() {
        return measured().stream()
                        .findFirst()
                        .flatMap(first -> value(first.name(), leading()))
                        .map(Interval::how)
                        .orElse("nothing measured")
                + " over all seeds, every appearance of a group together; seeds "
                + seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** What refused lines say. */
    List<String> refusals() {
        return lines.stream()
                .flatMap(line -> line.refusal().map(why -> line.name() + " refused: " + why).stream())
                .toList();
    }

    @Override
    public DisplayData display() {
        if (measured().isEmpty()) {
            String all = String.join("\n", refusals());
            return DisplayData.html("<p>" + TableView.escape(all) + "</p>", all);
        }
        List<String> notes = new ArrayList<>();
        notes.add(how()
                + (measured().size() > 1
                        ? "; to " + reference + ": row by row, an interval that holds 0 shows no difference"
                        : ""));
        notes.addAll(refusals());
        return shown(title, table(), notes);
    }

    static DisplayData shown(String title, TableView table, List<String> notes) {
        return DisplayData.html(
                "<h4>" + TableView.escape(title) + "</h4>" + table.html() + "<p><small>"
                        + notes.stream().map(TableView::escape).collect(Collectors.joining("<br>")) + "</small></p>",
                title + "\n" + table.text() + "\n" + String.join("\n", notes));
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
