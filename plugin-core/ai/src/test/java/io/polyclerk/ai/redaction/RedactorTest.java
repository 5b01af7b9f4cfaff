package io.polyclerk.ai.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.ai.understanding.LocalInterpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactorTest {

    private static final Redactor REDACTOR = new Redactor(new LocalInterpreter());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to ann.lee@mail.example please | write to [email] please",
                "my card 4111 1111 1111 1111 was declined | my card [card] was declined",
                "IBAN DE89 3704 0044 0532 0130 00 is mine | IBAN [iban] is mine",
                "call +44 7700 900115 | call [phone]",
                "my password is hunter2! | my password is [secret]",
                "cvv: 123 | cvv: [secret]",
                "ssn 123-45-6789 ok | ssn [national_id] ok",
                "send it to 12 Baker Street instead | send it to [address] instead",
                "我的身份证11010519491231002X | 我的身份证[national_id]",
                "手机13812345678 | 手机[phone]",
                "密码是abc123 | 密码是[secret]",
                "请寄到 上海市浦东新区世纪大道100号 | 请寄到 [address]",
                "bestellt in die Hauptstraße 12 bitte | bestellt in die [address] bitte"
            })
    void personalDataAreMasked(String text, String masked) {
        assertThat(REDACTOR.redact(text).text()).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "where is order 1001",
                "order #4539578763621486",
                "tracking 1Z999AA10123456784",
                "it costs 49.90 EUR",
                "SKU COS-101-200 in stock?",
                "订单号202611010001",
                "the 2026 model has 256 gb"
            })
    void whatAShopNeedsStays(String text) {
        assertThat(REDACTOR.redact(text).text()).isEqualTo(text);
    }

    @Test
    void spansPointIntoTheOriginal() {
        String text = "a ann@mail.example b 4111111111111111";
        assertThat(REDACTOR.redact(text).spans())
                .extracting(span -> text.substring(span.start(), span.end()))
                .containsExactly("ann@mail.example", "4111111111111111");
    }
}
