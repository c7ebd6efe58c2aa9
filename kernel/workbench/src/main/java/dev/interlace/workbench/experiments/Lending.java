package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Features;
import dev.interlace.spi.Raw;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.evaluation.AttentionFaithfulness;
import java.util.Map;

/** What a lab lends to the trials of its experiments; nothing of it shows progress. */
public interface Lending {
    /** The registry. */
    Catalogue catalogue();

    /** A data set by its id, with options. */
    Dataset data(String id, Map<String, ?> options);

    /** A raw column by the encoder of that id, as features of that name. */
    Features encode(String modality, String encoder, Map<String, ?> options, Raw raw);

    /** How faithful the attention of a model is. */
    AttentionFaithfulness faithfulness(AlignmentModel model, Encoded test);
}
