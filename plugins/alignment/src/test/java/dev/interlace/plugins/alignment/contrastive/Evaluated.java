package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.learn.networks.AlignmentLoss.Sides;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.SeedSource;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Values of losses on small matrices, and cosines by a slow loop. */
final class Evaluated {
    /** Sums of some dozen terms in another order, in double precision. */
    static final double ROUNDING = 1e-9;

    private Evaluated() {}

    static <O extends Record> double value(
            AlignmentLoss<O> loss, O options, double[][] left, double[][] right, int... labels) {
        return value(DataType.DOUBLE, loss, options, left, right, labels);
    }

    static <O extends Record> double value(
            DataType type, AlignmentLoss<O> loss, O options, double[][] left, double[][] right, int... labels) {
        Tape tape = new Tape(type);
        tape.begin();
        return loss.loss(
                        new Layers(tape, new Parameters(type, new SeedSource(1))),
                        new Sides(
                                tape.constant(Nd4j.createFromArray(left)),
                                tape.constant(Nd4j.createFromArray(right)),
                                labels),
                        options)
                .value();
    }

    static double[][] random(long seed, int rows, int width) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[rows][width];
        for (double[] row : x) {
            for (int c = 0; c < width; c++) {
                row[c] = random.nextGaussian();
            }
        }
        return x;
    }

    static double cosine(double[] a, double[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int c = 0; c < a.length; c++) {
            ab += a[c] * b[c];
            aa += a[c] * a[c];
            bb += b[c] * b[c];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
