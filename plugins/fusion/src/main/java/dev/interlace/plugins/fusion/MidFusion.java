package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A mid fusion of {@link Encoded} modalities, which knows for each row which modalities count, so that every policy for
 * absent ones may be asked for.
 *
 * @param <O> the options record
 */
interface MidFusion<O extends Record & Encoded.Options> extends TrainableFusion<O> {
    /** What every network with encoders of its own has to prove. */
    Claim NEEDS_DATA = Claim.con(
            "It needs more data than one network on all columns",
            "fusion/sample-size",
            "below early fusion on few training rows");

    /** The policies for absent modalities that a mid fusion takes, for {@code @Group(choices = ...)}: all. */
    String MISSING = "missing=REJECT,AVAILABLE_ONLY,MEAN,CONDITIONAL_GAUSSIAN,LEARNED_TOKEN,ZERO";

    /**
     * The start of a mid fusion's descriptor: what all of them can do, and their place in the lesson.
     *
     * @param further what this one can do beside
     */
    static <O extends Record> MethodDescriptor<O> describe(
            String id, String version, String title, String summary, Class<O> options, Capability... further) {
        Set<Capability> all =
                EnumSet.of(Capability.HANDLES_MISSING, Capability.VARIABLE_LENGTH, Capability.MORE_THAN_TWO);
        all.addAll(List.of(further));
        return MethodDescriptor.of(id, version, title, summary, options)
                .withCapabilities(all.toArray(Capability[]::new))
                .withLesson("fusion/mid");
    }

    @Override
    default Set<MissingPolicy> missingPolicies() {
        return Set.of(MissingPolicy.values());
    }
}
