package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Activation;
import dev.interlace.learn.tape.Adjacency;
import dev.interlace.learn.tape.EdgeSoftmax;
import dev.interlace.learn.tape.EdgeSum;
import dev.interlace.learn.tape.GraphConvolution;
import dev.interlace.learn.tape.HeadProduct;
import dev.interlace.learn.tape.RelationEdges;
import dev.interlace.learn.tape.RelationSum;
import dev.interlace.learn.tape.Shapes;
import dev.interlace.learn.tape.SparseMatrix;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;
import java.util.List;

/**
 * Layers over the nodes of a graph, before the activation: {@code [n, d] -> [n, width]}. All work is along edges; no n
 * x n array is made.
 *
 * <p>n nodes, d width before, N_i neighbours of node i.
 */
public final class GraphLayers {
    /** Slope of the leaky rectifier below 0 in attention; Velickovic et al. 2018, section 2.1. */
    private static final double SLOPE = 0.2;

    private GraphLayers() {}

    /**
     * Graph convolution: {@code D^-1/2 (A + I) D^-1/2 H W}; the sparse product is taken where the rows are narrower,
     * before or after {@code W}.
     *
     * <p>Reference: Kipf and Welling: Semi-Supervised Classification with Graph Convolutional Networks, ICLR 2017, eq.
     * 2.
     */
    public static Var convolution(Layers layers, String name, Adjacency edges, Var h, int width) {
        return convolution(layers, name, edges, h, width, Activation.NONE);
    }

    /**
     * A graph convolution and the rectifier, {@code max(0, D^-1/2 (A + I) D^-1/2 H W)}, in one pass where that can be.
     */
    public static Var rectifiedConvolution(Layers layers, String name, Adjacency edges, Var h, int width) {
        return convolution(layers, name, edges, h, width, Activation.RELU);
    }

    private static Var convolution(
            Layers layers, String name, Adjacency edges, Var h, int width, Activation activation) {
        Tape tape = layers.tape();
        Var w = layers.matrix(name, h.size(1), width, Start.GLOROT);
        if (h.size(1) <= width) {
            return tape.record(new GraphConvolution(edges.propagation(), h, w, activation)); // (A H) W
        }
        // A (H W): the sparse product is of the narrower
        Var y = tape.propagate(edges.propagation(), tape.linear(h, w));
        return activation == Activation.RELU ? tape.relu(y) : y;
    }

    /**
     * GraphSAGE with the mean: {@code [h_i || mean_{j in N_i} h_j] W}; without neighbours the mean is 0.
     *
     * <p>Reference: Hamilton et al.: Inductive Representation Learning on Large Graphs, NeurIPS 2017, algorithm 1,
     * lines 4 and 5; all neighbours are heard instead of a sample, and rows are not brought to length 1 between layers.
     */
    public static Var sage(Layers layers, String name, Adjacency edges, Var h, int width) {
        Tape tape = layers.tape();
        Var heard = tape.propagate(edges.mean(), h); // [n, d]
        Var w = layers.matrix(name, 2L * h.size(1), width, Start.GLOROT);
        return tape.linear(tape.concat(List.of(h, heard)), w); // [n, 2 d] -> [n, width]
    }

    /**
     * Graph attention with heads side by side: {@code sum_{j in N_i + i} alpha_ij W h_j}. Edge weights are not used.
     *
     * <p>Reference: Velickovic et al.: Graph Attention Networks, ICLR 2018, eq. 3 and 5.
     *
     * @param heads must divide width
     */
    public static Var attention(Layers layers, String name, Adjacency edges, Var h, int width, int heads) {
        Shapes.require(
                heads >= 1 && width % heads == 0,
                "graph attention: width %d must be a multiple of %d heads",
                width,
                heads);
        Tape tape = layers.tape();
        SparseMatrix neighbours = edges.closedNeighbours();
        Var projected = tape.linear(h, layers.matrix(name, h.size(1), width, Start.GLOROT)); // [n, H d']
        Var attends = tape.record(
                new HeadProduct(projected, layers.matrix(name + ".attends", 1, width, Start.GLOROT), heads)); // [n, H]
        Var attended = tape.record(
                new HeadProduct(projected, layers.matrix(name + ".attended", 1, width, Start.GLOROT), heads)); // [n, H]
        Var alpha = tape.record(new EdgeSoftmax(attends, attended, neighbours, SLOPE)); // [E, H]
        return tape.record(new EdgeSum(alpha, projected, neighbours));
    }

    /**
     * Relational graph convolution: {@code sum_r sum_{j in N_i^r} W_r h_j / c_ir + W_0 h_i} with {@code W_r = sum_b
     * a_rb V_b}. Each relation and each inverse relation has its coefficients {@code a_r}.
     *
     * <p>Reference: Schlichtkrull et al.: Modeling Relational Data with Graph Convolutional Networks, ESWC 2018, eq. 2
     * and 3.
     *
     * @param owner whose relations these are; graphs with other relations share the bases under another owner
     * @param bases number of bases B; with as many as relations, every relation can have any weight of its own
     */
    public static Var relational(
            Layers layers, String name, String owner, Adjacency edges, Var h, int width, int bases) {
        Tape tape = layers.tape();
        RelationEdges relations = edges.relations();
        Var a = layers.matrix(owner + "." + name + ".shares", relations.relations(), bases, Start.GLOROT); // [R, B]
        Var v = layers.matrix(name + ".bases", (long) bases * h.size(1), width, Start.GLOROT); // [B d, width]
        Var heard = tape.record(new RelationSum(h, a, relations)); // [n, B d]
        Var own = tape.linear(h, layers.matrix(name + ".own", h.size(1), width, Start.GLOROT));
        return tape.add(tape.linear(heard, v), own);
    }
}
