package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.TrainableFusion;
import dev.interlace.spi.MissingPolicy;
import java.util.Set;

/**
 * A mid fusion of {@link Encoded} modalities, which knows for each row which modalities count, so that every policy for
 * absent ones may be asked for.
 *
 * @param <O> the options record
 */
interface MidFusion<O extends Record & Encoded.Options> extends TrainableFusion<O> {
    @Override
    default Set<MissingPolicy> missingPolicies() {
        return Set.of(MissingPolicy.values());
    }
}
