package dev.interlace.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a component of an options record that is an options record itself: a group of options that several methods
 * share. The options of a group are named like those beside it, {@code Map.of("hidden", 64, "schedule", "COSINE")};
 * only the help card and the form show the group.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Group {
    /** What the group is about in this method; empty where the documentation of its options says all. */
    String doc() default "";

    /** Defaults that differ from those of the group's record, each as {@code name=value}. */
    String[] defaults() default {};

    /** Choices that this method takes where the group's record has more, each as {@code name=A,B}. */
    String[] choices() default {};
}
