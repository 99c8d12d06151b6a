import { texts } from './texts.ts';

/** Leads to the docs of the API, which the server answers. */
export function ApiLink() {
  return <a href="/v1/docs">{texts.api}</a>;
}
