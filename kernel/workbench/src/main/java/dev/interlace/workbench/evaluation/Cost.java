package dev.interlace.workbench.evaluation;

/**
 * What a model costs.
 *
 * @param fitSeconds wall-clock seconds of the fit; NaN where nobody measured
 * @param predictSeconds wall-clock seconds of the prediction that was evaluated
 * @param parameters number of trained numbers
 */
public record Cost(double fitSeconds, double predictSeconds, long parameters) {}
