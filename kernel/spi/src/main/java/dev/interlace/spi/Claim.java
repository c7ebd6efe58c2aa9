package dev.interlace.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A pro or a con of a method, together with the experiment that measures it.
 *
 * @param side for or against
 * @param text the claim in one sentence
 * @param experiment id of the experiment that tests it, {@code family/name}
 * @param expected what that experiment should show if the claim holds
 * @param rivals ids of the methods that the experiment compares with; empty for those that the experiment itself names
 * @param settings options of the experiment by name; those that are not given have their defaults
 */
public record Claim(
        Side side, String text, String experiment, String expected, List<String> rivals, Map<String, String> settings) {
    /** For or against a method. */
    public enum Side {
        PRO,
        CON
    }

    /** What a measurement says of a claim. */
    public enum Verdict {
        /** The effect is there, its interval excludes none. */
        SUPPORTED,
        /** The effect depends on a stated condition. */
        CONDITIONAL,
        /** The interval of the effect includes none, or points the other way. */
        NOT_SEEN
    }

    public Claim {
        Objects.requireNonNull(side);
        Objects.requireNonNull(text);
        Objects.requireNonNull(experiment);
        Objects.requireNonNull(expected);
        rivals = List.copyOf(rivals);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** A claim for a method. */
    public static Claim pro(String text, String experiment, String expected) {
        return new Claim(Side.PRO, text, experiment, expected, List.of(), Map.of());
    }

    /** A claim against a method. */
    public static Claim con(String text, String experiment, String expected) {
        return new Claim(Side.CON, text, experiment, expected, List.of(), Map.of());
    }

    /** This claim in comparison with the methods of those ids, for instance {@code against("fusion/tensor")}. */
    public Claim against(String... ids) {
        return new Claim(side, text, experiment, expected, List.of(ids), settings);
    }

    /** This claim with one more option of its experiment, for instance {@code with("grows", "factor")}. */
    public Claim with(String setting, Object value) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(setting, String.valueOf(value));
        return new Claim(side, text, experiment, expected, rivals, all);
    }
}
