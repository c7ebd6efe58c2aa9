package dev.interlace.derive;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.attributes.ViewBox;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Component;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/** Draws an SVG picture on a transparent square and packs it as a PNG file of at most 128 colours. */
final class SvgPicture {
    private static final int COLOURS = 128;
    private static final int ALPHA_STEP = 17; // 16 levels from 0 to 255

    private SvgPicture() {}

    /** The drawing, anti-aliased, {@code size × size} pixels with transparency. */
    static BufferedImage draw(byte[] svg, int size) throws IOException {
        @Nullable
        SVGDocument document = new SVGLoader().load(new ByteArrayInputStream(svg), null, LoaderContext.createDefault());
        if (document == null) {
            throw new IOException("the SVG text cannot be parsed");
        }
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        document.render((Component) null, graphics, new ViewBox(size, size));
        graphics.dispose();
        return image;
    }

    /**
     * The same picture with a palette. Transparency gets 16 levels; then the 128 most frequent colours stay as they are
     * and the others, which are blends along the edges of shapes, go to the nearest of those (distance in alpha and
     * alpha-weighted red, green, blue). A 96-pixel picture in its full colours is half as large again, and looks the
     * same.
     */
    static BufferedImage withPalette(BufferedImage image) {
        int size = image.getWidth();
        int[] pixels = image.getRGB(0, 0, size, size, null, 0, size);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int k = 0; k < pixels.length; k++) {
            int alpha = ((pixels[k] >>> 24) + ALPHA_STEP / 2) / ALPHA_STEP * ALPHA_STEP;
            pixels[k] = alpha == 0 ? 0 : alpha << 24 | (pixels[k] & 0xFFFFFF); // one kind of "nothing here"
            counts.merge(pixels[k], 1, Integer::sum);
        }
        List<Integer> palette = counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Integer, Integer> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(COLOURS)
                .map(Map.Entry::getKey)
                .toList();
        int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
        boolean few = colours.length <= 16;
        IndexColorModel model =
                new IndexColorModel(few ? 4 : 8, colours.length, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
        BufferedImage indexed = new BufferedImage(
                size, size, few ? BufferedImage.TYPE_BYTE_BINARY : BufferedImage.TYPE_BYTE_INDEXED, model);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int k = 0; k < pixels.length; k++) {
            int index = nearest.computeIfAbsent(pixels[k], colour -> nearest(colour, colours));
            indexed.getRaster().setSample(k % size, k / size, 0, index);
        }
        return indexed;
    }

    /** Whether every pixel is transparent. */
    static boolean isBlank(BufferedImage image) {
        int size = image.getWidth();
        return Arrays.stream(image.getRGB(0, 0, size, size, null, 0, size)).allMatch(pixel -> pixel >>> 24 == 0);
    }

    static byte[] png(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(0); // the smallest file
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static int nearest(int colour, int[] palette) {
        int best = 0;
        long bestDistance = Long.MAX_VALUE;
        for (int k = 0; k < palette.length; k++) {
            long distance = distance(colour, palette[k]);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = k;
            }
        }
        return best;
    }

    private static long distance(int a, int b) {
        int alphaA = a >>> 24;
        int alphaB = b >>> 24;
        long sum = (long) (alphaA - alphaB) * (alphaA - alphaB);
        for (int shift = 0; shift < 24; shift += 8) {
            int difference = (alphaA * (a >> shift & 255) - alphaB * (b >> shift & 255)) / 255;
            sum += (long) difference * difference;
        }
        return sum;
    }
}
