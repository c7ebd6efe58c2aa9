/**
 * Alignment of graphs: who belongs with whom, when each side knows who is whose neighbour.
 *
 * <p><b>Layers.</b> A graph layer lets every node hear its neighbours. A convolution (GCN) hears all alike, GraphSAGE
 * hears itself beside the mean of the others, attention (GAT) weighs them by what they say, and a relational
 * convolution (R-GCN) has a weight per relation, built from a few bases so that rare relations do not overfit.
 * {@link dev.interlace.plugins.alignment.graph.GraphAlignment GraphAlignment} embeds both graphs with the same layers,
 * so that nodes with like neighbourhoods come out alike, and a few seeds say which.
 *
 * <p><b>Without features</b> {@link dev.interlace.plugins.alignment.graph.TranslationAlignment TranslationAlignment}
 * (MTransE) learns each graph's facts as translations and a linear map between the graphs, and
 * {@link dev.interlace.plugins.alignment.graph.LabelPropagation LabelPropagation} trains nothing: seeds are labels that
 * spread. <b>Without edges</b> {@link dev.interlace.plugins.alignment.graph.ManifoldAlignment ManifoldAlignment} makes
 * a graph of nearest rows and looks for linear maps that keep it.
 *
 * <p><b>Few seeds</b> become more by bootstrapping: pairs that are each other's nearest and similar enough are seeds of
 * the next fit. It helps as long as the new pairs are mostly right, and each round may take a pair back.
 *
 * <p><b>Matchers</b> decide at the end, one to one: {@link dev.interlace.plugins.alignment.graph.HungarianMatcher
 * HungarianMatcher} from similarities, exactly; {@link dev.interlace.plugins.alignment.graph.FaqMatcher FaqMatcher}
 * from the two structures alone, approximately.
 *
 * <p><b>Several modalities at once.</b> {@link dev.interlace.plugins.alignment.graph.NetworkFusion NetworkFusion}
 * ({@code joint/snf}) makes one similarity of several modalities and clusters it.
 */
@NullMarked
package dev.interlace.plugins.alignment.graph;

import org.jspecify.annotations.NullMarked;
