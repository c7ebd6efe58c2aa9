package dev.interlace.spi;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin says of itself; enough for a list, a help card and a form. Making one loads no tensor library.
 *
 * @param id {@code family/name} in lower case, for instance {@code alignment/mmd}
 * @param version semantic version of the method
 * @param title its name in the field
 * @param summary one line: what it computes
 * @param formula the formula in LaTeX; empty where there is none
 * @param optionsType the options record
 * @param capabilities what it can do
 * @param claims its pros and cons, each with the experiment that measures it
 * @param useCases where it is used
 * @param references where it comes from
 * @param lesson anchor in Lesson 7.1, for instance {@code fusion/early}; empty if the lesson does not name it
 * @param <O> the options record
 */
public record MethodDescriptor<O extends Record>(
        String id,
        String version,
        String title,
        String summary,
        String formula,
        Class<O> optionsType,
        Set<Capability> capabilities,
        List<Claim> claims,
        List<String> useCases,
        List<Reference> references,
        String lesson) {
    public MethodDescriptor {
        if (!id.matches("[a-z][a-z0-9-]*/[a-z][a-z0-9.-]*")) {
            throw new IllegalArgumentException(
                    "MethodDescriptor.id must be family/name in lower case, got '" + id + "'");
        }
        if (!version.matches("\\d+\\.\\d+\\.\\d+(\\.\\d+)*([-+].*)?")) {
            throw new IllegalArgumentException(id + ": version must be semantic such as 1.0.0, got '" + version + "'");
        }
        said(id, "title", title);
        said(id, "summary", summary);
        Objects.requireNonNull(formula, id + ": formula must be LaTeX or empty, got null");
        Objects.requireNonNull(lesson, id + ": lesson must be a section or empty, got null");
        Objects.requireNonNull(optionsType, id + ": optionsType must be a record such as NoOptions, got null");
        capabilities = Set.copyOf(capabilities);
        claims = List.copyOf(claims);
        useCases = List.copyOf(useCases);
        references = List.copyOf(references);
    }

    private static void said(String id, String component, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    id + ": " + component + " must say something, got " + (text == null ? "null" : "a blank text"));
        }
    }

    /** A descriptor with the least that a method must say; the {@code with} methods add the rest. */
    public static <O extends Record> MethodDescriptor<O> of(
            String id, String version, String title, String summary, Class<O> optionsType) {
        return new MethodDescriptor<>(
                id, version, title, summary, "", optionsType, Set.of(), List.of(), List.of(), List.of(), "");
    }

    /** The part of the id before the slash. */
    public String family() {
        return id.substring(0, id.indexOf('/'));
    }

    /** The schema of the options, derived from the record. */
    public OptionsSchema<O> schema() {
        return OptionsSchema.of(optionsType);
    }

    /** This descriptor with a formula in LaTeX. */
    public MethodDescriptor<O> withFormula(String latex) {
        return new MethodDescriptor<>(
                id, version, title, summary, latex, optionsType, capabilities, claims, useCases, references, lesson);
    }

    /** This descriptor with capabilities. */
    public MethodDescriptor<O> withCapabilities(Capability... all) {
        return new MethodDescriptor<>(
                id, version, title, summary, formula, optionsType, Set.of(all), claims, useCases, references, lesson);
    }

    /** This descriptor with claims. */
    public MethodDescriptor<O> withClaims(Claim... all) {
        return new MethodDescriptor<>(
                id,
                version,
                title,
                summary,
                formula,
                optionsType,
                capabilities,
                List.of(all),
                useCases,
                references,
                lesson);
    }

    /** This descriptor with use cases. */
    public MethodDescriptor<O> withUseCases(String... all) {
        return new MethodDescriptor<>(
                id,
                version,
                title,
                summary,
                formula,
                optionsType,
                capabilities,
                claims,
                List.of(all),
                references,
                lesson);
    }

    /** This descriptor with references. */
    public MethodDescriptor<O> withReferences(Reference... all) {
        return new MethodDescriptor<>(
                id,
                version,
                title,
                summary,
                formula,
                optionsType,
                capabilities,
                claims,
                useCases,
                List.of(all),
                lesson);
    }

    /** This descriptor at an anchor of Lesson 7.1. */
    public MethodDescriptor<O> withLesson(String anchor) {
        return new MethodDescriptor<>(
                id, version, title, summary, formula, optionsType, capabilities, claims, useCases, references, anchor);
    }
}
