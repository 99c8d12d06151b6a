import type { ImportRule } from './import-rule.ts';

type RowRule = Omit<ImportRule, 'attributes' | 'clean'>;

/**
 * The rules about whole attributes and whole rows. They are only described here; their code is elsewhere. Text rules
 * have their code beside their description.
 */
export const ROW_RULES = {
  badAttribute: {
    id: 'bad-attribute',
    finds: 'an optional attribute, or an entry of a list, that breaks a rule of films',
    does: 'drops it and keeps the film',
    example: { before: ['thumbnail: not a URL'], after: [] },
  },
  respelled: {
    id: 'respelled-film',
    finds: 'two records of one film whose titles differ only in spaces, apostrophes, other symbols or accents',
    does: 'merges them',
    example: { before: ["Rosemary's Baby (1968)", 'Rosemarys Baby (1968)'], after: ["Rosemary's Baby (1968)"] },
  },
  namesake: {
    id: 'namesake-film',
    finds: 'two films without href that share a title and a year, and whose casts have nobody in common',
    does: 'keeps them apart',
    example: { before: ['Carmen (1915)'], after: ['carmen-1915', 'carmen-1915-2'] },
  },
} as const satisfies Record<string, RowRule>;
