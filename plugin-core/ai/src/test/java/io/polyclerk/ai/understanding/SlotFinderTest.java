package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.understanding.FoundSlot;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotFinderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | where is order 1001? | orderNumber=1001",
                "en | Where's #1001 | orderNumber=1001",
                "en | my order number is W1234567 thanks | orderNumber=W1234567",
                "en | where are orders 1001 and 1002? | orderNumber=1001;orderNumber=1002",
                "en | orders 10012,10013 please | orderNumber=10012;orderNumber=10013",
                "fr | commandes #1001/#1002 | orderNumber=1001;orderNumber=1002",
                "es | pedidos 1001/1002 sin llegar | orderNumber=1001;orderNumber=1002",
                "zh | 订单1001、1002到哪了 | orderNumber=1001;orderNumber=1002",
                "en | order no. ab-1234-5678 | orderNumber=AB-1234-5678",
                "en | order one zero zero one | orderNumber=1001",
                "en | it is double five one two | orderNumber=5512",
                "en | order １００１ | orderNumber=1001",
                "en | order ١٠٠١ please | orderNumber=1001",
                "en | cancel order 67 please | orderNumber=67",
                "de | Bestellung 67 stornieren | orderNumber=67",
                "zh | 订单67到哪里了 | orderNumber=67",
                "en | I want 12 of these in my order | quantity=12",
                "en | 100234 hasn't come | orderNumber=100234",
                "en | mail me at Ann.Lee+x@Mail.Example. | email=ann.lee+x@mail.example",
                "en | call me on +44 7700 900115 | phone=+447700900115",
                "en | my phone is (202) 555-0143 | phone=+12025550143",
                "en | tracking number 1Z999AA10123456784 | trackingNumber=1Z999AA10123456784",
                "en | parcel RR123456785GB still stuck | trackingNumber=RR123456785GB",
                "en | tracking 9400111899223100001234 no update | trackingNumber=9400111899223100001234",
                "en | I need 3 pairs in size 42 | quantity=3;size=42",
                "en | can I get two bottles | quantity=2",
                "en | x2 please | quantity=2",
                "en | I ordered 2 shirts in red, size XL | quantity=2;colour=red;size=XL",
                "en | I was charged $49.90 twice | amount=49.90",
                "en | 20 euros off? | amount=20",
                "en | ordered on 12/05/2026 | date=12/05/2026",
                "en | order 53…? 60311 | orderNumber=60311",
                "en | order 1001... please | orderNumber=1001",
                "en | order 10... sorry, 1003 | orderNumber=1003",
                "zh | 北京市朝阳区建国路88号 100022 | address=北京市朝阳区建国路88号;postcode=100022",
                "zh | 100022 北京市朝阳区建国路88号 | postcode=100022;address=北京市朝阳区建国路88号",
                "zh | 订单1037改到北京市朝阳区建国路88号，100022 | orderNumber=1037;address=北京市朝阳区建国路88号;postcode=100022",
                "es | Calle Mayor 12, Madrid 28013 | address=Calle Mayor 12;postcode=28013",
                "es | Calle Mayor 12, pedido 28013 | address=Calle Mayor 12;orderNumber=28013",
                "de | Lindenweg 3a, 10115 Berlin | address=Lindenweg 3a;postcode=10115",
                "ko | 서울시 강남구 테헤란로 12 06236 | address=서울시 강남구 테헤란로 12;postcode=06236",
                "en | waiting for 3 weeks |",
                "en | iphone 15 case in stock? |",
                "en | since 2024 I shop here |",
                "en | is the 100 ml bottle available |",
                "zh | 订单号1001到哪了 | orderNumber=1001",
                "zh | 订单号：２０２６１１０１ | orderNumber=20261101",
                "zh | 订单一零零一 | orderNumber=1001",
                "zh | 我的手机号13812345678 | phone=+8613812345678",
                "zh | 快递单号SF1234567890123怎么没动 | trackingNumber=SF1234567890123",
                "zh | 我要3件黑色的 | quantity=3;colour=black",
                "zh | 买了两件 | quantity=2",
                "zh | 等了三天了 |",
                "en | send me 6 of the blue mugs | quantity=6;colour=blue",
                "en | half a dozen will do | quantity=6",
                "en | two orders, 4471 and 4480 | orderNumber=4471;orderNumber=4480",
                "en | waited 40 mins |",
                "en | 3 boxes to my house | quantity=3",
                "en | deliver to 48 Mill Lane | address=48 Mill Lane",
                "en | paid on the 5th December | date=5th december",
                "fr | 2 en taille XS | quantity=2;size=XS",
                "fr | mon 06.98.76.54.32 | phone=+33698765432",
                "fr | 48 rue des Lilas | address=48 rue des Lilas",
                "zh | 手機0912-345-678 | phone=+886912345678",
                "zh | 两个订单 4471 和 4480 | orderNumber=4471;orderNumber=4480",
                "ko | 주문번호 오공삼칠이요 | orderNumber=5037",
                "th | เคอรี่ KEX1234567890 | trackingNumber=KEX1234567890",
                "id | utang 185rb | amount=185rb",
                "tr | Lale Sokak No: 48 | address=Lale Sokak No: 48",
                "de | noch zwei kerzen | quantity=2",
                "en | add two more candles | quantity=2",
                "en | i have two days |",
                "ar | زيدوا شمعتين | quantity=2",
                "ja | 星4つ |",
                "hi | ऑर्डर 71092 निकला क्या | orderNumber=71092",
                "es | seguimiento seur 1234567890123 | trackingNumber=1234567890123",
                "zh | 邮箱mei@mail.example | email=mei@mail.example",
                "en | two hooks please | quantity=2",
                "en | two people asked |",
                "en | is it 25 x 40 cm |",
                "en | a pair of grey mittens | quantity=1;colour=grey",
                "pt | tem 39? |",
                "pt | tem quatro pratos? | quantity=4",
                "de | habt ihr zwölf teller? | quantity=12",
                "ru | есть 38? |",
                "ru | пару дней |",
                "ar | اعطني صحنين | quantity=2",
                "ar | انتظر يومين |",
                "zh | 台灯要4盏 | quantity=4",
                "vi | 7 giờ 30 mình ghé |",
                "vi | 120k hôm qua | amount=120k;date=hôm qua",
                "tr | on iki tabak lazım | quantity=12",
                "th | ใส่เบอร์ 37 | size=37",
                "ko | 한 켤레만요 | quantity=1"
            })
    void detailsAreFound(String language, String text, String expected) {
        assertThat(found(language, text)).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void placesPointIntoTheOriginalText() {
        String text = "order １００１ for Ann@Mail.Example";
        for (FoundSlot slot : SlotFinder.of("en").find(text)) {
            assertThat(text.substring(slot.start(), slot.end())).isNotBlank();
        }
        assertThat(SlotFinder.of("en").find(text))
                .extracting(slot -> text.substring(slot.start(), slot.end()))
                .containsExactly("１００１", "Ann@Mail.Example");
    }

    private static String found(String language, String text) {
        List<FoundSlot> slots = SlotFinder.of(language).find(text);
        return slots.stream()
                .map(slot -> slot.slot().wireName() + "=" + slot.value())
                .collect(Collectors.joining(";"));
    }
}
