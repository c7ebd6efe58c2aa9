package dev.interlace.workbench.display;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The numbers of a tensor in nested brackets: small ones whole, large ones by the entries at both ends of each
 * dimension.
 */
final class TensorPreview {
    private static final String GAP = "…";

    private final List<double[]> lines = new ArrayList<>();
    private final int rank;

    private TensorPreview(int rank) {
        this.rank = rank;
    }

    /** How many entries of a dimension are shown. */
    private record Edge(int whole, int first, int last) {
        /** Of the last dimension, whose entries stand in one line. */
        static final Edge LINE = new Edge(10, 3, 3);
        /** Of the one before it, whose entries are lines. */
        static final Edge LINES = new Edge(10, 3, 3);
        /** Of the one before, whose entries are blocks. */
        static final Edge BLOCKS = new Edge(3, 1, 1);
        /** Of the one before. */
        static final Edge OUTER = new Edge(2, 1, 1);
        /** Of all before. */
        static final Edge FIRST = new Edge(1, 1, 0);

        boolean shows(long size) {
            return size <= whole;
        }
    }

    /** An entry: a line of numbers, further entries, or a gap. */
    private record Node(List<Node> inner, List<Double> line, boolean cut) {
        static final Node GAP = new Node(List.of(), List.of(), true);

        boolean isGap() {
            return inner.isEmpty() && line.isEmpty();
        }
    }

    static String of(INDArray array) {
        TensorPreview preview = new TensorPreview(array.rank());
        if (array.rank() == 0) {
            return Numbers.of(Rows.doubles(array)).text(Rows.doubles(array)[0]).strip();
        }
        Node root = preview.read(array);
        Numbers numbers = Numbers.of(
                preview.lines.stream().flatMapToDouble(DoubleStream::of).toArray());
        return preview.text(root, numbers, 0);
    }

    private Edge edge(int depth) {
        return switch (rank - depth) {
            case 1 -> Edge.LINE;
            case 2 -> Edge.LINES;
            case 3 -> Edge.BLOCKS;
            case 4 -> Edge.OUTER;
            default -> Edge.FIRST;
        };
    }

    private Node read(INDArray array) {
        Edge edge = edge(rank - array.rank());
        long size = array.size(0);
        boolean whole = edge.shows(size);
        if (array.rank() == 1) {
            double[] head = Rows.doubles(whole ? array : array.get(NDArrayIndex.interval(0, edge.first)));
            double[] tail =
                    whole ? new double[0] : Rows.doubles(array.get(NDArrayIndex.interval(size - edge.last, size)));
            double[] line = DoubleStream.concat(DoubleStream.of(head), DoubleStream.of(tail))
                    .toArray();
            lines.add(line);
            return new Node(List.of(), DoubleStream.of(line).boxed().toList(), !whole);
        }
        List<Node> inner = new ArrayList<>();
        for (long i = 0; i < (whole ? size : edge.first); i++) {
            inner.add(read(array.slice(i)));
        }
        if (!whole) {
            inner.add(Node.GAP);
            for (long i = size - edge.last; i < size; i++) {
                inner.add(read(array.slice(i)));
            }
        }
        return new Node(inner, List.of(), false);
    }

    private String text(Node node, Numbers numbers, int depth) {
        if (node.isGap()) {
            return GAP;
        }
        if (depth == rank - 1) {
            List<String> words =
                    new ArrayList<>(node.line.stream().map(numbers::text).toList());
            if (node.cut) {
                words.add(words.size() / 2, GAP);
            }
            return "[" + String.join(", ", words) + "]";
        }
        String separator = "," + "\n".repeat(rank - depth - 1) + " ".repeat(depth + 1);
        return node.inner.stream()
                .map(inner -> text(inner, numbers, depth + 1))
                .collect(Collectors.joining(separator, "[", "]"));
    }
}
