package dev.interlace.workbench.experiments;

import dev.interlace.spi.Claim;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.workbench.catalogue.Catalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The sections of the lesson, in its order. A claim stands where its method does. */
public enum LessonSection {
    EARLY("early fusion", Part.FUSION, "early"),
    MID("mid fusion", Part.FUSION, "mid"),
    LATE("late fusion", Part.FUSION, "late"),
    /** Claims that compare methods of two sections of fusion: they help to choose between them. */
    CHOOSING("choosing a fusion", Part.FUSION, "choosing"),
    ATTENTION("attention", Part.ALIGNMENT, "attention"),
    MMD("MMD", Part.ALIGNMENT, "mmd"),
    CONTRASTIVE("contrastive learning", Part.ALIGNMENT, "contrastive"),
    GRAPHS("graphs", Part.ALIGNMENT, "graph"),
    LINEAR("linear maps", Part.ALIGNMENT, "linear"),
    /** Methods that the lesson does not name. */
    BEYOND("beyond the lesson", Part.NONE, "");

    private static final List<LessonSection> FUSION = List.of(EARLY, MID, LATE);

    private final String words;
    private final String anchor;

    /** The two parts of the lesson, by the word that {@link MethodDescriptor#lesson} begins with. */
    private enum Part {
        FUSION("fusion/"),
        ALIGNMENT("alignment/"),
        NONE("");

        private final String start;

        Part(String start) {
            this.start = start;
        }
    }

    LessonSection(String words, Part part, String section) {
        this.words = words;
        this.anchor = part.start + section;
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
