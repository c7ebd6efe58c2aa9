package dev.interlace.workbench.doubles;

import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import java.awt.image.BufferedImage;
import org.nd4j.linalg.factory.Nd4j;

/** Pictures as red and blue of the middle, texts as whether they say so. */
public final class MeanColour implements Encoder<NoOptions> {
    /** For {@link java.util.ServiceLoader}. */
    public MeanColour() {}

    @Override
    public MethodDescriptor<NoOptions> descriptor() {
        return MethodDescriptor.of("encoder/colour", "1.0.0", "Mean colour", "red and blue", NoOptions.class);
    }

    @Override
    public boolean accepts(Raw raw) {
        return !(raw instanceof Raw.Numbers);
    }

    @Override
    public Features encode(String name, Raw raw, NoOptions options, FitContext context) {
        float[][] rows = new float[raw.rows()][2];
        for (int row = 0; row < rows.length; row++) {
            if (raw instanceof Raw.Pictures pictures) {
                float[] found =
                        pictures.values().get(row).map(MeanColour::middle).orElse(new float[2]);
                rows[row] = found;
            } else if (raw instanceof Raw.Texts texts) {
                String text = texts.values().get(row).orElse("");
                rows[row] = new float[] {text.contains("crimson") ? 1 : 0, text.contains("navy") ? 1 : 0};
            }
        }
        return Features.vector(name, Nd4j.createFromArray(rows), raw.presence());
    }

    private static float[] middle(Picture picture) {
        BufferedImage image = picture.decode();
        int rgb = image.getRGB(image.getWidth() / 2, image.getHeight() / 2);
        return new float[] {((rgb >> 16) & 255) / 255f, (rgb & 255) / 255f};
    }
}
