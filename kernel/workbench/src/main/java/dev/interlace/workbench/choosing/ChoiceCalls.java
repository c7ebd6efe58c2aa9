package dev.interlace.workbench.choosing;

import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.Split;
import dev.interlace.workbench.models.AlignmentHandle;
import dev.interlace.workbench.models.FusionHandle;

/** The short calls for choices: what {@link Choices} does. */
public interface ChoiceCalls {
    /** Choices of methods and of options. */
    Choices choices();

    /** See {@link Choices#choose(LabData)}. */
    default Choosing choose(LabData data) {
        return choices().choose(data);
    }

    /** See {@link Choices#choose(LabData, Encoding)}. */
    default Choosing choose(LabData data, Encoding encoding) {
        return choices().choose(data, encoding);
    }

    /** See {@link Choices#choose(Split)}. */
    default Choosing choose(Split split) {
        return choices().choose(split);
    }

    /** See {@link Choices#choose(EncodedSplit)}. */
    default Choosing choose(EncodedSplit split) {
        return choices().choose(split);
    }

    /** See {@link Choices#choose(Encoded)}. */
    default Choosing choose(Encoded rows) {
        return choices().choose(rows);
    }

    /** See {@link Choices#sweep(FusionHandle, String, Object...)}. */
    default FusionSweep sweep(FusionHandle method, String option, Object... values) {
        return choices().sweep(method, option, values);
    }

    /** See {@link Choices#sweep(AlignmentHandle, String, Object...)}. */
    default AlignmentSweep sweep(AlignmentHandle method, String option, Object... values) {
        return choices().sweep(method, option, values);
    }
}
