package dev.interlace.plugins.alignment;

import dev.interlace.spi.Features;
import org.nd4j.linalg.api.buffer.DataType;

/** The number type of results: double precision where the caller gave it, single precision otherwise. */
public final class Precision {
    private Precision() {}

    /** The number type of what is computed from those features. */
    public static DataType of(Features features) {
        return features.values().dataType() == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    }
}
