package dev.interlace.learn.networks;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.TrainableAlignment.Pairs;
import dev.interlace.learn.tape.Adjacency;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.training.Fingerprint;
import dev.interlace.learn.training.Holdout;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Features;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How supervision becomes training steps.
 *
 * <ul>
 *   <li>Pairs: a step has some pairs.
 *   <li>Nothing known: some left rows, in turn, and as many right rows, drawn.
 *   <li>Seeds of two graphs: all nodes, and some of the seeds.
 *   <li>Seeds of rows, for a method that can do without pairs: some left rows, in turn, as many right rows, drawn, and
 *       behind them those of the seeds. Seeds that pair every row of both sides are pairs.
 *   <li>Seeds of rows, for a method that needs pairs: the rows that no seed names are left out.
 * </ul>
 *
 * @param leftEdges the edges of the left side's graph, made once for all steps; empty where it is no graph
 * @param rightEdges the edges of the right side's graph
 * @param groups a group for each thing that is counted, or empty where each stands alone
 * @param leftContents {@link RowContents} of the left side
 * @param rightContents {@link RowContents} of the right side
 * @param heldOut draws the counterparts of held-out rows where nothing is known of pairs: the same in every epoch
 */
@SuppressWarnings("ArrayRecordComponent") // handed to operations as they are; never compared
record AlignmentSteps(
        Features left,
        Features right,
        Optional<Adjacency> leftEdges,
        Optional<Adjacency> rightEdges,
        Supervision supervision,
        List<String> groups,
        int[] leftContents,
        int[] rightContents,
        SeedSource heldOut) {
    private static final int[] NONE = {};

    /**
     * Steps over the rows of both sides.
     *
     * @param ofRows one group per left row, per seed, or none, {@link dev.interlace.spi.FitContext#groups}
     * @param method what the method claims
     */
    static AlignmentSteps of(
            Features left,
            Features right,
            Supervision supervision,
            List<String> ofRows,
            Set<Capability> method,
            SeedSource seeds) {
        if (supervision instanceof Supervision.Seeds pairs && left.graph().isEmpty()) {
            if (!method.contains(Capability.UNSUPERVISED)) {
                return paired(left.rows(pairs.left()), right.rows(pairs.right()), groups(ofRows, left, pairs), seeds);
            }
            Optional<int[]> partners = partners(pairs, left.rows(), right.rows());
            if (partners.isPresent()) {
                return paired(left, right.rows(partners.get()), groups(ofRows, left.rows()), seeds);
            }
        }
        boolean nodes = supervision instanceof Supervision.Seeds && left.graph().isPresent();
        return of(
                left,
                right,
                supervision,
                nodes ? groups(ofRows, left, (Supervision.Seeds) supervision) : groups(ofRows, left.rows()),
                seeds);
    }

    private static AlignmentSteps paired(Features left, Features right, List<String> groups, SeedSource seeds) {
        return of(left, right, Supervision.paired(), groups, seeds);
    }

    private static AlignmentSteps of(
            Features left, Features right, Supervision supervision, List<String> groups, SeedSource seeds) {
        return new AlignmentSteps(
                left,
                right,
                left.graph().map(Adjacency::new),
                right.graph().map(Adjacency::new),
                supervision,
                groups,
                RowContents.numbers(left),
                RowContents.numbers(right),
                seeds);
    }

    private static List<String> groups(List<String> given, int count) {
        return given.size() == count ? given : List.of();
    }

    /** The groups of the seeds' left rows. */
    private static List<String> groups(List<String> given, Features left, Supervision.Seeds pairs) {
        return given.size() == left.rows()
                ? Arrays.stream(pairs.left()).mapToObj(given::get).toList()
                : groups(given, pairs.left().length);
    }

    /** The right row of every left row, where seeds name every row of both sides once. */
    private static Optional<int[]> partners(Supervision.Seeds pairs, int leftRows, int rightRows) {
        int[] partner = new int[leftRows];
        Arrays.fill(partner, -1);
        boolean[] taken = new boolean[rightRows];
        if (leftRows != rightRows || pairs.left().length != leftRows) {
            return Optional.empty();
        }
        for (int k = 0; k < leftRows; k++) {
            partner[pairs.left()[k]] = pairs.right()[k];
            taken[pairs.right()[k]] = true;
        }
        boolean all = Arrays.stream(partner).allMatch(row -> row >= 0)
                && IntStream.range(0, rightRows).allMatch(row -> taken[row]);
        return all ? Optional.of(partner) : Optional.empty();
    }

    private boolean seedsBesideRows() {
        return supervision instanceof Supervision.Seeds && leftEdges.isEmpty();
    }

    /** The number of things that are shuffled: pairs, seeds of a graph, or left rows. */
    int count() {
        return supervision instanceof Supervision.Seeds pairs && !seedsBesideRows() ? pairs.left().length : left.rows();
    }

    /**
     * Holds out a share of what is counted; where there are seeds beside rows, the same share of the rows with one and
     * of those without. One alone has nothing to be told from, and no distribution: two are held out then, or none
     * where fewer than two would be left.
     */
    Holdout holdout(double share, SeedSource seeds) {
        for (double more : new double[] {share, Math.min(0.5, Math.max(share, 2.0 / count()))}) {
            Holdout rows = held(more, seeds);
            if (rows.held().length != 1 && rows.train().length >= 2) {
                return rows;
            }
        }
        return held(0, seeds);
    }

    private Holdout held(double share, SeedSource seeds) {
        if (!(supervision instanceof Supervision.Seeds pairs && seedsBesideRows())) {
            return Holdout.of(count(), groups, share, seeds);
        }
        int[] group = PairGroups.numbers(left.rows(), groups);
        boolean[] seeded = new boolean[left.rows()];
        Arrays.stream(pairs.left()).forEach(row -> seeded[group[row]] = true);
        boolean[] held = new boolean[left.rows()];
        for (boolean with : new boolean[] {true, false}) {
            int[] rows = IntStream.range(0, held.length)
                    .filter(row -> seeded[group[row]] == with)
                    .toArray();
            List<String> ofRows = groups.isEmpty()
                    ? groups
                    : Arrays.stream(rows).mapToObj(groups::get).toList();
            Holdout part = Holdout.of(rows.length, ofRows, share, seeds.split(with ? "seeds" : "others"));
            Arrays.stream(part.held()).forEach(i -> held[rows[i]] = true);
        }
        return new Holdout(
                IntStream.range(0, held.length).filter(row -> !held[row]).toArray(),
                IntStream.range(0, held.length).filter(row -> held[row]).toArray());
    }

    /** The hash of all that steps draw on. */
    String fingerprint(Holdout rows) {
        Fingerprint data =
                new Fingerprint().add(left).add(right).add(rows.train()).add(rows.held());
        data.add(List.of(supervision.getClass().getSimpleName()));
        if (supervision instanceof Supervision.Seeds pairs) {
            data.add(pairs.left()).add(pairs.right());
        }
        return data.text();
    }

    /**
     * One step.
     *
     * @param chosen some of what is counted
     * @param rows all that is trained on and held out
     */
    Pairs step(Tape tape, int[] chosen, Holdout rows) {
        int[] groupOf = PairGroups.numbers(count(), groups);
        if (supervision instanceof Supervision.Seeds pairs && !seedsBesideRows()) {
            return pairs(
                    tape,
                    new Drawn(all(left), all(right), left.rows(), right.rows()),
                    Arrays.stream(chosen).map(i -> pairs.left()[i]).toArray(),
                    Arrays.stream(chosen).map(i -> pairs.right()[i]).toArray(),
                    chosen,
                    PairGroups.of(groupOf, chosen));
        }
        if (supervision instanceof Supervision.Paired) {
            int[] same = IntStream.range(0, chosen.length).toArray();
            return pairs(
                    tape,
                    new Drawn(chosen, chosen, chosen.length, chosen.length),
                    same,
                    same,
                    chosen,
                    PairGroups.of(groupOf, chosen));
        }
        SeedSource seeds = tape.isTraining() ? tape.seeds("unpaired") : heldOut.split("rows from " + chosen[0]);
        int[] others = seeds.generator().ints(chosen.length, 0, right.rows()).toArray();
        if (!(supervision instanceof Supervision.Seeds pairs)) {
            return pairs(tape, new Drawn(chosen, others, chosen.length, chosen.length), NONE, NONE, NONE, NONE);
        }
        int[] known = seeds(tape, pairs, tape.isTraining() ? rows.train() : rows.held(), chosen.length);
        int[] ofLeft = Arrays.stream(known).map(k -> pairs.left()[k]).toArray();
        int[] ofRight = Arrays.stream(known).map(k -> pairs.right()[k]).toArray();
        int[] behind =
                IntStream.range(chosen.length, chosen.length + known.length).toArray();
        return pairs(
                tape,
                new Drawn(joined(chosen, ofLeft), joined(others, ofRight), chosen.length, chosen.length),
                behind,
                behind,
                known,
                PairGroups.of(groupOf, ofLeft));
    }

    /** Rows of both sides, and how many of them were drawn from all rows. */
    private record Drawn(int[] left, int[] right, int ofLeft, int ofRight) {}

    private Pairs pairs(Tape tape, Drawn drawn, int[] leftRows, int[] rightRows, int[] numbers, int[] ofPairs) {
        return new Pairs(
                input(tape, left, drawn.left, leftEdges),
                input(tape, right, drawn.right, rightEdges),
                drawn.ofLeft,
                drawn.ofRight,
                leftRows,
                rightRows,
                numbers,
                ofPairs,
                Arrays.stream(leftRows)
                        .map(row -> leftContents[drawn.left[row]])
                        .toArray(),
                Arrays.stream(rightRows)
                        .map(row -> rightContents[drawn.right[row]])
                        .toArray());
    }

    /** The seeds whose left row is one of {@code rows}, in training at most {@code most} of them, drawn. */
    private static int[] seeds(Tape tape, Supervision.Seeds pairs, int[] rows, int most) {
        List<Integer> known = new ArrayList<>();
        for (int k = 0; k < pairs.left().length; k++) {
            if (Arrays.binarySearch(rows, pairs.left()[k]) >= 0) {
                known.add(k);
            }
        }
        int[] all = known.stream().mapToInt(Integer::intValue).toArray();
        return !tape.isTraining() || all.length <= most
                ? all
                : Arrays.stream(tape.seeds("seeds").permutation(all.length), 0, most)
                        .map(i -> all[i])
                        .toArray();
    }

    private static int[] joined(int[] first, int[] second) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }

    static int[] all(Features features) {
        return IntStream.range(0, features.rows()).toArray();
    }

    static Input input(Tape tape, Features features, int[] rows) {
        return input(tape, features, rows, features.graph().map(Adjacency::new));
    }

    private static Input input(Tape tape, Features features, int[] rows, Optional<Adjacency> edges) {
        float[] presence = new float[rows.length];
        Arrays.fill(presence, 1);
        if (edges.isPresent()) {
            return new Input(features.modality(), tape.constant(features.values()), new int[0], presence, edges);
        }
        int[] known = features.lengths();
        int[] lengths = known.length == 0
                ? known
                : Arrays.stream(rows).map(row -> known[row]).toArray();
        return new Input(features.modality(), tape.rows(features.values(), rows), lengths, presence, Optional.empty());
    }
}
