package dev.interlace.workbench.experiments;

import dev.interlace.spi.Segment;
import dev.interlace.spi.Warping;
import dev.interlace.workbench.display.Rows;
import dev.interlace.workbench.models.SequenceHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Two sequences that say the same: at another pace, in another order, in other columns; and what the soft minimum does
 * to the cost.
 */
final class Warpings {
    private static final int STEPS = 80;

    private Warpings() {}

    private static SequenceHandle own(AlignmentTrial trial, Map<String, ?> changes) {
        Map<String, Object> options = new LinkedHashMap<>(trial.subject().options());
        options.putAll(changes);
        return trial.lab().sequence(trial.subject().id(), options);
    }

    /**
     * Samples of the words a third slower, laid on the recording: by how much word starts are missed, against even
     * placement.
     */
    static Outcome wordStarts(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        each(
                trial,
                (group, even, found, swapped) -> tally.rows(
                        "words in their order, a third slower",
                        "seconds by which even placement misses a word's start minus those of it",
                        tally.level("even placement", even),
                        tally.level(trial.subject().name(), found),
                        group));
        return tally.outcome("spoken words that ship, joined to sequences", "Word starts are missed by", "seconds");
    }

    /** The same with the halves of the words swapped. */
    static Outcome order(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        each(trial, (group, even, found, swapped) -> {
            tally.level("even placement", even);
            tally.rows(
                    "halves swapped, against their order",
                    "seconds by which it misses a word's start minus with the words in their order",
                    tally.level("halves swapped", swapped),
                    tally.level("in their order", found),
                    group);
            tally.rows(
                    "halves swapped, against even placement",
                    "seconds by which it misses a word's start minus those of even placement",
                    swapped,
                    even,
                    group);
        });
        return tally.outcome("spoken words that ship, joined to sequences", "Word starts are missed by", "seconds");
    }

    private interface Taken {
        void of(List<String> group, double[] even, double[] found, double[] swapped);
    }

    private static void each(AlignmentTrial trial, Taken taken) {
        int[] rows = IntStream.of(
                        trial.random("recordings", trial.subject().seed()).permutation(300))
                .limit(trial.size(60))
                .toArray();
        Spoken spoken = Spoken.of(trial.lab(), rows);
        SequenceHandle own = own(trial, Map.of());
        for (int row = 0; row < rows.length; row++) {
            if (!spoken.known(row)) {
                continue;
            }
            List<Segment> words = spoken.words().get(row);
            double seconds = spoken.recordings()[row].length * Spoken.HOP;
            double[] even = new double[words.size()];
            for (int k = 0; k < even.length; k++) {
                even[k] = Math.abs(seconds * k / even.length - words.get(k).from());
            }
            List<Segment> swapped = new ArrayList<>(words.subList(words.size() / 2, words.size()));
            swapped.addAll(words.subList(0, words.size() / 2));
            INDArray recording = Matrices.tensor(spoken.recordings()[row]);
            String group = "recording " + row;
            taken.of(
                    words.stream().map(word -> group).toList(),
                    even,
                    missed(own, spoken, words, words, recording),
                    missed(own, spoken, swapped, words, recording));
        }
    }

    /** By how many seconds the start of each of {@code words} is missed when the samples stand in {@code order}. */
    private static double[] missed(
            SequenceHandle own, Spoken spoken, List<Segment> order, List<Segment> words, INDArray recording) {
        int[] starts = new int[order.size()];
        Warping warping = own.align(Matrices.tensor(spoken.slowly(order, starts)), recording);
        return words.stream()
                .mapToDouble(word -> Math.abs(Spoken.HOP * rightOf(warping, starts[order.indexOf(word)]) - word.from()))
                .toArray();
    }

    private static int rightOf(Warping warping, int left) {
        return warping.right()[
                IntStream.range(0, warping.left().length)
                        .filter(p -> warping.left()[p] == left)
                        .findFirst()
                        .orElseThrow()];
    }

    /** The gradient against central differences, also where the sequences are equal. */
    static Outcome gradient(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        SequenceHandle own = own(trial, Map.of());
        double step = 1e-4;
        for (int i = 0; i < trial.repeats(10); i++) {
            SplittableRandom random = trial.draw("sequences", i);
            double[][] x = Matrices.normal(random, 12, 2);
            Map<String, double[][]> others = new LinkedHashMap<>();
            others.put("another sequence", Matrices.normal(random, 15, 2));
            others.put("the sequence itself", x);
            others.forEach((name, y) -> {
                INDArray right = Matrices.tensor(y);
                double[][] gradient = Rows.matrix(own.gradient(Matrices.tensor(x), right));
                double largest = 0;
                double error = 0;
                for (int t = 0; t < x.length; t++) {
                    for (int c = 0; c < 2; c++) {
                        double slope =
                                (cost(own, x, t, c, step, right) - cost(own, x, t, c, -step, right)) / (2 * step);
                        error = Math.max(error, Math.abs(slope - gradient[t][c]));
                        largest = Math.max(largest, Math.abs(slope));
                    }
                }
                tally.level(name, error / Math.max(1, largest));
                tally.repetition(
                        name,
                        "1e-5 minus the largest difference, as a share of the largest slope or of 1",
                        1e-5 - error / Math.max(1, largest));
            });
        }
        return tally.outcome("drawn sequences of 12 and 15 steps", "Gradient minus central differences", "share");
    }

    private static double cost(SequenceHandle own, double[][] x, int t, int c, double step, INDArray y) {
        double[][] moved = Matrices.rows(x.length, i -> x[i].clone());
        moved[t][c] += step;
        return own.align(Matrices.tensor(moved), y).cost();
    }

    /** The cost of a sequence with itself: below 0, and 0 for the divergence. */
    static Outcome bias(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        for (int i = 0; i < trial.repeats(20); i++) {
            INDArray x = Matrices.tensor(Matrices.normal(trial.draw("sequences", i), 20, 2));
            double value = own(trial, Map.of("form", "VALUE")).align(x, x).cost();
            double divergence =
                    own(trial, Map.of("form", "DIVERGENCE")).align(x, x).cost();
            tally.level("value", value);
            tally.level("divergence", divergence);
            tally.repetition("a sequence with itself", "minus its value", -value);
            tally.repetition(
                    "divergence of a sequence with itself", "1e-9 minus its size", 1e-9 - Math.abs(divergence));
        }
        return tally.outcome("drawn sequences of 20 steps", "A sequence with itself", "value");
    }

    /** A copy at another pace, its columns mixed: whether at least half of the steps are at most two off. */
    static Outcome mixedCopy(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        for (int i = 0; i < trial.repeats(20); i++) {
            double off = off(trial, i, 0.1);
            tally.level("median step off", off);
            tally.repetition(
                    "a copy up to 8 steps off", "2.5 minus the median number of steps that it is off", 2.5 - off);
        }
        return tally.outcome(words(), "Off the planted path", "steps");
    }

    /** How much further off the path is for a copy far from the diagonal. */
    static Outcome start(AlignmentTrial trial) {
        Tally tally = new Tally(trial);
        for (int i = 0; i < trial.repeats(20); i++) {
            double near = off(trial, i, 0.05);
            double far = off(trial, i, 0.3);
            tally.level("near the diagonal", near);
            tally.level("far from it", far);
            tally.repetition(
                    "copies up to 24 steps off against up to 4",
                    "recovered within 2.5 steps near the diagonal minus far from it",
                    (near <= 2.5 ? 1 : 0) - (far <= 2.5 ? 1 : 0));
        }
        return tally.outcome(words(), "Off the planted path", "steps");
    }

    private static String words() {
        return "drawn walks of " + STEPS + " steps in 3 columns and their mixed copies";
    }

    /**
     * Of a walk and its copy, which lags by up to that share of the steps: the median number of steps that the path is
     * off.
     */
    private static double off(AlignmentTrial trial, int repetition, double lag) {
        SplittableRandom random = trial.draw("walk", repetition);
        double[][] walk = Matrices.normal(random, STEPS, 3);
        for (int t = 1; t < STEPS; t++) {
            for (int c = 0; c < 3; c++) {
                walk[t][c] += walk[t - 1][c];
            }
        }
        int[] source = IntStream.range(0, STEPS)
                .map(t -> (int) Math.round(Math.min(
                        STEPS - 1.0, Math.max(0, t - lag * STEPS * Math.sin(Math.PI * t / (STEPS - 1.0))))))
                .toArray();
        double[][] copy = Matrices.times(Matrices.ordered(walk, source), Matrices.normal(random, 3, 3));
        Warping warping = own(trial, Map.of()).align(Matrices.tensor(walk), Matrices.tensor(copy));
        double[] errors = IntStream.range(0, warping.left().length)
                .mapToDouble(p -> Math.abs(warping.left()[p] - source[warping.right()[p]]))
                .sorted()
                .toArray();
        return Arrays.stream(errors).skip(errors.length / 2).findFirst().orElseThrow();
    }
}
