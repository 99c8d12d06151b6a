import { Fragment, type ReactNode } from 'react';

/** The names in braces in a text. */
type PartOf<T extends string> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | PartOf<Rest> : never;

type SentenceProps<T extends string> = {
  /** Such as `Films for “{words}”`. */
  readonly text: T;
  /** An element for each name in braces. */
  readonly parts: Readonly<Record<PartOf<T>, ReactNode>>;
};

/**
 * A sentence that contains elements, such as a link or a marked name. The whole sentence is one text, so that a
 * translation can put the elements where its language needs them.
 */
export function Sentence<T extends string>({ text, parts }: SentenceProps<T>) {
  return text
    .split(/[{}]/)
    .map((piece, index) => <Fragment key={index}>{index % 2 === 0 ? piece : parts[piece as PartOf<T>]}</Fragment>);
}
