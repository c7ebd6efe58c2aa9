package dev.interlace.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrows between the modules, and the habits that the house style forbids. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.interlace");

    @Test
    void spiUsesNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("dev.interlace.spi..")
                .should()
                .dependOnClassesThat(ours().and(outside("dev.interlace.spi")))
                .because("plugin authors compile against spi alone")
                .check(OURS);
    }

    @Test
    void learnUsesSpiAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.interlace.learn..")
                .should()
                .dependOnClassesThat(ours().and(outside("dev.interlace.learn")).and(outside("dev.interlace.spi")))
                .check(OURS);
    }

    @Test
    void learnHasFourFloors() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.interlace.learn..")
                .layer("loops")
                .definedBy("dev.interlace.learn.loops")
                .layer("tape")
                .definedBy("dev.interlace.learn.tape")
                .layer("training")
                .definedBy("dev.interlace.learn.training")
                .layer("networks")
                .definedBy("dev.interlace.learn.networks")
                .whereLayer("networks")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("training")
                .mayOnlyBeAccessedByLayers("networks")
                .whereLayer("tape")
                .mayOnlyBeAccessedByLayers("training", "networks")
                .ensureAllClassesAreContainedInArchitectureIgnoring(outside("dev.interlace.learn"))
                .because("arrows point downward")
                .check(OURS);
    }

    @Test
    void onlyLearnUsesItsLoops() {
        noClasses()
                .that(outside("dev.interlace.learn"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.interlace.learn.loops..")
                .because("the loops are internal; Host and MatrixProduct are for everybody")
                .check(OURS);
    }

    @Test
    void outsideLearnNobodyReadsTensorsElementByElement() {
        noClasses()
                .that(outside("dev.interlace.learn"))
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "reads or writes a tensor element by element",
                        call -> call.getTargetOwner().isAssignableTo(INDArray.class)
                                && List.of("getDouble", "getFloat", "getInt", "getLong", "getNumber", "putScalar")
                                        .contains(call.getTarget().getName())))
                .because("each such call crosses to the backend; Host copies whole arrays")
                .check(OURS);
    }

    @Test
    void jupyterKnowsNoTensorsAndNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("dev.interlace.jupyter..")
                .should()
                .dependOnClassesThat(ours().and(outside("dev.interlace.jupyter")))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.tribuo..", "tech.tablesaw..")
                .check(OURS);
    }

    @Test
    void mavenUsesOfOursOnlyTheKernelsCore() {
        noClasses()
                .that()
                .resideInAPackage("dev.interlace.maven..")
                .should()
                .dependOnClassesThat(ours().and(outside("dev.interlace.maven")).and(outside("dev.interlace.jupyter")))
                .check(OURS);
    }

    @Test
    void onlyMimaKnowsMavensClasses() {
        noClasses()
                .that(ours().and(outside("dev.interlace.maven.mima")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..", "eu.maveniverse..")
                .because("its loader alone finds them")
                .check(OURS);
    }

    @Test
    void pluginsUseSpiAndLearnAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.interlace.plugins..")
                .should()
                .dependOnClassesThat(ours().and(outside("dev.interlace.plugins"))
                        .and(outside("dev.interlace.spi"))
                        .and(outside("dev.interlace.learn")))
                .because("a built-in plugin has no more than a third party's")
                .check(OURS);
    }

    @Test
    void theRuntimeUsesSpiAndLearnAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.interlace.runtime..")
                .should()
                .dependOnClassesThat(ours().and(outside("dev.interlace.runtime"))
                        .and(outside("dev.interlace.spi"))
                        .and(outside("dev.interlace.learn")))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.jshell..", "org.zeromq..", "org.tribuo..", "tech.tablesaw..")
                .because("a plain program loads a pipeline without a notebook")
                .check(OURS);
    }

    @Test
    void corruptionsUseSpiAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.interlace.plugins.corruptions..")
                .should()
                .dependOnClassesThat(
                        ours().and(outside("dev.interlace.plugins.corruptions")).and(outside("dev.interlace.spi")))
                .because("damaging data learns nothing")
                .check(OURS);
    }

    @Test
    void noPluginUsesAnother() {
        slices().matching("dev.interlace.plugins.(*)..")
                .should()
                .notDependOnEachOther()
                .check(OURS);
    }

    @Test
    void theWorkbenchUsesOfTheKernelTheDisplayTheCompletionAndTheWidgetsAndItsMagicsTheMagics() {
        noClasses()
                .that()
                .resideInAPackage("dev.interlace.workbench.magics..")
                .should()
                .dependOnClassesThat(
                        ours().and(outside("dev.interlace.workbench")).and(outside("dev.interlace.jupyter.magic")))
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("dev.interlace.workbench..")
                .and()
                .resideOutsideOfPackage("dev.interlace.workbench.magics..")
                .and()
                .resideOutsideOfPackage("dev.interlace.workbench.author..") // reads the cells that it writes down
                .should()
                .dependOnClassesThat(ours().and(outside("dev.interlace.workbench"))
                        .and(outside("dev.interlace.spi"))
                        .and(outside("dev.interlace.learn"))
                        .and(outside("dev.interlace.runtime"))
                        .and(outside("dev.interlace.jupyter.display"))
                        .and(outside("dev.interlace.jupyter.completion"))
                        .and(outside("dev.interlace.jupyter.widgets"))
                        .and(notCatalogueLoader()))
                .check(OURS);
    }

    @Test
    void theRoomsOfTheWorkbenchHaveNoCircles() {
        slices().matching("dev.interlace.workbench.(*)..")
                .should()
                .beFreeOfCycles()
                .because("each room is read without the ones above it")
                .check(OURS);
    }

    @Test
    void noRoomOfTheWorkbenchUsesTheLabButTheExperimentsAndTheMagics() {
        noClasses()
                .that()
                .resideInAPackage("dev.interlace.workbench.*..")
                .and()
                .resideOutsideOfPackages("dev.interlace.workbench.experiments..", "dev.interlace.workbench.magics..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.interlace.workbench")
                .because("the lab is the table of contents of its rooms")
                .check(OURS);
    }

    @Test
    void theSessionOfANotebookKnowsNoMagic() {
        noClasses()
                .that()
                .haveNameMatching("dev\\.interlace\\.jupyter\\.NotebookSession(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.interlace.jupyter.magic..")
                .because("a magic is given the session that runs it")
                .check(OURS);
    }

    @Test
    void nobodyUsesTheApplication() {
        noClasses()
                .that(ours().and(outside("dev.interlace.app")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.interlace.app..")
                .check(OURS);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.interlace.app.Console")
                .and()
                .doNotHaveFullyQualifiedName("dev.interlace.jupyter.display.Captured")
                .and()
                .doNotHaveFullyQualifiedName("dev.interlace.jupyter.engine.TraceGuard")
                .and()
                .haveNameNotMatching("dev\\.interlace\\.testkit\\.Traces.*")
                .and()
                .resideOutsideOfPackage("dev.interlace.jupyter.server..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .because("libraries return what they have to say; the kernel's server and the contract that catches"
                        + " prints of plugins redirect the streams, and what stands in for a print of the cell's"
                        + " own prints where that would")
                .check(OURS);
    }

    @Test
    void noTypeIsCalledAfterWhatEverythingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .because("a name says what a thing is")
                .check(OURS);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that(writtenByHand().and(isStatic()).and(notOfTheInterrupt()))
                .should()
                .beFinal()
                .because("global state makes two labs in one kernel disturb each other")
                .check(OURS);
    }

    @Test
    void classesAreFinalOrMeantToBeExtended() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould(haveSubclasses())
                .check(OURS);
    }

    private static DescribedPredicate<JavaClass> ours() {
        return JavaClass.Predicates.resideInAPackage("dev.interlace..");
    }

    // the loader of plugins is one of the kernel's
    /** How the catalogue loads jars and looks at what is in them without being held up. */
    private static final Set<String> CATALOGUE_LOADS_BY = Set.of(
            "dev.interlace.jupyter.engine.WovenLoader",
            "dev.interlace.jupyter.engine.GuardedRun",
            "dev.interlace.jupyter.engine.CellInterruptedError");

    private static DescribedPredicate<JavaClass> notCatalogueLoader() {
        return DescribedPredicate.describe(
                "are no loader of jars",
                type -> !type.getPackageName().equals("dev.interlace.jupyter.jars")
                        && !CATALOGUE_LOADS_BY.contains(type.getName().replaceFirst("\\$.*", "")));
    }

    private static DescribedPredicate<JavaClass> outside(String name) {
        return JavaClass.Predicates.resideOutsideOfPackage(name + "..");
    }

    private static DescribedPredicate<JavaField> writtenByHand() {
        return DescribedPredicate.describe(
                "are written by hand", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    /**
     * Woven code asks on every jump back whether to stop, and can ask nothing but a static field; a process has one
     * kernel.
     */
    private static DescribedPredicate<JavaField> notOfTheInterrupt() {
        return DescribedPredicate.describe(
                "are not what an interrupt sets",
                field -> !field.getFullName().equals("dev.interlace.jupyter.engine.StopCheck.stopping")
                        && !field.getFullName().equals("dev.interlace.jupyter.display.CurrentCell.running"));
    }

    private static DescribedPredicate<JavaField> isStatic() {
        return DescribedPredicate.describe(
                "are static", field -> field.getModifiers().contains(JavaModifier.STATIC));
    }

    private static ArchCondition<JavaClass> haveSubclasses() {
        return new ArchCondition<>("have subclasses") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type, !type.getSubclasses().isEmpty(), type.getName() + " is neither final nor extended"));
            }
        };
    }
}
