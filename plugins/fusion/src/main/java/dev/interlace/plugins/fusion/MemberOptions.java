package dev.interlace.plugins.fusion;

import dev.interlace.spi.Member;
import java.util.Map;

/** How a late fusion trains the members that nobody chose: {@code fusion/early} on one modality. */
interface MemberOptions {
    int hidden();

    double dropout();

    int epochs();

    int batchSize();

    double learningRate();

    double weightDecay();

    int patience();

    double holdout();

    /** What is done with modalities of kind {@code SCORES}. */
    GivenScores.Meaning scores();

    /** The member of a modality of features. */
    default Member<EarlyFusion.Options> member() {
        EarlyFusion early = new EarlyFusion();
        return new Member<>(
                early,
                early.descriptor()
                        .schema()
                        .parse(Map.of(
                                "hidden", hidden(),
                                "blockScaling", false,
                                "dropout", dropout(),
                                "epochs", epochs(),
                                "batchSize", batchSize(),
                                "learningRate", learningRate(),
                                "weightDecay", weightDecay(),
                                "patience", patience(),
                                "holdout", holdout(),
                                "missing", "REJECT")));
    }
}
