package dev.interlace.workbench.display;

import java.util.List;

/** The colours that figures, tables and previews share. */
public final class Colours {
    /**
     * Colours that people with any common colour blindness tell apart, in order of use. Reference: Okabe and Ito: Color
     * Universal Design, 2008.
     */
    public static final List<String> PALETTE =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F7F7F", "#B8A800");

    /** The colours of a heatmap from low to high, of even steps in lightness (cividis, 5 stops). */
    public static final List<String> SEQUENTIAL = List.of("#00224E", "#434E6C", "#7D7C78", "#BCAE6C", "#FEE838");

    private Colours() {}
}
