package dev.interlace.workbench.figures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The plotly.js that figures are drawn with: one file that lies beside the kernelspec, where the notebook server gives
 * it out, or inside an exported page. MIT licence, see {@link #LICENCE}.
 */
public final class PlotlyBundle {
    /** The version of plotly.js. */
    public static final String VERSION = "4.1.2";

    /** The SHA-256 of the file in hexadecimal. */
    public static final String SHA256 = "2f645d1bade8182fce161b7f10f89402f8b315805250ff4a94672a28d23c390a";

    /** The name under which it lies in the kernelspec folder. */
    public static final String FILE = "plotly.min.js";

    /** The class-path resource of the file. */
    public static final String RESOURCE = "/dev/interlace/workbench/plotly/plotly.min.js";

    /** The class-path resource of its licence. */
    public static final String LICENCE = "/dev/interlace/workbench/plotly/LICENSE";

    /** The id of the element that holds the packed file in an exported page. */
    public static final String ELEMENT_ID = "interlace-plotly";

    private PlotlyBundle() {}

    /** The bytes of the file. */
    public static byte[] bytes() {
        return resource(RESOURCE);
    }

    /** A copy of the file packed with gzip, the same bytes each time. */
    public static byte[] gzip() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new BestGzip(packed)) {
            out.write(bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /**
     * The element that an exported page holds once, before its first figure; figures then need neither server nor
     * network.
     */
    public static String inlineElement() {
        return "<script type=\"application/gzip;base64\" id=\"" + ELEMENT_ID + "\">"
                + Base64.getEncoder().encodeToString(gzip()) + "</script>";
    }

    static byte[] resource(String name) {
        try (InputStream in = PlotlyBundle.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the resource " + name + " is missing from the workbench jar; build it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
