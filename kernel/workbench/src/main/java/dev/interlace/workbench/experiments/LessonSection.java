package dev.interlace.workbench.experiments;

import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.workbench.catalogue.Catalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The sections of the lesson, in its order. A claim stands where its method does. */
public enum LessonSection {
    EARLY("early fusion", "fusion/early"),
    MID("mid fusion", "fusion/mid"),
    LATE("late fusion", "fusion/late"),
    /** Claims that compare methods of two sections of fusion: they help to choose between them. */
    CHOOSING("choosing a fusion", "fusion/choosing"),
    ATTENTION("attention", "alignment/attention"),
    MMD("MMD", "alignment/mmd"),
    CONTRASTIVE("contrastive learning", "alignment/contrastive"),
    GRAPHS("graphs", "alignment/graph"),
    LINEAR("linear maps", "alignment/linear"),
    /** Methods that the lesson does not name. */
    BEYOND("beyond the lesson", "");

    private static final List<LessonSection> FUSION = List.of(EARLY, MID, LATE);

    private final String words;
    private final String anchor;

    LessonSection(String words, String anchor) {
        this.words = words;
        this.anchor = anchor;
    }

    /** The section in words, for instance {@code early fusion}. */
    public String words() {
        return words;
    }

    /** The section of a method. */
    static LessonSection of(MethodDescriptor<?> method) {
        return Arrays.stream(values())
                .filter(section -> section.anchor.equals(method.lesson()))
                .findFirst()
                .orElse(BEYOND);
    }

    /** The section of a claim. */
    static LessonSection of(MethodDescriptor<?> method, Claim claim, Catalogue catalogue) {
        LessonSection own = of(method);
        boolean choosing = FUSION.contains(own)
                && claim.rivals().stream()
                        .map(rival -> catalogue.plugin(rival).descriptor())
                        .flatMap(Optional::stream)
                        .map(LessonSection::of)
                        .anyMatch(other -> FUSION.contains(other) && other != own);
        return choosing ? CHOOSING : own;
    }

    /** Whether a word names the section: its name, its words, or the first of them. */
    boolean isCalled(String word) {
        return name().equalsIgnoreCase(word)
                || words.equalsIgnoreCase(word)
                || words.toLowerCase(java.util.Locale.ROOT).startsWith(word.toLowerCase(java.util.Locale.ROOT) + " ");
    }
}
