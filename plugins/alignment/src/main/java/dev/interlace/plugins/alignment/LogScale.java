package dev.interlace.plugins.alignment;

import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import org.nd4j.linalg.factory.Nd4j;

/** The trained logarithm of the inverse temperature: a start given by the options plus a trained offset from 0. */
public final class LogScale {
    private LogScale() {}

    /**
     * The trained logarithm of one loss.
     *
     * @param loss its name, since two losses in one training have two temperatures
     */
    public static Var of(Layers layers, String loss, double temperature) {
        Var offset = layers.matrix(loss + ".logScale", 1, 1, Start.ZEROS);
        Var start = layers.tape()
                .constant(Nd4j.valueArrayOf(
                        new long[] {1, 1},
                        Math.log(1 / temperature),
                        layers.tape().type()));
        return layers.tape().add(offset, start);
    }
}
