package dev.interlace.plugins.fusion;

import dev.interlace.learn.training.Training;
import dev.interlace.spi.Member;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import java.util.HashMap;
import java.util.Map;

/**
 * How a late fusion gets the members that nobody chose: the group of options of {@code fusion/early} on one modality.
 *
 * @param scores what is done with modalities of kind {@code SCORES}
 * @param hidden hidden units of each member
 * @param headRidge penalty of members without hidden units
 * @param dropout share of their hidden units dropped in training
 * @param training how they are trained
 */
public record MemberOptions(
        @Param(
                doc = "what modalities of kind SCORES hold: PROBABILITIES or LOGITS of another model, or FEATURES to"
                        + " train on",
                choice = "PROBABILITIES")
        GivenScores.Meaning scores,

        @Param(doc = "hidden units of each member; 0 is softmax regression", min = 0, max = 8192, init = 128)
        int hidden,

        @Param(doc = EarlyFusion.HEAD_RIDGE, min = 0, max = 1e9, init = 0.1, scale = Param.Scale.LOG)
        double headRidge,

        @Param(doc = "share of a member's hidden units dropped in training", min = 0, max = 0.9, init = 0.2)
        double dropout,

        Training training) {
    public MemberOptions {
        OptionsSchema.require(MemberOptions.class, scores, hidden, headRidge, dropout, training);
    }

    double holdout() {
        return training.stopping().holdout();
    }

    /** The member of a modality of features. */
    Member<EarlyFusion.Options> member() {
        EarlyFusion early = new EarlyFusion();
        Map<String, Object> options =
                new HashMap<>(OptionsSchema.of(Training.class).values(training));
        options.putAll(Map.of("hidden", hidden, "headRidge", headRidge, "blockScaling", false, "dropout", dropout));
        return new Member<>(early, early.descriptor().schema().parse(options));
    }
}
