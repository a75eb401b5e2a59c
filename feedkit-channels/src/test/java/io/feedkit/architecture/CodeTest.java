package io.feedkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What makes results depend on a machine, a day or a rounding error is not in the library. */
@Tag("slow")
class CodeTest {

    private static final String[] EXACT_ROOMS = {
        "io.feedkit.product..", "io.feedkit.rules..", "io.feedkit.export..", "io.feedkit.stock..", "io.feedkit.order.."
    };

    private static final DescribedPredicate<JavaClass> FLOATING = describe(
            "floating-point numbers",
            type -> Set.of("double", "float", "java.lang.Double", "java.lang.Float", "java.util.OptionalDouble")
                    .contains(baseName(type)));

    private static final DescribedPredicate<JavaClass> OPTIONAL = describe(
            "Optional",
            type -> Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class).stream()
                    .anyMatch(type::isEquivalentTo));

    /** What ANTLR generates follows ANTLR's rules. */
    private static final DescribedPredicate<JavaClass> HAND_WRITTEN = describe(
            "written by hand",
            type -> Set.of(
                            "org.antlr.v4.runtime.Lexer",
                            "org.antlr.v4.runtime.Parser",
                            "org.antlr.v4.runtime.ParserRuleContext")
                    .stream()
                    .noneMatch(type::isAssignableTo));

    @Test
    void nothingIsWrittenToTheStandardStreams() {
        noClasses().should(ACCESS_STANDARD_STREAMS).check(Modules.all());
    }

    /** {@code Export.of} alone starts with the machine's clock, so that ten lines are enough; its caller can give another. */
    @Test
    void theClockIsAnInput() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.feedkit.export.Export")
                .should()
                .callMethodWhere(describe("the machine's clock is read", CodeTest::readsTheClock))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Date.class, Calendar.class)
                .check(Modules.all());
    }

    @Test
    void localeTimeZoneAndCharsetAreSaid() {
        noClasses()
                .that(HAND_WRITTEN)
                .should()
                .callMethod(Locale.class, "getDefault")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(TimeZone.class, "getDefault")
                .orShould()
                .callMethod(Charset.class, "defaultCharset")
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "getBytes")
                .orShould()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callConstructor(String.class, byte[].class)
                .orShould()
                .callConstructor(String.class, byte[].class, int.class, int.class)
                .check(Modules.all());
    }

    @Test
    void noFloatingPointIsNearMoneyQuantityOrPercent() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(EXACT_ROOMS)
                .should()
                .haveRawType(FLOATING)
                .allowEmptyShould(true)
                .check(Modules.all());
        noCodeUnits()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(EXACT_ROOMS)
                .should()
                .haveRawReturnType(FLOATING)
                .orShould(takeAnyOf(FLOATING))
                .check(Modules.all());
    }

    @Test
    void optionalIsReturnedAndNeverTaken() {
        noFields().should().haveRawType(OPTIONAL).check(Modules.all());
        noCodeUnits().that().areNotPrivate().should(takeAnyOf(OPTIONAL)).check(Modules.all());
    }

    @Test
    void nothingStaticCanBeReplaced() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(HAND_WRITTEN)
                .should()
                .beFinal()
                .allowEmptyShould(true)
                .check(Modules.all());
    }

    @Test
    void classesAreNamedAfterWhatTheyAre() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Impl")
                .check(Modules.all());
    }

    /** Every {@code now()} of {@code java.time} that takes no clock, and the older ways to ask. */
    private static boolean readsTheClock(JavaAccess<?> call) {
        JavaClass asked = call.getTargetOwner();
        boolean now =
                asked.getPackageName().startsWith("java.time") && call.getName().equals("now") && takesNoClock(call);
        boolean systemClock = asked.isEquivalentTo(Clock.class)
                && (call.getName().startsWith("system") || call.getName().startsWith("tick"));
        return now
                || systemClock
                || asked.isEquivalentTo(System.class) && call.getName().equals("currentTimeMillis");
    }

    private static boolean takesNoClock(JavaAccess<?> call) {
        return call.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget target
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static ArchCondition<JavaCodeUnit> takeAnyOf(DescribedPredicate<JavaClass> unwanted) {
        return new ArchCondition<>("take " + unwanted.getDescription()) {
            @Override
            public void check(JavaCodeUnit code, ConditionEvents events) {
                List<JavaClass> parameters = code.getRawParameterTypes();
                boolean takes = parameters.stream().anyMatch(unwanted);
                events.add(new SimpleConditionEvent(
                        code, takes, code.getDescription() + " takes " + unwanted.getDescription()));
            }
        };
    }

    private static String baseName(JavaClass type) {
        return type.isArray() ? type.getBaseComponentType().getName() : type.getName();
    }
}
