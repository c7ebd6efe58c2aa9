package dev.interlace.learn.networks;

import dev.interlace.learn.tape.Activation;
import dev.interlace.learn.tape.Shapes;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.tape.Window;
import dev.interlace.learn.training.Parameters.Start;

/**
 * A small convolutional encoder for pictures: two convolutions of 3 x 3 with 16 and 32 channels, each with a ReLU and a
 * maximum over 2 x 2, then a linear layer. For pictures of a few dozen pixels and a few thousand rows; larger ones want
 * a pretrained encoder.
 *
 * <p>B batch, H and W sides of at least 4 pixels, C channels.
 *
 * <p>Reference: LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to Document Recognition, Proc. IEEE
 * 1998, section II-B; differs from the paper in its sizes, in ReLU and in the maximum for the mean.
 */
public final class ConvNet {
    private static final int FIRST = 16;
    private static final int SECOND = 32;

    private ConvNet() {}

    /**
     * What the second convolution sees at each place, {@code [B, H / 4, W / 4, 32]}, sides rounded down.
     *
     * @param name prefix of the parameters
     * @param pictures {@code [B, H, W, C]}, channels last
     */
    public static Var map(Layers layers, String name, Var pictures) {
        Shapes.require(
                pictures.value().rank() == 4 && pictures.size(1) >= 4 && pictures.size(2) >= 4,
                "convNet: pictures are [B, H, W, C] of at least 4 x 4 pixels, got %s",
                pictures);
        return block(layers, name + ".conv2", block(layers, name + ".conv1", pictures, FIRST), SECOND);
    }

    /**
     * The pictures' vectors, {@code [B, width]}.
     *
     * @param name prefix of the parameters
     * @param pictures {@code [B, H, W, C]}, channels last
     */
    public static Var encode(Layers layers, String name, Var pictures, int width) {
        Tape tape = layers.tape();
        Var twice = map(layers, name, pictures);
        long flat = twice.value().length() / twice.size(0);
        return layers.linear(name + ".linear", tape.reshape(twice, twice.size(0), flat), width);
    }

    private static Var block(Layers layers, String name, Var x, int channels) {
        Tape tape = layers.tape();
        Window window = Window.same(3);
        long in = (long) window.size() * window.size() * x.size(3);
        Var w = layers.matrix(name + ".weight", in, channels, Start.HE);
        Var b = layers.matrix(name + ".bias", 1, channels, Start.ZEROS);
        return tape.maxPooling(tape.convolution(x, w, b, window, Activation.RELU), Window.tiles(2));
    }
}
