package dev.interlace.plugins.encoders;

import dev.interlace.plugins.encoders.TableEncoder.Options;
import dev.interlace.spi.Encoder;
import dev.interlace.testkit.EncoderContract;

class TableEncoderContractTest extends EncoderContract<Options> {
    @Override
    protected Encoder<Options> method() {
        return new TableEncoder();
    }
}
