package dev.interlace.workbench.tables;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Names;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Contest;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Holm;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.evaluation.Measured;
import dev.interlace.workbench.evaluation.Measured.PerRow;
import dev.interlace.workbench.evaluation.Measured.Statistic;
import dev.interlace.workbench.evaluation.PairedPermutation;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
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
 * @param brought which plugins that do not ship were called, and where they come from
 */
public record MeasureTable(
        String title, List<Line> lines, String reference, List<Long> seeds, Bootstrap bootstrap, List<String> brought)
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

        /** The mean over the seeds of what is counted once per fit. */
        double total(String name) {
            return bySeed.stream()
                    .mapToDouble(one -> one.totals().getOrDefault(name, Double.NaN))
                    .average()
                    .orElse(Double.NaN);
        }
    }

    /** The mean over the seeds of what every other measure says, by line and title. */
    Map<String, Map<String, Double>> further() {
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        measured().forEach(line -> {
            Map<String, Double> means = new LinkedHashMap<>();
            line.bySeed()
                    .forEach(one -> one.further()
                            .forEach((title, value) ->
                                    means.merge(title, value / line.bySeed().size(), Double::sum)));
            all.put(line.name(), means);
        });
        return all;
    }

    private static final PerRow NONE = new PerRow(List.of(), Double.NaN, Statistic.MEAN);

    public MeasureTable {
        lines = List.copyOf(lines);
        seeds = List.copyOf(seeds);
        brought = List.copyOf(brought);
    }

    static MeasureTable of(
            String title,
            Map<String, List<Measured>> measured,
            Map<String, String> refusals,
            List<Long> seeds,
            Bootstrap bootstrap,
            List<String> brought) {
        List<Line> lines = measured.entrySet().stream()
                .map(line -> refusals.containsKey(line.getKey())
                        ? new Line(line.getKey(), List.of(), Optional.of(refusals.getOrDefault(line.getKey(), "")))
                        : new Line(line.getKey(), line.getValue(), Optional.empty()))
                .toList();
        return new MeasureTable(title, lines, lines.get(0).name(), seeds, bootstrap, brought);
    }

    /** The names of the measures, the leading one first. */
    public List<String> measures() {
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(
                line -> line.bySeed().forEach(one -> names.addAll(one.measures().keySet())));
        return List.copyOf(names);
    }

    /** The names of what is counted once per fit. */
    List<String> totals() {
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

    /** The name of the measure that leads. */
    String leading() {
        return measures().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "nothing was measured: " + lines.get(0).refusal().orElse("no line has a measure")));
    }

    /** The lines with a measurement. */
    List<Line> measured() {
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
        return gain(line, than, measure)
                .map(gain -> bootstrap.mean(gain, line(line).groups()));
    }

    private Optional<double[]> gain(String line, String than, String measure) {
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
        return Optional.of(IntStream.range(0, mine.length)
                .mapToDouble(row -> mine[row] - theirs[row])
                .toArray());
    }

    /**
     * The p-value of a paired permutation test of the same difference, which tosses whole groups; NaN where they were
     * not measured on the same rows.
     *
     * @param than name of a line, or {@link Contest#CHANCE}
     */
    public double pValue(String line, String than, String measure) {
        return gain(line, than, measure)
                .map(gain -> PairedPermutation.of(gain, line(line).groups(), bootstrap.seed())
                        .pValue())
                .orElse(Double.NaN);
    }

    /** The p-values of all lines against the reference by the leading measure, corrected by {@link Holm}. */
    Map<String, Double> corrected() {
        List<String> others = measured().stream()
                .map(Line::name)
                .filter(name -> !name.equals(reference))
                .filter(name -> gain(name, reference, leading()).isPresent())
                .toList();
        double[] adjusted = Holm.adjusted(others.stream()
                .mapToDouble(name -> pValue(name, reference, leading()))
                .toArray());
        Map<String, Double> all = new LinkedHashMap<>();
        for (int i = 0; i < adjusted.length; i++) {
            all.put(others.get(i), adjusted[i]);
        }
        return all;
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
                bootstrap,
                brought);
    }

    /** The same, compared with another line. */
    public MeasureTable against(String line) {
        return new MeasureTable(title, lines, line(line).name(), seeds, bootstrap, brought);
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

    private MeasureView view() {
        return new MeasureView(this);
    }

    /** The table alone, without a figure. */
    TableView table() {
        return view().table();
    }

    /** How the intervals came about. */
    String how() {
        return view().how();
    }

    /** What refused lines say. */
    List<String> refusals() {
        return view().refusals();
    }

    @Override
    public DisplayData display() {
        return view().display();
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
