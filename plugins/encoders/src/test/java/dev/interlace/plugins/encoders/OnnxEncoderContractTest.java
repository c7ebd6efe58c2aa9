package dev.interlace.plugins.encoders;

import dev.interlace.spi.Raw;
import dev.interlace.testkit.EncoderContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class OnnxEncoderContractTest extends EncoderContract<OnnxEncoder.Options> {
    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void noCache() {
        System.setProperty(FeatureCache.PROPERTY, "none");
    }

    @Override
    protected OnnxEncoder method() {
        return new OnnxEncoder();
    }

    @Override
    protected OnnxEncoder.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("path", TinyNetworks.means(folder).toString(), "size", 16));
    }

    @Override
    protected Raw raw() {
        return new Raw.Pictures(List.of(
                Optional.of(OnnxEncoderTest.plain(8, 8, 0xFFC86432)),
                Optional.empty(),
                Optional.of(OnnxEncoderTest.plain(5, 9, 0xFF0000FF)),
                Optional.of(OnnxEncoderTest.plain(12, 3, 0x80FF0000))));
    }

    @Override
    protected Raw otherKind() {
        return Raw.Texts.of(List.of("pear"));
    }
}
