package dev.interlace.plugins.alignment.sequence;

import dev.interlace.testkit.SequenceAlignerContract;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The sequence aligners keep the contract. */
class SequenceContractTest {
    @Nested
    class Dtw extends SequenceAlignerContract<DynamicTimeWarping.Options> {
        @Override
        protected DynamicTimeWarping method() {
            return new DynamicTimeWarping();
        }
    }

    @Nested
    class SoftDtw extends SequenceAlignerContract<SoftDynamicTimeWarping.Options> {
        @Override
        protected SoftDynamicTimeWarping method() {
            return new SoftDynamicTimeWarping();
        }

        @Override
        protected Optional<SoftDynamicTimeWarping.Options> optionsOfZeroForEqualSequences() {
            return Optional.of(new SoftDynamicTimeWarping.Options(1, SoftDynamicTimeWarping.Form.DIVERGENCE, 1));
        }
    }

    @Nested
    class SoftDtwDivergence extends SequenceAlignerContract<SoftDynamicTimeWarping.Options> {
        @Override
        protected SoftDynamicTimeWarping method() {
            return new SoftDynamicTimeWarping();
        }

        @Override
        protected SoftDynamicTimeWarping.Options options() {
            return new SoftDynamicTimeWarping.Options(0.5, SoftDynamicTimeWarping.Form.DIVERGENCE, 0.5);
        }
    }

    @Nested
    class Ctw extends SequenceAlignerContract<CanonicalTimeWarping.Options> {
        @Override
        protected CanonicalTimeWarping method() {
            return new CanonicalTimeWarping();
        }

        @Override
        protected Optimum optimum() {
            return Optimum.LOCAL; // it alternates from the even alignment
        }
    }
}
