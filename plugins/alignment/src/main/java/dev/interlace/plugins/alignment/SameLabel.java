package dev.interlace.plugins.alignment;

import dev.interlace.learn.Tape;
import dev.interlace.learn.Var;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Pairs of a batch that show the same thing: no true negatives of each other. */
final class SameLabel {
    /** Added to a similarity, leaves nothing of it under a softmax, and is a number in single precision after any scale. */
    private static final double HIDDEN = -1e9;

    private SameLabel() {}

    /**
     * The similarities with those of different pairs of the same label far down.
     *
     * @param similarity {@code [B, B]}
     * @param labels {@code [B]}, or empty where every pair stands alone
     */
    static Var hidden(Tape tape, Var similarity, int[] labels) {
        INDArray mask = Nd4j.zeros(tape.type(), labels.length, labels.length);
        boolean any = false;
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                if (i != j && labels[i] == labels[j]) {
                    mask.putScalar(i, j, HIDDEN);
                    any = true;
                }
            }
        }
        return any ? tape.add(similarity, tape.constant(mask)) : similarity;
    }
}
