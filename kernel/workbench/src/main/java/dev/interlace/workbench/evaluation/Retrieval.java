package dev.interlace.workbench.evaluation;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.learn.networks.Nearest;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import dev.interlace.workbench.models.MeasureHandle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well rows of one modality find their partners in the other, in both directions.
 *
 * <p>The rank of a query is {@code 1 + } the number of wrong items that are at least as similar to the query as its
 * most similar right item. So ties count against the method: a similarity that is constant has the worst rank, not a
 * lucky one. With several right items the first one found counts. Queries without a right item are left out and
 * counted.
 *
 * <p>R@k (also called Hits@k) is the hit rate: the share of queries of rank {@code <= k}. Of one right item per query
 * it is the recall; of several the measure {@code recall-at-k} counts all of them. MRR is the mean of {@code 1 / rank};
 * MAP is the mean over queries of the average precision, {@code (1 / R) sum_i i / (i + w_i)} with {@code w_i} wrong
 * items at least as similar as the i-th right one. The chance level is the expectation of the same figure under a
 * random order of the items; for MAP see Bestgen: Exact Expected Average Precision of the Random Baseline, Prague
 * Bulletin of Mathematical Linguistics 103, 2015, eq. 4.
 *
 * @param title what was measured
 * @param leftToRight left rows search among right rows
 * @param rightToLeft right rows search among left rows
 */
public record Retrieval(String title, Direction leftToRight, Direction rightToLeft) implements Showable {
    /** How equal similarities are ranked. */
    public static final String TIE_RULE = "ties count against the method (pessimistic rank)";

    private static final List<Integer> CUTS = List.of(1, 5, 10);

    /**
     * One direction.
     *
     * @param name for instance {@code name → image}
     * @param queries number of queries that have a right item
     * @param items number of items searched
     * @param skipped number of queries that have none
     * @param recall cut {@code k} to the hit rate R@k with its interval over queries or their groups
     * @param recallChance cut {@code k} to the chance level
     * @param mrr mean reciprocal rank with its interval over queries
     * @param mrrChance its chance level
     * @param map mean average precision with its interval over queries
     * @param mapChance its chance level
     * @param medianRank median rank; of an even number the mean of the two in the middle
     * @param ranks the rank of each query, {@code [queries]}
     * @param precisions the average precision of each query, {@code [queries]}
     * @param rankings the ranks of all right items of each query, {@code [queries]}
     * @param groups one group per query; empty where every query stands alone
     * @param measures what every measure of rankings says, by default options
     */
    public record Direction(
            String name,
            int queries,
            int items,
            int skipped,
            Map<Integer, Interval> recall,
            Map<Integer, Double> recallChance,
            Interval mrr,
            double mrrChance,
            Interval map,
            double mapChance,
            double medianRank,
            List<Integer> ranks,
            List<Double> precisions,
            List<Ranking> rankings,
            List<String> groups,
            MeasureValues measures) {
        /** The figures of this direction in one line. */
        @Override
        public String toString() {
            StringBuilder line = new StringBuilder(name + ":");
            recall.forEach((cut, hits) ->
                    line.append(" R@").append(cut).append(' ').append(hits).append(','));
            return line + " MRR " + mrr + ", MAP " + map + ", median rank " + TableView.number(medianRank) + " of "
                    + items + " (" + queries + " queries)";
        }
    }

    /**
     * What retrieval takes beside similarities.
     *
     * @param left one group per left row, drawn together by the bootstrap; empty where every row stands alone
     * @param right one group per right row; empty where every row stands alone
     * @param measures of rankings, beside those that are always shown
     */
    public record Setting(List<String> left, List<String> right, List<MeasureHandle> measures) {
        /** Rows that stand alone, and no further measure. */
        public static final Setting PLAIN = new Setting(List.of(), List.of(), List.of());

        public Setting {
            left = List.copyOf(left);
            right = List.copyOf(right);
            measures = List.copyOf(measures);
        }

        /** Pairs whose rows share a group. */
        public static Setting ofPairs(List<String> groups, List<MeasureHandle> measures) {
            return new Setting(groups, groups, measures);
        }

        private void requireRows(int n, int m) {
            if ((!left.isEmpty() && left.size() != n) || (!right.isEmpty() && right.size() != m)) {
                throw new IllegalArgumentException("Retrieval: there are " + n + " left and " + m
                        + " right rows, got " + left.size() + " and " + right.size()
                        + " groups; give one per row, or none");
            }
        }
    }

    /**
     * Retrieval by a similarity matrix.
     *
     * @param similarity {@code [n, m]}, larger is closer
     * @param relevance which right rows belong with which left rows
     */
    public static Retrieval of(String title, INDArray similarity, Relevance relevance, Bootstrap bootstrap) {
        return of(title, similarity, relevance, Setting.PLAIN, bootstrap);
    }

    /**
     * Retrieval by a similarity matrix, with groups of rows and further measures.
     *
     * @param similarity {@code [n, m]}, larger is closer
     * @param relevance which right rows belong with which left rows
     */
    public static Retrieval of(
            String title, INDArray similarity, Relevance relevance, Setting setting, Bootstrap bootstrap) {
        requireShape(similarity, relevance.left(), relevance.right());
        int n = relevance.left();
        int m = relevance.right();
        int[][] forward = new int[n][];
        int[][] backward = new int[m][];
        double[][] rows = Rows.matrix(similarity);
        for (int i = 0; i < n; i++) {
            forward[i] = wrongAhead(rows[i], relevance.rightOf(i), "left row " + i);
        }
        double[] column = new double[n];
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < n; i++) {
                column[i] = rows[i][j];
            }
            backward[j] = wrongAhead(column, relevance.leftOf(j), "right row " + j);
        }
        return of(title, forward, backward, relevance, setting, bootstrap);
    }

    /**
     * Retrieval by the cosine of two embeddings; the similarity matrix is made block by block and never held as a
     * whole.
     *
     * @param left {@code [n, d]}
     * @param right {@code [m, d]}
     * @param relevance which right rows belong with which left rows
     */
    public static Retrieval ofEmbeddings(
            String title, INDArray left, INDArray right, Relevance relevance, Bootstrap bootstrap) {
        return ofEmbeddings(title, left, right, relevance, Setting.PLAIN, bootstrap);
    }

    /**
     * Retrieval by the cosine of two embeddings, with groups of rows and further measures.
     *
     * @param left {@code [n, d]}
     * @param right {@code [m, d]}
     * @param relevance which right rows belong with which left rows
     */
    public static Retrieval ofEmbeddings(
            String title, INDArray left, INDArray right, Relevance relevance, Setting setting, Bootstrap bootstrap) {
        if (left.rank() != 2 || right.rank() != 2 || left.size(1) != right.size(1)) {
            throw new IllegalArgumentException("Retrieval: both embeddings must be [rows, d] with the same d, got "
                    + Arrays.toString(left.shape()) + " and " + Arrays.toString(right.shape()));
        }
        if (left.size(0) != relevance.left() || right.size(0) != relevance.right()) {
            throw new IllegalArgumentException("Retrieval: the relevance is for " + relevance.left() + " × "
                    + relevance.right() + " rows, got embeddings of " + left.size(0) + " and " + right.size(0));
        }
        INDArray a = unit(left);
        INDArray b = unit(right);
        int[][] forward = Nearest.wrongAhead(a, b, relevance::rightOf);
        int[][] backward = Nearest.wrongAhead(b, a, relevance::leftOf);
        return of(title, forward, backward, relevance, setting, bootstrap);
    }

    private static INDArray unit(INDArray rows) {
        INDArray copy = rows.castTo(DataType.FLOAT).dup('c');
        INDArray norms = copy.norm2(true, 1); // [n, 1]
        return copy.diviColumnVector(norms.addi(Float.MIN_NORMAL));
    }

    private static void requireShape(INDArray similarity, int n, int m) {
        if (similarity.rank() != 2 || similarity.size(0) != n || similarity.size(1) != m) {
            throw new IllegalArgumentException("Retrieval: the relevance is for " + n + " × " + m
                    + " rows, got a similarity of shape " + Arrays.toString(similarity.shape()));
        }
    }

    /** Of each right item, the most similar first, the number of wrong items that are at least as similar. */
    static int[] wrongAhead(double[] similarity, int[] relevant, String who) {
        double[] right =
                Arrays.stream(relevant).mapToDouble(item -> similarity[item]).toArray();
        Arrays.sort(right);
        int[] ahead = new int[right.length];
        for (int i = 0; i < right.length; i++) {
            double value = right[right.length - 1 - i];
            for (double other : similarity) {
                ahead[i] += other >= value ? 1 : 0;
            }
            for (double other : right) {
                ahead[i] -= other >= value ? 1 : 0;
            }
        }
        for (double value : similarity) {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("Retrieval: similarities must be numbers, got NaN at " + who);
            }
        }
        return ahead;
    }

    private static Retrieval of(
            String title,
            int[][] forward,
            int[][] backward,
            Relevance relevance,
            Setting setting,
            Bootstrap bootstrap) {
        int n = relevance.left();
        int m = relevance.right();
        setting.requireRows(n, m);
        return new Retrieval(
                title,
                direction("left → right", forward, m, setting.left, setting.measures, bootstrap),
                direction("right → left", backward, n, setting.right, setting.measures, bootstrap));
    }

    private static Direction direction(
            String name,
            int[][] wrongAhead,
            int items,
            List<String> rowGroups,
            List<MeasureHandle> measures,
            Bootstrap bootstrap) {
        List<int[]> asked =
                Arrays.stream(wrongAhead).filter(ahead -> ahead.length > 0).toList();
        int[] known = asked.stream().mapToInt(ahead -> 1 + ahead[0]).toArray();
        if (known.length == 0) {
            throw new IllegalArgumentException("Retrieval: no query has a right item; check the relevance");
        }
        List<String> groups = rowGroups.isEmpty()
                ? rowGroups
                : IntStream.range(0, wrongAhead.length)
                        .filter(query -> wrongAhead[query].length > 0)
                        .mapToObj(rowGroups::get)
                        .toList();
        List<Ranking> rankings =
                asked.stream().map(ahead -> ranking(items, ahead)).toList();
        Map<Integer, Long> sizes = new LinkedHashMap<>();
        asked.forEach(ahead -> sizes.merge(ahead.length, 1L, Long::sum));
        Map<Integer, Interval> recall = new LinkedHashMap<>();
        Map<Integer, Double> chance = new LinkedHashMap<>();
        for (int k : CUTS) {
            recall.put(
                    k,
                    bootstrap.meanBy(
                            Arrays.stream(known)
                                    .mapToDouble(rank -> rank <= k ? 1 : 0)
                                    .toArray(),
                            groups));
            chance.put(k, average(sizes, count -> recallByChance(items, count, k)));
        }
        Interval mrr = bootstrap.meanBy(
                Arrays.stream(known).mapToDouble(rank -> 1.0 / rank).toArray(), groups);
        double[] precisions =
                asked.stream().mapToDouble(Retrieval::averagePrecision).toArray();
        int[] sorted = known.clone();
        Arrays.sort(sorted);
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
        return new Direction(
                name,
                known.length,
                items,
                wrongAhead.length - known.length,
                Map.copyOf(recall),
                Map.copyOf(chance),
                mrr,
                average(sizes, count -> mrrByChance(items, count)),
                bootstrap.meanBy(precisions, groups),
                average(sizes, count -> averagePrecisionByChance(items, count)),
                median,
                Arrays.stream(known).boxed().toList(),
                Arrays.stream(precisions).boxed().toList(),
                rankings,
                groups,
                MeasureValues.of(measures, rankings));
    }

    private static Ranking ranking(int items, int[] wrongAhead) {
        return Ranking.of(
                items,
                IntStream.range(0, wrongAhead.length)
                        .map(i -> i + 1 + wrongAhead[i])
                        .toArray());
    }

    private static double averagePrecision(int[] wrongAhead) {
        double sum = 0;
        for (int i = 0; i < wrongAhead.length; i++) {
            sum += (i + 1.0) / (i + 1 + wrongAhead[i]);
        }
        return sum / wrongAhead.length;
    }

    /** {@code (H_N + (R - 1) / (N - 1) (N - H_N)) / N} of R right among N items, with the harmonic number H. */
    static double averagePrecisionByChance(int items, int relevant) {
        double harmonic = 0;
        for (int k = 1; k <= items; k++) {
            harmonic += 1.0 / k;
        }
        double share = items == 1 ? 0 : (relevant - 1.0) / (items - 1);
        return (harmonic + share * (items - harmonic)) / items;
    }

    private static double average(Map<Integer, Long> sizes, IntToDoubleFunction chance) {
        double sum = 0;
        long queries = 0;
        for (Map.Entry<Integer, Long> size : sizes.entrySet()) {
            sum += size.getValue() * chance.applyAsDouble(size.getKey());
            queries += size.getValue();
        }
        return sum / queries;
    }

    /** {@code 1 - C(items - relevant, k) / C(items, k)}: not all of the first k places are wrong. */
    static double recallByChance(int items, int relevant, int k) {
        double allWrong = 1;
        for (int i = 0; i < Math.min(k, items); i++) {
            allWrong *= Math.max(0, items - relevant - i) / (double) (items - i);
        }
        return 1 - allWrong;
    }

    /** The sum over places k of {@code P(first right item at k) / k}. */
    static double mrrByChance(int items, int relevant) {
        double allWrong = 1;
        double sum = 0;
        for (int k = 1; k <= items - relevant + 1; k++) {
            double left = items - k + 1;
            sum += allWrong * relevant / left / k;
            allWrong *= (left - relevant) / left;
        }
        return sum;
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("", "R@1", "R@5", "R@10", "MRR", "MAP", "median rank", "queries", "items");
        for (Direction way : List.of(leftToRight, rightToLeft)) {
            table.row(
                    way.name,
                    cell(way, 1),
                    cell(way, 5),
                    cell(way, 10),
                    way.mrr.toString(),
                    way.map.toString(),
                    way.medianRank,
                    way.queries,
                    way.items);
            table.row(
                    Cell.html("  chance", "<i>chance</i>"),
                    three(way.recallChance.getOrDefault(1, Double.NaN)),
                    three(way.recallChance.getOrDefault(5, Double.NaN)),
                    three(way.recallChance.getOrDefault(10, Double.NaN)),
                    three(way.mrrChance),
                    three(way.mapChance),
                    "",
                    "",
                    "");
        }
        String note = how() + "; R@k: share of queries with a right item among the first k; " + TIE_RULE
                + (leftToRight.skipped + rightToLeft.skipped == 0
                        ? ""
                        : "; left out for want of a right item: " + leftToRight.skipped + " and " + rightToLeft.skipped
                                + " queries");
        Map<String, MeasureValues> columns = new LinkedHashMap<>();
        columns.put(leftToRight.name, leftToRight.measures);
        columns.put(rightToLeft.name, rightToLeft.measures);
        TableView measures = MeasureValues.sideBySide(columns);
        List<String> refusals = leftToRight.measures.refusals();
        return DisplayData.html(
                "<h4>" + TableView.escape(title) + "</h4>" + table.html() + "<p><small>" + TableView.escape(note)
                        + "</small></p>" + MeasureValues.folded("Every measure", measures, refusals),
                title + "\n" + table.text() + "\n" + note
                        + MeasureValues.unfolded("Every measure", measures, refusals));
    }

    private String how() {
        String there = leftToRight.mrr.how();
        String back = rightToLeft.mrr.how();
        return there.equals(back) ? there : leftToRight.name + ": " + there + "; " + rightToLeft.name + ": " + back;
    }

    private static String cell(Direction way, int k) {
        return String.valueOf(way.recall.get(k));
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
