package io.polyclerk.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopTextTest {

    @Test
    void namesAreWhatAReaderSees() {
        assertThat(ShopText.line("Men&#8217;s <b>Boots</b> &amp; more\n")).isEqualTo("Men’s Boots & more");
    }

    @Test
    void pagesKeepTheirParagraphsAndLoseTheirPrograms() {
        assertThat(
                        ShopText.paragraphs(
                                "<h2>Returns</h2><p>Within 30&nbsp;days.<br>Unworn.</p><ul><li>boots</li></ul><script>alert(1)</script>"))
                .isEqualTo("Returns\nWithin 30 days.\nUnworn.\n• boots");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "/relative", "not an address", "data:text/html,x", "ftp://shop.example/x"
            })
    void onlyAddressesOfPagesAreTaken(String written) {
        assertThat(ShopText.webAddress(written)).isNull();
        assertThat(ShopText.webAddress(null)).isNull();
        assertThat(ShopText.webAddress("https://shop.example/x")).isNotNull();
    }

    @Test
    void onlyTheRightSecretSigns() {
        byte[] body = "{\"id\":727,\"status\":\"processing\"}".getBytes(StandardCharsets.UTF_8);
        String signature = "LvZUOgju7ekgfsyNofEgI6eG086kg6Y0Xx+IyVWgGCg=";
        assertThat(Hmac.isSigned(body, signature, "woo-secret")).isTrue();
        assertThat(Hmac.isSigned(body, signature, "other")).isFalse();
        assertThat(Hmac.isSigned(body, "", "woo-secret")).isFalse();
        assertThat(Hmac.isSigned(body, "no base64!", "woo-secret")).isFalse();
        assertThat(Hmac.isSigned(new byte[0], signature, "woo-secret")).isFalse();
    }
}
