/**
 * Networks as methods: what turns the forward computation of an author into a fusion or alignment method that trains,
 * predicts, explains, is saved and loaded.
 *
 * <p>{@link dev.interlace.learn.networks.TrainableFusion} and {@link dev.interlace.learn.networks.TrainableAlignment}
 * are what a plugin implements; {@link dev.interlace.learn.networks.Layers} gives it parameters by name. Features are
 * standardised, absent modalities filled by the policy that the options name, and pictures go through a small
 * convolutional network.
 */
@NullMarked
package dev.interlace.learn.networks;

import org.jspecify.annotations.NullMarked;
