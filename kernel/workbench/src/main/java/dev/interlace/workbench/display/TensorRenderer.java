package dev.interlace.workbench.display;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.jupyter.display.Renderer;
import dev.interlace.workbench.evaluation.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Shows ND4J's tensors: shape, type and a corner of the numbers. */
public final class TensorRenderer implements Renderer {
    private static final String PACKAGE = "org.nd4j.";
    private static final int CORNER = 8;

    /** For {@link java.util.ServiceLoader}. */
    public TensorRenderer() {}

    @Override
    public Optional<DisplayData> render(Object value) {
        // by name first: asking for the type would load ND4J for every value of every cell
        return value.getClass().getName().startsWith(PACKAGE) ? known(value) : Optional.empty();
    }

    private static Optional<DisplayData> known(Object value) {
        return value instanceof INDArray array ? Optional.of(tensor(array)) : Optional.empty();
    }

    private static DisplayData tensor(INDArray array) {
        String head = array.dataType() + " " + Arrays.toString(array.shape());
        boolean numbers = array.dataType().isNumerical() || array.dataType() == DataType.BOOL;
        if (array.isEmpty() || !numbers) {
            return DisplayData.text(head + (array.isEmpty() ? " (empty)" : ""));
        }
        INDArray corner = corner(array);
        double[] values = Rows.doubles(corner);
        int columns = corner.rank() == 0 ? 1 : (int) corner.size(corner.rank() - 1);
        List<String> lines = new ArrayList<>();
        for (int start = 0; start < values.length; start += columns) {
            lines.add(Arrays.stream(values, start, start + columns)
                    .mapToObj(TableView::number)
                    .collect(Collectors.joining(", ")));
        }
        String text = head + (corner.length() < array.length() ? ", first " + Arrays.toString(corner.shape()) : "")
                + "\n" + String.join("\n", lines);
        return DisplayData.html("<pre>" + TableView.escape(text) + "</pre>", text);
    }

    /** The first rows and columns; of further dimensions, which come first, the first entry. */
    private static INDArray corner(INDArray array) {
        if (array.rank() == 0) {
            return array;
        }
        INDArrayIndex[] index = new INDArrayIndex[array.rank()];
        for (int d = 0; d < index.length; d++) {
            long most = d >= index.length - 2 ? CORNER : 1;
            index[d] = NDArrayIndex.interval(0, Math.min(most, array.size(d)));
        }
        return array.get(index);
    }
}
