package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How a tensor looks. A class of its own, because checking its byte code loads ND4J. */
final class TensorView {
    private static final String PREVIEW = "margin:0;padding:0;background:transparent;font-size:13px;line-height:1.4;"
            + "font-family:var(--jp-code-font-family,ui-monospace),Menlo,Consolas,'DejaVu Sans Mono',monospace";
    private static final int SHORTEST_LINE = 8;
    private static final int SMALL = 8;

    private TensorView() {}

    static Optional<DisplayData> of(Object value) {
        return value instanceof INDArray array ? Optional.of(tensor(array)) : Optional.empty();
    }

    private static DisplayData tensor(INDArray array) {
        if (array.wasClosed()) {
            return DisplayData.text("a closed tensor");
        }
        String head = array.dataType() + " " + Arrays.toString(array.shape());
        boolean numbers = array.dataType().isNumerical() || array.dataType() == DataType.BOOL;
        if (array.isEmpty() || !numbers) {
            return DisplayData.text(head + (array.isEmpty() ? " (empty)" : ""));
        }
        String size = size(array);
        TensorSample sample = TensorSample.of(array);
        String statistics = sample.statistics();
        String preview = TensorPreview.of(array);
        if (array.rank() == 0) {
            return DisplayData.text(head + " " + preview);
        }
        String text = head + ", " + size + "\n" + statistics + "\n" + preview;
        String html = "<div><b>" + TableView.escape(head) + "</b> " + TableView.escape(size) + "<br>"
                + TableView.escape(statistics)
                + "<div style=\"display:flex;flex-wrap:wrap;gap:24px;align-items:flex-start;margin-top:4px\">"
                + (isSmall(array)
                        ? table(array)
                        : "<pre style=\"" + PREVIEW + "\">" + TableView.escape(preview) + "</pre>")
                + picture(array, sample, head) + "</div></div>";
        return DisplayData.html(html, text);
    }

    private static boolean isSmall(INDArray array) {
        return array.rank() == 2 && array.size(0) <= SMALL && array.size(1) <= SMALL;
    }

    /** A small matrix with the numbers of its rows and columns. */
    private static String table(INDArray array) {
        double[][] rows = Rows.matrix(array);
        Numbers numbers = Numbers.of(Rows.doubles(array));
        List<String> header = new ArrayList<>(List.of(""));
        for (int c = 0; c < rows[0].length; c++) {
            header.add(Integer.toString(c));
        }
        TableView table = new TableView(header);
        for (int r = 0; r < rows.length; r++) {
            List<TableView.Cell> cells = new ArrayList<>(List.of(TableView.Cell.number(Integer.toString(r))));
            for (double value : rows[r]) {
                cells.add(TableView.Cell.number(numbers.text(value).strip()));
            }
            table.row(cells);
        }
        return table.html();
    }

    private static String size(INDArray array) {
        long bytes = array.length() * array.dataType().width();
        String space = bytes < 10_000 ? bytes + " bytes" : String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
        return space + " on " + (Nd4j.getEnvironment().isCPU() ? "CPU" : "GPU");
    }

    private static String picture(INDArray array, TensorSample sample, String head) {
        if (array.rank() == 2 && array.size(0) > 1 && array.size(1) > 1) {
            return TensorHeat.html(array, sample.range(), head);
        }
        return array.rank() == 1 && array.length() >= SHORTEST_LINE ? TensorLine.html(array, head) : "";
    }
}
