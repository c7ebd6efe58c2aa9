package dev.interlace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What plugin authors compile against changes only on purpose: it is written down in {@code spi-surface.txt}. */
class SpiSurfaceTest {
    private static final Path WRITTEN = Path.of("src/test/resources/spi-surface.txt");
    private static final Path FOUND = Path.of("target/spi-surface.txt");

    @Test
    void theSurfaceOfTheSpiIsTheOneWrittenDown() throws IOException {
        Files.createDirectories(FOUND.toAbsolutePath().getParent());
        Files.writeString(FOUND, surface());
        Set<String> before = new TreeSet<>(Files.readAllLines(WRITTEN));
        Set<String> now = new TreeSet<>(Files.readAllLines(FOUND));
        String changes = before.stream()
                        .filter(line -> !now.contains(line))
                        .map(line -> "\n- " + line)
                        .collect(Collectors.joining())
                + now.stream()
                        .filter(line -> !before.contains(line))
                        .map(line -> "\n+ " + line)
                        .collect(Collectors.joining());
        assertEquals(
                "",
                changes,
                "the surface of kernel/spi has changed. If that is meant, raise the version, tell it in CHANGELOG.md, and"
                        + " in kernel/app: cp " + FOUND + " " + WRITTEN);
    }

    private static String surface() {
        Set<String> lines = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.interlace.spi")) {
            if (visible(type.getModifiers()) && !type.isAnonymousClass() && enclosed(type)) {
                lines.add(type.getName() + " " + kind(type));
                type.getMethods().stream()
                        .filter(method -> visible(method.getModifiers()))
                        .forEach(method -> lines.add(line(type, method)));
                type.getConstructors().stream()
                        .filter(constructor -> visible(constructor.getModifiers()))
                        .forEach(constructor -> lines.add(line(type, constructor)));
                type.getFields().stream()
                        .filter(field -> visible(field.getModifiers()))
                        .forEach(field -> lines.add(line(type, field)));
            }
        }
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private static boolean enclosed(JavaClass type) {
        return type.getEnclosingClass()
                .map(outer -> visible(outer.getModifiers()) && enclosed(outer))
                .orElse(true);
    }

    private static boolean visible(Set<JavaModifier> modifiers) {
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static String kind(JavaClass type) {
        return type.isAnnotation()
                ? "annotation"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String line(JavaClass type, JavaMethod method) {
        return type.getName() + " " + (method.getModifiers().contains(JavaModifier.STATIC) ? "static " : "")
                + (type.isInterface()
                                && !method.getModifiers().contains(JavaModifier.ABSTRACT)
                                && !method.getModifiers().contains(JavaModifier.STATIC)
                        ? "default "
                        : "")
                + method.getName() + "(" + parameters(method.getRawParameterTypes()) + ") "
                + method.getRawReturnType().getName();
    }

    private static String line(JavaClass type, JavaConstructor constructor) {
        return type.getName() + " new(" + parameters(constructor.getRawParameterTypes()) + ")";
    }

    private static String line(JavaClass type, JavaField field) {
        return type.getName() + " field " + field.getName() + " "
                + field.getRawType().getName();
    }

    private static String parameters(java.util.List<JavaClass> types) {
        return types.stream().map(JavaClass::getName).collect(Collectors.joining(", "));
    }
}
