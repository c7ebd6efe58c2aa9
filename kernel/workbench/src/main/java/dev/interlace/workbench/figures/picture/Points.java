package dev.interlace.workbench.figures.picture;

import java.awt.BasicStroke;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.io.Serial;
import java.util.List;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.AbstractXYDataset;

/** Lines and markers in the words of JFreeChart. */
final class Points {
    private Points() {}

    /** A renderer of lines, one per series. */
    static XYLineAndShapeRenderer lines(List<Trail> trails) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < trails.size(); i++) {
            renderer.setSeriesPaint(i, trails.get(i).colour());
            renderer.setSeriesStroke(i, trails.get(i).stroke());
        }
        return renderer;
    }

    /** Lines and their places, one per series. */
    static final class Lines extends AbstractXYDataset {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient List<Trail> trails;

        Lines(List<Trail> trails) {
            this.trails = trails;
        }

        @Override
        public int getSeriesCount() {
            return trails.size();
        }

        @Override
        public Comparable<?> getSeriesKey(int series) {
            return series;
        }

        @Override
        public int getItemCount(int series) {
            return trails.get(series).x().length;
        }

        @Override
        public Number getX(int series, int item) {
            return getXValue(series, item);
        }

        @Override
        public Number getY(int series, int item) {
            return getYValue(series, item);
        }

        @Override
        public double getXValue(int series, int item) {
            return trails.get(series).x()[item];
        }

        @Override
        public double getYValue(int series, int item) {
            return trails.get(series).y()[item];
        }
    }

    /** A renderer of markers, each with its own shape and colour. */
    static final class Markers extends XYLineAndShapeRenderer {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient List<Dot> dots;

        Markers(List<Dot> dots) {
            super(false, true);
            this.dots = dots;
            setUseOutlinePaint(true);
            setDrawOutlines(
                    dots.stream().anyMatch(dot -> dot.isOpen() || dot.edge().getAlpha() > 0));
        }

        @Override
        public Shape getItemShape(int series, int item) {
            Dot dot = dots.get(item);
            return Symbols.shape(dot.symbol(), dot.size());
        }

        @Override
        public boolean getItemShapeFilled(int series, int item) {
            return !dots.get(item).isOpen();
        }

        @Override
        public Paint getItemPaint(int series, int item) {
            return dots.get(item).colour();
        }

        @Override
        public Paint getItemOutlinePaint(int series, int item) {
            Dot dot = dots.get(item);
            return dot.isOpen() ? dot.colour() : dot.edge();
        }

        @Override
        public Stroke getItemOutlineStroke(int series, int item) {
            return new BasicStroke((float) Math.max(0.5, dots.get(item).edgeWidth()));
        }
    }

    /** The places of markers. */
    static final class Places extends AbstractXYDataset {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient List<Dot> dots;

        Places(List<Dot> dots) {
            this.dots = dots;
        }

        @Override
        public int getSeriesCount() {
            return 1;
        }

        @Override
        public Comparable<?> getSeriesKey(int series) {
            return "markers";
        }

        @Override
        public int getItemCount(int series) {
            return dots.size();
        }

        @Override
        public Number getX(int series, int item) {
            return dots.get(item).x();
        }

        @Override
        public Number getY(int series, int item) {
            return dots.get(item).y();
        }
    }
}
