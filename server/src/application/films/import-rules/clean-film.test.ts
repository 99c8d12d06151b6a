import { describe, expect, test } from '@jest/globals';
import { cleanFilm, IMPORT_RULES } from './clean-film.ts';
import { NAMES, PEOPLE, type CleanedAttribute } from './import-rule.ts';

type Change = { rule: string; before: string; after: string };

function clean(attribute: CleanedAttribute, value: unknown): { value: unknown; changes: Change[] } {
  const changes: Change[] = [];
  const film = cleanFilm({ [attribute]: value }, (rule, _attribute, before, after) => {
    changes.push({ rule, before, after });
  });
  return { value: film[attribute], changes };
}

const cleanCast = (...names: string[]) => clean('cast', names).value;
const cleanGenres = (...genres: string[]) => clean('genres', genres).value;
const cleanTitle = (title: string) => clean('title', title).value;

describe('the import rules', () => {
  test.each(IMPORT_RULES)('$id does what its example says', ({ attributes, example, clean: apply }) => {
    expect(attributes.length).toBeGreaterThan(0);
    const isList = attributes.some((attribute) => NAMES.includes(attribute));
    const groups = isList
      ? [example]
      : example.before.map((text, i) => ({ before: [text], after: example.after.slice(i, i + 1) }));
    for (const { before, after } of groups) {
      let changes = 0;
      const cleaned = apply(before, () => {
        changes += 1;
      });
      expect(cleaned).toEqual(after);
      expect(changes).toBeGreaterThan(0);
      expect(apply(after, () => undefined)).toBe(after);
    }
  });

  test('have distinct ids', () => {
    expect(new Set(IMPORT_RULES.map(({ id }) => id)).size).toBe(IMPORT_RULES.length);
  });

  test('return a clean film as the same object', () => {
    const film = { title: 'Heat', year: 1995, cast: ['Al Pacino'], genres: ['Crime'], extract: 'A film.' };
    expect(cleanFilm(film, () => undefined)).toBe(film);
  });

  test('change nothing when they are applied again', () => {
    const dirty = [
      'Voices of',
      'Dir.: A B (',
      'C D',
      ')',
      'and E F',
      'G H, I J and K L',
      'House',
      'Sr.',
      '&amp;lt;i&gt;X Y',
    ];
    const once = clean('cast', dirty).value;
    expect(clean('cast', once)).toEqual({ value: once, changes: [] });
  });
});

test('directors are cleaned by the rules for a cast', () => {
  const dirty = ['Directed by Ann One', 'and', 'Bo Two (director)', 'C&#233;line Three, Di Four', 'nominee)'];
  const clean = ['Ann One', 'Bo Two', 'Céline Three', 'Di Four'];
  expect(PEOPLE.map((attribute) => cleanFilm({ [attribute]: dirty }, () => undefined))).toEqual([
    { cast: clean },
    { directors: clean },
  ]);
});

test('the text entries of a list are cleaned even if the list also has entries that are not text', () => {
  expect(cleanCast('and', 7 as unknown as string, 'Ann One (actor)')).toEqual(['Ann One', 7]);
});

describe('names that real people and groups have', () => {
  test.each([
    ...['Prince', 'Cher', 'Mr. T', '50 Cent', 'The Rock', 'Madonna', 'DJ Qualls', 'will.i.am', 'The Three Stooges'],
    ...['Dr. John', 'Sting', 'Ice-T', 'Sammy Davis, Jr.', 'Robert Downey Jr.', 'U2', 'D12', 'Sum 41', 'A Martinez'],
    ...['Kim Director', 'Ahmed Best', 'Johnnie To', 'Yoson An', 'Ahney Her', 'DJ Clue?', 'BooG!e', 'RuPaul', 'Pink'],
    ...['Juan de la Cruz', 'Erich von Stroheim', 'Lucrezia Lante della Rovere', 'muMs da Schemer', 'Mc chris'],
    ...['k.d. lang', 'india.arie', 'deadmau5', "Scatman Crothers'", "Maryam d'Abo", 'Brandon deWilde', 'Mike d Angelo'],
    ...['Tom and Jerry', 'Laurel and Hardy', 'Sly and the Family Stone', 'Bill Haley & His Comets', 'Penn & Teller'],
    ...[
      'Roy Acuff and his Smoky Mountain Boys',
      'Gladys Knight & the Pips',
      'Earth, Wind & Fire',
      'Tyler, the Creator',
    ],
    ...['Cole and Dylan Sprouse', 'Bob Marley and The Wailers', 'Truth and Reconciliation Commission', 'The Who'],
    ...['"Weird Al" Yankovic', 'Don "Red" Barry', "Curtis '50 Cent' Jackson", 'Rakim "A$AP Rocky" Mayers', '*NSYNC'],
    ...['Alice in Chains', 'Sons of the Pioneers', 'The Pool of Flame', 'A Tribe Called Quest', 'Cast Iron Filter'],
    ...['三船敏郎', 'Тарковский', 'أم كلثوم', 'Toshirō Mifune', 'ʻAuliʻi Cravalho', 'N.O.R.E', 'H.E.R.', 'X', 'O'],
  ])('%s stays', (name) => {
    expect(clean('cast', ['Someone Else', name])).toEqual({ value: ['Someone Else', name], changes: [] });
  });

  test.each(['Drama', 'Science Fiction', 'Live Action', 'science fiction', 'Film-Noir', 'Sword and Sorcery', 'Music'])(
    'the genre %s stays',
    (genre) => {
      expect(clean('genres', [genre])).toEqual({ value: [genre], changes: [] });
    },
  );
});

describe('dirt in casts and genres', () => {
  test.each([
    ...[
      'Voices of',
      'voices of',
      'nominee)',
      'Dir.:',
      ']]',
      'and',
      'Director',
      'with',
      'uncredited',
      'Cast:',
      '(narrator)',
    ],
    ...[
      '(as herself)',
      'as himself',
      'Archive footage of',
      'The',
      '[a]',
      '(',
      '?',
      '&',
      '1999',
      'the 1999',
      'and his Orchestra',
    ],
    ...[
      'Screenplay)',
      'writer',
      '&nbsp;',
      '<br />',
      'Best Supporting Actress',
      'Music by',
      'Interviews with',
      'Unknown',
    ],
  ])('%s is dropped from a cast', (name) => {
    expect(cleanCast('Someone Else', name)).toEqual(['Someone Else']);
  });

  test.each([
    'drag queens',
    'the life of',
    'South Africa under apartheid',
    'Brenton Butler case',
    'The life of Jonathan Caouette',
  ])('%s is a part of a sentence and dropped from a cast', (name) => {
    expect(cleanCast(name)).toEqual([]);
  });

  test.each(['and', 'nominee)', 'Dir.:', ']]', 'with', 'Director', '(film)', '2', 'Voices of'])(
    '%s is dropped from genres',
    (genre) => {
      expect(cleanGenres('Drama', genre)).toEqual(['Drama']);
    },
  );

  test.each([
    [
      ['Ann One', '(', 'Best Actor', 'nominee)', 'Bo Two'],
      ['Ann One', 'Bo Two'],
    ],
    [
      ['Dir.: Ann One (', 'A Group', ')', 'Bo Two'],
      ['Ann One', 'Bo Two'],
    ],
    [
      ['Ann One', '(', 'Bo Two', 'Cy Three', 'Di Four', 'Ed Five)'],
      ['Ann One', 'Bo Two', 'Cy Three', 'Di Four', 'Ed Five'],
    ],
    [
      ['Catherine O&#39;Hara', 'Pen&eacute;lope Cruz', '&amp;quot;Weird Al&amp;quot; Yankovic'],
      ["Catherine O'Hara", 'Penélope Cruz', '"Weird Al" Yankovic'],
    ],
    [
      ['[[Prince (musician)|Prince]]', "''Ann One''", '<i>Bo</i> Two'],
      ['Prince', 'Ann One', 'Bo Two'],
    ],
    [
      ['Ann One as Queen Ida', 'Bo Two, uncredited', 'with Cy Three', 'Di Four winner)'],
      ['Ann One', 'Bo Two', 'Cy Three', 'Di Four'],
    ],
    [
      ['Ann One, Bo Two and Cy Three', 'Di Four; Ed Five'],
      ['Ann One', 'Bo Two', 'Cy Three', 'Di Four', 'Ed Five'],
    ],
    [['Louis Gossett, Jr., Ann One'], ['Louis Gossett, Jr.', 'Ann One']],
    [
      ['Narrated by Orson Welles', 'Starring Ann One'],
      ['Orson Welles', 'Ann One'],
    ],
    [
      ['Sr.', 'House Peters', 'Sr.', 'Ann One', 'III'],
      ['House Peters Sr.', 'Ann One III'],
    ],
    [['Ann\u00a0One ', ' Ann One', 'Ann\u200b One'], ['Ann One']],
    [['Ann One (actor)', 'Ann One'], ['Ann One']],
    [
      ["Dave (Tex) O'Brien", 'Bo Two (voice) (uncredited)'],
      ['Dave "Tex" O\'Brien', 'Bo Two'],
    ],
  ])('%j becomes %j', (before, after) => {
    expect(cleanCast(...before)).toEqual(after);
  });

  test.each([
    [
      ['Comedy/Drama', 'Drama, Crime'],
      ['Comedy', 'Drama', 'Crime'],
    ],
    [
      ['Genre: Horror', '[[Western (genre)|Western]]', 'Rock &amp; Roll'],
      ['Horror', 'Western', 'Rock & Roll'],
    ],
  ])('the genres %j become %j', (before, after) => {
    expect(cleanGenres(...before)).toEqual(after);
  });
});

describe('dirt in titles and synopses', () => {
  test.each([
    ['Fast &amp; Furious', 'Fast & Furious'],
    [
      'Gun .mw-parser-output .frac{white-space:nowrap}.mw-parser-output .frac .num,.mw-parser-output .den{font-size:80%}33+1⁄3',
      'Gun 33+1⁄3',
    ],
    ['Media @media screen{.a{color:red}.b{color:blue}} Circus', 'Media Circus'],
    ['<i>Rope</i><ref name="a">Smith</ref>', 'Rope'],
    ['The Cord of Life[1]', 'The Cord of Life'],
    ['Fly by Night\u00a0[fr]', 'Fly by Night'],
    ['Stronger Than Death (1920 film)', 'Stronger Than Death'],
    ['The  Third \u200bMan ', 'The Third Man'],
  ])('the title %s becomes %s', (before, after) => {
    expect(cleanTitle(before)).toBe(after);
  });

  test.each([
    '[REC]',
    '(Untitled)',
    'I <3 NY',
    "Singin' in the Rain",
    'AT&T; the Movie',
    'M*A*S*H',
    '???',
    'Some Girl(s)',
    '10',
    'eXistenZ',
    'Cry "Havoc"',
    '(film)',
    '{Title}',
    "The Conqueror'",
  ])('the title %s stays', (title) => {
    expect(cleanTitle(title)).toBe(title);
  });

  test('a title stays if cleaning would leave nothing of it', () => {
    expect(cleanTitle('<br>')).toBe('<br>');
  });

  test('a synopsis loses markup and surrounding white space, and keeps its quotations and paragraphs', () => {
    expect(clean('extract', '\n{{Infobox film\n| name = X').value).toBeUndefined();
    expect(clean('extract', ' One <b>two</b> &amp; [sic]\n\n"[p]art".\n').value).toBe('One two & [sic]\n\n"[p]art".');
  });
});
