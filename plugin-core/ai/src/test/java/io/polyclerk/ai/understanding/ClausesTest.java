package io.polyclerk.ai.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClausesTest {

    @Test
    void sentencesCommasAndJoiningWordsPartAMessage() {
        assertThat(Clauses.of("Where is my parcel? Send the invoice, and call me back"))
                .containsExactly("Where is my parcel", "Send the invoice", "and call me back");
        assertThat(Clauses.of("cancel it and give me my money")).containsExactly("cancel it", "give me my money");
        assertThat(Clauses.of("je veux un reçu et un échange")).containsExactly("je veux un reçu", "un échange");
    }

    @Test
    void aSpacePartsOnlyWhereWordsAreWrittenWithoutSpaces() {
        assertThat(Clauses.of("有黑色吗 多少钱")).containsExactly("有黑色吗", "多少钱");
        assertThat(Clauses.of("มีสีดำมั้ย กี่บาท")).containsExactly("มีสีดำมั้ย", "กี่บาท");
        assertThat(Clauses.of("검정 있어요")).containsExactly("검정 있어요");
        assertThat(Clauses.of("black or white")).containsExactly("black or white");
    }

    @Test
    void joiningWordsAreSeen() {
        assertThat(Clauses.isJoined("how much is it and do you have it in red")).isTrue();
        assertThat(Clauses.isJoined("how much is the sandwich maker")).isFalse();
    }

    @Test
    void koreanVerbsThatGoOnPartAMessageButWantingIsOneVerb() {
        assertThat(Clauses.of("배송 며칠 걸리고 교환비는 누가 내요")).containsExactly("배송 며칠 걸리고", "교환비는 누가 내요");
        assertThat(Clauses.of("새걸로 바꾸고 싶어요")).containsExactly("새걸로 바꾸고 싶어요");
    }

    @Test
    void japaneseEndingsThatGoOnPartAMessage() {
        assertThat(Clauses.of("まだ届かないんですが領収書もください")).containsExactly("まだ届かないんですが", "領収書もください");
    }

    @Test
    void koreanMayBeCutAfterTwoWords() {
        assertThat(Clauses.places("머그 깨짐 낱개로 있어요")).hasSize(1);
        assertThat(Clauses.places("where is my order now")).isEmpty();
    }
}
