package dev.interlace.plugins.encoders;

/** What options do that several encoders have. */
final class OptionDocs {
    static final String THREADS = "raising it is faster on more cores; the result is the same";
    static final String SOUND_OUTPUT = "one vector per frame, or mean and deviation over the frames";
    static final String PICTURE_OUTPUT = "one vector per picture, or one per region";
    static final String PICTURE_SIZE =
            "side at which the network sees a picture; raising it shows more detail, time grows with its square";

    private OptionDocs() {}
}
