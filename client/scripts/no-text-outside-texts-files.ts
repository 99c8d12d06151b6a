const LETTER = '/\\p{L}/u';
const SENTENCE = '/^\\p{Lu}\\p{L}* \\p{Ll}/u';
const SHOWN_ATTRIBUTE =
  '/^(aria-(label|description|roledescription|valuetext)|alt|helperText|label|placeholder|primary|secondary|text|title)$/';
const SHOWN_PROPERTY = '/^(heading|helperText|hint|label|message|text|title)$/';

/**
 * What the lint rule no-restricted-syntax forbids in the source of the page: a text that the page shows or announces, outside
 * of a texts file. Only those files are translated.
 */
export const NO_TEXT_OUTSIDE_TEXTS_FILES = [
  `JSXText[value=${LETTER}]`,
  ...[`Literal[value=${LETTER}]`, `TemplateLiteral:has(> TemplateElement[value.raw=${LETTER}])`].flatMap((text) => [
    // {'text'}, {condition && 'text'}, {condition ? 'text' : other ? 'text' : 'text'}
    ...[
      '',
      '> :matches(ConditionalExpression, LogicalExpression)',
      '> ConditionalExpression > ConditionalExpression',
    ].map((inside) => `:matches(JSXElement, JSXFragment) > JSXExpressionContainer ${inside} > ${text}`),
    `JSXAttribute[name.name=${SHOWN_ATTRIBUTE}] ${text}`,
    // The shape of an answer, { title: 'string' }, is not a text.
    `Property[key.name=${SHOWN_PROPERTY}] > ${text}.value:not([value=/^(string|number|object|array)$/])`,
    `Property[key.value=/^aria-(label|description|roledescription|valuetext)$/] > ${text}.value`,
    `CallExpression[callee.name=/^(showMessage|useDocumentTitle)$/] ${text}`,
  ]),
  // A sentence, wherever it is: a capital letter, and another word after the first. Users do not see an Error, only an ApiError.
  `Literal[value=${SENTENCE}]:not(NewExpression[callee.name='Error'] > *)`,
  `TemplateElement:first-child[value.raw=${SENTENCE}]`,
].map((selector) => ({ selector, message: 'A text that users see or hear belongs in the texts file of its feature.' }));
