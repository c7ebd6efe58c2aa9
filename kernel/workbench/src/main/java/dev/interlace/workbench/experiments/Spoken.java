package dev.interlace.workbench.experiments;

import dev.interlace.spi.Features;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Segment;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.display.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The spoken words that ship: recordings that were joined of single words, and a sample of each word, as frames of 10
 * ms.
 *
 * @param recordings frames of each recording, {@code [recordings][frames][bands]}
 * @param words where each word of a recording lies
 * @param samples frames of each word spoken alone
 */
@SuppressWarnings("ArrayRecordComponent") // frames, handed on as they are; never compared
record Spoken(double[][][] recordings, List<List<Segment>> words, Map<String, double[][]> samples) {
    /** Seconds from frame to frame. */
    static final double HOP = 0.01;

    /** Decibels below which all is silence. */
    private static final double SILENCE = -70;

    static Spoken of(Lab lab, int[] rows) {
        LabData clips = lab.data("data/spoken");
        double[][][] frames = frames(lab, clips);
        Map<String, double[][]> samples = new TreeMap<>();
        for (int i = 0; i < frames.length; i++) {
            Segment word = said(clips).get(i).get(0);
            String key = clips.dataset().rowIds().get(i);
            if (key.startsWith("digits/") || key.startsWith("letters/")) {
                int from = (int) Math.round(word.from() / HOP);
                samples.put(
                        word.label(),
                        Arrays.copyOfRange(frames[i], from, Math.max(from + 1, Math.min(frames[i].length, (int)
                                Math.round(word.to() / HOP)))));
            }
        }
        LabData joined = lab.data("data/spoken", Map.of("speech", "UTTERANCES")).rows(rows);
        return new Spoken(frames(lab, joined), said(joined), samples);
    }

    private static List<List<Segment>> said(LabData data) {
        return ((Raw.Timings) data.dataset().column("timings"))
                .values().stream().map(row -> row.orElseThrow()).toList();
    }

    private static double[][][] frames(Lab lab, LabData data) {
        Features sound = lab.encode(
                        data,
                        Encoding.none()
                                .and(
                                        "sound",
                                        "encoder/logmel",
                                        Map.of("rate", 8000, "fmax", 4000, "mels", 32),
                                        "sound"))
                .get("sound");
        int longest = (int) sound.values().size(1);
        double[] flat = Rows.doubles(sound.values());
        return IntStream.range(0, data.rows())
                .mapToObj(row -> Matrices.rows(sound.lengths()[row], frame -> {
                    int from = (row * longest + frame) * sound.width();
                    return Arrays.stream(flat, from, from + sound.width())
                            .map(decibels -> Math.max(decibels, SILENCE))
                            .toArray();
                }))
                .toArray(double[][][]::new);
    }

    /** Whether there is a sample of every word of a recording. */
    boolean known(int recording) {
        return words.get(recording).stream().allMatch(word -> samples.containsKey(word.label()));
    }

    /**
     * The samples of a recording's words one behind the other, a third slower; {@code starts} gets the first frame of
     * each.
     */
    double[][] slowly(List<Segment> order, int[] starts) {
        List<double[]> all = new ArrayList<>();
        for (int k = 0; k < starts.length; k++) {
            double[][] sample = samples.getOrDefault(order.get(k).label(), new double[0][]);
            starts[k] = all.size();
            for (int i = 0; i < sample.length * 4 / 3; i++) {
                all.add(sample[i * 3 / 4]);
            }
        }
        return all.toArray(double[][]::new);
    }
}
