import type { Film } from '../../../server/src/domain/film.ts';
import { filmSlug, numberedFilmId } from '../../../server/src/domain/film-id.ts';
import { pick, randomInt, seededRandom } from '../../../server/testing/random.ts';

/** Common words from which the titles are made. */
const CHINESE =
  '长城 大海 青山 白云 明月 春天 秋天 冬雪 夏日 黄河 红楼 西游 英雄 少年 女王 父亲 母亲 家乡 爱情 友谊 战争 和平 梦想 命运 时间 天空 星星 太阳 花园 城市 火车 飞刀 龙门 虎山 功夫 江湖 故事 传说 秘密 归来'.split(
    ' ',
  );
const JAPANESE =
  '千年 神隠し 東京 物語 七人 侍 海辺 花火 となり 家族 少女 時 かける 風 立ちぬ 天空 城 もののけ 姫 魔女 宅急便 火垂る 墓 羅生門 生きる 影武者 秋刀魚 味 万引き ドライブ マイ カー ゴジラ 怪獣 旅立ち おくりびと 耳 すませば 紅 豚'.split(
    ' ',
  );
const KOREAN =
  '기생충 살인의 추억 올드보이 부산행 괴물 박쥐 아가씨 버닝 시 마더 밀양 오아시스 박하사탕 봄날 여름 가을 겨울 바다 하늘 별빛 친구 가족 도시 사랑 전쟁 평화 운명 시간 비밀 귀향 영웅 소년 소녀 왕의 남자 신과 함께 태극기 휘날리며'.split(
    ' ',
  );

const SCRIPTS = [
  { words: CHINESE, separator: '', films: 120 },
  { words: JAPANESE, separator: '', films: 120 },
  { words: KOREAN, separator: ' ', films: 60 },
] as const;

/**
 * 300 invented films with Chinese, Japanese and Korean titles of three to five words, because the data set has very few
 * such titles. Chinese and Japanese titles have no spaces, Korean titles do. The films have no cast and no genres, so
 * that they have almost no effect on the other classes. The same seed makes the same films.
 */
export function spacelessFilms(seed: number): Film[] {
  const random = seededRandom(seed);
  const taken = new Map<string, number>();
  return SCRIPTS.flatMap(({ words, separator, films }) =>
    Array.from({ length: films }, () => {
      const title = Array.from({ length: 3 + randomInt(random, 3) }, () => pick(random, words)).join(separator);
      const attributes = { title, year: 1950 + randomInt(random, 74) };
      const slug = filmSlug(title, attributes.year);
      const ordinal = (taken.get(slug) ?? 0) + 1;
      taken.set(slug, ordinal);
      return { id: numberedFilmId(slug, ordinal), version: 1, attributes };
    }),
  );
}
