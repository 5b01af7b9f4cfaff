package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Proves that the kit can fail: plants faults in an adapter that passes it, one at a time, and demands that the group that is
 * responsible finds each.
 */
public abstract class PlantedFaultsTck {

    /** The kit of the adapter, which passes without a fault. */
    protected abstract Class<? extends ChannelAdapterTck> kit();

    /** Names of faults that this adapter cannot have, such as one in a handshake that its platform does not know. */
    protected Set<String> impossible() {
        return Set.of();
    }

    @TestFactory
    final Stream<DynamicTest> everyPlantedFaultIsFound() {
        return PlantedFault.all().stream()
                .filter(fault -> !impossible().contains(fault.name()))
                .map(fault -> DynamicTest.dynamicTest(
                        fault.toString(),
                        () -> assertThat(failuresWith(fault))
                                .as("tests of group " + fault.group() + " that fail")
                                .isPositive()));
    }

    @Test
    final void whatIsCalledImpossibleExists() {
        assertThat(PlantedFault.all().stream().map(PlantedFault::name)).containsAll(impossible());
    }

    private long failuresWith(PlantedFault fault) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(testsOf(fault.group()))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        Launcher launcher = LauncherFactory.create();
        fault.during(() -> launcher.execute(request, summary));
        return summary.getSummary().getTotalFailureCount();
    }

    private List<MethodSelector> testsOf(String group) {
        return Arrays.stream(kit().getMethods())
                .filter(method -> {
                    Group declared = method.getDeclaringClass().getAnnotation(Group.class);
                    return declared != null && declared.value().equals(group) && isTest(method);
                })
                .map(method -> selectMethod(kit(), method))
                .toList();
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class);
    }
}
