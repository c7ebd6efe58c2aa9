package dev.interlace.bench.golden;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What differs between a record and the values of this build. */
final class Comparison {
    private static final double CLOSE = 1e-6;

    private final Map<String, Line> then = new LinkedHashMap<>();
    private final Map<String, Line> now = new LinkedHashMap<>();

    private enum Outcome {
        BIT_EQUAL("bit-equal"),
        CLOSE("within 1e-6"),
        DIFFERS("differs"),
        MISSING("missing"),
        NEW("new"),
        REWORDED("reworded");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }
    }

    Comparison(Collection<Line> then, Collection<Line> now) {
        then.forEach(line -> this.then.put(line.key(), line));
        now.forEach(line -> this.now.put(line.key(), line));
    }

    /** Prints every line that differs and the counts; says whether nothing is beyond 1e-6 or missing. */
    boolean print(Appendable out) throws java.io.IOException {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Line old : then.values()) {
            Line other = now.get(old.key());
            Outcome outcome = other == null ? Outcome.MISSING : outcome(old, other);
            counts.merge(outcome, 1, Integer::sum);
            if (outcome != Outcome.BIT_EQUAL) {
                out.append(outcome.words).append('\t').append(old.key()).append('\t');
                out.append(other == null ? "" : detail(old, other)).append('\n');
            }
        }
        for (Line line : now.values()) {
            if (!then.containsKey(line.key())) {
                counts.merge(Outcome.NEW, 1, Integer::sum);
                out.append(Outcome.NEW.words).append('\t').append(line.key()).append("\t\n");
            }
        }
        for (Outcome outcome : Outcome.values()) {
            out.append(outcome.words).append(": ").append(String.valueOf(counts.getOrDefault(outcome, 0)));
            out.append('\n');
        }
        return !counts.containsKey(Outcome.DIFFERS) && !counts.containsKey(Outcome.MISSING);
    }

    private static Outcome outcome(Line old, Line other) {
        if (old.kind() == other.kind()
                && old.count() == other.count()
                && old.hash().equals(other.hash())) {
            return Outcome.BIT_EQUAL;
        }
        if (old.kind() != other.kind() || old.kind() == Line.Kind.BITS) {
            return Outcome.DIFFERS;
        }
        if (old.kind() == Line.Kind.TEXT) {
            return Outcome.REWORDED;
        }
        return difference(old, other) <= CLOSE ? Outcome.CLOSE : Outcome.DIFFERS;
    }

    private static String detail(Line old, Line other) {
        return old.kind() == Line.Kind.NUMBERS && other.kind() == Line.Kind.NUMBERS
                ? String.format(Locale.ROOT, "%.2e", difference(old, other))
                : old.hash() + " -> " + other.hash();
    }

    /** The largest difference of the sample, and of the mean, as a share of the largest number of the sample. */
    private static double difference(Line old, Line other) {
        if (old.count() != other.count()) {
            return Double.POSITIVE_INFINITY;
        }
        double scale = Double.MIN_NORMAL;
        for (double value : old.sample()) {
            scale = Math.max(scale, Math.abs(value));
        }
        double worst = apart(old.sum(), other.sum()) / (scale * Math.max(1, old.count()));
        for (int i = 0; i < old.sample().size(); i++) {
            worst = Math.max(worst, apart(old.sample().get(i), other.sample().get(i)) / scale);
        }
        return Double.isNaN(worst) ? Double.POSITIVE_INFINITY : worst;
    }

    private static double apart(double a, double b) {
        return Double.compare(a, b) == 0 ? 0 : Math.abs(a - b);
    }
}
