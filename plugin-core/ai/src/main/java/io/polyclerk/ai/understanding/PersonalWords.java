package io.polyclerk.ai.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds addresses and written-down secrets by the words of a language that go with them. Thread-safe. */
public final class PersonalWords {

    private static final ConcurrentHashMap<String, PersonalWords> WORDS = new ConcurrentHashMap<>();
    private static final String NAME = "[\\p{L}\\p{M}.'’-]+";
    private static final String HAN = "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}";

    private final Pattern secret;
    private final List<Pattern> addresses;

    /** A place in a text. */
    public record Place(int start, int end) {}

    private PersonalWords(String language) {
        List<SlotWords> languages = language.equals("en")
                ? List.of(SlotWords.of("en"))
                : List.of(SlotWords.of(language), SlotWords.of("en"));
        String secrets = Announcements.anyOf(Announcements.all(languages, SlotWords::secret))
                .pattern();
        secret = Pattern.compile("(?:" + secrets
                + ")(?:[\\s:=：是为は]|(?<!\\p{L})(?:is|es|é|ist|est|adalah|là|of|for)(?!\\p{L})|เป็น|คือ|है|هو|هي|에는|는|은){0,8}"
                + "(?<secret>(?=\\S*[\\d!@#$%^&*_])[\\x21-\\x7e]{3,40})");
        List<String> roads = Announcements.all(languages, SlotWords::address);
        String road = Announcements.anyOf(roads).pattern();
        addresses = List.of(
                // 12 Baker Street, flat 4
                Pattern.compile("(?<![\\p{L}\\d])\\d{1,5}[a-z]?,?(?: " + NAME + "){1,4} (?:" + road + ")(?:,? (?:"
                        + road + ")?\\.? ?\\d{1,4}[a-z]?(?![\\d\\p{L}]))?"),
                // 12 bis rue de la Paix
                Pattern.compile(
                        "(?<![\\p{L}\\d])\\d{1,5}[a-z]?,?(?: bis| ter)? (?:" + road + ")(?: " + NAME + "){1,4}"),
                // Calle Mayor 12; Rua das Flores, 123; شارع الملك فهد 12
                Pattern.compile(
                        "(?:" + road + ")[. ]+(?:" + NAME + "[ ,]+){1,6}(?:n[º°o.]? ?)?\\d{1,5}[a-z]?(?![\\d\\p{L}])"),
                // Lale Sokak No: 48
                Pattern.compile("(?<!\\p{L})(?:" + NAME + " ){1,3}(?:" + road
                        + ") (?:no[:.]? ?|№ ?|n[º°] ?|nr\\.? ?)?\\d{1,4}[a-z]?(?![\\d\\p{L}])"),
                // 48 ถนนสุขุมวิท
                Pattern.compile("(?<!\\d)\\d{1,4}(?:/\\d{1,4})? ?(?:ถนน|ถ\\.|ซอย|หมู่บ้าน)\\p{IsThai}{2,30}"),
                // Hauptstraße 12; Lindenweg 3a
                Pattern.compile(
                        "(?<!\\p{L})\\p{L}{3,60}(?:straße|strasse|str\\.|weg|platz|allee|gasse|ring|straat|laan|gatan) ?\\d{1,4}[a-z]?(?![\\d\\p{L}])"),
                // 서울시 강남구 테헤란로 12
                Pattern.compile("\\p{IsHangul}{1,6}(?:특별시|광역시|시|도|구|군) ?(?:\\p{IsHangul}{1,8}(?:시|구|군|읍|면|동) ?){0,3}"
                        + "\\p{IsHangul}{1,12}(?:로|길|동|리) ?\\d{1,5}(?:-\\d{1,4})?(?:번지|호| ?\\d{1,4}[동호층])*+"),
                // 上海市浦东新区世纪大道100号2室; 東京都渋谷区神南1-2-3
                Pattern.compile("[\\p{IsHan}\\p{IsKatakana}]{1,12}(?:省|市|区|區|县|縣|镇|鎮|都|道|府|町|村|路|街|弄|巷)[" + HAN
                        + "\\s]{0,24}\\d{1,5}(?:[-－]\\d{1,4}){0,3}" + "(?:[ ]?(?:号楼|号|號|弄|室|栋|楼|樓|单元|番地|丁目|番|호|번지)[\\d"
                        + HAN + "-]{0,10})*+"));
    }

    /** The words of a language that has a pack. */
    public static PersonalWords of(String language) {
        return WORDS.computeIfAbsent(language, PersonalWords::new);
    }

    /** The text as patterns see it; places in it are places in the original. */
    public static String plain(String text) {
        return PlainText.of(text).plain();
    }

    /** What follows a word such as "password", when it looks like one. */
    public List<Place> secretsIn(String plain) {
        List<Place> places = new ArrayList<>();
        Matcher matcher = secret.matcher(plain);
        while (matcher.find()) {
            places.add(new Place(matcher.start("secret"), matcher.end("secret")));
        }
        return places;
    }

    /** Street with number, in the orders in which they are written. */
    public List<Place> addressesIn(String plain) {
        List<Place> places = new ArrayList<>();
        for (Pattern address : addresses) {
            Matcher matcher = address.matcher(plain);
            while (matcher.find()) {
                places.add(new Place(matcher.start(), matcher.end()));
            }
        }
        return places;
    }
}
