package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.LossOp;
import dev.interlace.learn.tape.Var;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A loss by its formula: value and gradient in one pass over plain arrays, in double precision whatever the tape's. The
 * inputs of these losses are small (a batch by a batch, a batch by a width), so the copies cost less than the
 * legibility is worth.
 */
final class Scored extends LossOp {
    /** Value and gradient. */
    interface Formula {
        /**
         * The value.
         *
         * @param inputs the inputs, row by row
         * @param gradients of equal lengths, zeros; the formula adds the derivative of the value by every entry
         */
        double of(double[][] inputs, double[][] gradients);
    }

    private final String name;
    private final Formula formula;
    private final Var[] inputs;
    private final double[][] gradients;

    Scored(String name, Formula formula, Var... inputs) {
        super(inputs);
        this.name = name;
        this.formula = formula;
        this.inputs = inputs;
        gradients = new double[inputs.length][];
    }

    @Override
    protected String name() {
        return name;
    }

    @Override
    protected double forward() {
        double[][] values = new double[inputs.length][];
        for (int k = 0; k < inputs.length; k++) {
            values[k] = Host.doubles(inputs[k].value());
            gradients[k] = new double[values[k].length];
        }
        return formula.of(values, gradients);
    }

    @Override
    protected void backward(double derivative) {
        for (int k = 0; k < inputs.length; k++) {
            if (inputs[k].isTrained()) {
                inputs[k].gradient().addi(tensor(gradients[k], derivative, inputs[k].shape()));
            }
        }
    }

    private INDArray tensor(double[] values, double factor, long[] shape) {
        if (type() == DataType.DOUBLE) {
            return Nd4j.createFromArray(values).muli(factor).reshape('c', shape);
        }
        float[] single = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            single[i] = (float) (factor * values[i]);
        }
        return Host.tensor(type(), single, shape);
    }
}
