package io.feedkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Libraries stay where they are used, so that each can be replaced and none reaches a host's code. */
@Tag("slow")
class LibrariesTest {

    private static final List<String> HIDDEN = List.of(
            "com.ctc.wstx.",
            "com.github.benmanes.caffeine.",
            "com.google.re2j.",
            "com.jcraft.",
            "javax.xml.stream.",
            "org.antlr.",
            "org.apache.commons.",
            "org.codehaus.stax2.",
            "org.snakeyaml.",
            "tools.jackson.");

    @Test
    void antlrStaysInTheSyntaxRoom() {
        only("io.feedkit.rules.syntax..", "org.antlr..").check(Modules.all());
    }

    @Test
    void jacksonStaysInRoomsNamedJson() {
        only("..json..", "tools.jackson..").check(Modules.all());
    }

    @Test
    void streamingXmlStaysInRoomsNamedXmlAndInWorkbooks() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..xml..", "..xlsx..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.ctc.wstx..", "org.codehaus.stax2..", "javax.xml.stream..")
                .check(Modules.all());
    }

    /** The lookup would find whatever parser the host has, with whatever defaults it has for entities. */
    @Test
    void xmlFactoriesAreNeverLookedUp() {
        DescribedPredicate<JavaClass> factories = are(describe(
                "StAX, DOM, SAX or XSLT factories",
                type -> type.getName().startsWith("javax.xml.")
                        && type.getSimpleName().endsWith("Factory")));
        noClasses()
                .should()
                .callMethodWhere(describe(
                        "an XML factory is looked up",
                        call -> factories.test(call.getTargetOwner())
                                && Set.of("newInstance", "newFactory").contains(call.getName())))
                .check(Modules.all());
    }

    @ParameterizedTest
    @EnumSource
    void noLibraryTypeIsInAPublicSignature(Modules module) {
        Set<String> exported = module.exportedPackages();
        Set<String> leaks = module.classes().stream()
                .filter(type -> exported.contains(type.getPackageName()) && isVisible(type))
                .flatMap(type -> Stream.concat(supertypes(type), members(type)))
                .filter(mention ->
                        HIDDEN.stream().anyMatch(hidden -> mention.type().startsWith(hidden)))
                .map(mention -> mention.where() + " mentions " + mention.type())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(leaks).isEmpty();
    }

    private record Mention(String where, String type) {}

    private static Stream<Mention> supertypes(JavaClass type) {
        return Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
                .map(parent -> new Mention(type.getName(), parent.getName()));
    }

    private static Stream<Mention> members(JavaClass type) {
        return type.getMembers().stream()
                .filter(LibrariesTest::isVisible)
                .flatMap(member -> typesOf(member).map(used -> new Mention(member.getFullName(), used.getName())));
    }

    private static Stream<JavaClass> typesOf(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream();
        }
        JavaCodeUnit code = (JavaCodeUnit) member;
        return Stream.concat(
                code.getReturnType().getAllInvolvedRawTypes().stream(),
                code.getParameterTypes().stream().flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream()));
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(LibrariesTest::isVisible).orElse(true);
    }

    private static ArchRule only(String room, String... library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library);
    }
}
