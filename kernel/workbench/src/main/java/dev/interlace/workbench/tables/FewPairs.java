package dev.interlace.workbench.tables;

import dev.interlace.spi.Features;
import dev.interlace.spi.Progress;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.display.FitProgress;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.Measured;
import dev.interlace.workbench.evaluation.Relevance;
import dev.interlace.workbench.evaluation.Retrieval;
import dev.interlace.workbench.models.AlignmentHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Alignments that are told a few pairs, the seed pairs, and asked for the others: how good a method is with how many.
 * Immutable: {@link #add} gives another one.
 *
 * <p>A draw puts the groups of pairs in a random order; the first pairs are the seeds, and fewer seeds are always a
 * part of more. Asked for are the pairs none of whose group is a seed at the largest number, so that every number of
 * seeds is measured on the same pairs. Candidates are the other sides of the pairs that are asked for; both directions
 * count.
 */
public final class FewPairs {
    private static final int FEWEST_RESAMPLES = 20;

    private final Pairs pairs;
    private final List<Integer> counts;
    private final List<Long> draws;
    private final Map<String, Similarity> lines;
    private final Bootstrap bootstrap;

    /**
     * The true pairs.
     *
     * @param left the left row of each pair
     * @param right the right row of each pair
     * @param groups one group per pair
     */
    @SuppressWarnings("ArrayRecordComponent") // index arrays, never compared
    record Pairs(int[] left, int[] right, List<String> groups) {
        Pairs {
            left = left.clone();
            right = right.clone();
            groups = List.copyOf(groups);
            if (left.length != right.length || left.length != groups.size()) {
                throw new IllegalArgumentException(
                        "few pairs: pairs need as many left rows, right rows and groups, got " + left.length + ", "
                                + right.length + " and " + groups.size());
            }
        }
    }

    /** How similar every left row is to every right one. */
    @FunctionalInterface
    public interface Similarity {
        /**
         * Fits with the seeds.
         *
         * @param seeds what is known
         * @param draw the number of the draw, for what the method draws itself
         * @return {@code [left rows, right rows]}, larger is closer
         */
        INDArray on(Supervision.Seeds seeds, long draw);
    }

    FewPairs(Pairs pairs, List<Integer> counts, List<Long> draws, Map<String, Similarity> lines, Bootstrap bootstrap) {
        if (counts.isEmpty()
                || counts.stream().anyMatch(count -> count < 1)
                || counts.stream().distinct().count() < counts.size()) {
            throw new IllegalArgumentException(
                    "few pairs: numbers of seed pairs must be at least 1, each once, got " + counts);
        }
        this.pairs = pairs;
        this.counts = counts.stream().sorted().toList();
        this.draws = List.copyOf(draws);
        this.lines = new LinkedHashMap<>(lines);
        this.bootstrap = bootstrap;
    }

    /** The same with these draws of seeds instead. */
    public FewPairs draws(long... others) {
        return new FewPairs(pairs, counts, Arrays.stream(others).boxed().toList(), lines, bootstrap);
    }

    /** A method that is given two sides, of any kind, and the seeds. */
    public FewPairs add(String name, AlignmentHandle fit, Features left, Features right) {
        return add(name, (seeds, draw) -> fit.seed(draw).fit(left, right, seeds).similarity(left, right));
    }

    /** Any similarity that knows the seeds. */
    public FewPairs add(String name, Similarity similarity) {
        if (lines.containsKey(name)) {
            throw new IllegalArgumentException(
                    "few pairs already have a line '" + name + "'; give this one another name");
        }
        Map<String, Similarity> more = new LinkedHashMap<>(lines);
        more.put(name, similarity);
        return new FewPairs(pairs, counts, draws, more, bootstrap);
    }

    /** Fits and measures all lines with all numbers of seeds in all draws; see {@link Measures#run}. */
    public PairCurve run() {
        Map<Integer, MeasureTable> tables = new TreeMap<>();
        String what =
                lines.size() + " methods, " + counts.size() + " numbers of seed pairs, " + draws.size() + " draws";
        FitProgress progress = FitProgress.of(what);
        try {
            for (int count : counts) {
                progress.on(new Progress.Step(
                        count + " seed pairs", tables.size(), counts.size(), "numbers of seed pairs", tables.size()));
                Measures<Draw> measures =
                        new Measures<>(count + " seed pairs", draw -> draw(count, draw), draws, Map.of(), bootstrap);
                for (Map.Entry<String, Similarity> line : lines.entrySet()) {
                    measures = measures.add(line.getKey(), (drawn, seed) -> measured(line.getValue(), drawn, seed));
                }
                tables.put(count, FitProgress.part(measures::run));
            }
        } catch (RuntimeException | Error e) {
            progress.stopped(e);
            throw e;
        }
        progress.done(what + " in " + FitProgress.number(progress.seconds()) + " s");
        return new PairCurve(tables);
    }

    /**
     * One draw.
     *
     * @param seeds what is known
     * @param asked the pairs that are asked for, as places in {@link Pairs}
     */
    @SuppressWarnings("ArrayRecordComponent") // index arrays, never compared
    private record Draw(Supervision.Seeds seeds, int[] asked) {}

    private Draw draw(int count, long draw) {
        int most = counts.get(counts.size() - 1);
        List<String> groups = pairs.groups.stream().distinct().toList();
        int[] order = new SeedSource(draw).split("seeds").permutation(groups.size());
        List<Integer> chosen = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int g = 0; g < order.length && chosen.size() < most; g++) {
            String group = groups.get(order[g]);
            used.add(group);
            IntStream.range(0, pairs.left.length)
                    .filter(pair -> pairs.groups.get(pair).equals(group))
                    .limit(most - chosen.size())
                    .forEach(chosen::add);
        }
        int[] asked = IntStream.range(0, pairs.left.length)
                .filter(pair -> !used.contains(pairs.groups.get(pair)))
                .toArray();
        if (chosen.size() < most || asked.length < 2) {
            throw new IllegalArgumentException("few pairs: of " + pairs.left.length + " pairs " + most
                    + " seed pairs leave fewer than 2 to ask for; give fewer of them");
        }
        int[] first = chosen.stream().limit(count).mapToInt(pair -> pair).toArray();
        Supervision.Seeds seeds = new Supervision.Seeds(take(pairs.left, first), take(pairs.right, first));
        return new Draw(seeds, asked);
    }

    private static int[] take(int[] rows, int[] places) {
        return Arrays.stream(places).map(place -> rows[place]).toArray();
    }

    private Measured measured(Similarity line, Draw drawn, long draw) {
        long start = System.nanoTime();
        INDArray all = line.on(drawn.seeds, draw);
        double seconds = (System.nanoTime() - start) / 1e9;
        double[][] rows = Rows.matrix(all);
        double[][] asked = Arrays.stream(take(pairs.left, drawn.asked))
                .mapToObj(row -> Arrays.stream(take(pairs.right, drawn.asked))
                        .mapToDouble(column -> rows[row][column])
                        .toArray())
                .toArray(double[][]::new);
        Bootstrap few =
                new Bootstrap(FEWEST_RESAMPLES, 0.95, 0); // its intervals are not used: those of the pooled rows are
        Retrieval found = Retrieval.of("", Nd4j.createFromArray(asked), Relevance.pairs(drawn.asked.length), few);
        List<String> groups =
                Arrays.stream(drawn.asked).mapToObj(pairs.groups::get).toList();
        return Measured.of(groups)
                .search("Hits", found.leftToRight())
                .and(Measured.of(groups).search("Hits", found.rightToLeft()))
                .after(seconds);
    }
}
