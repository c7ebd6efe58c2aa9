/**
 * Experiments that test the claims of fusion methods, and of what aligns: methods, losses, discrepancies, measures of
 * dependence, sequence aligners and matchers. A claim names an experiment; the experiment measures an effect that the
 * claim expects to be above 0, under one condition or several, each with an interval. A claim is supported when every
 * interval lies above 0, conditional when some do, and not seen when none does.
 *
 * <p>Where a claim is about data at hand, the experiment runs on the given split; where it is about a property such as
 * an interaction, it draws data that have nothing else. A few read a data set that ships, because they need its graphs
 * or its known word bounds.
 */
@NullMarked
package dev.interlace.workbench.experiments;

import org.jspecify.annotations.NullMarked;
