/**
 * Measuring a fitted model: Tribuo's evaluation for outside probabilities, retrieval, chance levels and bootstrap
 * intervals.
 */
@NullMarked
package dev.interlace.workbench.evaluation;

import org.jspecify.annotations.NullMarked;
