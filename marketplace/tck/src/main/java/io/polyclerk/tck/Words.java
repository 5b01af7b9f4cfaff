package io.polyclerk.tck;

import java.util.List;

/** Texts that adapters have been seen to spoil. */
final class Words {

    /** Seven scripts, emoji of several code points, quotes, line ends, marks of direction, and what formats or escapes. */
    static final List<String> HARD = List.of(
            "Where is my order?",
            "我的订单到哪了？",
            "أين طلبي رقم ١٠٠١؟",
            "Где мой заказ №5",
            "注文はどこ",
            "주문 어디 있어요",
            "मेरा ऑर्डर कहाँ है",
            "สั่งของไปแล้ว",
            "😀 👩‍👩‍👧 🇧🇷 👍🏽",
            "he said \"no\" and 'never' \\ /",
            "first line\nsecond line\n\nlast",
            "*bold* _it_ `code` <b>tag</b> &amp; [x](y) ~~z~~",
            "{{0}} ${x} %s %d {1}",
            "abc\u202Edef\u202C \u200Fmixed\u200E",
            "e\u0301 and \u00e9");

    private Words() {}
}
