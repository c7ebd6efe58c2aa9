package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Counting letters keeps the contract; centring over the batch does not. */
class EncoderContractTest {
    /** Length and number of the letter e. */
    static class Letters implements Encoder<NoOptions> {
        @Override
        public MethodDescriptor<NoOptions> descriptor() {
            return MethodDescriptor.of("encoder/letters", "1.0.0", "Letters", "Counts letters", NoOptions.class)
                    .withReferences(new Reference("Nobody", "Nothing", "Nowhere", 2026, ""));
        }

        @Override
        public boolean accepts(Raw raw) {
            return raw instanceof Raw.Texts;
        }

        @Override
        public Features encode(String name, Raw raw, NoOptions options, FitContext context) {
            if (!(raw instanceof Raw.Texts texts)) {
                throw new IllegalArgumentException("encoder/letters reads texts, got " + raw);
            }
            float[][] values = new float[raw.rows()][2];
            for (int row = 0; row < values.length; row++) {
                String text = texts.values().get(row).orElse("");
                values[row][0] = text.length();
                values[row][1] = text.chars().filter(letter -> letter == 'e').count();
            }
            return Features.vector(name, Nd4j.createFromArray(values), raw.presence());
        }
    }

    private static final Raw TEXTS =
            new Raw.Texts(List.of(Optional.of("red apple"), Optional.empty(), Optional.of("pear"), Optional.of("fig")));

    /** The contract, with some encoder in it. */
    private abstract static class OnTexts extends EncoderContract<NoOptions> {
        @Override
        protected Raw raw() {
            return TEXTS;
        }

        @Override
        protected Raw otherKind() {
            return new Raw.Numbers(Features.vector("numbers", Nd4j.ones(3, 2)));
        }
    }

    @Nested
    class Keeping extends OnTexts {
        @Override
        protected Letters method() {
            return new Letters();
        }
    }

    @Test
    void anEncoderThatLooksAtTheOtherRowsIsFound() {
        var contract = new OnTexts() {
            @Override
            protected Letters method() {
                return new Letters() {
                    @Override
                    public Features encode(String name, Raw raw, NoOptions options, FitContext context) {
                        Features features = super.encode(name, raw, options, context);
                        return Features.vector(name, features.values().div(raw.rows()), features.presence());
                    }
                };
            }
        };
        assertThrows(AssertionError.class, contract::aRowDoesNotDependOnTheOthers);
    }
}
