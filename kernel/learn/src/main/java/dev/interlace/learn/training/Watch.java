package dev.interlace.learn.training;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** What early stopping watches on the held-out rows. */
public enum Watch {
    /** The loss; smaller is better. */
    LOSS,
    /** The share of rows whose largest logit is that of their class. */
    ACCURACY,
    /** The mean over classes of the F1 score. */
    MACRO_F1;

    /** The scores to hand to {@link TrainingLoop#run(Objective, Holdout, List, Checkpoints)}: none for the loss. */
    public List<Score> scores(Score.Logits logits, IntUnaryOperator labelOf) {
        return switch (this) {
            case LOSS -> List.of();
            case ACCURACY -> List.of(Score.accuracy(logits, labelOf));
            case MACRO_F1 -> List.of(Score.macroF1(logits, labelOf));
        };
    }
}
