package io.polyclerk.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.FakeStore;
import io.polyclerk.spi.message.Sender;
import io.polyclerk.spi.store.Address;
import io.polyclerk.spi.store.Customer;
import io.polyclerk.spi.store.Order;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(ProofClaims.isIn(text, "1001", true)).isFalse();
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
        assertThat(ProofClaims.isIn(text, "1001", true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3ayez arga3 el sa3a 1001", "ana mesh 3aref 7aga 3an order 1001", "my mp3 player of order 1001"})
    void aDigitWithinAWordIsNoProof(String text) {
        assertThat(ProofClaims.isIn(text, "1001", false)).isFalse();
        assertThat(ProofClaims.isIn(text, "1001", true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"where is 1001, I paid 139", "order 1001 of 2025", "1001: 12 boxes"})
    void aNumberBesideAWishIsNoProofUnlessItWasAskedFor(String text) {
        assertThat(ProofClaims.isIn(text, "1001", false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where is 1001, 10115",
                "1001 HM12",
                "1001, 1234 AB",
                "1001 +49 30 123456",
                "1001 me@mail.example"
            })
    void aProofBesideAWishIsOne(String text) {
        assertThat(ProofClaims.isIn(text, "1001", false)).isTrue();
    }

    @Test
    void theOrderNumberIsNeverItsOwnPostcode() {
        Order dutch = FakeStore.order("3", "1001", "a@mail.example", "+31 6 12345678", "1001", "c");
        assertThat(ProofMatcher.provenByWords("#1001", "1001", dutch)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "cust-1,,true,true",
        "cust-1,,false,false",
        "cust-2,,true,false",
        ",+447700900115,true,true",
        ",+447700900115,false,true",
        "cust-2,07700 900115,true,true",
        ",+447700900116,true,false",
        ",,true,false"
    })
    void aPlatformVouchesForACustomerOfThisStoreOrForThePhoneOfTheOrder(
            @Nullable String customer, @Nullable String phone, boolean ofThisStore, boolean proven) {
        Sender sender = new Sender("s", null, null, phone, customer);
        assertThat(ProofMatcher.provenByPlatform(sender, order, ofThisStore)).isEqualTo(proven);
    }

    @Test
    void anOrderOfAGuestIsNobodysByTheirCustomerId() {
        Order guest = of(null, null, "+49 30 1234567", "10115");
        assertThat(ProofMatcher.provenByPlatform(new Sender("s", null, null, null, "cust-1"), guest, true))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a@x.example mei.lin@mail.example,true",
        "a@x.example b@x.example mei.lin@mail.example,false",
        "@shop @bot mei.lin@mail.example,true",
        "1 2 3 4 5 6 07700900115,true",
        "1 2 3 4 5 6 7 07700900115,false",
        "1 x 2 x SW1A1AA,true",
        "1 x 2 x 3 x SW1A1AA,false"
    })
    void whoListsManyIsGuessing(String text, boolean proven) {
        assertThat(ProofMatcher.provenByWords(text, "9999", order)).isEqualTo(proven);
    }

    @ParameterizedTest
    @CsvSource({"12345678,true", "012345678,true", "1234567,false", "x12345678,false", "12345678x,false"})
    void aPhoneNumberHasEightDigitsAndNoLetters(String text, boolean proven) {
        assertThat(ProofMatcher.provenByWords(text, "9999", of(null, null, "+354 1234 5678", "101")))
                .isEqualTo(proven);
    }

    @Test
    void thePhoneOfAnAddressIsAsGoodAsTheCustomers() {
        Order guest = of(null, null, "+49 30 1234567", "10115");
        assertThat(ProofMatcher.provenByWords("030 1234567", "9999", guest)).isTrue();
        assertThat(ProofMatcher.provenByWords("030 1234568", "9999", guest)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"101,101,true", "10,10,false", "101,102,false"})
    void aPostcodeHasThreeCharactersAtLeast(String held, String given, boolean proven) {
        assertThat(ProofMatcher.provenByWords(given, "9999", of(null, null, null, held)))
                .isEqualTo(proven);
    }

    @Test
    void anAddressOfMailIsTheSameInCapitalsFromAToZ() {
        Order order = of("az@mail.example", null, null, null);
        assertThat(ProofMatcher.provenByWords("AZ@MAIL.EXAMPLE", "9999", order)).isTrue();
        assertThat(ProofMatcher.provenByWords("AZ@MAİL.EXAMPLE", "9999", order)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"101,true", "10,false", "@shop,false", "a@b,true"})
    void threeCharactersOrAnAddressOfMailMayBeProof(String text, boolean claim) {
        assertThat(ProofClaims.isIn(text, "9999", true)).isEqualTo(claim);
    }

    /** An order that holds just this; the phone stands in the address of delivery. */
    private static Order of(
            @Nullable String email, @Nullable String customer, @Nullable String phone, @Nullable String postcode) {
        Order base = FakeStore.order("1", "1001", "", "", "", "");
        return new Order(
                base.id(),
                base.number(),
                base.revision(),
                base.status(),
                base.payment(),
                base.placedAt(),
                base.updatedAt(),
                base.total(),
                base.lines(),
                new Customer(customer, "Secret Name", email, null),
                null,
                new Address("Secret Name", "12 Secret Street", null, "Secretville", null, postcode, "GB", phone),
                base.shipments(),
                base.refunds(),
                base.returns(),
                null,
                null);
    }
}
