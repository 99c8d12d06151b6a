import { expect, test } from '@jest/globals';
import { wikipediaUrl } from './wikipedia-page.ts';

test.each([
  ['The_Godfather', 'The_Godfather'],
  ["Wayne's_World", "Wayne's_World"],
  ['Wayne%27s_World', "Wayne's_World"],
  ['%C3%89t%C3%A9', '%C3%89t%C3%A9'],
  ['Été', '%C3%89t%C3%A9'],
  ['Léon: The Professional', 'L%C3%A9on%3A_The_Professional'],
  ['100%_Wolf', '100%25_Wolf'],
  ['50%_Off_%27n%27_More', "50%25_Off_'n'_More"],
  ['%FF', '%25FF'],
  ['What?#/', 'What%3F%23%2F'],
])('the page %s of Wikipedia is encoded once, as %s', (href, encoded) => {
  expect(wikipediaUrl(href)).toBe(`https://en.wikipedia.org/wiki/${encoded}`);
});
