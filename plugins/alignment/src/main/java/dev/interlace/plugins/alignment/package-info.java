/**
 * Alignment: making modalities comparable.
 *
 * <p>The families differ in <em>what is known</em> of the pairs.
 * {@link dev.interlace.plugins.alignment.contrastive.ContrastiveAlignment Contrastive} learning is told which left row
 * belongs with which right row and pulls those pairs together against all others.
 * {@link dev.interlace.plugins.alignment.CrossAttentionAlignment Attention} asks the same of sequences, and says which
 * token saw which region. {@link dev.interlace.plugins.alignment.graph.GraphAlignment Graph} alignment knows a few seed
 * pairs and who is whose neighbour. {@link dev.interlace.plugins.alignment.DiscrepancyAlignment MMD} knows no pair at
 * all and makes the two distributions equal, which is less than making the pairs meet: equal distributions can still be
 * matched the wrong way round. {@link dev.interlace.plugins.alignment.DomainAdversarialAlignment Domain-adversarial}
 * alignment has the same aim and lets a trained classifier find what still differs.
 */
@NullMarked
package dev.interlace.plugins.alignment;

import org.jspecify.annotations.NullMarked;
