package io.feedkit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which module holds which room, and which room may know which. */
class RoomsTest {

    private static final Map<Modules, Set<String>> ROOMS = Map.of(
            Modules.CORE,
                    Set.of("product", "problem", "batch", "catalog", "feed", "location", "export", "stock", "order"),
            Modules.DSL, Set.of("rules"),
            Modules.CHANNELS, Set.of("channel", "taxonomy", "marketplace", "shop"));

    @ParameterizedTest
    @EnumSource
    void everyRoomIsInItsModule(Modules module) {
        assertThat(rooms(module)).isSubsetOf(ROOMS.get(module));
    }

    @Test
    void theCoreKnowsNeitherRulesNorChannels() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packagesOf(Modules.DSL, Modules.CHANNELS))
                .check(Modules.CORE.classes());
    }

    @Test
    void theRuleLanguageDoesNotKnowChannels() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packagesOf(Modules.CHANNELS))
                .check(Modules.DSL.classes());
    }

    @Test
    void problemsKnowNoOtherRoom() {
        noClasses()
                .that()
                .resideInAPackage("io.feedkit.problem..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.feedkit..")
                        .and(JavaClass.Predicates.resideOutsideOfPackage("io.feedkit.problem..")))
                .check(Modules.all());
    }

    @Test
    void productsKnowOnlyProblems() {
        noClasses()
                .that()
                .resideInAPackage("io.feedkit.product..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.feedkit..")
                        .and(JavaClass.Predicates.resideOutsideOfPackages(
                                "io.feedkit.problem..", "io.feedkit.product..")))
                .check(Modules.all());
    }

    @Test
    void noRoomsKnowEachOtherInACircle() {
        slices().matching("io.feedkit.(*)..").should().beFreeOfCycles().check(Modules.all());
    }

    @Test
    void noPackagesKnowEachOtherInACircle() {
        // A front door opens onto the rooms behind it, and they speak its words; any other circle is a mistake.
        slices().matching("io.feedkit.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(in("io.feedkit.export"), in("io.feedkit.export.."))
                .ignoreDependency(in("io.feedkit.rules"), in("io.feedkit.rules.."))
                .ignoreDependency(in("io.feedkit.channel"), in("io.feedkit.channel.."))
                .check(Modules.all());
    }

    private static DescribedPredicate<JavaClass> in(String packages) {
        return JavaClass.Predicates.resideInAPackage(packages);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = Modules.all().stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .map(room -> room.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked)
                .as("packages without a package-info.java that says @NullMarked")
                .isEmpty();
    }

    private static Set<String> rooms(Modules module) {
        return module.classes().stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("io.feedkit."))
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String[] packagesOf(Modules... modules) {
        return Set.of(modules).stream()
                .flatMap(module -> ROOMS.get(module).stream())
                .map(room -> "io.feedkit." + room + "..")
                .toArray(String[]::new);
    }
}
