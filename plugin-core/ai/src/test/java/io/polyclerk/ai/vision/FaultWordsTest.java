package io.polyclerk.ai.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyclerk.core.media.PhotoInspector.Box;
import io.polyclerk.core.media.PhotoInspector.Fault;
import io.polyclerk.core.media.PhotoInspector.Outcome.Seen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultWordsTest {

    private final FaultWords words = new FaultWords();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The box arrived crushed | PARCEL_DAMAGE",
                "One screw is missing! | MISSING_PART",
                "this is NOT what I ordered | WRONG_ITEM",
                "快递盒被压扁了 | PARCEL_DAMAGE",
                "少了一个盖子 | MISSING_PART",
                "你们发错颜色了，颜色不对 | WRONG_ITEM",
                "veio sem o carregador | MISSING_PART",
                "Produto errado, pedi azul | WRONG_ITEM",
                "الصندوق وصل مكسور | PARCEL_DAMAGE",
                "falta el cable | MISSING_PART",
                "il manque une vis | MISSING_PART",
                "Falsche Farbe geliefert | WRONG_ITEM",
                "注文と違うものが届きました | WRONG_ITEM",
                "부품이 빠졌어요 | MISSING_PART",
                "прислали не тот размер | WRONG_ITEM",
                "ส่งผิดสีมาค่ะ | WRONG_ITEM",
                "hộp bị móp hết | PARCEL_DAMAGE",
                "barangnya tidak lengkap | MISSING_PART",
                "yanlış beden gelmiş | WRONG_ITEM",
                "गलत सामान भेजा है | WRONG_ITEM",
                "the screen is scratched | SCRATCH",
                "屏幕裂了 | CRACK",
                "tem uma mancha na manga | STAIN",
                "القماش ممزق | TEAR",
                "llegó abollada | DENT",
                "il y a une rayure | SCRATCH",
                "da ist ein Kratzer drauf | SCRATCH",
                "ひびが入っています | CRACK",
                "얼룩이 있어요 | STAIN",
                "на экране трещина | CRACK",
                "มีรอยขีดข่วน | SCRATCH",
                "áo bị rách | TEAR",
                "bajunya bernoda | STAIN",
                "kazak lekeli geldi | STAIN",
                "शर्ट पर दाग है | STAIN",
                "The box was crushed and the lamp is scratched | PARCEL_DAMAGE",
            })
    void theKindIsNamedInEveryLanguage(String said, Fault kind) {
        assertThat(words.named(said)).contains(kind);
    }

    @ParameterizedTest
    @CsvSource({"it is broken", "hello", "where is my order 1001", "我的订单在哪里", "''"})
    void otherWordsNameNoKind(String said) {
        assertThat(words.named(said)).isEqualTo(Optional.empty());
    }

    @Test
    void whatWasSeenWhereItIsStaysWhatItIs() {
        Seen scratch = new Seen(10, 10, null, Fault.SCRATCH, 0.9, List.of(new Box(1, 1, 2, 2, 0.9)), new byte[0]);
        Seen hole = new Seen(10, 10, null, Fault.TEAR, 0.9, List.of(new Box(1, 1, 2, 2, 0.9)), new byte[0]);
        Seen nothing = new Seen(10, 10, null, Fault.UNCLEAR, 0, List.of(), new byte[0]);

        assertThat(words.with(scratch, "wrong colour").fault()).isEqualTo(Fault.SCRATCH);
        assertThat(words.with(hole, "a part is missing")).satisfies(seen -> {
            assertThat(seen.fault()).isEqualTo(Fault.MISSING_PART);
            assertThat(seen.boxes()).hasSize(1);
        });
        assertThat(words.with(nothing, "the box was crushed").fault()).isEqualTo(Fault.PARCEL_DAMAGE);
        assertThat(words.with(nothing, null).fault()).isEqualTo(Fault.UNCLEAR);
    }
}
