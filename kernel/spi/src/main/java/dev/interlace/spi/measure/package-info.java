/**
 * Measures: numbers that say how good answers are. A measure is a plugin like a method. It reads one of three kinds of
 * answers: {@link dev.interlace.spi.measure.Predictions} of classes, a {@link dev.interlace.spi.measure.Ranking} of
 * items for one query, or {@link dev.interlace.spi.measure.Estimates} of numbers; the workbench computes every active
 * measure wherever such answers are evaluated.
 */
@NullMarked
package dev.interlace.spi.measure;

import org.jspecify.annotations.NullMarked;
