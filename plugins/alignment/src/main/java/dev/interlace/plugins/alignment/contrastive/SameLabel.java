package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;

/** Pairs of a batch that show the same thing: no true negatives of each other. */
final class SameLabel {
    /**
     * Added to a similarity, leaves nothing of it under a softmax, and is a number in single precision after any scale.
     */
    private static final float HIDDEN = -1e9f;

    private SameLabel() {}

    /** Whether {@code i} and {@code j} are pairs of one label; without labels only a pair and itself are. */
    static boolean of(int[] labels, int i, int j) {
        return i == j || (labels.length > 0 && labels[i] == labels[j]);
    }

    /**
     * The similarities with those of different pairs of the same label far down.
     *
     * @param similarity {@code [B, B]}
     * @param labels {@code [B]}, or empty where every pair stands alone
     */
    static Var hidden(Tape tape, Var similarity, int[] labels) {
        int n = labels.length;
        float[] mask = new float[n * n];
        boolean any = false;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j && of(labels, i, j)) {
                    mask[i * n + j] = HIDDEN;
                    any = true;
                }
            }
        }
        return any ? tape.add(similarity, tape.constant(Host.tensor(tape.type(), mask, n, n))) : similarity;
    }
}
