package dev.interlace.plugins.alignment;

import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Parameters.Start;

/**
 * A map of one modality into the space of another, linear or with one hidden layer. Where widths are equal it is added
 * to its input and starts at the identity.
 *
 * @param width of the space
 * @param rank of a linear map's departure from the identity where widths are equal; 0 is a full map
 * @param hidden units of the hidden layer; 0 is a linear map
 */
record ResidualMap(int width, int rank, int hidden) {
    /** The image of rows, {@code [B, d] -> [B, D]}. */
    Var of(Layers layers, Var x) {
        long in = x.size(1);
        boolean equalWidths = in == width;
        Start start = equalWidths ? Start.ZEROS : Start.GLOROT;
        Var bias = layers.matrix("map.bias", 1, width, Start.ZEROS);
        Var moved;
        if (hidden > 0) {
            Var bent = layers.dense("map.hidden", x, hidden); // [B, hidden]
            moved = layers.tape().linear(bent, layers.matrix("map.weight", hidden, width, start), bias);
        } else if (equalWidths && rank > 0 && rank < in) {
            Var narrow = layers.tape().linear(x, layers.matrix("map.narrow", in, rank, Start.GLOROT)); // [B, rank]
            moved = layers.tape().linear(narrow, layers.matrix("map.wide", rank, width, start), bias);
        } else {
            moved = layers.tape().linear(x, layers.matrix("map.weight", in, width, start), bias);
        }
        return equalWidths ? layers.tape().add(x, moved) : moved; // [B, D]
    }
}
