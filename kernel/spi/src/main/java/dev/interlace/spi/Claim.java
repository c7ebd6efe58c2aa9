package dev.interlace.spi;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A pro or a con of a method, together with the experiment that measures it.
 *
 * @param side for or against
 * @param text the claim in one sentence
 * @param experiment id of the experiment that tests it, {@code family/name}
 * @param expected what that experiment should show if the claim holds
 * @param rivals ids of the methods that the experiment compares with; empty for those that the experiment itself names
 * @param settings options of the experiment by name; those that are not given have their defaults
 * @param least the smallest effect that matters, stated before anything is measured; empty where any effect above 0
 *     does
 */
public record Claim(
        Side side,
        String text,
        String experiment,
        String expected,
        List<String> rivals,
        Map<String, String> settings,
        Optional<LeastEffect> least) {
    /** For or against a method. */
    public enum Side {
        PRO,
        CON
    }

    /**
     * The smallest effect that matters.
     *
     * @param size above 0
     * @param unit of the effects that it is asked of; effects in another unit need only lie above 0
     */
    public record LeastEffect(double size, String unit) {
        public LeastEffect {
            Objects.requireNonNull(unit);
            if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("LeastEffect.size must be in (0, ∞), got " + size);
            }
        }
    }

    /**
     * What a measurement says of a claim. Every verdict is decided here: {@link #of} under one condition, {@link #over}
     * under several.
     */
    public enum Verdict {
        /** The whole interval lies above 0, and nowhere below the smallest effect that matters. */
        SUPPORTED,
        /** The claim is supported under some of the conditions. */
        CONDITIONAL,
        /** The interval holds 0, or the effect may be, or is, too small to matter. */
        NOT_SEEN,
        /** The whole interval lies below 0: the opposite was seen. */
        OPPOSITE;

        /** The verdict under one condition, where any effect above 0 matters. */
        public static Verdict of(double low, double high) {
            return decided(low, high, 0);
        }

        /**
         * The verdict under one condition. An interval that touches 0, or an end of which is not a number, is not seen.
         * One above 0 that begins below {@code least} is not seen either: the effect may be too small to matter. So is
         * one below 0 that does not reach {@code -least}.
         *
         * @param low lower end of the interval
         * @param high upper end
         * @param least the smallest effect that matters
         */
        public static Verdict of(double low, double high, LeastEffect least) {
            return decided(low, high, least.size());
        }

        private static Verdict decided(double low, double high, double least) {
            if (low > 0 && low >= least && high >= low) {
                return SUPPORTED;
            }
            return high < 0 && low <= -least && low <= high ? OPPOSITE : NOT_SEEN;
        }

        /**
         * The verdict over conditions: supported where every one is, opposite where every one is, conditional where
         * some are supported, else not seen.
         *
         * @param conditions the verdict under each, at least one
         */
        public static Verdict over(Collection<Verdict> conditions) {
            if (conditions.isEmpty()) {
                throw new IllegalArgumentException(
                        "Verdict.over needs the verdict of at least one condition, got none");
            }
            if (conditions.stream().allMatch(SUPPORTED::equals)) {
                return SUPPORTED;
            }
            if (conditions.stream().allMatch(OPPOSITE::equals)) {
                return OPPOSITE;
            }
            return conditions.contains(SUPPORTED) || conditions.contains(CONDITIONAL) ? CONDITIONAL : NOT_SEEN;
        }

        /** As it is printed, for instance {@code NOT SEEN}. */
        public String words() {
            return name().replace('_', ' ');
        }
    }

    public Claim {
        Objects.requireNonNull(side);
        Objects.requireNonNull(text);
        Objects.requireNonNull(experiment);
        Objects.requireNonNull(expected);
        rivals = List.copyOf(rivals);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        Objects.requireNonNull(least);
    }

    /** A claim for a method. */
    public static Claim pro(String text, String experiment, String expected) {
        return new Claim(Side.PRO, text, experiment, expected, List.of(), Map.of(), Optional.empty());
    }

    /** A claim against a method. */
    public static Claim con(String text, String experiment, String expected) {
        return new Claim(Side.CON, text, experiment, expected, List.of(), Map.of(), Optional.empty());
    }

    /** This claim in comparison with the methods of those ids, for instance {@code against("fusion/tensor")}. */
    public Claim against(String... ids) {
        return new Claim(side, text, experiment, expected, List.of(ids), settings, least);
    }

    /** This claim with one more option of its experiment, for instance {@code with("grows", "factor")}. */
    public Claim with(String setting, Object value) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(setting, String.valueOf(value));
        return new Claim(side, text, experiment, expected, rivals, all, least);
    }

    /**
     * This claim where only an effect of at least that size matters, for instance {@code ofAtLeast(0.02, "accuracy")}.
     *
     * @param size above 0
     * @param unit that of the effects of the experiment
     */
    public Claim ofAtLeast(double size, String unit) {
        return new Claim(side, text, experiment, expected, rivals, settings, Optional.of(new LeastEffect(size, unit)));
    }
}
