package io.polyclerk.core.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.fake.Chat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncedPhotoTest {

    private final Chat chat = new Chat();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'll send you a picture",
                "can i send photos?",
                "photo coming",
                "图发你",
                "我发张图给你",
                "可以發照片嗎",
                "vou mandar uma foto",
                "te mando la foto",
                "je vous envoie une photo",
                "ich schick gleich ein Foto",
                "写真を送ってもいいですか",
                "사진 보낼게요",
                "сейчас скину фото",
                "هبعتلك صورة",
                "เดี๋ยวส่งรูปให้นะ",
                "để mình gửi ảnh nha",
                "saya kirim fotonya ya",
                "fotoğraf atayım mı",
                "फोटो भेज रहा हूं"
            })
    void whoAnnouncesAPhotoIsToldThatItMayBeSentNow(String text) {
        chat.say("hello");
        assertThat(chat.say(text))
                .containsAnyOf(
                        "right here",
                        "直接发",
                        "直接發",
                        "aqui mesmo",
                        "aquí mismo",
                        "ici même",
                        "direkt hier",
                        "こちらに",
                        "여기로",
                        "сюда",
                        "هنا",
                        "ที่นี่",
                        "ngay tại đây",
                        "langsung di sini",
                        "buraya",
                        "यहीं");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "can you send me a photo of the mug",
                "did you get my photo?",
                "I sent you a picture yesterday",
                "the picture on your page shows a blue one",
                "你们有实物图吗",
                "¿tienen fotos del bolso?",
                "haben Sie ein Foto von der Rückseite?"
            })
    void otherTalkOfPhotosIsNoAnnouncement(String text) {
        chat.say("hello");
        assertThat(chat.say(text)).doesNotContain("right here", "直接发", "aquí mismo", "direkt hier");
    }

    @Test
    void whatIsWrongIsAskedAboutToo() {
        assertThat(chat.say("I want to return something that arrived broken, I'll send you a picture"))
                .contains("noted")
                .contains("right here");
    }

    @Test
    void theProofThatWasAskedForIsStillAwaited() {
        chat.say("where is 1001");
        chat.say("i'll send you a photo");
        assertThat(chat.say("mei.lin@mail.example")).contains("1001");
    }
}
