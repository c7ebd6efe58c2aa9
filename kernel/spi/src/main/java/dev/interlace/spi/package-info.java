/**
 * What a plugin author compiles against.
 *
 * <p>A <em>method</em> is one algorithm; a <em>plugin</em> is the jar that brings it, found by
 * {@link java.util.ServiceLoader} as a {@link dev.interlace.spi.FusionMethod},
 * {@link dev.interlace.spi.AlignmentMethod}, {@link dev.interlace.spi.Discrepancy}, {@link dev.interlace.spi.Encoder}
 * or {@link dev.interlace.spi.DatasetProvider}. Every one of them describes itself by a
 * {@link dev.interlace.spi.MethodDescriptor}; reading a descriptor loads no tensor library.
 *
 * <p>Data come in as {@link dev.interlace.spi.Raw raw} columns of a {@link dev.interlace.spi.Dataset}, pass an encoder,
 * and reach a method as {@link dev.interlace.spi.Features} in a {@link dev.interlace.spi.MultimodalBatch} whose
 * presence masks say which rows a modality has. A missing modality is a type, never a silent zero.
 */
@NullMarked
package dev.interlace.spi;

import org.jspecify.annotations.NullMarked;
