package io.polyclerk.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.spi.store.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofMatcherTest {

    private final Order order =
            FakeStore.order("1", "1001", "mei.lin@mail.example", "+44 7700 900115", "SW1A 1AA", "cust-1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mei.lin@mail.example",
                "my mail is Mei.Lin@Mail.Example.",
                "邮箱：mei.lin@mail.example，谢谢",
                "邮编SW1A 1AA谢谢",
                "+447700900115",
                "07700 900115",
                "0044 7700 900 115",
                "(0)7700-900115",
                "sw1a1aa",
                "postcode SW1A 1AA",
                "1001 SW1A-1AA",
                "٠٧٧٠٠٩٠٠١١٥"
            })
    void whatTheStoreHoldsIsProof(String text) {
        assertThat(ProofMatcher.provenByWords(text, "1001", order)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1001",
                "#1001",
                "@mail.example",
                "mei.lin@mail.example.evil.test",
                "xmei.lin@mail.example",
                "900115",
                "SW1A",
                "1AA",
                "SW1A1AAX",
                "Mei Lin",
                "mei.lin",
                "0000000000"
            })
    void whatIsOnlyNearIsNoProof(String text) {
        assertThat(ProofMatcher.provenByWords(text, "1001", order)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I have been waiting for 3 weeks, where the hell is order 1001",
                "ordered 2 days ago",
                "it was 139.00",
                "€139",
                "on 24.11.2026",
                "bought 2026-11-24",
                "1001 in 10 days",
                "等了3个星期了"
            })
    void whatCannotBeMeantAsProofIsNotTakenForIt(String text) {
        assertThat(ProofMatcher.holdsClaim(text, "1001")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SW1A 1AA",
                "E1 6AN",
                "10115",
                "1 0 1 1 5",
                "06 12 34 56 78",
                "06.12.34.56.78",
                "a@b.example",
                "٠٧٧٠٠",
                "K1A 0B1"
            })
    void whatMayBeMeantAsProofIs(String text) {
        assertThat(ProofMatcher.holdsClaim(text, "1001")).isTrue();
    }

    @Test
    void theOrderNumberIsNeverItsOwnPostcode() {
        Order dutch = FakeStore.order("3", "1001", "a@mail.example", "+31 6 12345678", "1001", "c");
        assertThat(ProofMatcher.provenByWords("#1001", "1001", dutch)).isFalse();
    }
}
