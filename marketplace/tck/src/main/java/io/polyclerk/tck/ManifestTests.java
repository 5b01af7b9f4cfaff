package io.polyclerk.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The manifest is valid and says what the code does. */
@Group("M")
interface ManifestTests extends Subject {

    @Test
    default void theManifestFulfilsTheSchema() {
        assertThat(bench().manifest().faults()).isEmpty();
    }

    @Test
    default void theManifestCarriesTheIdOfTheProvider() {
        assertThat(bench().manifest().text("id")).isEqualTo(adapterId());
        assertThat(Bench.provider().id()).isEqualTo(adapterId());
    }

    @Test
    default void everySettingThatTheAdapterIsGivenIsDeclared() {
        assertThat(bench().connection().settings().keySet())
                .isSubsetOf(bench().manifest().settings());
    }

    @Test
    default void everySecretSettingIsGivenToTheKit() {
        assertThat(bench().connection().settings().keySet())
                .as("without them nothing can be said about secrets in logs")
                .containsAll(secretsThatApply());
    }

    /** Secret settings that are used together; all by default, fewer where one kind of connection excludes another. */
    default java.util.Set<String> secretsThatApply() {
        return bench().manifest().settings("secret");
    }
}
