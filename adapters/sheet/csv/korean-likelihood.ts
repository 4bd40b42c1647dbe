/**
 * What names, reasons and notes of Korean sheets are mostly written with: a fifth of the 2,350
 * syllables that CP949 has two bytes for as KS X 1001 does. Bytes of Chinese or Japanese text, read
 * as CP949, fall among all of them alike, and among Chinese characters.
 */
const COMMON =
  "가각간감갑값강같개객거건걸검것게겨결겸겼경계고곧골곳공과곽관괄광교구국군굵권귀규균그근글금급기긴길김깁까깐꺼께꾸꿔뀌끝나" +
  "난날남났내냐너널넘넣네년념녕노누눌는늘능늦니닉닌님닙다단달담답당대댓더덕덤데도독돌동됐되된될됨됩두둘뒤드든들듭등디따때떻" +
  "또뛰뜨라락란람래랙랜랭량러럭런럼렇레렌렛려력렸령로록롯료룰류르른를름릅리린릴림립링마막만많말맞매맹머먼멈메며면명모목몰못" +
  "무묶문므미민밀바박반받발방배백버번벌범법베벤변별병보복본볼봄봅봉부북분불붙뷰블비빈빛빠빼뽑사삭산삼상새색샘생서석선설섭성" +
  "세셀션소속손솔송쇼수숙순숨숫쉼스슬습승시식신실심십써쓰쓸씩씬아안않알암았앙앞액앱야약양어언엄업없엇었에엑여역연열염였영예" +
  "오옥올옮옴옵와완왔왕왜외요용우욱운울웃웅워원월웹위유육윤율으은을음응의이인일읽임입있자작잘잠장재저적전절점접정제져조종좋" +
  "좌주준줄중즈증지직진집짓짜짧째차찬참찾채챌처천철첨첫청체첵쳐초총최추축춘출충춰췄취측치친칠침카칸캐커컬컴케코콘쿠퀴크큰큽" +
  "키킨킹타탁탈태택터테텍템통퇴투트특틀티팀팅파팔패페편평포폰표푸풀품퓨프플피필핑하학한할함합항해했행허험혁현형혜호홍화확환" +
  "황회후훈훨휘휴희히힌";

/**
 * How much more likely it is, as the logarithm of a ratio, to meet such a character in Korean text
 * than in Chinese text that is read as CP949: 97 against 13 of a hundred, 3 against 46, and two of a
 * thousand against 42 of a hundred. The Korean shares are rounded down from those of Korean words
 * and names, the Chinese ones are those of 342 characters of Chinese names and words in GBK.
 */
const COMMON_SYLLABLE = Math.log(0.97 / 0.13);
const OTHER_SYLLABLE = Math.log(0.03 / 0.46);
const NO_SYLLABLE = Math.log(0.002 / 0.42);
/** Four hundred to one: as much as three common syllables and nothing else. */
export const SURELY_KOREAN = 6;

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Signs and full-width letters occur in text of any language. */
const IDEOGRAPHS = /[\u3400-\u9fff\uf900-\ufaff\ue000-\uf8ff\u3130-\u318f]/;

export interface KoreanLikelihood {
  see(text: string): void;
  /** Logarithm of how much likelier the text is Korean; each character counts once. */
  score(): number;
}

/** Judges whether text that was read as CP949 really is. */
export function createKoreanLikelihood(): KoreanLikelihood {
  const common = new Set(COMMON);
  const seen = new Set<string>();
  return {
    see(text) {
      for (const char of text) if (char > "\u007f") seen.add(char);
    },
    score() {
      let sum = 0;
      for (const char of seen) {
        if (common.has(char)) sum += COMMON_SYLLABLE;
        else if (isSyllable(char.charCodeAt(0))) sum += OTHER_SYLLABLE;
        else if (IDEOGRAPHS.test(char)) sum += NO_SYLLABLE;
      }
      return sum;
    },
  };
}

export function isSyllable(code: number): boolean {
  return code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE;
}
