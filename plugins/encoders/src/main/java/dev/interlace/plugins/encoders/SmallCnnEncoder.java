package dev.interlace.plugins.encoders;

import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.training.Training;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import dev.interlace.spi.SeedSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Pictures to features by a small convolutional network that is trained here, without labels: it learns to tell by how
 * many quarter turns a picture was turned, for which it must see what is up in it.
 *
 * <p>It learns from training rows alone ({@link #fitted}); a split in the lab does so by itself, and the encoder
 * refuses to encode before. The accuracy of that task on pictures held out from training is reported as
 * {@value #PRETEXT_ACCURACY} in the progress; 0.25 is chance.
 *
 * <p>Use it where pictures have an upright and no pretrained network knows their kind, and to see what a network learns
 * from the rows at hand. It fails where a turn leaves no trace (stars, textures, cells under a microscope) or is
 * betrayed by something else: wide pictures get bars above and below, which say whether one lies. A pretrained network
 * has seen more.
 *
 * <pre>
 *   x       = 1 - letterbox(picture on white) / 255                        [S, S, 3]
 *   m       = pool(relu(conv(pool(relu(conv(x))))))                        [S/4, S/4, 32]   REGIONS
 *   v       = relu(flat(m) W + b)                                          [width]          VECTOR
 *   minimal:  -1/4 sum over turns r of ln softmax(v(turn(x, r)) U + c)_r   on average over the pictures
 * </pre>
 *
 * <p>Legend: S size, r in {0, 1, 2, 3} quarters counter-clockwise; conv 3 x 3 with 16, then 32 channels; pool the
 * maximum of 2 x 2.
 *
 * <p>Reference: Gidaris, Singh and Komodakis, Unsupervised Representation Learning by Predicting Image Rotations, ICLR
 * 2018, section 2, eq. 2 and 3. Differs from the paper in a far smaller network, and in Adam with early stopping.
 */
public final class SmallCnnEncoder implements Encoder<SmallCnnEncoder.Options> {
    /** The progress series that holds the share of held-out turned pictures that are recognised. */
    static final String PRETEXT_ACCURACY = "rotation accuracy on held-out pictures";

    private static final String ID = "encoder/small-cnn";
    private static final int FEWEST = 8;

    private final Optional<Trained> trained;

    /** What comes out. */
    public enum Kind {
        /** One vector per picture, {@code [n, width]}. */
        VECTOR,
        /** One vector per region, {@code [n, (size / 4)^2, 32]}. */
        REGIONS
    }

    /**
     * How the network is trained and pictures are encoded.
     *
     * @param output one vector per picture (default), or one per region
     * @param size side in pixels at which the network sees a picture, in [16, 64], default 32; raising it shows more
     *     detail and costs time with its square
     * @param width numbers per picture, in [4, 512], default 64; raising it keeps more and overfits sooner
     * @param training how it is trained
     */
    public record Options(
            @Param(doc = OptionDocs.PICTURE_OUTPUT, choice = "VECTOR")
            Kind output,

            @Param(doc = OptionDocs.PICTURE_SIZE, unit = "pixels", min = 16, max = 64, init = 32)
            int size,

            @Param(
                    doc = "numbers per picture; raising it keeps more and overfits sooner",
                    min = 4,
                    max = 512,
                    init = 64,
                    scale = Param.Scale.LOG)
            int width,

            @Group(
                    doc = "rows are pictures, each in four turns",
                    defaults = {"epochs=30", "batchSize=32", "learningRate=1e-3", "weightDecay=1e-4"})
            Training training)
            implements TrainingOptions {
        public Options {
            OptionsSchema.require(Options.class, output, size, width, training);
        }
    }

    /** The network, under the options that it was trained with. */
    private record Trained(Options options, RotationNetwork network) {}

    /** An encoder that has learned nothing yet. */
    public SmallCnnEncoder() {
        this(Optional.empty());
    }

    private SmallCnnEncoder(Optional<Trained> trained) {
        this.trained = trained;
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Small convolutional network, trained on turned pictures",
                        "Picture to a vector, or to a grid of region vectors, by a network that learns from the training rows, without"
                                + " labels, by how many quarter turns a picture was turned",
                        Options.class)
                .withFormula(
                        "\\min_\\theta -\\frac{1}{4n}\\sum_{i=1}^{n}\\sum_{r=0}^{3} \\ln p_\\theta(r \\mid \\mathrm{turn}(x_i, r))")
                .withCapabilities(Capability.HANDLES_MISSING, Capability.UNSUPERVISED)
                .withClaims(
                        Claim.pro(
                                "It learns from the pictures at hand, without labels",
                                "encoder/rotation-pretext",
                                "turns of held-out pictures are told far above the chance of 1/4"),
                        Claim.con(
                                "A few pictures teach it less than millions have taught a pretrained network",
                                "encoder/pretrained-gap",
                                "a classifier on its features is less accurate than on a pretrained network's"))
                .withUseCases(
                        "pictures of a kind that no pretrained network has seen",
                        "what pretraining is worth, measured on the same rows")
                .withReferences(
                        new Reference(
                                "Gidaris, Singh, Komodakis",
                                "Unsupervised Representation Learning by Predicting Image Rotations",
                                "ICLR",
                                2018,
                                "section 2, eq. 2 and 3"),
                        new Reference(
                                "LeCun, Bottou, Bengio, Haffner",
                                "Gradient-Based Learning Applied to Document Recognition",
                                "Proceedings of the IEEE 86",
                                1998,
                                "section II"))
                .withLesson("encoders/image");
    }

    @Override
    public boolean accepts(Raw raw) {
        return raw instanceof Raw.Pictures;
    }

    /** An encoder whose network has learned from these pictures; absent rows teach nothing. */
    @Override
    public SmallCnnEncoder fitted(Raw training, Options options, FitContext context) {
        List<float[]> pictures = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        List<Optional<Picture>> rows = pictures("training", training);
        for (int row = 0; row < rows.size(); row++) {
            context.checkCancelled();
            if (rows.get(row).isPresent()) {
                pictures.add(ink("training", row, rows.get(row).get(), options.size()));
                if (!context.groups().isEmpty()) {
                    groups.add(context.groups().get(row));
                }
            }
        }
        if (!(pictures.size() >= FEWEST)) {
            throw new IllegalArgumentException(ID + " learns from at least " + FEWEST + " training pictures, got "
                    + pictures.size() + "; give more rows, or choose a pretrained encoder such as encoder/mobilenet");
        }
        RotationNetwork network = new RotationNetwork(
                options.size(), options.width(), context.seeds().split("parameters"));
        network.train(new TurnedPictures(pictures, options.size()), groups, options, context);
        return new SmallCnnEncoder(Optional.of(new Trained(options, network)));
    }

    @Override
    public Features encode(String name, Raw raw, Options options, FitContext context) {
        List<Optional<Picture>> pictures = pictures(name, raw);
        Trained known = known();
        if (!known.options().equals(options)) {
            OptionsSchema<Options> schema = OptionsSchema.of(Options.class);
            throw new IllegalArgumentException(ID + " was fitted with " + schema.changed(known.options())
                    + ", asked for " + schema.changed(options) + "; fit it again");
        }
        List<float[]> encoded = new ArrayList<>();
        int[] places = new int[pictures.size()];
        Tape tape = new Tape(DataType.FLOAT);
        for (int row = 0; row < places.length; row++) { // one by one, so that a row has the same bits in any batch
            context.checkCancelled();
            places[row] = pictures.get(row).isPresent() ? encoded.size() : -1;
            if (pictures.get(row).isPresent()) {
                float[] ink = ink(name, row, pictures.get(row).get(), options.size());
                encoded.add(
                        options.output() == Kind.VECTOR
                                ? known.network().vector(tape, ink)
                                : known.network().regions(tape, ink));
            }
            context.progress().on(new Progress.Step("encoding " + name, row + 1, places.length, "rows", row + 1));
        }
        float[][] rows = encoded.toArray(new float[0][]);
        return EncodedRows.features(
                name,
                options.output() == Kind.VECTOR
                        ? EncodedRows.vectors(rows, places, options.width())
                        : EncodedRows.sequences(rows, places, RotationNetwork.REGION_WIDTH),
                raw.presence());
    }

    @Override
    public void save(OutputStream out) throws IOException {
        Trained known = known();
        LearnedFile.save(
                descriptor(),
                known.options(),
                Map.of(),
                known.network().parameters().snapshot(),
                out);
    }

    @Override
    public SmallCnnEncoder load(InputStream in) throws IOException {
        LearnedFile<Options> file = LearnedFile.load(descriptor(), in);
        Options options = file.options();
        RotationNetwork network = new RotationNetwork(options.size(), options.width(), new SeedSource(0));
        network.parameters().restore(file.file().arrays());
        return new SmallCnnEncoder(Optional.of(new Trained(options, network)));
    }

    private Trained known() {
        return trained.orElseThrow(() -> new IllegalStateException(ID
                + " learns from training rows, so that test rows have no say in it: encode a split, for instance"
                + " lab.encode(data.split(seed), encoders), or call fitted(training, options, context) first"));
    }

    private static List<Optional<Picture>> pictures(String name, Raw raw) {
        if (raw instanceof Raw.Pictures pictures) {
            return pictures.values();
        }
        throw new IllegalArgumentException(ID + " reads pictures, but '" + name + "' holds " + raw.words()
                + "; choose an encoder whose accepts() is true for it");
    }

    private static float[] ink(String name, int row, Picture picture, int size) {
        try {
            return TurnedPictures.ink(PictureTensor.pixels(picture.decode(), size));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ID + ": row " + row + " of '" + name + "' cannot be read: " + e.getMessage()
                            + "; replace the picture, or make the row absent (Optional.empty())",
                    e);
        }
    }
}
