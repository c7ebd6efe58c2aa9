package dev.interlace.bench.golden;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The lines of a record in the making, sorted by key. */
final class Lines {
    private final Map<String, Line> byKey = new TreeMap<>();

    /** A computation that may be refused. */
    @FunctionalInterface
    interface Work {
        void run();
    }

    void tensor(String key, INDArray tensor) {
        put(Line.numbers(key + " " + Arrays.toString(tensor.shape()).replace(" ", ""), Digest.numbers(tensor)));
    }

    void numbers(String key, double... values) {
        put(Line.numbers(key, values));
    }

    void numbers(String key, int[] values) {
        put(Line.numbers(key, Arrays.stream(values).asDoubleStream().toArray()));
    }

    void bits(String key, Object value) {
        put(Line.bits(key, Digest.of(value)));
    }

    void text(String key, String text) {
        put(Line.text(key, text));
    }

    /** Does the work; where it is refused, the message is the line. Says whether it was done. */
    boolean trying(String key, Work work) {
        try {
            work.run();
            return true;
        } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
            text(key + " refused", String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void put(Line line) {
        if (byKey.put(line.key(), line) != null) {
            throw new IllegalStateException("two lines of the key " + line.key());
        }
    }

    Collection<Line> all() {
        return byKey.values();
    }
}
