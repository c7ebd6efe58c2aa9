package dev.interlace.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of an options record; the help card, the check, the slider and the sweep are derived from it.
 * Components are {@code int}, {@code long}, {@code double}, {@code boolean}, {@code String} or an enum.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Param {
    /** What it is and what raising it does. */
    String doc();

    /** Unit, for instance {@code epochs}; empty for a pure number. */
    String unit() default "";

    /** Least value allowed of a number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** Largest value allowed of a number. */
    double max() default Double.POSITIVE_INFINITY;

    /** Default of a number. */
    double init() default Double.NaN;

    /** Default of a boolean, an enum constant or a text, as text. */
    String choice() default "";

    /** How a slider or a sweep walks the range. */
    Scale scale() default Scale.LINEAR;

    /** Whether the ends of the range are allowed. */
    Ends ends() default Ends.CLOSED;

    /** How a range is walked. */
    enum Scale {
        LINEAR,
        LOG
    }

    /** Whether the ends of a range are allowed. */
    enum Ends {
        CLOSED,
        /** The minimum is not allowed. */
        OPEN_BELOW,
        /** Neither end is allowed. */
        OPEN
    }

    /** The constants of an enum that may be chosen; empty for all. */
    String[] choices() default {};
}
