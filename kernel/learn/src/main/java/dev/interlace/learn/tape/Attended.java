package dev.interlace.learn.tape;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The result of an attention and the weights that made it.
 *
 * @param output the result
 * @param weights the attention weights, written again in the tape's next run: copy what you keep
 */
public record Attended(Var output, INDArray weights) {}
