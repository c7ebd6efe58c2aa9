package dev.interlace.plugins.experiments.sequence;

import dev.interlace.plugins.experiments.AlignmentTrial;
import dev.interlace.plugins.experiments.Matrices;
import dev.interlace.spi.Segment;
import dev.interlace.spi.Warping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Recordings and the samples of their words a third slower, laid on them: by how much word starts are missed. */
final class Recordings {
    private Recordings() {}

    /** Takes what was found of one recording. */
    interface Taken {
        void of(List<String> group, double[] even, double[] found, double[] swapped);
    }

    static void each(AlignmentTrial trial, Taken taken) {
        int[] rows = IntStream.of(trial.permutation("recordings", trial.seed(), 300))
                .limit(trial.size(60))
                .toArray();
        Spoken spoken = Spoken.of(trial.given(), rows);
        Aligner own = Aligner.own(trial, Map.of());
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
            Aligner own, Spoken spoken, List<Segment> order, List<Segment> words, INDArray recording) {
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
}
