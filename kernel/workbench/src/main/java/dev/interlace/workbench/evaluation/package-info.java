/**
 * Measuring a fitted model: the measures that plugins bring, Tribuo's evaluation for outside probabilities, retrieval,
 * chance levels, bootstrap intervals that draw groups, and paired tests.
 */
@NullMarked
package dev.interlace.workbench.evaluation;

import org.jspecify.annotations.NullMarked;
