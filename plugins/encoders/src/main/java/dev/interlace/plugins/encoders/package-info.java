/**
 * Encoders turn raw columns into features: texts, pictures and sounds into vectors, or into short sequences of vectors
 * that attention can look at one by one.
 *
 * <p><b>Frozen networks.</b> {@link dev.interlace.plugins.encoders.MiniLmEncoder} (text) and
 * {@link dev.interlace.plugins.encoders.MobileNetEncoder} (pictures) were trained by others on much more data than a
 * lesson has. Their weights stay as they are; fusion and alignment methods learn small heads on top. This is how most
 * multimodal systems begin, and it has a price: what the network did not need for its own task is not in the features.
 *
 * <p>{@link dev.interlace.plugins.encoders.OnnxEncoder} runs a network of your own choice.
 *
 * <p><b>Computed features.</b> {@link dev.interlace.plugins.encoders.LogMelEncoder} and
 * {@link dev.interlace.plugins.encoders.MfccEncoder} (sounds) and
 * {@link dev.interlace.plugins.encoders.CharNgramEncoder} (texts of any language) have learned nothing: they are
 * formulas, quick, the same everywhere, and know only what they measure.
 * {@link dev.interlace.plugins.encoders.TfIdfEncoder} stands between: it counts the words of the training rows. Rows to
 * be measured on must have no say in such counts, so it is fitted to the training part of a split and refuses to encode
 * before.
 *
 * <p><b>A network of one's own.</b> {@link dev.interlace.plugins.encoders.SmallCnnEncoder} learns from the training
 * pictures themselves. There are no labels: a picture is turned, and the network is asked by how many quarters. The
 * answer is free, and a network that can give it has learned what stands upright; whether that serves the task at hand
 * is another question, which a comparison with a frozen network and with an untrained one answers.
 * {@link dev.interlace.plugins.encoders.PixelsEncoder} decides nothing: it brings pictures to one size, and a fusion
 * method trains its own network on them for the task.
 *
 * <p><b>One vector or many.</b> A vector per row suits early and late fusion, correlation and contrastive alignment.
 * Token or region features keep the parts apart, {@code [n, t, d]} with a length per row, and cost {@code t} times the
 * memory; attention needs them.
 *
 * <p><b>Each row on its own.</b> A row's features never depend on the rows beside it. The text network is quantised and
 * chooses its scale from whatever tensor it is given: two sentences in one call change one another's features by up to
 * a third. So every row is a call of its own, threads share the rows, and the result has the same bits for any number
 * of threads, any order and any subset.
 *
 * <p><b>Offline, and once.</b> Weights are resources or the user's file; nothing is fetched. ONNX Runtime is loaded at
 * the first encoding by a network, its sessions live for one call, and results of networks are kept on disk by content
 * ({@link dev.interlace.plugins.encoders.FeatureCache}), so that a second run of a notebook does not wait.
 */
@NullMarked
package dev.interlace.plugins.encoders;

import org.jspecify.annotations.NullMarked;
