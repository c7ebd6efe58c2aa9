package dev.interlace.learn.networks;

import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Shapes;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.spi.Capability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An alignment loss with its weight in the training of a fusion network: it acts on the representations of every two
 * modalities that the method hands to {@link Inputs#unimodal}, on the rows that have both, or, for a loss without
 * pairs, on the rows that have each.
 *
 * @param loss the loss
 * @param options its options
 * @param weight factor of the mean over all pairs of modalities, in [0, inf); 0 turns it off
 * @param <O> the options record
 */
public record AlignmentTerm<O extends Record>(AlignmentLoss<O> loss, O options, double weight) {
    /**
     * Fewer rows than this in a batch say nothing about pairs or distributions; the term is left out of such a step.
     */
    private static final int LEAST_ROWS = 2;

    public AlignmentTerm {
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("AlignmentTerm.weight must be in [0, inf), got " + weight);
        }
    }

    /** The term with its options from names and values; all violations are told at once. */
    public static <O extends Record> AlignmentTerm<O> of(AlignmentLoss<O> loss, Map<String, ?> options, double weight) {
        return new AlignmentTerm<>(loss, loss.descriptor().schema().parse(options), weight);
    }

    /** The ids, weights and options of terms by name, for the provenance of a model that was trained with them. */
    static Map<String, String> provenance(List<AlignmentTerm<?>> terms) {
        Map<String, String> values = new LinkedHashMap<>();
        for (AlignmentTerm<?> term : terms) {
            term.putInto(values);
        }
        return values;
    }

    private void putInto(Map<String, String> values) {
        String id = loss.descriptor().id();
        if (values.put(id, String.valueOf(weight)) != null) {
            throw new IllegalArgumentException(id + " is a term twice; add it once with the sum of the weights");
        }
        loss.descriptor()
                .schema()
                .values(options)
                .forEach((name, value) -> values.put(id + "." + name, String.valueOf(value)));
    }

    /** {@code total} and all weighted terms. */
    static Loss plus(
            Loss total,
            List<AlignmentTerm<?>> terms,
            String method,
            Layers layers,
            Map<Input, Var> representations,
            int[] labels) {
        Loss sum = total;
        for (AlignmentTerm<?> term : terms) {
            if (term.weight > 0) {
                sum = term.plus(sum, method, layers, new ArrayList<>(representations.entrySet()), labels);
            }
        }
        return sum;
    }

    private Loss plus(
            Loss total, String method, Layers layers, List<Map.Entry<Input, Var>> representations, int[] labels) {
        String id = loss.descriptor().id();
        if (representations.size() < 2) {
            throw new IllegalArgumentException(id + ": there is nothing to align in " + method + ", which shows "
                    + representations.size() + " representations of single modalities; it takes 2 or more, in a mid"
                    + " fusion method such as fusion/mid-concat or fusion/gated");
        }
        Loss sum = total;
        double share = weight / (representations.size() * (representations.size() - 1) / 2.0);
        for (int a = 0; a < representations.size(); a++) {
            for (int b = a + 1; b < representations.size(); b++) {
                Sides sides = sides(method, layers.tape(), representations.get(a), representations.get(b), labels);
                if (sides.left().shape()[0] >= LEAST_ROWS && sides.right().shape()[0] >= LEAST_ROWS) {
                    sum = sum.plus(share, loss.loss(layers, sides, options));
                }
            }
        }
        return sum;
    }

    private Sides sides(
            String method, Tape tape, Map.Entry<Input, Var> left, Map.Entry<Input, Var> right, int[] labels) {
        float[] ofLeft = left.getKey().presence();
        float[] ofRight = right.getKey().presence();
        if (Shapes.width(left.getValue()) != Shapes.width(right.getValue())) {
            throw new IllegalArgumentException(loss.descriptor().id() + ": in " + method + " "
                    + left.getKey().modality().name() + " is represented by " + Shapes.width(left.getValue())
                    + " numbers, " + right.getKey().modality().name() + " by " + Shapes.width(right.getValue())
                    + "; a term aligns representations of one width");
        }
        boolean pairs = loss.descriptor().capabilities().contains(Capability.NEEDS_PAIRS);
        int[] leftRows = rows(ofLeft, pairs ? ofRight : ofLeft);
        int[] rightRows = pairs ? leftRows : rows(ofRight, ofRight);
        return new Sides(
                taken(tape, left.getValue(), leftRows, ofLeft.length),
                taken(tape, right.getValue(), rightRows, ofRight.length),
                IntStream.of(leftRows).map(row -> labels[row]).toArray());
    }

    private static Var taken(Tape tape, Var x, int[] rows, int all) {
        return rows.length == all ? x : tape.take(x, rows);
    }

    private static int[] rows(float[] presence, float[] also) {
        return IntStream.range(0, presence.length)
                .filter(row -> presence[row] == 1 && also[row] == 1)
                .toArray();
    }
}
