package dev.interlace.learn;

import dev.interlace.learn.Inputs.Input;
import dev.interlace.learn.TrainableAlignment.Pairs;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How supervision becomes training steps.
 *
 * @param leftEdges the edges of the left side's graph, made once for all steps; empty where it is no graph
 * @param rightEdges the edges of the right side's graph
 * @param heldOut draws the counterparts of held-out rows where nothing is known of pairs: the same in every epoch
 */
record AlignmentSteps(
        Features left,
        Features right,
        Optional<Adjacency> leftEdges,
        Optional<Adjacency> rightEdges,
        Supervision supervision,
        SeedSource heldOut) {
    static AlignmentSteps of(Features left, Features right, Supervision supervision, SeedSource seeds) {
        if (supervision instanceof Supervision.Seeds pairs && left.graph().isEmpty()) {
            return of(left.rows(pairs.left()), right.rows(pairs.right()), Supervision.paired(), seeds);
        }
        return new AlignmentSteps(
                left, right, left.graph().map(Adjacency::new), right.graph().map(Adjacency::new), supervision, seeds);
    }

    /** The number of things that are shuffled: pairs, seeds, or left rows. */
    int count() {
        return supervision instanceof Supervision.Seeds pairs ? pairs.left().length : left.rows();
    }

    List<String> groups(FitContext context) {
        return context.groups().size() == count() ? context.groups() : List.of();
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

    /** @param groups the group of every pair by number, as {@link PairGroups#numbers} gives them */
    Pairs step(Tape tape, int[] chosen, int[] groups) {
        if (supervision instanceof Supervision.Seeds pairs) {
            return new Pairs(
                    input(tape, left, all(left), leftEdges),
                    input(tape, right, all(right), rightEdges),
                    Arrays.stream(chosen).map(i -> pairs.left()[i]).toArray(),
                    Arrays.stream(chosen).map(i -> pairs.right()[i]).toArray(),
                    chosen,
                    PairGroups.of(groups, chosen));
        }
        if (supervision instanceof Supervision.Unpaired) {
            SeedSource seeds = tape.isTraining() ? tape.seeds("unpaired") : heldOut.split("rows from " + chosen[0]);
            int[] others =
                    seeds.generator().ints(chosen.length, 0, right.rows()).toArray();
            int[] none = new int[0];
            return new Pairs(
                    input(tape, left, chosen, leftEdges),
                    input(tape, right, others, rightEdges),
                    none,
                    none,
                    none,
                    none);
        }
        int[] same = IntStream.range(0, chosen.length).toArray();
        return new Pairs(
                input(tape, left, chosen, leftEdges),
                input(tape, right, chosen, rightEdges),
                same,
                same,
                chosen,
                PairGroups.of(groups, chosen));
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
